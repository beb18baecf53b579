/* Counts down from the server's clock; says so aloud twice, and hands in when the time is over. */

const SECOND = 1000;
const SOON = 5 * 60;
const LAST = 60;

export default function countdown(element) {
  const form = element.closest("form");
  const clock = element.querySelector(".countdown__clock");
  const said = element.querySelector("[role=status]");
  let ends = 0;
  let timer = 0;

  const left = () => Math.round((ends - performance.now()) / SECOND);

  function correct(seconds) {
    ends = performance.now() + seconds * SECOND;
  }

  function draw() {
    const seconds = Math.max(0, left());
    const parts = [Math.floor(seconds / 60), seconds % 60];
    clock.textContent = parts.map((part) => String(part).padStart(2, "0")).join(":");
    const words = seconds > SOON ? "" : seconds > LAST ? element.dataset.soon : element.dataset.last;
    if (said.textContent !== words) said.textContent = words;
    // A second later than it says, so that the server's clock has reached the end as well.
    if (left() < 0) handIn();
  }

  function handIn() {
    clearInterval(timer);
    if (!form) return;
    form.append(Object.assign(document.createElement("input"), {
      type: "hidden", name: "then", value: "hand-in-anyway",
    }));
    form.requestSubmit();
  }

  correct(Number(element.dataset.left));
  element.querySelector(".countdown__left").hidden = false;
  document.addEventListener("qalqan:left", ({ detail }) => {
    if (detail === null) clearInterval(timer);
    else correct(detail);
  });
  timer = setInterval(draw, SECOND);
  draw();
}
