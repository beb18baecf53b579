"""What an author sends: the texts of one part of a course, with the state on which they rest."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import Field, Form, FormField, HiddenField, SelectField

from app.authoring import asking, editing, seen
from app.authoring.asking import ChoiceQuestion
from app.authoring.difference import Run, runs
from app.authoring.fields import DraftText, NumberField, Ticks, tidy
from app.authoring.labels import shape
from app.core.text import LANGUAGES, Localized
from app.courses.document.base import Part
from app.courses.document.course import Objective, Source
from app.courses.document.questions import Option
from app.web.formkit import BaseForm

ROW: Final = re.compile(r"option-(\d{1,4})-id")
FEWEST_OPTIONS: Final = 2
MOST_OPTIONS: Final = 8
Differences = dict[str, list[Run]]
"""By the name of an input: how the other editor's words differ from those in the input."""


class PartForm(BaseForm):
    """The texts of one part; `fingerprint` tells the state of the part when they were loaded.

    `seen` tells the same of each input, so that after a conflict only my own changes are mine.
    """

    fingerprint = HiddenField()
    seen = HiddenField()

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        if not self.is_submitted():
            self.seen.data = seen.written(self.words())
        self.is_conflict = False
        self.has_taken_over = False
        self.theirs: Differences = {}
        self.remarks: dict[str, str] = {}

    @property
    def then(self) -> str:
        """What the pressed button asks for; empty while the page is only looked at."""
        return request.form.get("then", "save") if self.is_submitted() else ""

    def applied_to(self, part: Part) -> Part:
        """The part as this form wants it."""
        raise NotImplementedError

    def confronted(self, part: Part) -> "PartForm":
        """The form beside the part as another editor left it; saving it again is a decision."""
        raise NotImplementedError

    def words(self) -> dict[str, str]:
        """What stands in each input, as a document would keep it."""
        return {name: _words(field) for name, field in _inputs(self)}

    def confront(self, part: Part, theirs: "PartForm") -> None:
        """Take over what I left alone; note how the rest differs from the other editor's words."""
        self._take_over(theirs)
        self.is_conflict = True
        self.fingerprint.data = editing.fingerprint(part)
        self.seen.data = seen.written(theirs.words())
        self.theirs = dict(_differences(self, theirs))

    def _take_over(self, theirs: "PartForm") -> None:
        mine, others, fields = self.words(), theirs.words(), dict(_inputs(theirs))
        untouched = seen.untouched(self.seen.data or "", mine)
        for name, field in _inputs(self):
            if name in untouched and name in others and others[name] != mine[name]:
                field.data, field.raw_data = fields[name].data, None
                self.has_taken_over = True


class LeavesForm(PartForm):
    """One input for each text and number of a part."""

    paths: Mapping[str, editing.Path]

    def applied_to(self, part: Part) -> Part:
        return editing.rewrite(part, {path: self[name].data for name, path in self.paths.items()})

    def confronted(self, part: Part) -> PartForm:
        self.confront(part, type(self)(formdata=None, data=_data(self.paths, part)))
        return self


def part_form(part: Part, sources: Iterable[Source] = ()) -> LeavesForm:
    """The form for every text and number of a part that is changed as it stands."""
    paths = {"-".join(map(str, path)): path for path in editing.leaves(part)}
    known = {source.id: source for source in sources}
    members: dict[str, Any] = {"paths": paths}
    for name, path in paths.items():
        label, limit, rows = shape(part, path, known)
        members[name] = (
            NumberField(label) if "values" in path else DraftText(label, limit=limit, rows=rows)
        )
    made: type[LeavesForm] = type("MadeForm", (LeavesForm,), members)
    return made(data=_data(paths, part) | {"fingerprint": editing.fingerprint(part)})


def _data(paths: Mapping[str, editing.Path], part: Part) -> dict[str, Any]:
    leaves = editing.leaves(part)
    return {
        name: Localized(leaf, leaf) if isinstance(leaf := leaves[path], str) else leaf
        for name, path in paths.items()
        if path in leaves
    }


