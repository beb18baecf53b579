// Shows Markdown as readers will see it while it is written, and what is to be mended in it.
const PAUSE = 400;

export default function preview(root) {
  const form = root.closest("form");
  const areas = [...root.querySelectorAll("textarea")];
  const problems = root.querySelector(".preview__problems");
  let timer;
  let newest = 0;

  const show = async () => {
    const turn = ++newest;
    const body = new FormData();
    body.set("csrf_token", form.elements.csrf_token.value);
    body.set("kind", root.dataset.kind);
    for (const area of areas) body.set(area.lang, area.value);
    try {
      const answer = await fetch(root.dataset.address, { method: "POST", body });
      if (!answer.ok) return;
      const { html, problems: found } = await answer.json();
      if (turn !== newest) return;
      for (const pane of root.querySelectorAll("[data-pane]")) pane.innerHTML = html[pane.dataset.pane];
      problems.replaceChildren(...found.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
      problems.hidden = found.length === 0;
    } catch {
      // Without a network the last preview stays; the text itself is in the input.
    }
  };

  root.classList.add("preview--live");
  for (const area of areas) {
    area.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, PAUSE);
    });
  }
}
