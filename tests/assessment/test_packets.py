"""Whatever a network does to the packets of two tabs, what is called saved is what is stored."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.assessment import queries, service
from app.assessment.models import Attempt
from app.core import db
from app.core.errors import DomainError
from app.courses import queries as courses
from app.learning import service as learning
from tests import make
from tests.assessment.questions import of_kind
from tests.documents import every_kind, pair, placed, quiz, small_course

ANSWERS = {
    "k-single": [["a"], ["b"], []],
    "k-multiple": [["a"], ["a", "b"], ["c", "d"], []],
    "k-matching": [
        placed(of_kind("matching"), *pairs)
        for pairs in (["a=a"], ["a=b", "b=a"], ["a=d", "b=b", "c=c"])
    ],
    "k-ordering": [
        placed(of_kind("ordering"), *places)
        for places in (["a=1", "b=2"], ["a=4", "b=3", "c=2", "d=1"])
    ],
    "k-short-answer": [["рапорт"], ["Рапорт туралы"], []],
    "k-open": [["Жазба"], ["Жазба, ұзағырақ"]],
}
"""Some answers to questions of each shape: ticked, placed, written; an empty one takes it back."""


@dataclass(frozen=True)
class Packet:
    """One answer, as a tab sends it."""

    question: str
    options: tuple[str, ...]
    sequence: int


HAND_IN = "hand in"


@st.composite
def journeys(draw):
    """What two tabs send, and in which order, how often and whether at all it arrives."""
    given_answers = draw(
        st.lists(
            st.sampled_from(sorted(ANSWERS)).flatmap(
                lambda key: st.tuples(st.just(key), st.sampled_from(ANSWERS[key]))
            ),
            min_size=1,
            max_size=12,
        )
    )
    # The clocks of two machines differ, so that what is given later may have the lower number.
    numbers = draw(st.lists(st.integers(1, 9), min_size=12, max_size=12))
    packets = [
        Packet(question, tuple(options), number)
        for (question, options), number in zip(given_answers, numbers, strict=False)
    ]
    arriving = [packet for packet in packets if draw(st.integers(0, 4))]
    arriving += draw(st.lists(st.sampled_from(packets), max_size=8))
    hand_ins = draw(st.integers(0, 3))
    return draw(st.permutations([*arriving, *[HAND_IN] * hand_ins]))


@dataclass
class Heard:
    """What the browsers were told."""

    saved: dict[str, service.Stored] = field(default_factory=dict)
    receipts: set[str] = field(default_factory=set)
    results: set[tuple[int | None, bool | None]] = field(default_factory=set)


@pytest.fixture
def desk(world):
    """Aigerim before a quiz with questions of every kind."""
    steps = [quiz("m1-quiz", every_kind()) | {"attempts": 0}]
    modules = [{"id": "m1", "title": pair("М"), "objectives": [], "steps": steps}]
    enrolment = learning.begin(
        make.course(small_course("EX7", modules=modules), slug="kinds"), by=world.aigerim
    )
    db.session.flush()
    return enrolment, world.aigerim


def start(desk) -> Attempt:
    enrolment, person = desk
    return service.start(
        courses.quiz(enrolment.edition_id, "m1-quiz"),
        by=person,
        enrolment_id=enrolment.id,
        edition_id=enrolment.edition_id,
        language="kk",
    )


def arrive(attempt, person, event, heard):
    """One thing reaches the server, and perhaps its reply reaches the browser."""
    if event == HAND_IN:
        service.hand_in(attempt, by=person)
        heard.receipts.add(attempt.receipt)
        heard.results.add((attempt.score, attempt.passed))
        return
    try:
        reply = service.save(
            attempt, event.question, event.options, sequence=event.sequence, language="kk"
        )
    except DomainError:
        assert not attempt.is_open
        return
    stored = queries.answers(attempt)[event.question]
    assert (reply.chosen, reply.sequence) == (stored.chosen, stored.sequence)
    assert reply.is_newer == (stored.chosen != sorted(event.options))
    known = heard.saved.get(event.question)
    assert known is None or known.sequence <= reply.sequence
    heard.saved[event.question] = reply


@given(events=journeys())
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_stored_is_what_was_called_saved_last_and_there_is_one_receipt(desk, events):
    heard = Heard()
    with db.session.begin_nested() as savepoint:
        attempt = start(desk)
        for event in events:
            arrive(attempt, desk[1], event, heard)
        db.session.flush()
        stored = queries.answers(attempt)
        assert stored.keys() == heard.saved.keys()
        for question, reply in heard.saved.items():
            assert (stored[question].sequence, stored[question].chosen) == (
                reply.sequence,
                reply.chosen,
            )
        assert len(heard.receipts) <= 1
        assert len(heard.results) <= 1
        assert attempt.is_open == (HAND_IN not in events)
        savepoint.rollback()
