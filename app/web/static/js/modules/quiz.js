/* Sends each answer as it is given, keeps it in the browser until the server has acknowledged it,
   and says in words which of the two is the case. Without this script the page's buttons save. */

const RETRY = 4000;

export default function quiz(form) {
  const { address, attempt } = form.dataset;
  const state = document.getElementById("quiz-state");
  const store = `qalqan-answers-${attempt}`;
  const token = form.querySelector("[name=csrf_token]").value;
  const waiting = new Map(JSON.parse(localStorage.getItem(store) ?? "[]"));
  let sequence = Number(form.dataset.sequence);
  let isSending = false;

  function say(name, words) {
    state.dataset.state = name;
    state.textContent = words;
  }

  function keep() {
    if (waiting.size) localStorage.setItem(store, JSON.stringify([...waiting]));
    else localStorage.removeItem(store);
  }

  function chosen(question) {
    return [...form.querySelectorAll(`[name="q-${question}"]:checked`)].map((tick) => tick.value);
  }

  function body(question, answer) {
    const data = new FormData();
    data.set("csrf_token", token);
    data.set("attempt", attempt);
    data.set("question", question);
    data.set("sequence", answer.sequence);
    for (const option of answer.options) data.append("option", option);
    return data;
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    try {
      while (waiting.size) {
        const [question, answer] = waiting.entries().next().value;
        const reply = await fetch(address, {
          method: "POST", body: body(question, answer), headers: { Accept: "application/json" },
        });
        if (reply.status >= 400 && reply.status < 500 && reply.status !== 429) {
          say("failed", `${state.dataset.failed}. ${(await reply.json()).advice}`);
          return;
        }
        if (!reply.ok) throw new Error(String(reply.status));
        const { saved } = await reply.json();
        if (waiting.get(question) === answer) waiting.delete(question);
        keep();
        say("saved", saved);
      }
    } catch {
      say("offline", `${form.dataset.waiting} (${waiting.size})`);
      setTimeout(send, RETRY);
    } finally {
      isSending = false;
    }
  }

  function note(question) {
    sequence = Math.max(sequence + 1, Date.now());
    waiting.set(question, { sequence, options: chosen(question) });
    keep();
    say("saving", state.dataset.saving);
    send();
  }

  for (const [question, answer] of waiting) {
    for (const tick of form.querySelectorAll(`[name="q-${question}"]`)) {
      tick.checked = answer.options.includes(tick.value);
    }
  }
  form.addEventListener("change", (event) => {
    const section = event.target.closest("[data-question]");
    if (section) note(section.dataset.question);
  });
  addEventListener("online", send);
  send();
}
