"""Keeps the word lists: takes out what is unused or known by now, names what is missing."""

from app.core.text import LANGUAGES
from tests.language import test_spelling as spelling


def main() -> None:
    for language in LANGUAGES:
        seen = spelling.seen(language)
        needed = spelling.unknown(spelling.all_listed(language), language) & seen
        for kind in spelling.KINDS:
            kept = sorted(set(spelling.listed(kind, language)) & needed)
            file = spelling.WORDS / f"{kind}.{language}.txt"
            file.write_text("".join(f"{word}\n" for word in kept), "utf-8")
        for word in sorted(spelling.wrong(language)):
            print(f"{language}: {word}: right? then put it into one of the lists; else mend it")


if __name__ == "__main__":
    main()
