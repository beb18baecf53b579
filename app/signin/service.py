"""Beginning and ending sessions."""

from datetime import timedelta
from secrets import token_urlsafe

from sqlalchemy import update

from app.audit import service as audit
from app.core import clock
from app.core.db import session
from app.people.models import Person
from app.signin.models import SignedInSession
from app.signin.queries import token_hash

SESSION_LENGTH = timedelta(hours=13)
"""A 12-hour shift and its hand-over; an idle session ends much earlier, see `web.delivery`."""


def begin_session(person: Person, *, address: str, agent: str) -> str:
    """Open a session and return the token which the browser keeps."""
    token = token_urlsafe(32)
    now = clock.now()
    session.add(
        SignedInSession(
            token_hash=token_hash(token),
            person=person,
            begun_at=now,
            expires_at=now + SESSION_LENGTH,
            address=address[:45],
            agent=agent[:200],
        )
    )
    audit.record("person.signed-in", by=person, subject=person, address=address)
    return token


def refuse_sign_in(username: str, person: Person | None, *, address: str) -> None:
    """Note a failed sign-in; a name that nobody has is kept, too, but cut short."""
    subject = person or ("username", username[:60])
    audit.record("sign-in.refused", by=None, subject=subject, address=address)


def end_session(current: SignedInSession, *, by: Person) -> None:
    """Close one session."""
    current.ended_at = clock.now()
    audit.record("person.signed-out", by=by, subject=current.person)


def end_sessions(person: Person, *, by: Person, keep: SignedInSession | None = None) -> int:
    """Close every open session of `person` except `keep`; return how many."""
    statement = update(SignedInSession).where(
        SignedInSession.person_id == person.id, SignedInSession.ended_at.is_(None)
    )
    if keep:
        statement = statement.where(SignedInSession.id != keep.id)
    count: int = session.execute(statement.values(ended_at=clock.now())).rowcount  # type: ignore[attr-defined]
    audit.record("sessions.ended", by=by, subject=person, count=count)
    return count
