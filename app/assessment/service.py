"""Starting attempts, keeping answers, handing in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from secrets import choice, randbits

from sqlalchemy import delete

from app.assessment import policy, queries, responses, scoring, selection
from app.assessment.models import CLOCK, LEARNER, Answer, Attempt, Mark, Pick
from app.audit import service as audit
from app.core import clock
from app.core.db import insert_or_update, session
from app.core.errors import N_, DomainError
from app.courses import queries as courses
from app.courses import wording
from app.courses.document.questions import OpenAnswer, Question, ShortAnswer
from app.courses.document.steps import Quiz
from app.people.models import Person

RECEIPT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
RECEIPT_LENGTH = 10


def start(quiz: Quiz, *, by: Person, enrolment_id: int, edition_id: int, language: str) -> Attempt:
    """The open attempt at `quiz`, or a new one with a paper of its own.

    Attempts whose time has run out must have been closed before. Raises `DomainError` while a
    pause after failed attempts lasts, while a trainer has yet to mark the attempt before, and when
    no attempt is left.
    """
    earlier = queries.attempts_to_change(enrolment_id, quiz.id)
    if earlier and earlier[-1].is_open:
        return earlier[-1]
    if any(attempt.awaits_marking for attempt in earlier):
        raise DomainError(N_("Your last attempt is being marked. Wait for the result."))
    allowance = policy.allowance(quiz, earlier, now=clock.now())
    if allowance.opens_at:
        raise DomainError(N_("The next attempt is not open yet."))
    if not allowance.is_open:
        raise DomainError(N_("No attempt is left."))
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
) -> list[str]:
    """Keep an answer unless a newer one is there: a late or repeated packet changes nothing.

    Returns the answer as it is written when it is kept. Raises `DomainError` for what the paper
    does not offer, after the hand-in, and when the time has run out.
    """
    if not attempt.is_open:
        raise DomainError(N_("This attempt is already handed in."))
    now = clock.now()
    if not policy.takes_answers(attempt.deadline_at, now=now):
        raise DomainError(N_("The time is over. What had been saved by then is handed in."))
    kept = _as_kept(attempt, question_id, given)
    insert_or_update(
        Answer,
        {
            "attempt_id": attempt.id,
            "question_id": question_id,
            "chosen": kept,
            "sequence": sequence,
            "language": language,
            "first_at": now,
            "saved_at": now,
        },
        unique=("attempt_id", "question_id"),
        newer="sequence",
        kept=("first_at",),
    )
    return kept


def _as_kept(attempt: Attempt, question_id: str, given: Sequence[str]) -> list[str]:
    foreign = DomainError(N_("This answer does not belong to the question. Reload the page."))
    if question_id not in attempt.question_ids:
        raise foreign
    try:
        return responses.as_kept(queries.questions(attempt)[question_id], given)
    except responses.ImpossibleAnswer as error:
        raise foreign from error


def save_all(
    attempt: Attempt,
    given: Mapping[str, Sequence[str]],
    *,
    language: str,
    seen: Mapping[str, str] | None = None,
) -> None:
    """Keep the answers of a whole page, each after whatever was kept for it before.

    `seen` are the prints of the answers with which the page was drawn, by question id: what the
    page did not change stays as it is, also where another tab has changed it since.
    """
    kept = queries.answers(attempt)
    for question_id, values in given.items():
        before = kept.get(question_id)
        wanted = _as_kept(attempt, question_id, values)
        if responses.print_of(wanted) == (seen or {}).get(question_id, ""):
            continue
        if before is None or before.chosen != wanted:
            sequence = before.sequence + 1 if before else 1
            save(attempt, question_id, wanted, sequence=sequence, language=language)


def hear(attempt: Attempt) -> None:
    """Note that the page of an open attempt is open; says nothing of answers."""
    attempt.heard_at = clock.now()


def hand_in(attempt: Attempt, *, by: Person) -> Attempt:
    """Close the attempt and mark it; handing in again changes nothing and keeps the receipt.

    A page that hands in by itself when the time is over arrives after it: then it was the clock.
    """
    if attempt.is_open and not _close_by_clock(attempt, by=by):
        _close(attempt, at=clock.now(), closed_by=LEARNER, by=by)
    return attempt


def close_if_run_out(attempt: Attempt) -> bool:
    """Hand in what there is once the time has run out; whether this has just been done."""
    return policy.has_run_out(attempt, now=clock.now()) and _close_by_clock(attempt, by=None)


def _close_by_clock(attempt: Attempt, *, by: Person | None) -> bool:
    if attempt.deadline_at is None or clock.now() < attempt.deadline_at:
        return False
    _close(attempt, at=attempt.deadline_at, closed_by=CLOCK, by=by)
    return True


def give_minutes(attempt: Attempt, minutes: int) -> None:
    """Move the end of an attempt; one that the clock has closed is open again, without a result."""
    attempt.deadline_at = policy.more_time(attempt, minutes, now=clock.now())
    attempt.extra_minutes += minutes
    if attempt.is_open:
        return
    attempt.handed_in_at = attempt.closed_by = attempt.marked_at = None
    attempt.points = attempt.out_of = attempt.score = attempt.passed = attempt.crossed = None
    session.execute(delete(Mark).where(Mark.attempt_id == attempt.id))
    session.execute(delete(Pick).where(Pick.attempt_id == attempt.id))


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
    """Work out the result from the marks of its questions, if it can be known yet."""
    asked = [sheet.question for sheet in queries.sheets(attempt)]
    marks = queries.marks(attempt)
    earned = {question.id: scoring.exact(marks[question.id].points) for question in asked}
    reached = scoring.score(earned)
    attempt.out_of = len(asked)
    attempt.crossed = scoring.crossed(asked, earned)
    if reached is None:
        return
    attempt.points = float(reached.points)
    attempt.score = int(reached.percent)
    attempt.passed = policy.passes(queries.quiz(attempt), reached, attempt.crossed)
    attempt.marked_at = attempt.marked_at or clock.now()


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
        return [folded for text in answer.chosen if (folded := wording.folded(text))]
    return answer.chosen
