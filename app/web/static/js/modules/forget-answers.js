/* The attempt is handed in: what this browser had kept of it is no longer needed. */

export default function forgetAnswers(element) {
  localStorage.removeItem(`qalqan-answers-${element.dataset.attempt}`);
}
