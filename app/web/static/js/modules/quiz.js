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
  const opened = performance.now();
  let sequence = Number(form.dataset.sequence);
  let wait = SHORTEST_WAIT;
  let sending = null;
  let isOver = false;
  let isSignedOut = false;
  let isRestoring = false;
  let timer = 0;

  // What lies in the browser

  function kept() {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => ({ question: key.slice(prefix.length), ...JSON.parse(localStorage.getItem(key)) }))
      .sort((one, other) => one.sequence - other.sequence);
  }

  /* What the server refused stays here with the reason, until the reader changes it. */
  const waiting = () => kept().filter(({ refusal }) => refusal === undefined);
  const refused = () => kept().filter(({ refusal }) => refusal !== undefined);

  function put({ question, ...entry }) {
    localStorage.setItem(prefix + question, JSON.stringify(entry));
  }

  /* Whether the reader has given no other answer since this one was sent. */
  function isNewest({ question, sequence: sent }) {
    return JSON.parse(localStorage.getItem(prefix + question) ?? "null")?.sequence === sent;
  }

  function forget(answer) {
    if (isNewest(answer)) localStorage.removeItem(prefix + answer.question);
  }

  // What stands on the page

  const inputs = (question, page = form) => [...page.elements].filter((input) => input.name === `q-${question}`);
  const isTick = (input) => input.type === "checkbox" || input.type === "radio";

  function given(question, page = form) {
    return inputs(question, page)
      .filter((input) => (isTick(input) ? input.checked : input.value.trim()))
      .map((input) => input.value);
  }

  function restore(question, options) {
    isRestoring = true;
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
    isRestoring = false;
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

  function sayRefused() {
    const [{ question, refusal }, ...others] = refused();
    const words = form.dataset.refused.replace("{num}", others.length + 1);
    say("failed", refusal ? `${words}. ${refusal}` : words, {
      address: `#${question}`, words: document.getElementById(question)?.querySelector("h2").textContent,
    });
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

  /* The form as the server would draw it now; null where it draws another page. */
  async function storedPage() {
    const page = await fetch(form.dataset.page, { headers: { Accept: "text/html" } });
    return new DOMParser().parseFromString(await page.text(), "text/html").getElementById("quiz");
  }

  /* Another sign-in has another token; the page that bears it is this one, loaded anew. */
  async function renewToken() {
    const token = (await storedPage())?.elements.csrf_token.value;
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
    isSignedOut = !reply;
    if (isSignedOut) return sayHowMany("offline", form.dataset.signedOut, waiting().length, {
      address: form.dataset.signIn, words: form.dataset.signInWords, inNewTab: true,
    }) ?? false;
    if (reply.status >= 500 || reply.status === 429) throw new Error(String(reply.status));
    const said = await reply.json();
    if (said.result) return end(said) ?? false;
    if (!reply.ok) {
      if (isNewest(answer)) put({ ...answer, refusal: said.advice ?? "" });
      return true;
    }
    sequence = Math.max(sequence, said.sequence);
    tell(said.left);
    if (said.superseded) return yieldOrInsist(answer, said);
    forget(answer);
    draw(answer.question, said.print);
    if (refused().length) sayRefused();
    else say("saved", said.saved);
    return true;
  }

  /* Another answer is stored, with a higher number. Ages tell which of the two the reader gave
     last; clocks that differ do not. */
  async function yieldOrInsist(answer, stored) {
    if (Date.now() - answer.at < stored.age) {
      sequence += 1;
      if (isNewest(answer)) put({ ...answer, sequence });
      return true;
    }
    const page = await storedPage();
    if (!page) throw new Error("the questions are not to be had");
    if (!isNewest(answer)) return true;
    restore(answer.question, given(answer.question, page));
    draw(answer.question, stored.print);
    forget(answer);
    say("saved", form.dataset.newer);
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
    if (refused().length && !waiting().length && !isOver) sayRefused();
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

  /* Numbers follow the server's clock, so that those of all machines compare. */
  function keep(question) {
    const now = Number(form.dataset.now) + Math.round(performance.now() - opened);
    sequence = Math.max(sequence + 1, now);
    put({ question, sequence, at: Date.now(), options: given(question) });
    strike(question);
    if (state.dataset.state !== "offline") say("saving", state.dataset.saving);
  }

  const questionOf = (event) => event.target.closest("[data-question]")?.dataset.question;

  for (const answer of kept()) {
    const isStored = given(answer.question).join("\n") === answer.options.join("\n");
    if (answer.refusal !== undefined && isStored) forget(answer);
    else restore(answer.question, answer.options);
  }

  form.addEventListener("change", (event) => {
    const question = questionOf(event);
    if (!question || isRestoring) return;
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

  /* Whether what waits has reached the server, in the time that a reader waits for a button. */
  function areSent() {
    const sent = send().then(() => !waiting().length);
    return Promise.race([sent, new Promise((resolve) => setTimeout(resolve, FLUSH, false))]);
  }

  /* Whether the server answers; what it says of the session it will say again to the form. */
  async function isThere() {
    try {
      await fetch(form.dataset.page, { method: "HEAD", signal: AbortSignal.timeout(FLUSH) });
      return true;
    } catch {
      return false;
    }
  }

  /* The question at which the reader is, so that the page comes back there. */
  function here() {
    const focused = document.activeElement?.closest("[data-question]");
    const sections = [...form.querySelectorAll("[data-question]")];
    return (focused ?? sections.find((one) => one.getBoundingClientRect().bottom > 0))?.dataset.question ?? "";
  }

  function attach(target, name, value) {
    target.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }

  /* What waits is sent first; without a network the page stays, and with it the answers. */
  async function sendBefore(event) {
    if (isOver) return;
    event.preventDefault();
    const place = here();
    if (!(waiting().length ? await areSent() : await isThere())) {
      if (!isSignedOut) say("offline", form.dataset.notDone);
      state.scrollIntoView({ block: "nearest" });
      return;
    }
    const { target, submitter } = event;
    if (submitter?.name) attach(target, submitter.name, submitter.value);
    if (target === form) attach(form, "at", place);
    target.submit();
  }

  /* A question that was missing is no longer, once it is answered. */
  function strike(question) {
    const list = form.querySelector("[data-unanswered]");
    if (!list || !given(question).length) return;
    list.querySelector(`a[href="#${question}"]`)?.remove();
    if (!list.querySelector("a")) list.remove();
  }

  if (form.dataset.each) say("saved", form.dataset.each);
  form.addEventListener("submit", sendBefore);
  document.querySelector("form[action$='/logout']")?.addEventListener("submit", sendBefore);
  addEventListener("online", send);
  addEventListener("focus", () => waiting().length && send());
  setInterval(beat, HEARTBEAT);
  send();
}
