"""The statistics of a quiz: which answers count, and what they say of its questions."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.assessment import fairness, items, tallies
from app.assessment.items import Figures, Item
from app.assessment.statistics import Sums, mean_interval
from app.assessment.tallies import Sample, Tally
from app.core import clock
from app.core.text import LANGUAGES
from app.courses import queries as courses
from app.courses.document.course import CourseDocument, Objective
from app.courses.document.questions import Question
from app.courses.document.steps import Quiz
from app.courses.models import Course, Edition

MONTH = timedelta(days=30.5)
ASKED = ("before", "after")


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean share of the points, 0 to 1, and over how many answers or people."""

    n: int
    share: float


@dataclass(frozen=True, slots=True)
class MeanGain:
    """What the people who did both knowledge checks have gained."""

    people: int
    before: float
    after: float
    interval: tuple[float, float] | None
    """Of the difference, 95 %."""

    @property
    def gain(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class ObjectiveGain:
    """The same for the questions of one objective; the means are over answers."""

    objective: Objective
    before: Mean | None
    after: Mean | None


def report(
    course: Course, quiz: Quiz, *, months: int | None = None, picks_of: Collection[str] = ()
) -> list[Item]:
    """Every question that the newest edition may ask in `quiz`, with what its answers say.

    `months`: answers of the last months only. Picks are counted for the questions with options,
    whose findings need them, and for those named in `picks_of`.
    """
    document = courses.document(course.newest_edition_id)
    questions = {question.id: question for question in document.askable(quiz)}
    editions = courses.editions(course)
    since = {key: _alike(question, editions) for key, question in questions.items()}
    sample = Sample(
        course_id=course.id,
        quiz_id=quiz.id,
        purpose=quiz.purpose,
        wordings={key: tuple(one.id for one in alike) for key, alike in since.items()},
        since=_begin(months),
    )
    counted, older = tallies.questions(sample)
    with_options = (key for key, question in questions.items() if items.has_options(question))
    picked = tallies.picks(sample, {*picks_of, *with_options})
    differences = _differences(sample)
    return [
        Item(
            question=question,
            since=since[key][-1].number,
            left_out=older.get(key, 0),
            together=_together([counted.get((key, language)) for language in LANGUAGES]),
            by_language={
                language: Figures(tally.sums, tally.median)
                for language in LANGUAGES
                if (tally := counted.get((key, language)))
            },
            picks=items.picks(question, picked.get(key, {})),
            difference=differences.get(key),
        )
        for key, question in questions.items()
    ]


def gain(course: Course) -> MeanGain | None:
    """What the course has taught by its knowledge checks; None where nobody did both."""
    found = tallies.paired(course.id)
    n = found.people
    if not n:
        return None
    interval = mean_interval(n, found.after - found.before, found.squares)
    return MeanGain(n, found.before / n, found.after / n, interval)


def gains_by_objective(course: Course) -> list[ObjectiveGain]:
    """The gain by what was to be learned, in the order of the course."""
    document = courses.document(course.newest_edition_id)
    answers: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for tally in tallies.by_objective(course.id):
        if question := document.questions_by_id.get(tally.question_id):
            answers[question.objective, tally.purpose].append((tally.answers, tally.points))
    return [
        ObjectiveGain(objective, *(_mean(answers[objective.id, purpose]) for purpose in ASKED))
        for objective in _objectives(document)
        if any(answers[objective.id, purpose] for purpose in ASKED)
    ]


def _alike(question: Question, editions: Sequence[Edition]) -> list[Edition]:
    """The newest editions, back to the first that asked the question as it is asked today."""
    wanted = items.asked(question)
    alike = []
    for edition in editions:
        then = courses.document(edition.id).questions_by_id.get(question.id)
        if then is None or items.asked(then) != wanted:
            break
        alike.append(edition)
    return alike


def _begin(months: int | None) -> datetime | None:
    return clock.now() - months * MONTH if months else None


def _differences(sample: Sample) -> Mapping[str, fairness.Difference]:
    """The test of the languages, once more without what it flags.

    A question that is harder in one language lowers all scores of that language, so that people
    of equal score are no longer equal; Holland and Thayer (1988) purify the score in this way.
    """
    found = fairness.differences(tallies.levels(sample))
    flagged = [key for key, difference in found.items() if difference.is_flagged]
    return fairness.differences(tallies.levels(sample, without=flagged)) if flagged else found


def _together(groups: Sequence[Tally | None]) -> Figures:
    present = [tally for tally in groups if tally]
    timed = sum(tally.timed for tally in present)
    median = sum(tally.twice_among_all for tally in present) / 2 if timed else None
    return Figures(sum((tally.sums for tally in present), Sums()), median)


def _mean(answers: Sequence[tuple[int, float]]) -> Mean | None:
    n = sum(number for number, _points in answers)
    return Mean(n, sum(points for _number, points in answers) / n) if n else None


def _objectives(document: CourseDocument) -> list[Objective]:
    of_modules = (objective for module in document.modules for objective in module.objectives)
    return [*document.objectives, *of_modules]
