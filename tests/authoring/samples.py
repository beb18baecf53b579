"""A course with every kind of block, question and step, for tests of the editor."""

from typing import Any

from app.courses.document.course import CourseDocument
from tests.documents import (
    choice,
    every_kind,
    lesson,
    multiple,
    pair,
    quiz,
    scenario,
    single,
    small_course,
)

EXTRA_BLOCKS: list[dict[str, Any]] = [
    {
        "kind": "picture",
        "id": "first-picture",
        "file": "cycle.svg",
        "alt": pair("Сурет сипаты"),
        "caption": pair("Сурет"),
    },
    {
        "kind": "table",
        "id": "first-table",
        "caption": pair("Кесте"),
        "columns": [pair("Баған"), pair("Сан")],
        "rows": [[pair("Жол"), "2016"], [pair("Басқа жол"), "2017"]],
    },
    {
        "kind": "chart",
        "id": "first-chart",
        "caption": pair("Диаграмма"),
        "unit": pair("адам"),
        "categories": ["2015", pair("Биыл")],
        "series": [{"label": pair("Қатар"), "values": [12, 39.1]}],
    },
    {
        "kind": "sources",
        "id": "first-sources",
        "items": [{"source": "mr", "about": pair("Ереже туралы")}],
    },
]


def full_course() -> CourseDocument:
    """Every kind of block stands in the lesson `first`, every kind of question in the bank.

    There are two modules with a quiz each, one with a quiz that is drawn and a scenario.
    """
    first = lesson("first")
    first["blocks"] = [*first["blocks"][:2], *EXTRA_BLOCKS, first["blocks"][2]]
    story = scenario("story")
    story["nodes"][2]["choices"][1] = choice("j")
    modules = [
        {
            "id": "m1",
            "title": pair("Модуль"),
            "objectives": [{"id": "m1-o", "text": pair("Модуль мақсаты")}],
            "steps": [first, lesson("second"), quiz("m1-quiz")],
        },
        {
            "id": "m2",
            "title": pair("Екінші модуль"),
            "objectives": [],
            "steps": [
                lesson("third"),
                quiz("m2-quiz", [single("m2-one"), multiple("m2-two")]),
                quiz("drawn") | {"questions": [], "draws": [{"count": 2, "tags": []}]},
                story,
            ],
        },
    ]
    return small_course(modules=modules, bank=every_kind("b"), media={"cycle.svg": "0" * 64})
