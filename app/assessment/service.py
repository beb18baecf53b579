"""Starting attempts, keeping answers, handing in."""

from collections.abc import Mapping, Sequence
from secrets import choice, randbits

from app.assessment import queries, scoring, selection
from app.assessment.models import Answer, Attempt
from app.assessment.policy import allowance
from app.audit import service as audit
from app.core import clock
from app.core.db import insert_or_update, session
from app.core.errors import N_, DomainError
from app.courses.document.steps import Quiz
from app.people.models import Person

RECEIPT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
RECEIPT_LENGTH = 10


def start(quiz: Quiz, *, by: Person, enrolment_id: int, edition_id: int, language: str) -> Attempt:
    """The open attempt at `quiz`, or a new one with a paper of its own.

    Raises `DomainError` while a pause after failed attempts lasts.
    """
    earlier = queries.attempts(enrolment_id, quiz.id)
    if earlier and earlier[-1].is_open:
        return earlier[-1]
    failed = [a.handed_in_at for a in earlier if a.handed_in_at and not a.passed]
    if not allowance(quiz, failed, now=clock.now()).is_open:
        raise DomainError(N_("The next attempt is not open yet."))
    seed = randbits(62)
    attempt = Attempt(
        person_id=by.id,
        enrolment_id=enrolment_id,
        edition_id=edition_id,
        quiz_id=quiz.id,
        number=len(earlier) + 1,
        seed=seed,
        paper=selection.to_json(selection.paper(quiz.questions, seed=seed)),
        language=language,
        started_at=clock.now(),
    )
    session.add(attempt)
    session.flush()
    audit.record("quiz.started", by=by, subject=attempt, quiz=quiz.id, number=attempt.number)
    return attempt


def save(
    attempt: Attempt, question_id: str, chosen: Sequence[str], *, sequence: int, language: str
) -> None:
    """Keep an answer unless a newer one is there: a late or repeated packet changes nothing.

    Raises `DomainError` for a question or option that is not in the paper, or after the hand-in.
    """
    if not attempt.is_open:
        raise DomainError(N_("This attempt is already handed in."))
    offered = {item.question_id: item.option_ids for item in attempt.items}
    if not set(chosen) <= set(offered.get(question_id, ())) or question_id not in offered:
        raise DomainError(N_("This answer does not belong to the question. Reload the page."))
    insert_or_update(
        Answer,
        {
            "attempt_id": attempt.id,
            "question_id": question_id,
            "chosen": sorted(set(chosen)),
            "sequence": sequence,
            "language": language,
            "saved_at": clock.now(),
        },
        unique=("attempt_id", "question_id"),
        newer="sequence",
    )


def save_all(
    attempt: Attempt, chosen: Mapping[str, Sequence[str]], *, language: str, seen: int = 0
) -> None:
    """Keep the answers of a whole page, each after whatever was kept for it before.

    `seen` is the newest sequence that was there when the page was drawn: a question which is
    empty on this page and was answered later, as in another tab, keeps its answer.
    """
    kept = queries.answers(attempt)
    for question_id, options in chosen.items():
        before = kept.get(question_id)
        if not options and (before is None or before.sequence > seen):
            continue
        if before is None or before.chosen != sorted(set(options)):
            sequence = before.sequence + 1 if before else 1
            save(attempt, question_id, options, sequence=sequence, language=language)


def hand_in(attempt: Attempt, quiz: Quiz, *, by: Person) -> Attempt:
    """Close the attempt and mark it; handing in again changes nothing and keeps the receipt."""
    if not attempt.is_open:
        return attempt
    chosen = {key: answer.chosen for key, answer in queries.answers(attempt).items()}
    asked = [question for question in quiz.questions if question.id in attempt.question_ids]
    reached = scoring.score(asked, chosen)
    attempt.handed_in_at = clock.now()
    attempt.receipt = "".join(choice(RECEIPT_ALPHABET) for _ in range(RECEIPT_LENGTH))
    attempt.score = int(reached.percent)
    attempt.passed = reached.reaches(quiz.pass_mark)
    audit.record(
        "quiz.handed-in",
        by=by,
        subject=attempt,
        quiz=quiz.id,
        receipt=attempt.receipt,
        score=attempt.score,
        passed=attempt.passed,
    )
    return attempt
