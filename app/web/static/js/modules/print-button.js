// Shows a print button where there is a script to make it work.
export default function printButton(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
