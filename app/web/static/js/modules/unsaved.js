// Asks before the page is left with words that are not saved yet; "back without saving" is an answer already.
export default function unsaved(form) {
  let isWritten = form.hasAttribute("data-written");
  form.addEventListener("input", () => {
    isWritten = true;
  });
  form.addEventListener("submit", () => {
    isWritten = false;
  });
  form.addEventListener("click", (event) => {
    if (event.target.closest("a")) isWritten = false;
  });
  addEventListener("beforeunload", (event) => {
    if (isWritten) event.preventDefault();
  });
}
