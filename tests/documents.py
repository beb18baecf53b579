"""Small course documents for tests."""

import json
from typing import Any

from app.courses.document.course import CourseDocument
from app.courses.document.questions import Matching, Ordering, Question


def pair(text: str) -> dict[str, str]:
    return {"kk": f"{text} қаз", "ru": f"{text} рус"}


def single(question_id: str, *, right: str = "a") -> dict[str, Any]:
    return {
        "kind": "single-choice",
        "id": question_id,
        "objective": "o-one",
        "prompt": pair(f"Сұрақ {question_id}"),
        "options": [
            {
                "id": letter,
                "text": pair(f"Нұсқа {letter}"),
                "correct": letter == right,
                "feedback": pair(f"Түсіндірме {letter}"),
            }
            for letter in "abcd"
        ],
        "explanation": pair("Түсіндірме"),
        "sources": ["mr"],
    }


def multiple(question_id: str, *, right: str = "ab") -> dict[str, Any]:
    question = single(question_id) | {"kind": "multiple-choice"}
    for option in question["options"]:
        option["correct"] = option["id"] in right
    return question


def lesson(lesson_id: str) -> dict[str, Any]:
    return {
        "kind": "lesson",
        "id": lesson_id,
        "title": pair(f"Сабақ {lesson_id}"),
        "minutes": 5,
        "blocks": [
            {"kind": "text", "id": f"{lesson_id}-text", "text": pair("Мәтін")},
            {
                "kind": "note",
                "id": f"{lesson_id}-note",
                "tone": "law",
                "title": pair("Заң"),
                "text": pair("Ескерту"),
            },
            {"kind": "check", "id": f"{lesson_id}-check", "question": single(f"c-{lesson_id}")},
        ],
    }


