"""The rules of a quiz in words, as they stand on the page from which it is started."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.assessment import policy
from app.assessment.models import Attempt
from app.assessment.policy import Allowance
from app.core import clock
from app.courses.document.course import CourseDocument
from app.courses.document.steps import Quiz
from app.web.filters import moment, percent

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rules:
    """A quiz and how often somebody has taken it."""

    quiz: Quiz
    document: CourseDocument
    attempts: Sequence[Attempt]
    is_settled: bool = False
    """The course is completed, so that no result of it changes any more."""

    @property
    def may_start(self) -> bool:
        """Whether the rules leave an attempt now."""
        return self.allowance.is_open and not (self.quiz.is_marked and self.is_settled)

    @property
    def allowance(self) -> Allowance:
        return policy.allowance(self.quiz, self.attempts, now=clock.now())

    @property
    def is_being_marked(self) -> bool:
        return any(attempt.awaits_marking for attempt in self.attempts)

    @property
    def counting_attempt(self) -> policy.Try | None:
        """The attempt whose result counts, where there are several."""
        return policy.counting(self.quiz, self.attempts) if len(self.attempts) > 1 else None

    @property
    def purpose(self) -> str:
        """What the quiz is for; nothing for the usual one at the end of a module."""
        match self.quiz.purpose:
            case "before":
                return _(
                    "A knowledge check before the course. It gives no mark and is not required:"
                    " it shows what you know already and can be compared with the check after."
                )
            case "after":
                return _(
                    "A knowledge check after the course. It gives no mark: it shows what you"
                    " have gained since the check before."
                )
            case "final":
                return _("The final test of the course: it asks about all modules.")
            case "practice":
                return _("Practice: it gives no mark and is not required.")
            case "module":
                return ""

    @property
    def facts(self) -> list[Fact]:
        """Numbers with their names."""
        quiz = self.quiz
        found = [
            (_("Questions"), str(quiz.length)),
            (_("Duration"), _minutes(quiz.minutes)),
            (_("Time limit"), _minutes(quiz.time_limit) if quiz.time_limit else _("none")),
        ]
        if quiz.is_marked:
            found.append((_("Pass mark"), percent(quiz.pass_mark)))
        if self.may_start:
            found.append((_("Attempts left"), self._left))
        return found

    @property
    def _left(self) -> str:
        left = self.allowance.left
        return _("any number") if left is None else str(left)

    @property
    def sentences(self) -> list[str]:
        """What must be known before the start."""
        found = [
            _("Each answer is saved as you give it.")
            if self.quiz.time_limit
            else _(
                "Each answer is saved as you give it. You may stop at any moment and go on later."
            ),
            _("You may change the language at any question; your answers stay."),
            self._clock,
            self._bright_lines,
            self._pause,
            self.counting if self.quiz.is_marked and self.quiz.attempts != 1 else "",
            self._explanations,
        ]
        return [sentence for sentence in found if sentence]

    @property
    def _clock(self) -> str:
        if not self.quiz.time_limit:
            return ""
        return ngettext(
            "You have %(num)d minute from the start. The time runs on while the page is closed;"
            " when it is over, what is saved is handed in.",
            "You have %(num)d minutes from the start. The time runs on while the page is closed;"
            " when it is over, what is saved is handed in.",
            self.quiz.time_limit,
        )

    @property
    def _bright_lines(self) -> str:
        asked = self.document.askable(self.quiz)
        count = sum(question.must_pass for question in asked)
        if not count or not self.quiz.is_marked:
            return ""
        if self.quiz.draws:
            return _(
                "Some questions are bright lines: a wrong answer to one of them fails the quiz"
                " whatever the score."
            )
        return ngettext(
            "%(num)d question is a bright line: a wrong answer to it fails the quiz whatever the"
            " score.",
            "%(num)d questions are bright lines: a wrong answer to one of them fails the quiz"
            " whatever the score.",
            count,
        )

    @property
    def _pause(self) -> str:
        quiz = self.quiz
        if not quiz.attempts or not quiz.pause_hours or not quiz.is_marked:
            return ""
        return ngettext(
            "After %(num)d failed attempt there is a pause of %(hours)s hours.",
            "After %(num)d failed attempts there is a pause of %(hours)s hours.",
            quiz.attempts,
            hours=quiz.pause_hours,
        )

    @property
    def counting(self) -> str:
        """Which of several attempts counts."""
        if self.quiz.counts == "best":
            return _("The best result counts.")
        return _("The last result counts, also when it is worse than the one before.")

    @property
    def _explanations(self) -> str:
        match self.quiz.explanations:
            case "handed-in":
                return _("The right answers are explained once you have handed in.")
            case "passed":
                return _(
                    "The right answers are explained once you have passed; until then you see only"
                    " which of your answers were right."
                )
            case "never":
                return _("The right answers are not shown, only which of your answers were right.")

    @property
    def pause_until(self) -> str:
        """When the next attempt opens, in a sentence; nothing where there is no pause."""
        opens_at = self.allowance.opens_at
        return _("Next attempt: %(time)s", time=moment(opens_at)) if opens_at else ""


def _minutes(count: int) -> str:
    return ngettext("%(num)s minute", "%(num)s minutes", count)
