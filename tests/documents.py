"""Small course documents for tests."""

import json
from typing import Any

from app.courses.document.course import CourseDocument


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
