"""Questions of another system in, ours out, or the reason why there is none of ours for it."""

from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import Any, Final, assert_never

from app.core.errors import N_
from app.core.text import LANGUAGES, Localized
from app.courses.document import questions as ours
from app.courses.document.base import Part
from app.courses.document.questions import Question
from app.exchange import labels, languages, plain, written_answers
from app.exchange.foreign import FULL, NOTHING, Answer, Foreign, Words
from app.exchange.report import CannotTake, Refused, Remark, Surroundings, Taken

LONGEST_PROMPT: Final = 2000
LONGEST_ANSWER: Final = 1000
LONGEST_EXPLANATION: Final = 3000
"""As the editor has it, so that whatever is taken can also be changed there."""
FEWEST_ITEMS: Final = 3
MOST_ITEMS: Final = 8
MOST_DISTRACTORS: Final = 4
ROUNDING: Final = 1
"""Per cent; a third is written with anything from none to seven decimals."""
WHOLE_ANSWER: Final = Localized(kk="Жауап тұтастай", ru="Ответ в целом")
WHOLE_POINTS: Final = 10
NEW: Final = "imported"


def judged(foreign: Foreign, around: Surroundings) -> Taken | Refused:
    """The question as one of ours with what the trainer should know, or why it cannot be taken."""
    judge = _Judge(foreign, around)
    try:
        question = judge.question()
    except CannotTake as reason:
        return Refused(reason.line or foreign.line, reason.remark)
    return Taken(foreign.line, question, question.id != NEW, judge.all_remarks(question))


