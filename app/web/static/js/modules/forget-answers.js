/* The attempt is handed in, or somebody has signed out: what this browser had kept is not needed. */

export default function forgetAnswers(element) {
  const { attempt } = element.dataset;
  const prefix = attempt ? `qalqan-answers-${attempt}:` : "qalqan-answers-";
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(prefix)) localStorage.removeItem(key);
  }
}