class OptionForm(Form):
    """One answer; whether it is correct is ticked in the form of the question."""

    id = HiddenField()
    text = DraftText(lazy_gettext("Text"), limit=1000, rows=2)
    feedback = DraftText(lazy_gettext("What the learner is told about it"), limit=1000, rows=2)

    @property
    def is_blank(self) -> bool:
        words = (self.text.data, self.feedback.data)
        return not self.id.data and words == (Localized("", ""),) * 2


class QuestionForm(PartForm):
    """A question of choice with its answers in rows, each known by a number that the page gives."""

    keys: Sequence[str]
    known: frozenset[str]
    objectives: Mapping[str, str]
    objective: SelectField
    correct: Ticks

    def rows(self) -> list[tuple[str, OptionForm]]:
        """The numbers and inputs of the answers, in order."""
        return [(key, self[f"option-{key}"].form) for key in self.keys]

    @property
    def may_have_more(self) -> bool:
        return len(self.keys) < MOST_OPTIONS

    @property
    def may_have_fewer(self) -> bool:
        return len(self.keys) > FEWEST_OPTIONS

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        count = len(self._options())
        if not FEWEST_OPTIONS <= count <= MOST_OPTIONS:
            self.form_errors.append(
                _(
                    "A question has %(fewest)d to %(most)d answers.",
                    fewest=FEWEST_OPTIONS,
                    most=MOST_OPTIONS,
                )
            )
        return is_valid and not self.form_errors

    def words(self) -> dict[str, str]:
        ticked = [row.id.data or "+" for key, row in self.rows() if key in self.correct.data]
        return super().words() | {"correct": " ".join(sorted(ticked))}

    def _options(self) -> list[asking.OptionWords]:
        return [
            asking.OptionWords(
                row.id.data or "", row.text.data, row.feedback.data, key in self.correct.data
            )
            for key, row in self.rows()
            if not row.is_blank
        ]

    def applied_to(self, part: Part) -> Part:
        assert isinstance(part, ChoiceQuestion)
        chosen = self.objective.data
        question = editing.changed(
            part,
            objective=chosen if chosen in self.objectives else part.objective,
            prompt=self["prompt"].data,
            explanation=self["explanation"].data,
        )
        return asking.set_options(question, self._options(), known=self.known)

    def confronted(self, part: Part) -> PartForm:
        assert isinstance(part, ChoiceQuestion)
        mine = {row.id.data for _key, row in self.rows()}
        only_theirs = [option for option in part.options if option.id not in mine]
        both = self._made_again(part, only_theirs)
        by_id = {option.id: option for option in part.options}
        options = {key: by_id.get(row.id.data or "") for key, row in both.rows()}
        data = _question_data(part, []) | {
            f"option-{key}": _option_data(option) if option else {}
            for key, option in options.items()
        }
        data["correct"] = frozenset(key for key, o in options.items() if o and o.correct)
        both.confront(part, type(both)(formdata=None, data=data))
        for key, option in options.items():
            both.remarks[key] = _remark(
                option, is_added=option in only_theirs, is_ticked=key in both.correct.data
            )
        if both.objective.data != part.objective:
            both.remarks["objective"] = _(
                "In the other version: %(text)s",
                text=self.objectives.get(part.objective, part.objective),
            )
        return both

    def _made_again(self, part: ChoiceQuestion, added: Sequence[Option]) -> "QuestionForm":
        start = max(map(int, self.keys), default=-1) + 1
        more = {str(start + i): option for i, option in enumerate(added)}
        data = _question_data(part, []) | {
            f"option-{key}": _option_data(option) for key, option in more.items()
        }
        return _question_class(
            [*self.keys, *more], self.objectives, self.known | {o.id for o in added}
        )(data=data)


def question_form(
    question: ChoiceQuestion, objectives: Iterable[Objective], *, published: ChoiceQuestion | None
) -> QuestionForm:
    """The form of a question of choice.

    An answer of the published one keeps its id when it returns.
    """
    keys = _keys(question)
    named = {objective.id: str(objective.text) for objective in objectives}
    known = {option.id for option in question.options}
    known |= {option.id for option in published.options} if published else set()
    return _question_class(keys, named, frozenset(known))(data=_question_data(question, keys))


