"""Starting attempts, keeping answers, handing in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from secrets import choice, randbits

from app.assessment import policy, queries, responses, scoring, selection
from app.assessment.models import CLOCK, LEARNER, Answer, Attempt, Mark, Pick
from app.audit import service as audit
from app.core import clock
from app.core.db import insert_or_update, session
from app.core.errors import N_, DomainError
from app.courses import queries as courses
from app.courses.document.questions import OpenAnswer, Question, ShortAnswer
from app.courses.document.steps import Quiz
from app.people.models import Person

RECEIPT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
RECEIPT_LENGTH = 10


def start(quiz: Quiz, *, by: Person, enrolment_id: int, edition_id: int, language: str) -> Attempt:
    """The open attempt at `quiz`, or a new one with a paper of its own.

    Raises `DomainError` while a pause after failed attempts lasts, while a trainer has yet to
    mark the attempt before, and when no attempt is left.
    """
    earlier = queries.attempts(enrolment_id, quiz.id)
    for attempt in earlier:
        close_if_run_out(attempt)
    if earlier and earlier[-1].is_open:
        return earlier[-1]
    if any(attempt.awaits_marking for attempt in earlier):
        raise DomainError(N_("Your last attempt is being marked. Wait for the result."))
    if not policy.allowance(quiz, earlier, now=clock.now()).is_open:
        raise DomainError(N_("The next attempt is not open yet."))
    seed = randbits(62)
    bank = courses.document(edition_id).bank
    attempt = Attempt(
        person_id=by.id,
        enrolment_id=enrolment_id,
        edition_id=edition_id,
        quiz_id=quiz.id,
        purpose=quiz.purpose,
        number=len(earlier) + 1,
        seed=seed,
        paper=selection.to_json(selection.paper(quiz, bank, seed=seed)),
        language=language,
        started_at=clock.now(),
        deadline_at=policy.deadline(quiz, started_at=clock.now()),
        receipt="".join(choice(RECEIPT_ALPHABET) for _ in range(RECEIPT_LENGTH)),
    )
    session.add(attempt)
    session.flush()
    audit.record("quiz.started", by=by, subject=attempt, quiz=quiz.id, number=attempt.number)
    return attempt


def save(
    attempt: Attempt, question_id: str, given: Sequence[str], *, sequence: int, language: str
) -> None:
    """Keep an answer unless a newer one is there: a late or repeated packet changes nothing.

    Raises `DomainError` for what the paper does not offer, after the hand-in, and when the time
    has run out.
    """
    if not attempt.is_open:
        raise DomainError(N_("This attempt is already handed in."))
    now = clock.now()
    if not policy.takes_answers(attempt.deadline_at, now=now):
        raise DomainError(N_("The time is over. What had been saved by then is handed in."))
    insert_or_update(
        Answer,
        {
            "attempt_id": attempt.id,
            "question_id": question_id,
            "chosen": _as_kept(attempt, question_id, given),
            "sequence": sequence,
            "language": language,
            "first_at": now,
            "saved_at": now,
        },
        unique=("attempt_id", "question_id"),
        newer="sequence",
        kept=("first_at",),
    )


def _as_kept(attempt: Attempt, question_id: str, given: Sequence[str]) -> list[str]:
    foreign = DomainError(N_("This answer does not belong to the question. Reload the page."))
    if question_id not in attempt.question_ids:
        raise foreign
    try:
        return responses.as_kept(queries.questions(attempt)[question_id], given)
    except responses.ImpossibleAnswer as error:
        raise foreign from error


def save_all(
    attempt: Attempt, given: Mapping[str, Sequence[str]], *, language: str, seen: int = 0
) -> None:
    """Keep the answers of a whole page, each after whatever was kept for it before.

    `seen` is the newest sequence that was there when the page was drawn: a question which is
    empty on this page and was answered later, as in another tab, keeps its answer.
    """
    kept = queries.answers(attempt)
    for question_id, values in given.items():
        before = kept.get(question_id)
        wanted = _as_kept(attempt, question_id, values)
        if not wanted and (before is None or before.sequence > seen):
            continue
        if before is None or before.chosen != wanted:
            sequence = before.sequence + 1 if before else 1
            save(attempt, question_id, wanted, sequence=sequence, language=language)


def hand_in(attempt: Attempt, *, by: Person) -> Attempt:
    """Close the attempt and mark it; handing in again changes nothing and keeps the receipt."""
    close_if_run_out(attempt)
    if attempt.is_open:
        _close(attempt, at=clock.now(), closed_by=LEARNER, by=by)
    return attempt


def close_if_run_out(attempt: Attempt) -> bool:
    """Hand in what there is once the time has run out; whether this has just been done."""
    if not attempt.is_open or policy.takes_answers(attempt.deadline_at, now=clock.now()):
        return False
    assert attempt.deadline_at
    _close(attempt, at=attempt.deadline_at, closed_by=CLOCK, by=None)
    return True


def _close(attempt: Attempt, *, at: datetime, closed_by: str, by: Person | None) -> None:
    attempt.handed_in_at, attempt.closed_by = at, closed_by
    answers = queries.answers(attempt)
    questions = queries.questions(attempt)
    seconds = _seconds(attempt, answers)
    for question_id in sorted(attempt.question_ids):
        question, answer = questions[question_id], answers.get(question_id)
        earned = scoring.points(question, answer.chosen if answer else ())
        session.add(
            Mark(
                attempt_id=attempt.id,
                question_id=question_id,
                points=None if earned is None else float(earned),
                is_answered=bool(answer and answer.chosen),
                language=answer.language if answer else attempt.language,
                seconds=seconds.get(question_id),
            )
        )
        session.add_all(
            Pick(attempt_id=attempt.id, question_id=question_id, pick=pick)
            for pick in _picks(question, answer)
        )
    settle(attempt)
    audit.record(
        "quiz.handed-in",
        by=by,
        subject=attempt,
        quiz=attempt.quiz_id,
        receipt=attempt.receipt,
        score=attempt.score,
        passed=attempt.passed,
    )


def settle(attempt: Attempt) -> None:
    """Work out the result from the answers and the marks given by hand, if it can be known yet."""
    quiz = queries.quiz(attempt)
    asked = [sheet.question for sheet in queries.sheets(attempt)]
    given = {key: answer.chosen for key, answer in queries.answers(attempt).items()}
    by_hand = {
        mark.question_id: scoring.rubric_points(question, mark.criteria)
        for mark in queries.marks(attempt).values()
        if mark.criteria is not None
        and isinstance(question := queries.questions(attempt)[mark.question_id], OpenAnswer)
    }
    earned = scoring.points_by_question(asked, given, by_hand)
    reached = scoring.score(earned)
    attempt.out_of = len(asked)
    attempt.crossed = scoring.crossed(asked, earned)
    if reached is None:
        return
    attempt.points = float(reached.points)
    attempt.score = int(reached.percent)
    attempt.passed = policy.passes(quiz, reached, attempt.crossed)
    attempt.marked_at = clock.now()


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
        return [folded for text in answer.chosen if (folded := scoring.folded(text))]
    return answer.chosen