def quiz(quiz_id: str, questions: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {
        "kind": "quiz",
        "id": quiz_id,
        "title": pair(f"Тест {quiz_id}"),
        "minutes": 5,
        "pass_mark": 75,
        "attempts": 3,
        "pause_hours": 24,
        "questions": questions
        or [
            single(f"{quiz_id}-one"),
            single(f"{quiz_id}-two", right="b"),
            multiple(f"{quiz_id}-three"),
            single(f"{quiz_id}-four", right="d"),
        ],
    }


def small_course(code: str = "EX1", **changes: Any) -> CourseDocument:
    """Two lessons and a quiz; `changes` replace top-level keys."""
    data: dict[str, Any] = {
        "format": 1,
        "code": code,
        "title": pair(f"Курс {code}"),
        "summary": pair("Қысқаша"),
        "audience": [],
        "hours": 2,
        "prerequisites": [],
        "certificate": {"valid_months": 24},
        "objectives": [{"id": "o-one", "text": pair("Мақсат")}],
        "sources": [{"id": "mr", "title": pair("Ереже"), "publisher": pair("БҰҰ"), "date": "2015"}],
        "modules": [
            {
                "id": "m1",
                "title": pair("Модуль"),
                "objectives": [],
                "steps": [lesson("first"), lesson("second"), quiz("m1-quiz")],
            }
        ],
    }
    return CourseDocument.model_validate_json(json.dumps(data | changes))


def asked(kind: str, question_id: str, **own: Any) -> dict[str, Any]:
    """A question of any kind, given what its kind has of its own."""
    return {
        "kind": kind,
        "id": question_id,
        "objective": "o-one",
        "prompt": pair(f"Сұрақ {question_id}"),
        "explanation": pair(f"Түсіндірме {question_id}"),
        "sources": ["mr"],
    } | own


def every_kind(prefix: str = "k") -> list[dict[str, Any]]:
    """One question of each kind, in the order of the format; the first two have `a` in the key."""
    one = [
        {"id": key, "text": pair(f"Нәрсе {key}"), "feedback": pair(f"Пікір {key}")}
        for key in "abcd"
    ]
    told = {"when_right": pair("Дәл"), "when_wrong": pair("Дәл емес")}
    return [
        single(f"{prefix}-single"),
        multiple(f"{prefix}-multiple"),
        asked(
            "true-false",
            f"{prefix}-true-false",
            correct=False,
            when_true=pair("Рас емес еді"),
            when_false=pair("Рас емесі рас"),
        ),
        asked(
            "matching",
            f"{prefix}-matching",
            pairs=[
                {
                    "id": key,
                    "left": pair(f"Сол {key}"),
                    "right": pair(f"Оң {key}"),
                    "feedback": pair(f"Пікір {key}"),
                }
                for key in "abc"
            ],
            distractors=[{"id": "d", "text": pair("Оң d")}],
        ),
        asked("ordering", f"{prefix}-ordering", items=one),
        asked(
            "sorting",
            f"{prefix}-sorting",
            categories=[{"id": key, "text": pair(f"Топ {key}")} for key in ("x", "y")],
            items=[
                thing | {"category": category} for thing, category in zip(one, "xxyy", strict=True)
            ],
        ),
        asked(
            "short-answer",
            f"{prefix}-short-answer",
            accepted={"kk": ["баянат", "рапорт"], "ru": ["рапорт"]},
            **told,
        ),
        asked("number", f"{prefix}-number", answer=2.5, tolerance=0.1, unit=pair("сағат"), **told),
        asked(
            "open",
            f"{prefix}-open",
            rubric=[
                {"id": "fact", "text": pair("Дерек бар"), "points": 3},
                {"id": "law", "text": pair("Ереже бар"), "points": 2},
            ],
        ),
    ]


def placed(question: Question, *values: str) -> list[str]:
    """An answer in the ids of the course, as the question takes it."""
    match question:
        case Matching():
            pairs = [pair.id for pair in question.pairs]
            things = dict(zip(pairs, question.items, strict=True))
            extra = [one.id for one in question.distractors]
            sides = dict(zip([*pairs, *extra], question.choices, strict=True))
            named = (value.split("=") for value in values)
            return sorted(f"{things[left].id}={sides[right].id}" for left, right in named)
        case Ordering():
            shown = {item.id: key for item, key in zip(question.items, question.order, strict=True)}
            named = (value.split("=") for value in values)
            return sorted(f"{shown[item]}={place}" for item, place in named)
        case _:
            return sorted(values)


def course_of_every_kind(code: str = "EX9", **changes: Any) -> CourseDocument:
    """A lesson with a knowledge check of each kind that has one, and a quiz of every kind."""
    checks = [
        {"kind": "check", "id": f"check-{question['kind']}", "question": question}
        for question in every_kind("c")
        if question["kind"] != "open"
    ]
    test = quiz("kinds-quiz", every_kind()) | {"attempts": 0, "explanations": "handed-in"}
    steps = [lesson("kinds") | {"blocks": checks}, test | changes]
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": steps}]
    return small_course(code, modules=modules)


def choice(choice_id: str, **changes: Any) -> dict[str, Any]:
    """One way out of a situation; without `next` the story ends."""
    return {
        "id": choice_id,
        "text": pair(f"Шешім {choice_id}"),
        "consequence": pair(f"Салдар {choice_id}"),
        "feedback": pair(f"Себеп {choice_id}"),
        "standards": [{"source": "mr", "about": pair("1-ереже")}],
    } | changes


def scene(scene_id: str, *choices: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A situation with its choices."""
    return {
        "id": scene_id,
        "title": pair(f"Жағдай {scene_id}"),
        "situation": pair(f"Оқиға {scene_id}"),
        "choices": list(choices),
    } | changes


def ending(ending_id: str, **changes: Any) -> dict[str, Any]:
    """One end of a story."""
    words = {"title": pair(f"Соңы {ending_id}"), "text": pair("Қорытынды")}
    return {"id": ending_id} | words | changes


def scenario(scenario_id: str = "story", **changes: Any) -> dict[str, Any]:
    """Three situations with two red lines; at best nine points, passed from six on."""
    return {
        "kind": "scenario",
        "id": scenario_id,
        "title": pair(f"Сценарий {scenario_id}"),
        "minutes": 10,
        "role": pair("Сіз – кезекші"),
        "opening": pair("Кіріспе"),
        "counters": [{"id": "trust", "name": pair("Сенім"), "start": 5}],
        "flags": [{"id": "rushed", "name": pair("Асығыстық")}],
        "nodes": [
            scene(
                "n1",
                choice("a", points=3, next="n2", changes={"trust": 1}),
                choice("b", points=1, next="n2", sets=["rushed"], changes={"trust": -1}),
                choice("c", red_line=True, changes={"trust": -3}),
            ),
            scene(
                "n2",
                choice("d", points=3, next="n3"),
                choice("e", points=2, when={"flags": ["rushed"]}, clears=["rushed"], next="n3"),
                choice("f", red_line=True),
                choice("g", points=0),
                additions=[{"when": {"flags": ["rushed"]}, "text": pair("Асықтыңыз")}],
            ),
            scene("n3", choice("h", points=3), choice("i", points=0)),
        ],
        "endings": [
            ending("e4", when={"at_least": {"red-lines": 1}}),
            ending("e1", passed=True, when={"at_least": {"score": 9}}),
            ending("e2", passed=True, when={"at_least": {"score": 6}}),
            ending("e3"),
        ],
        "debrief": [pair("Не көмектесті?"), pair("Не кедергі болды?")],
    } | changes


def story_course(code: str = "ST1", **changes: Any) -> CourseDocument:
    """A lesson, then a scenario; `changes` are of the scenario."""
    steps = [lesson("first"), scenario(**changes)]
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": steps}]
    return small_course(code, modules=modules)
