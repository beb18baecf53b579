/* Turns the lists of places of a question into one list whose lines are moved by buttons. The lists
   stay, out of sight, and carry the answer; a `change` says that it is another. */

export default function ordering(root) {
  const list = root.querySelector(".order-list__items");
  const state = root.querySelector("[role=status]");
  const keep = root.querySelector(".order-list__keep");
  const lines = () => [...list.children];
  const places = (line) => line.querySelector("select");
  const place = (line) => places(line).selectedIndex || Infinity;

  function draw() {
    const all = lines();
    all.forEach((line, index) => {
      line.querySelector(".order-list__place").textContent = index + 1;
      for (const button of line.querySelectorAll("[data-by]")) {
        button.setAttribute("aria-disabled", !all[index + Number(button.dataset.by)]);
      }
    });
    keep.hidden = all.every((line, index) => place(line) === index + 1);
  }

  function arrange() {
    const before = lines();
    const after = [...before].sort((one, other) => place(one) - place(other) || 0);
    if (after.some((line, index) => line !== before[index])) list.append(...after);
    draw();
  }

  function give(words) {
    lines().forEach((line, index) => {
      places(line).selectedIndex = index + 1;
    });
    draw();
    state.textContent = words;
    places(list.firstElementChild).dispatchEvent(new Event("change", { bubbles: true }));
  }

  function move(line, by) {
    const other = by < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (!other) return;
    // The other line goes round this one, so that the button keeps the focus.
    if (by < 0) line.after(other);
    else line.before(other);
    const total = lines().length;
    const words = { line: places(line).labels[0].textContent, place: lines().indexOf(line) + 1, total };
    give(root.dataset.moved.replace(/\{(\w+)\}/g, (_whole, name) => words[name]));
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-by]");
    if (button) move(button.closest("li"), Number(button.dataset.by));
  });
  keep.addEventListener("click", () => {
    give(root.dataset.kept);
    state.focus();
  });
  list.addEventListener("change", arrange);

  root.classList.add("order-list--moved");
  document.getElementById(root.getAttribute("aria-describedby")).textContent = root.dataset.hint;
  arrange();
}
