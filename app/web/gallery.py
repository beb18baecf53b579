"""The gallery: every component in one page, in development."""

from typing import Any

from flask import Flask, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import (
    BooleanField,
    DateField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from app.core.text import Localized
from app.web import question_samples, samples
from app.web.access import public
from app.web.language import OWN_NAMES, preferred


def label(kk: str, ru: str) -> Any:
    """A sample text where WTForms is typed for a plain string."""
    return Localized(kk, ru)


class SampleForm(Form):
    """One field of each kind, some of them filled in wrongly."""

    name = StringField(
        label("Бөлімше атауы", "Название подразделения"),
        validators=[InputRequired(label("Атауын жазыңыз", "Введите название"))],
    )
    password = PasswordField(
        label("Құпиясөз", "Пароль"),
        description=label("Кемінде 12 таңба", "Не менее 12 знаков"),
        validators=[InputRequired(label("Құпиясөзді жазыңыз", "Введите пароль"))],
    )
    due_on = DateField(
        label("Тапсыру мерзімі", "Срок прохождения"),
        validators=[InputRequired(label("Күнін таңдаңыз", "Выберите дату"))],
    )
    institution = SelectField(
        label("Мекеме", "Учреждение"),
        choices=[
            ("1", label("№ 10 мекеме", "Учреждение № 10")),
            ("2", label("№ 14 мекеме", "Учреждение № 14")),
        ],
        default="1",
    )
    reason = TextAreaField(
        label("Тағайындау себебі", "Причина назначения"),
    )
    whom = RadioField(
        label("Кімге тағайындалады", "Кому назначить"),
        choices=[
            ("unit", label("Бүкіл бөлімшеге", "Всему подразделению")),
            ("person", label("Бір қызметкерге", "Одному сотруднику")),
        ],
        validators=[InputRequired(label("Біреуін таңдаңыз", "Выберите одно"))],
    )
    below = BooleanField(
        label("Төменгі бөлімшелерді қоса", "Включая нижестоящие подразделения"),
    )


def sample_values() -> dict[str, Any]:
    """Everything the gallery's template needs."""
    form = SampleForm(below=True)
    wrong = SampleForm(prefix="wrong-")
    wrong.validate()
    return {
        "alphabet": samples.ALPHABET,
        "states": samples.STATES,
        "course": samples.COURSE,
        "summary": samples.SUMMARY,
        "form": form,
        "wrong_form": wrong,
        "charts": [samples.CHART, samples.SHARES],
        "modules": samples.MODULES,
        "question": question_samples.QUESTION,
        "options": question_samples.OPTIONS,
        "pairs": question_samples.PAIRS,
        "sides": question_samples.SIDES,
        "stages": question_samples.STAGES,
        "unit": question_samples.UNIT,
        "comment": question_samples.COMMENT,
        "rows": samples.ROWS,
        "roll": [
            {"name": row.person, "position": row.unit, "state": row.state, "due_on": row.due_on}
            for row in samples.ROWS
        ],
        "runs": samples.RUNS,
        "problems": [
            {"place": samples.COURSE, "text": samples.NOTICES[-1][1], "address": "#editor"},
            {"place": "", "text": samples.NOTICES[0][1], "address": ""},
        ],
        "markdown_text": {"kk": samples.MARKDOWN.kk, "ru": samples.MARKDOWN.ru},
        "own_names": OWN_NAMES,
        "graph": samples.GRAPH,
        "graph_shares": samples.GRAPH_SHARES,
        "graph_levels": samples.GRAPH_LEVELS,
        "notes": samples.NOTES,
        "notices": samples.NOTICES,
        "language_links": [
            samples.Language("kk", "Қазақша", True),
            samples.Language("ru", "Русский", False),
        ],
    }


def install(app: Flask) -> None:
    """Add the gallery's address; called in development only."""
    app.add_url_rule("/gallery", "web.gallery_front", front)
    app.add_url_rule("/<any(kk,ru):lang>/gallery", "web.gallery", gallery)


@public
def front() -> ResponseReturnValue:
    """To the gallery in the reader's language."""
    return redirect(url_for("web.gallery", lang=preferred()))


@public
def gallery() -> str:
    """Every component in one page."""
    return render_template("web/gallery.html", **sample_values())