class _Judge:
    """Reads one question; collects what is lost on the way."""

    def __init__(self, foreign: Foreign, around: Surroundings) -> None:
        self.foreign = foreign
        self.around = around
        self.labels = labels.read(foreign.tags, around)
        self.remarks = [*foreign.remarks, *self.labels.remarks]
        self.other_languages: set[str] = set()

    def question(self) -> Question:
        """The question as one of ours; raises `CannotTake`."""
        prompt = self.said(self.foreign.prompt, LONGEST_PROMPT)
        if prompt == ours.NO_WORDS:
            raise CannotTake(N_("The question has no text"))
        common: dict[str, Any] = {
            "id": self.foreign.name if labels.is_stable(self.foreign.name) else NEW,
            "prompt": prompt,
            "explanation": self.said(self.foreign.explanation, LONGEST_EXPLANATION),
            **self.labels.fields,
        }
        match self.foreign.kind:
            case "choice":
                return self._choice(common)
            case "true-false":
                return self._true_false(common)
            case "matching":
                return self._matching(common)
            case "ordering":
                return self._ordering(common)
            case "short-answer":
                return self._short_answer(common)
            case "number":
                return self._number(common)
            case "essay":
                return self._open(common)
            case _:
                assert_never(self.foreign.kind)

    def said(self, words: Words, limit: int = LONGEST_ANSWER) -> Localized:
        """The words in both languages; those of one language only have an empty side."""
        said = plain.said(words)
        self.other_languages |= said.foreign
        if said.has_lost_marks:
            self.note(N_("Bold print, lists and links become plain words"))
        if said.has_kept_signs:
            self.note(N_("Signs of Markdown stay in the text: look it over"))
        text = said.text
        if not said.is_marked and languages.has_letters(text.kk):
            sides = {code: text.kk if code == self.around.unmarked else "" for code in LANGUAGES}
            text = Localized(**sides)
        if max(len(text.kk), len(text.ru)) > limit:
            raise CannotTake(N_("A text is longer than %(count)d characters"), count=limit)
        return text

    def all_remarks(self, question: Question) -> list[Remark]:
        """What the trainer should know of a question that can be taken, each thing once."""
        found = list(self.remarks)
        if self.other_languages:
            listed = ", ".join(sorted(self.other_languages))
            message = N_("Left out: what is said in other languages (%(codes)s)")
            found.append(Remark(message, {"codes": listed}))
        missing: dict[str, object] = {
            code: sum(code in text.missing() for text in _texts(question)) for code in LANGUAGES
        }
        if any(missing.values()):
            message = N_("To be written before publishing: Kazakh texts – %(kk)d, Russian – %(ru)d")
            found.append(Remark(message, missing))
        unique = {(remark.message, *map(str, remark.values.values())): remark for remark in found}
        return list(unique.values())

    def note(self, message: str) -> None:
        """Something that is left out and that the trainer should know."""
        self.remarks.append(Remark(message))

    def _choice(self, common: dict[str, Any]) -> Question:
        answers = self.foreign.answers
        _count(len(answers), 2, MOST_ITEMS)
        right = [answer for answer in answers if answer.percent > NOTHING]
        options = [
            ours.Option(
                id=letter,
                text=self.said(answer.words),
                correct=answer in right,
                feedback=self.said(answer.feedback),
            )
            for letter, answer in zip(ascii_lowercase, answers, strict=False)
        ]
        if self.foreign.takes_several:
            self._expect_fair_shares(right)
            return ours.MultipleChoice(kind="multiple-choice", options=options, **common)
        _expect_whole_points(answers)
        if len(right) != 1:
            raise CannotTake(
                N_("One answer must earn the whole point; here %(count)d do"), count=len(right)
            )
        if any(answer.percent < NOTHING for answer in answers):
            self.note(N_("Points taken away for wrong answers are left out"))
        return ours.SingleChoice(kind="single-choice", options=options, **common)

    def _expect_fair_shares(self, right: Sequence[Answer]) -> None:
        if not right:
            raise CannotTake(N_("No answer is right"))
        shares = [answer.percent for answer in right]
        if max(shares) - min(shares) > ROUNDING:
            message = N_("The right answers earn different shares; here all earn the same")
            raise CannotTake(message)
        wrong = (answer.percent for answer in self.foreign.answers if answer.percent <= NOTHING)
        if any(abs(percent + FULL / len(right)) > ROUNDING for percent in wrong):
            self.note(N_("Here a wrong answer takes away as much as a right one gives"))

    def _true_false(self, common: dict[str, Any]) -> Question:
        when_true, when_false = self.foreign.answers
        _expect_whole_points(self.foreign.answers)
        if (when_true.percent == FULL) == (when_false.percent == FULL):
            raise CannotTake(N_("Either “true” or “false” must be right"))
        return ours.TrueFalse(
            kind="true-false",
            correct=when_true.percent == FULL,
            when_true=self.said(when_true.feedback),
            when_false=self.said(when_false.feedback),
            **common,
        )

    def _matching(self, common: dict[str, Any]) -> Question:
        sides = [(self.said(pair.left), self.said(pair.right)) for pair in self.foreign.pairs]
        if any(right == ours.NO_WORDS for _, right in sides):
            raise CannotTake(N_("The right-hand side of a pair is empty"))
        rights = [right for _, right in sides]
        if len(set(rights)) < len(rights):
            message = N_("Several pairs have the same right-hand side: sort into categories here")
            raise CannotTake(message)
        named = list(zip(ascii_lowercase, sides, strict=False))
        pairs = [
            ours.Match(id=letter, left=left, right=right, feedback=ours.NO_WORDS)
            for letter, (left, right) in named
            if left != ours.NO_WORDS
        ]
        extra = [
            ours.Distractor(id=letter, text=right)
            for letter, (left, right) in named
            if left == ours.NO_WORDS
        ]
        _count(len(pairs), 2, MOST_ITEMS)
        _count(len(extra), 0, MOST_DISTRACTORS)
        return ours.Matching(kind="matching", pairs=pairs, distractors=extra, **common)

    def _ordering(self, common: dict[str, Any]) -> Question:
        _count(len(self.foreign.answers), FEWEST_ITEMS, MOST_ITEMS)
        items = [
            ours.Stage(id=letter, text=self.said(answer.words), feedback=ours.NO_WORDS)
            for letter, answer in zip(ascii_lowercase, self.foreign.answers, strict=False)
        ]
        return ours.Ordering(kind="ordering", items=items, **common)

    def _short_answer(self, common: dict[str, Any]) -> Question:
        right, wrong = self._written(written_answers.accepted(self.foreign.answers))
        accepted = written_answers.by_language(right, self.labels.in_kazakh)
        common |= self._feedback(right, wrong)
        return ours.ShortAnswer(kind="short-answer", accepted=accepted, **common)

    def _number(self, common: dict[str, Any]) -> Question:
        right, wrong = self._written(written_answers.accepted(self.foreign.answers))
        if len(right) != 1:
            raise CannotTake(N_("One number must be right; here are %(count)d"), count=len(right))
        answer, tolerance = written_answers.number(right[0])
        common |= self._feedback(right, wrong)
        return ours.Number(kind="number", answer=answer, tolerance=tolerance, **common)

    def _written(self, found: written_answers.Sorted) -> tuple[list[Answer], Words]:
        if found.has_others:
            self.note(N_("Wrong answers with words of their own are left out"))
        return found.right, found.when_wrong

    def _feedback(self, right: Sequence[Answer], when_wrong: Words) -> dict[str, Localized]:
        told = list(dict.fromkeys(answer.feedback for answer in right))
        if len(told) > 1:
            self.note(N_("Only the first right answer keeps what is told about it"))
        return {"when_right": self.said(told[0]), "when_wrong": self.said(when_wrong)}

    def _open(self, common: dict[str, Any]) -> Question:
        rubric = self.said(self.foreign.rubric, LONGEST_EXPLANATION)
        self.note(N_("The rubric is one criterion with 10 points: write it anew"))
        criterion = ours.Criterion(
            id="a", text=WHOLE_ANSWER if rubric == ours.NO_WORDS else rubric, points=WHOLE_POINTS
        )
        return ours.OpenAnswer(kind="open", rubric=[criterion], **common)


def _count(count: int, fewest: int, most: int) -> None:
    if not fewest <= count <= most:
        message = N_("Answers or pairs: %(count)d; here there may be %(fewest)d to %(most)d")
        raise CannotTake(message, count=count, fewest=fewest, most=most)


def _expect_whole_points(answers: Sequence[Answer]) -> None:
    if any(NOTHING < answer.percent < FULL for answer in answers):
        raise CannotTake(N_("An answer earns part of the point; here it is right or wrong"))


def _texts(value: object) -> Iterator[Localized]:
    """Every text of a question; those that nobody need write are none."""
    match value:
        case Localized():
            yield value
        case Part():
            for name in type(value).model_fields:
                if not value.goes_without_saying(name):
                    yield from _texts(getattr(value, name))
        case list():
            for item in value:
                yield from _texts(item)