def _keys(question: ChoiceQuestion) -> list[str]:
    if request.method != "POST":
        return [str(number) for number in range(len(question.options))]
    keys = sorted({int(found[1]) for name in request.form if (found := ROW.fullmatch(name))})
    then = request.form.get("then", "")
    if then == "add" and len(keys) < MOST_OPTIONS:
        keys.append(max(keys, default=-1) + 1)
    return [str(key) for key in keys if then != f"remove-{key}"]


def _question_class(
    keys: Sequence[str], objectives: Mapping[str, str], known: frozenset[str]
) -> type[QuestionForm]:
    members: dict[str, Any] = {
        "keys": keys,
        "known": known,
        "objectives": objectives,
        "objective": SelectField(
            _("Objective"), choices=list(objectives.items()), validate_choice=False
        ),
        "prompt": DraftText(_("Question"), limit=2000, rows=3),
    }
    for number, key in enumerate(keys, start=1):
        members[f"option-{key}"] = FormField(OptionForm, _("Answer %(number)s", number=number))
    members["correct"] = Ticks(_("Correct answer"))
    members["explanation"] = DraftText(_("Explanation"), limit=3000, rows=4)
    return type("MadeQuestionForm", (QuestionForm,), members)


def _question_data(question: ChoiceQuestion, keys: Sequence[str]) -> dict[str, Any]:
    options = dict(zip(keys, question.options, strict=False))
    data: dict[str, Any] = {f"option-{key}": _option_data(o) for key, o in options.items()}
    return data | {
        "objective": question.objective,
        "prompt": question.prompt,
        "explanation": question.explanation,
        "correct": frozenset(key for key, option in options.items() if option.correct),
        "fingerprint": editing.fingerprint(question),
    }


def _option_data(option: Option) -> dict[str, Any]:
    return {"id": option.id, "text": option.text, "feedback": option.feedback}


def _remark(option: Option | None, *, is_added: bool, is_ticked: bool) -> str:
    text = ""
    if option is None:
        text = _("The other version does not have this answer.")
    elif is_added and option.correct:
        text = _("Only the other version has this answer; there it is correct.")
    elif is_added:
        text = _("Only the other version has this answer; there it is not correct.")
    elif option.correct and not is_ticked:
        text = _("In the other version this answer is correct.")
    elif is_ticked and not option.correct:
        text = _("In the other version this answer is not correct.")
    return text


def _inputs(form: Any) -> Iterator[tuple[str, Field]]:
    """Every input that an author changes, by a name that stays the same from page to page."""
    for field in form:
        if isinstance(field, DraftText):
            for code in LANGUAGES:
                yield f"{field.short_name}-{code}", field.form[code]
        elif isinstance(field, NumberField | SelectField | Ticks):
            yield field.short_name, field
        elif isinstance(field, FormField) and field.form.id.data:
            for name, inner in _inputs(field.form):
                yield f"{field.form.id.data}/{name}", inner


def _words(field: Field) -> str:
    if isinstance(field, NumberField):
        return field.shown
    return tidy(field.data) if isinstance(field.data, str) else ""


def _differences(mine: Any, theirs: Any) -> Iterable[tuple[str, list[Run]]]:
    for field, other in zip(mine, theirs, strict=True):
        if isinstance(field, DraftText):
            for code in LANGUAGES:
                here, there = getattr(field.data, code), getattr(other.data, code)
                if here != there:
                    yield field.form[code].name, runs(here, there)
        elif isinstance(field, NumberField) and field.data != other.data:
            yield field.name, runs(field.shown, other.shown)
        elif isinstance(field, FormField) and other.form.id.data:
            yield from _differences(field.form, other.form)


class DecisionForm(BaseForm):
    """A button that acts on what was shown; `fingerprint` tells what that was."""

    fingerprint = HiddenField()
