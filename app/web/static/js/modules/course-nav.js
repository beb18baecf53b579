// Folds the course contents where they stand above the lesson instead of beside it.
export default function courseNav(contents) {
  const narrow = window.matchMedia("(max-width: 60rem)");
  const follow = () => {
    contents.open = !narrow.matches;
  };
  follow();
  narrow.addEventListener("change", follow);
}
