"""Starting attempts, keeping answers, handing in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import choice, randbits

from sqlalchemy import delete

from app.assessment import marks, policy, queries, responses, scoring, selection
from app.assessment.models import CLOCK, LEARNER, Answer, Attempt, Mark, Pick
from app.audit import service as audit
from app.core import clock
from app.core.db import insert_or_update, session
from app.core.errors import N_, DomainError
from app.courses import queries as courses
from app.courses.document.steps import Quiz
from app.people.models import Person

RECEIPT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
RECEIPT_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Stored:
    """What is kept of an answer after a packet has come."""

    chosen: Sequence[str]
    sequence: int
    saved_at: datetime
    is_newer: bool
    """Whether it is another answer than the packet brought: a newer one was there before."""


def start(quiz: Quiz, *, by: Person, enrolment_id: int, edition_id: int, language: str) -> Attempt:
    """The open attempt at `quiz`, or a new one with a paper of its own.

    Attempts whose time has run out must have been closed before. Raises `DomainError` while a
    pause after failed attempts lasts, while a trainer has yet to mark the attempt before, and when
    no attempt is left.
    """
    earlier = queries.attempts_to_change(enrolment_id, quiz.id)
    if earlier and earlier[-1].is_open:
        return earlier[-1]
    tries = [attempt for attempt in earlier if attempt.purpose == quiz.purpose]
    if any(attempt.awaits_marking for attempt in tries):
        raise DomainError(N_("Your last attempt is being marked. Wait for the result."))
    allowance = policy.allowance(quiz, tries, now=clock.now())
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
) -> Stored:
    """Keep an answer unless a newer one is there: a late or repeated packet changes nothing.

    Returns what is stored then, this answer or a newer one. Raises `DomainError` for what the
    paper does not offer, for a number from a wrong clock, after the hand-in, and when the time has
    run out.
    """
    _require_time(attempt)
    if not 0 < sequence <= policy.latest_sequence(clock.now()):
        raise DomainError(N_("The answer came without a valid number. Reload the page."))
    wanted = _as_kept(attempt, question_id, given)
    if _keep(attempt, question_id, wanted, sequence=sequence, language=language):
        return Stored(wanted, sequence, clock.now(), is_newer=False)
    found = queries.answer(attempt, question_id)
    is_newer = found.chosen != wanted
    return Stored(found.chosen, found.sequence, found.saved_at, is_newer=is_newer)


def _require_time(attempt: Attempt) -> None:
    if not attempt.is_open:
        raise DomainError(N_("This attempt is already handed in."))
    if not policy.takes_answers(attempt.deadline_at, now=clock.now()):
        raise DomainError(N_("The time is over. What had been saved by then is handed in."))


def _keep(
    attempt: Attempt, question_id: str, chosen: list[str], *, sequence: int, language: str
) -> bool:
    now = clock.now()
    return insert_or_update(
        Answer,
        {
            "attempt_id": attempt.id,
            "question_id": question_id,
            "chosen": chosen,
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
    question = queries.questions(attempt)[question_id]
    try:
        return responses.as_kept(question, given)
    except responses.TooLong as error:
        raise DomainError(
            N_("The answer is too long. Shorten it to %(limit)s characters."),
            limit=question.longest,
        ) from error
    except responses.ImpossibleAnswer as error:
        raise foreign from error


def save_all(
    attempt: Attempt,
    given: Mapping[str, Sequence[str]],
    *,
    language: str,
    seen: Mapping[str, str] | None = None,
) -> dict[str, DomainError]:
    """Keep the answers of a whole page, each after whatever was kept for it before.

    `seen` are the prints of the answers with which the page was drawn, by question id: what the
    page did not change stays as it is, also where another tab has changed it since. Returns what
    cannot be kept and why, by question id; the rest is kept all the same.
    """
    kept = queries.answers(attempt)
    refused = {}
    for question_id, values in given.items():
        try:
            wanted = _as_kept(attempt, question_id, values)
        except DomainError as error:
            refused[question_id] = error
            continue
        before = kept.get(question_id)
        if responses.print_of(wanted) == (seen or {}).get(question_id, ""):
            continue
        if before is None or before.chosen != wanted:
            _require_time(attempt)
            sequence = before.sequence + 1 if before else 1
            _keep(attempt, question_id, wanted, sequence=sequence, language=language)
    return refused


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
    marks.write(attempt)
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
    found = queries.marks(attempt)
    asked = queries.keyed(attempt, found)
    earned = {question.id: scoring.exact(found[question.id].points) for question in asked}
    reached = scoring.score(earned)
    attempt.out_of = len(asked)
    attempt.crossed = scoring.crossed(asked, earned)
    if reached is None:
        return
    attempt.points = float(reached.points)
    attempt.score = int(reached.percent)
    attempt.passed = policy.passes(queries.quiz(attempt), reached, attempt.crossed)
    attempt.marked_at = attempt.marked_at or clock.now()
