"""What became of an attempt: the verdict, the bright lines, the gain, the paper again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.assessment import gain as gains
from app.assessment import policy, scoring, selection
from app.assessment import queries as assessment
from app.assessment.gain import Gain
from app.assessment.models import Attempt, Mark
from app.core.permissions import Permission
from app.courses import queries as courses
from app.courses.document.course import CourseDocument
from app.courses.document.questions import Question
from app.courses.document.steps import Lesson, Quiz
from app.learning import history, queries
from app.learning.routes.blueprint import bp
from app.learning.routes.looking_back import attempt_address, place_of
from app.learning.routes.player import Place
from app.learning.routes.quizzes import questions_page
from app.learning.routes.timing import how_it_ended, was_cut_off
from app.web.access import me, requires
from app.web.filters import percent


@dataclass(frozen=True, slots=True)
class BrightLine:
    """A rule that was broken, and where to read it again."""

    number: int
    rule: str
    lessons: Sequence[Lesson]


@bp.route("/courses/<slug>/<step_id>/attempts/<int:number>")
@requires(Permission.LEARN)
def result(slug: str, step_id: str, number: int) -> ResponseReturnValue:
    if queries.enrolment_or_none(me(), slug) is None:
        return redirect(url_for(".course", slug=slug))
    attempt = history.attempt(me(), slug, step_id, number)
    if attempt.is_open:
        return redirect(attempt_address(attempt))
    return _result_page(place_of(attempt), attempt)


@bp.route("/attempts/<receipt>")
@requires(Permission.LEARN)
def attempt(receipt: str) -> ResponseReturnValue:
    """My attempt, whatever has become of its round and its step: the questions, then the result."""
    attempt = assessment.attempt_with_receipt(receipt, of=me())
    place = place_of(attempt)
    if not attempt.is_open:
        return _result_page(place, attempt)
    if place.is_here:
        return redirect(place.address)
    return questions_page(place, attempt)


def _result_page(place: Place, attempt: Attempt) -> str:
    quiz, marks = assessment.quiz(attempt), assessment.marks(attempt)
    is_open_again = assessment.is_open_again(attempt)
    return render_template(
        "learning/result.html",
        place=place,
        quiz=quiz,
        attempt=attempt,
        verdict=verdict(quiz, attempt),
        ended=how_it_ended(attempt) if was_cut_off(attempt) else "",
        bright_lines=_bright_lines(place, attempt),
        gain=_gain(attempt, marks),
        **_paper(attempt, marks),
        explained=policy.explains(quiz, attempt, is_open_again=is_open_again),
        is_open_again=is_open_again,
        sources={source.id: source for source in _edition(attempt).sources},
    )


def _paper(attempt: Attempt, marks: Mapping[str, Mark]) -> dict[str, object]:
    sheets = assessment.sheets(attempt)
    given = {key: answer.chosen for key, answer in assessment.answers(attempt).items()}
    by_key = scoring.points_by_question((sheet.question for sheet in sheets), given)
    return {
        "sheets": sheets,
        "given": given,
        "marks": marks,
        "corrected": _corrected(marks),
        # The key alone speaks where an attempt from before marks were kept has none.
        "earned": by_key | {key: scoring.exact(mark.points) for key, mark in marks.items()},
        "crossed": attempt.crossed or [],
    }


def _corrected(marks: Mapping[str, Mark]) -> dict[str, selection.Sheet]:
    """The questions whose key was corrected since, as they are marked now."""
    return {
        key: selection.sheet(courses.document(mark.key_edition_id).questions_by_id[key])
        for key, mark in marks.items()
        if mark.key_edition_id
    }


def verdict(quiz: Quiz, attempt: Attempt) -> tuple[str, str]:
    """The result as a kind of notice and a sentence."""
    if attempt.passed is None or attempt.score is None:
        return "info", _(
            "Handed in. A trainer marks the open answers; then the result stands here."
        )
    score, mark = percent(attempt.score), percent(quiz.pass_mark)
    if not quiz.is_marked:
        return "info", _(
            "Your result: %(score)s. It gives no mark: it only shows what you know.", score=score
        )
    if attempt.passed:
        return "success", _("Passed: %(score)s. The pass mark is %(mark)s.", score=score, mark=mark)
    if attempt.crossed and attempt.score >= quiz.pass_mark:
        return "warning", _(
            "Not passed: %(score)s would be enough, but a bright line is crossed.", score=score
        )
    return "warning", _(
        "Not passed: %(score)s. The pass mark is %(mark)s. Read the lessons again and try once"
        " more.",
        score=score,
        mark=mark,
    )


def _bright_lines(place: Place, attempt: Attempt) -> list[BrightLine]:
    numbers = [item.question_id for item in attempt.items]
    questions = assessment.questions(attempt)
    return [
        BrightLine(
            numbers.index(question_id) + 1,
            _objective(_edition(attempt), questions[question_id].objective),
            _lessons(place, attempt, questions[question_id]),
        )
        for question_id in attempt.crossed or []
    ]


def _objective(document: CourseDocument, objective_id: str) -> str:
    of_modules = (objective for module in document.modules for objective in module.objectives)
    known = {objective.id: str(objective.text) for objective in of_modules}
    known |= {objective.id: str(objective.text) for objective in document.objectives}
    return known.get(objective_id, "")


def _lessons(place: Place, attempt: Attempt, question: Question) -> list[Lesson]:
    """The lesson which the question names, else those of its module, as far as they still exist."""
    now = place.document.steps_by_id
    named = now.get(question.lesson)
    if isinstance(named, Lesson):
        return [named]
    then = _edition(attempt)
    module = then.module_of(then.steps_by_id[attempt.quiz_id])
    lessons = (now.get(step.id) for step in module.steps if isinstance(step, Lesson))
    return [lesson for lesson in lessons if isinstance(lesson, Lesson)]


def _edition(attempt: Attempt) -> CourseDocument:
    return courses.document(attempt.edition_id)


@dataclass(frozen=True, slots=True)
class GainWords:
    """The results of the checks before and after the course, beside each other."""

    gain: Gain
    by_objective: Sequence[tuple[str, Gain]] = ()

    @property
    def sentence(self) -> str:
        return difference(self.gain)


def difference(gain: Gain) -> str:
    """The gain in a sentence."""
    values = {"before": percent(gain.before), "after": percent(gain.after)}
    if gain.difference > 0:
        return ngettext(
            "Before the course %(before)s, after it %(after)s: %(num)d percentage point more.",
            "Before the course %(before)s, after it %(after)s: %(num)d percentage points more.",
            gain.difference,
            **values,
        )
    if gain.difference < 0:
        return ngettext(
            "Before the course %(before)s, after it %(after)s: %(num)d percentage point less.",
            "Before the course %(before)s, after it %(after)s: %(num)d percentage points less.",
            -gain.difference,
            **values,
        )
    return _("Before the course %(before)s, after it %(after)s: no difference.", **values)


def gain_of(enrolment_id: int, document: CourseDocument) -> GainWords | None:
    """What the learner has gained, where the course has both checks and both are done."""
    if {"before", "after"} - {quiz.purpose for quiz in document.quizzes()}:
        return None
    checks = assessment.knowledge_checks(enrolment_id)
    found = gains.gain(checks.get("before"), checks.get("after"))
    return GainWords(found) if found else None


def _gain(attempt: Attempt, marks: Mapping[str, Mark]) -> GainWords | None:
    if attempt.purpose != "after":
        return None
    before = assessment.knowledge_checks(attempt.enrolment_id).get("before")
    found = gains.gain(before, attempt)
    if found is None or before is None:
        return None
    parts = gains.by_objective(_earned(before, assessment.marks(before)), _earned(attempt, marks))
    return GainWords(
        found, [(_objective(_edition(attempt), key), part) for key, part in parts.items()]
    )


def _earned(attempt: Attempt, marks: Mapping[str, Mark]) -> list[tuple[str, float]]:
    questions = assessment.questions(attempt)
    return [(questions[key].objective, mark.points or 0) for key, mark in marks.items()]
