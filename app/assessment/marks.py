"""What each question of an attempt earned, written down when the attempt is handed in."""

from collections.abc import Mapping, Sequence

from app.assessment import queries, scoring
from app.assessment.models import LONGEST_PICK, Answer, Attempt, Mark, Pick
from app.core.db import session
from app.courses import wording
from app.courses.document.questions import OpenAnswer, Question, ShortAnswer


def write(attempt: Attempt) -> scoring.Points:
    """Mark every question of the paper by its edition and count what was picked."""
    answers = queries.answers(attempt)
    asked = {key: queries.questions(attempt)[key] for key in sorted(attempt.question_ids)}
    chosen = {key: answer.chosen for key, answer in answers.items()}
    earned = scoring.points_by_question(asked.values(), chosen)
    seconds = _seconds(attempt, answers)
    for question_id, points in earned.items():
        answer = answers.get(question_id)
        session.add(
            Mark(
                attempt_id=attempt.id,
                question_id=question_id,
                points=None if points is None else float(points),
                is_answered=bool(answer and answer.chosen),
                language=answer.language if answer else attempt.language,
                seconds=seconds.get(question_id),
            )
        )
        session.add_all(
            Pick(attempt_id=attempt.id, question_id=question_id, pick=pick)
            for pick in _picks(asked[question_id], answer)
        )
    return earned


def write_missing(attempt: Attempt) -> None:
    """Mark an attempt from before marks were written; its result stays as it was given."""
    reached = scoring.score(write(attempt))
    attempt.out_of = len(attempt.question_ids)
    attempt.points = None if reached is None else float(reached.points)


def _seconds(attempt: Attempt, answers: Mapping[str, Answer]) -> dict[str, int]:
    """How long each first answer took: since the answer before it, or since the start."""
    times = {}
    before = attempt.started_at
    for answer in sorted(answers.values(), key=lambda one: (one.first_at, one.question_id)):
        times[answer.question_id] = round((answer.first_at - before).total_seconds())
        before = answer.first_at
    return times


def _picks(question: Question, answer: Answer | None) -> Sequence[str]:
    """What is counted of an answer; an open answer is read, not counted."""
    if answer is None or isinstance(question, OpenAnswer):
        return ()
    if isinstance(question, ShortAnswer):
        # Folding makes some letters several: "ß" is "ss", a ligature a whole sentence.
        folded = (wording.folded(text)[:LONGEST_PICK] for text in answer.chosen)
        return [*dict.fromkeys(filter(None, folded))]
    return answer.chosen
