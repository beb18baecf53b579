"""How far a person is with a course, in the words of a manager (pure)."""

from datetime import date, datetime
from enum import StrEnum

from app.learning.progress import DUE_SOON


class State(StrEnum):
    """Everybody is in one of these, so that the numbers of a unit add up.

    DUE_SOON is no state of its own: it picks out those among the not started and the in progress
    who have two weeks left at most.
    """

    NOT_ASSIGNED = "not-assigned"
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    OVERDUE = "overdue"
    DONE = "done"
    DUE_SOON = "due-soon"


def state_on(
    today: date, *, due_on: date | None, started_at: datetime | None, finished_at: datetime | None
) -> State:
    """The state of somebody who has been given a course; who is late is late, begun or not."""
    if finished_at is not None:
        return State.DONE
    if due_on is not None and due_on < today:
        return State.OVERDUE
    return State.NOT_STARTED if started_at is None else State.IN_PROGRESS


def is_due_soon(today: date, state: State, due_on: date | None) -> bool:
    """Whether the last day is near and the work still lies ahead."""
    is_ahead = state in {State.NOT_STARTED, State.IN_PROGRESS}
    return is_ahead and due_on is not None and due_on <= today + DUE_SOON
