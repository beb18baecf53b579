/* Sends each answer as it is given, keeps it in the browser until the server has acknowledged it,
   and says in words which of the two is the case. Without this script the page's buttons save.

   An unsent answer lies under a key of its own, so that two tabs do not overwrite each other's. */

const SHORTEST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
const PAUSE_IN_TYPING = 700;
const HEARTBEAT = 60_000;
const FLUSH = 5000;
const TYPED = "textarea, input[type=text], input[type=number]";

export default function quiz(form) {
  const { address, heartbeat, attempt } = form.dataset;
  const state = document.getElementById("quiz-state");
  const prefix = `qalqan-answers-${attempt}:`;
  const refused = new Set();
  let sequence = Number(form.dataset.sequence);
  let wait = SHORTEST_WAIT;
  let sending = null;
  let isOver = false;
  let timer = 0;

  // What lies in the browser

  function waiting() {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => ({ question: key.slice(prefix.length), ...JSON.parse(localStorage.getItem(key)) }))
      .sort((one, other) => one.sequence - other.sequence);
  }

  function forget({ question, sequence: sent }) {
    const kept = JSON.parse(localStorage.getItem(prefix + question) ?? "null");
    if (kept?.sequence === sent) localStorage.removeItem(prefix + question);
  }

  // What stands on the page

  const inputs = (question) => [...form.elements].filter((input) => input.name === `q-${question}`);
  const isTick = (input) => input.type === "checkbox" || input.type === "radio";

  function given(question) {
    return inputs(question)
      .filter((input) => (isTick(input) ? input.checked : input.value.trim()))
      .map((input) => input.value);
  }

  function restore(question, options) {
    for (const input of inputs(question)) {
      if (isTick(input)) {
        input.checked = options.includes(input.value);
      } else if (input.options) {
        input.value = options.find((value) => [...input.options].some((one) => one.value === value)) ?? "";
      } else {
        input.value = options[0] ?? "";
      }
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  // What is said

  function say(name, words, link) {
    state.dataset.state = name;
    state.textContent = words;
    if (link) {
      const made = Object.assign(document.createElement("a"), { href: link.address, textContent: link.words });
      if (link.inNewTab) made.target = "_blank";
      state.append(" ", made);
    }
  }

  function sayHowMany(name, words, count, link) {
    say(name, words.replace("{num}", count), link);
  }

  function tell(left) {
    document.dispatchEvent(new CustomEvent("qalqan:left", { detail: left }));
  }

  function end({ advice, result }) {
    isOver = true;
    clearTimeout(timer);
    say("failed", advice, { address: result, words: form.dataset.resultWords });
    tell(null);
  }

  // What goes over the wire

  function post(to, fields) {
    const body = new FormData();
    body.set("csrf_token", form.elements.csrf_token.value);
    body.set("attempt", attempt);
    for (const [name, value] of fields) body.append(name, value);
    return fetch(to, { method: "POST", body, headers: { Accept: "application/json" } });
  }

  /* Another sign-in has another token; the page that bears it is this one, loaded anew. */
  async function renewToken() {
    const page = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
    const token = fresh.querySelector("#quiz [name=csrf_token]")?.value;
    if (!token || token === form.elements.csrf_token.value) return false;
    for (const input of document.querySelectorAll("[name=csrf_token]")) input.value = token;
    return true;
  }

  /* The reply, or null when the session has ended. */
  async function ask(to, fields) {
    const reply = await post(to, fields);
    if (reply.status !== 400 && reply.status !== 401) return reply;
    return (await renewToken()) ? post(to, fields) : null;
  }

  async function sendOne(answer) {
    const fields = [["question", answer.question], ["sequence", answer.sequence]];
    const reply = await ask(address, [...fields, ...answer.options.map((option) => ["option", option])]);
    if (!reply) return sayHowMany("offline", form.dataset.signedOut, waiting().length, {
      address: form.dataset.signIn, words: form.dataset.signInWords, inNewTab: true,
    }) ?? false;
    if (reply.status >= 500 || reply.status === 429) throw new Error(String(reply.status));
    const said = await reply.json();
    if (said.result) return end(said) ?? false;
    if (!reply.ok) {
      refused.add(answer.question);
      forget(answer);
      return true;
    }
    forget(answer);
    refused.delete(answer.question);
    draw(answer.question, said.print);
    tell(said.left);
    if (refused.size) sayHowMany("failed", form.dataset.refused, refused.size);
    else say("saved", said.saved);
    return true;
  }

  /* The page now shows the answer with this print; an older page of another tab does not. */
  function draw(question, print) {
    const others = form.elements.seen.value.split(" ").filter((entry) => entry && !entry.startsWith(`${question}:`));
    form.elements.seen.value = [...others, ...(print ? [`${question}:${print}`] : [])].join(" ");
  }

  async function sendAll() {
    try {
      for (let left = waiting(); left.length && !isOver; left = waiting()) {
        if (!(await sendOne(left[0]))) break;
      }
      wait = SHORTEST_WAIT;
    } catch {
      sayHowMany("offline", form.dataset.waiting, waiting().length);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    clearTimeout(timer);
    if (waiting().length && !isOver) timer = setTimeout(send, wait);
    if (refused.size && !waiting().length && !isOver) sayHowMany("failed", form.dataset.refused, refused.size);
  }

  function send() {
    sending ??= sendAll().finally(() => {
      sending = null;
    });
    return sending;
  }

  async function beat() {
    if (isOver) return;
    try {
      const reply = await ask(heartbeat, []);
      const said = reply && (await reply.json());
      if (said?.result) end(said);
      else if (said && reply.ok) tell(said.left);
    } catch {
      // Without a network the countdown goes on by itself.
    }
  }

  // What the reader does

  function keep(question) {
    sequence = Math.max(sequence + 1, Date.now());
    localStorage.setItem(prefix + question, JSON.stringify({ sequence, options: given(question) }));
    if (state.dataset.state !== "offline") say("saving", state.dataset.saving);
  }

  const questionOf = (event) => event.target.closest("[data-question]")?.dataset.question;

  for (const { question, options } of waiting()) restore(question, options);

  form.addEventListener("change", (event) => {
    const question = questionOf(event);
    if (!question) return;
    keep(question);
    send();
  });
  form.addEventListener("input", (event) => {
    const question = questionOf(event);
    if (!question || !event.target.matches(TYPED)) return;
    keep(question);
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE_IN_TYPING);
  });

  /* What waits is sent first; without a network the page stays, and with it the answers. */
  async function sendBefore(event) {
    if (isOver || !waiting().length) return;
    event.preventDefault();
    await Promise.race([send(), new Promise((resolve) => setTimeout(resolve, FLUSH))]);
    if (state.dataset.state === "offline") return;
    const { target, submitter } = event;
    const then = Object.assign(document.createElement("input"), { type: "hidden" });
    if (submitter?.name) target.append(Object.assign(then, { name: submitter.name, value: submitter.value }));
    target.submit();
  }

  form.addEventListener("submit", sendBefore);
  document.querySelector("form[action$='/logout']")?.addEventListener("submit", sendBefore);
  addEventListener("online", send);
  addEventListener("focus", () => waiting().length && send());
  setInterval(beat, HEARTBEAT);
  send();
}
