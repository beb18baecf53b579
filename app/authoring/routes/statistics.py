"""How the questions of a course do: for each quiz, each question, and as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from flask import Response, abort, render_template, request
from flask_babel import lazy_gettext

from app.assessment import analysis, items, selection
from app.assessment.items import Figures, Item, Pick
from app.authoring import exporting
from app.authoring.routes.blueprint import bp
from app.authoring.routes.statistics_file import sheet_of
from app.authoring.routes.verdicts import Verdict, between_languages, pick_words, verdicts
from app.authoring.routes.words import Problem
from app.core import clock
from app.core.exports import Format
from app.core.permissions import Permission
from app.core.text import LANGUAGES, Language, current_language
from app.courses import queries as courses
from app.courses.document.course import CourseDocument
from app.courses.document.steps import Quiz
from app.courses.models import Course
from app.web.access import me, requires

KINDS = {
    "module": lazy_gettext("Quizzes that must be passed"),
    "final": lazy_gettext("Quizzes that must be passed"),
    "before": lazy_gettext("Knowledge checks"),
    "after": lazy_gettext("Knowledge checks"),
    "practice": lazy_gettext("Practice"),
}
LITERATURE = (
    "N. Mantel, W. Haenszel, “Statistical Aspects of the Analysis of Data from Retrospective "
    "Studies of Disease”, JNCI 22 (1959), 719–748; P. W. Holland, D. T. Thayer, in: “Test "
    "Validity” (1988), 129–145; N. J. Dorans, P. W. Holland; M. Zieky, in: “Differential Item "
    "Functioning” (1993), 35–66, 337–347."
)
"""Where the test for a difference between languages comes from; titles stay as published."""
PERIODS = {12: lazy_gettext("The last 12 months"), 3: lazy_gettext("The last 3 months")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a trainer wants to see: a quiz of her course, in which language, since when."""

    course: Course
    document: CourseDocument
    quiz: Quiz | None
    language: Language | None
    months: int | None

    @property
    def quizzes(self) -> list[tuple[str, list[Quiz]]]:
        """Every quiz of the newest edition, by what it is for; marked ones first."""
        names = {key: str(name) for key, name in KINDS.items()}
        order = list(names)
        found = sorted(self.document.quizzes(), key=lambda quiz: order.index(quiz.purpose))
        return [(name, list(them)) for name, them in groupby(found, lambda q: names[q.purpose])]

    @property
    def has_checks(self) -> bool:
        """Whether what the course has taught can be measured."""
        return {"before", "after"} <= {quiz.purpose for quiz in self.document.quizzes()}

    @property
    def query(self) -> dict[str, Any]:
        """Itself as the query of an address, without what is not set."""
        values = {
            "quiz": self.quiz and self.quiz.id,
            "answers": self.language,
            "months": self.months,
        }
        return {name: value for name, value in values.items() if value}

    def items(self, *, picks_of: Sequence[str] = ()) -> list[Item]:
        """The statistics of the quiz."""
        if self.quiz is None:
            return []
        return analysis.report(self.course, self.quiz, months=self.months, picks_of=picks_of)


class Row(NamedTuple):
    """A question in the table of its quiz."""

    number: int
    item: Item
    figures: Figures
    verdicts: list[Verdict]


class PickRow(NamedTuple):
    """A thing that was picked: its words, and how many people and which share picked it."""

    words: list[tuple[Language, str]]
    """In the language of the reader, and in the other one where it says something else."""
    pick: Pick
    counts: list[tuple[int, int, float]]
    """Picked, of how many answers, share; together, then in each language."""
    contrast: float | None


@bp.route("/<slug>/statistics")
@requires(Permission.EDIT_COURSES)
def statistics(slug: str) -> str:
    asked = _asked(slug, request.args)
    return render_template(
        "authoring/statistics.html",
        asked=asked,
        rows=_rows(asked.items(), asked.language),
        gain=analysis.gain(asked.course) if asked.has_checks else None,
        periods=PERIODS,
    )


@bp.route("/<slug>/statistics/questions/<question_id>")
@requires(Permission.EDIT_COURSES)
def statistics_question(slug: str, question_id: str) -> str:
    asked = _asked(slug, request.args)
    found = [
        item for item in asked.items(picks_of=[question_id]) if item.question.id == question_id
    ]
    item = found[0] if found else abort(404)
    return render_template(
        "authoring/statistics_question.html",
        asked=asked,
        item=item,
        columns=[None, *LANGUAGES],
        problems=[Problem(one.text, one.advice, "") for one in verdicts(item, asked.language)],
        between_languages=between_languages(item),
        picks=_pick_rows(item),
        sheet=selection.sheet(item.question),
        sources={source.id: source for source in asked.document.sources},
        literature=LITERATURE,
    )


@bp.route("/<slug>/statistics/gain")
@requires(Permission.EDIT_COURSES)
def statistics_gain(slug: str) -> str:
    asked = _asked(slug, request.args)
    return render_template(
        "authoring/statistics_gain.html",
        asked=asked,
        gain=analysis.gain(asked.course),
        rows=analysis.gains_by_objective(asked.course),
    )


@bp.post("/<slug>/statistics/export")
@requires(Permission.EDIT_COURSES)
def export_statistics(slug: str) -> Response:
    asked = _asked(slug, request.args)
    quiz = asked.quiz or abort(404)
    wanted = request.form.get("format", "")
    kind = Format(wanted) if wanted in list(Format) else abort(400)
    sheet = sheet_of(asked.course.code, asked.items())
    made = exporting.export(sheet, kind=kind, course=asked.course, quiz=quiz, by=me())
    response = Response(made, mimetype=kind.mimetype)
    name = f"{slug}-{quiz.id}-{clock.today().isoformat()}.{kind}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _asked(slug: str, values: Mapping[str, str]) -> Asked:
    """What an address asks for; what it cannot mean is left out."""
    course = courses.own_course(slug, of=me())
    document = courses.document(course.edition_id or abort(404))
    quizzes = list(document.quizzes())
    named = next((quiz for quiz in quizzes if quiz.id == values.get("quiz")), None)
    marked = next((quiz for quiz in quizzes if quiz.is_marked), None)
    language = next((code for code in LANGUAGES if code == values.get("answers")), None)
    months = next((n for n in PERIODS if str(n) == values.get("months")), None)
    return Asked(course, document, named or marked or next(iter(quizzes), None), language, months)


def _rows(found: Sequence[Item], language: Language | None) -> list[Row]:
    return [
        Row(number, item, item.figures(language), verdicts(item, language))
        for number, item in enumerate(found, start=1)
    ]


def _pick_rows(item: Item) -> list[PickRow]:
    """Every option, and of other kinds what is right or was picked by anybody."""
    shown = [
        pick
        for pick in item.picks
        if items.has_options(item.question) or pick.is_right or pick.tally(None).people
    ]
    return [
        PickRow(
            _in_both(item, pick),
            pick,
            [
                (
                    pick.tally(language).people,
                    item.figures(language).sums.answered,
                    item.share(pick, language),
                )
                for language in (None, *LANGUAGES)
            ],
            item.contrast(pick, None),
        )
        for pick in shown
    ]


def _in_both(item: Item, pick: Pick) -> list[tuple[Language, str]]:
    own = current_language.get()
    order = [own, *(code for code in LANGUAGES if code != own)]
    words = [(code, pick_words(item.question, pick.id, code)) for code in order]
    return words if item.question.offered else words[:1]
