from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.audit.models import Entry
from app.core import clock, db
from app.core.errors import DomainError
from app.courses import service as courses_service
from app.learning import service as learning
from app.scenarios import queries, service
from tests import make
from tests.documents import choice, scene, story_course

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Stage:
    """Aigerim before the small scenario."""

    def __init__(self, person):
        self.person = person
        self.course = make.course(story_course(), slug="stories")
        self.enrolment = learning.begin(self.course, by=person)
        db.session.flush()

    def begin(self, **values):
        scenario = learning.document_of(self.enrolment).steps_by_id["story"]
        return service.begin(
            scenario,
            by=self.person,
            enrolment_id=self.enrolment.id,
            edition_id=self.enrolment.edition_id,
            language=values.pop("language", "kk"),
            **values,
        )

    def group(self, participants=12):
        return self.begin(is_group=True, participants=participants)

    def decide(self, run, number, choice_id, *, language="kk", reason=""):
        return service.decide(
            run, number, choice_id, by=self.person, language=language, reason=reason
        )

    def play(self, run, choices):
        for number, choice_id in enumerate(choices, start=1):
            self.decide(run, number, choice_id, reason="Солай шештік")
        db.session.flush()
        return run


@pytest.fixture
def stage(world):
    return Stage(world.aigerim)


def made(run):
    db.session.flush()
    db.session.expire_all()
    return [(move.number, move.node_id, move.choice_id) for move in queries.moves(run)]


def acts():
    return list(db.session.scalars(select(Entry.act).order_by(Entry.id)))[-3:]


def test_a_run_names_its_edition_its_seed_and_its_language(stage):
    with clock.stopped_at(NOON):
        run = stage.begin(language="ru")
    assert (run.number, run.edition_id, run.language) == (1, stage.enrolment.edition_id, "ru")
    assert (run.is_open, run.is_group, run.participants, run.passed) == (True, False, None, None)
    assert run.started_at == NOON
    assert 0 <= run.seed < 2**62
    assert acts()[-1] == "scenario.begun"


def test_beginning_again_goes_on_with_the_open_run(stage):
    run = stage.begin()
    stage.decide(run, 1, "a")
    assert stage.begin(language="ru") is run
    assert len(queries.runs(stage.enrolment.id, "story")) == 1


def test_alone_and_in_a_group_are_two_runs(stage):
    alone, group = stage.begin(), stage.group(12)
    assert alone is not group
    assert (group.number, group.is_group, group.participants) == (2, True, 12)
    assert stage.group(15) is group
    assert group.participants == 12
    assert stage.begin() is alone


@pytest.mark.parametrize("size", [None, -1, 0, 1, 201, 10**6])
def test_a_group_of_impossible_size_does_not_begin(stage, size):
    with pytest.raises(DomainError):
        stage.group(size)
    assert queries.runs(stage.enrolment.id, "story") == []


def test_each_move_keeps_its_moment_its_language_and_how_long_it_took(stage):
    with clock.stopped_at(NOON):
        run = stage.begin()
    with clock.stopped_at(NOON + timedelta(seconds=50)):
        stage.decide(run, 1, "c", language="ru")
    with clock.stopped_at(NOON + timedelta(seconds=90)):
        stage.decide(run, 2, "a")
    first, second = queries.moves(run)
    assert (first.node_id, first.choice_id, first.language) == ("n1", "c", "ru")
    assert (first.seconds, first.is_red_line) == (50, True)
    assert (second.node_id, second.choice_id, second.language) == ("n1", "a", "kk")
    assert (second.seconds, second.is_red_line, second.reason) == (40, False, None)
    assert second.made_at == NOON + timedelta(seconds=90)


def test_the_same_move_again_changes_nothing(stage):
    run = stage.begin()
    first = stage.decide(run, 1, "a")
    assert stage.decide(run, 1, "a", language="ru") is first
    assert made(run) == [(1, "n1", "a")]


def test_what_was_decided_stays_whatever_an_old_page_sends(stage):
    run = stage.begin()
    stage.decide(run, 1, "a")
    stage.decide(run, 2, "d")
    assert stage.decide(run, 1, "b").choice_id == "a"
    assert stage.decide(run, 2, "nonsense").choice_id == "d"
    assert made(run) == [(1, "n1", "a"), (2, "n2", "d")]


@pytest.mark.parametrize(
    ("number", "choice_id"), [(1, "z"), (1, ""), (2, "a"), (0, "a"), (-1, "a")]
)
def test_what_is_not_offered_is_refused(stage, number, choice_id):
    run = stage.begin()
    with pytest.raises(DomainError):
        stage.decide(run, number, choice_id)
    assert made(run) == []


def test_the_last_move_finishes_the_run(stage):
    run = stage.begin()
    with clock.stopped_at(NOON):
        stage.play(run, "adi")
    assert run.finished_at == NOON
    assert (run.ending_id, run.points, run.out_of, run.percent) == ("e2", 6, 9, 67)
    assert (run.red_lines, run.passed) == (0, True)
    entry = db.session.scalars(select(Entry).where(Entry.act == "scenario.finished")).one()
    assert entry.subject == "run"
    assert entry.details == {"scenario": "story", "ending": "e2", "score": 6, "passed": True}


def test_after_the_end_a_repeat_is_harmless_and_more_is_refused(stage):
    run = stage.play(stage.begin(), "adi")
    assert stage.decide(run, 3, "h").choice_id == "i"
    with pytest.raises(DomainError):
        stage.decide(run, 4, "h")
    assert (run.ending_id, run.points) == ("e2", 6)
    assert acts().count("scenario.finished") == 1


def test_two_red_lines_end_the_run_and_it_is_not_passed(stage):
    run = stage.play(stage.begin(), "caf")
    assert (run.ending_id, run.red_lines, run.passed, run.points) == ("e4", 2, False, 3)


def test_a_group_says_why(stage):
    run = stage.group()
    for reason in ("", "  ", "жо", "а" * 2001, "\x00\x07"):
        with pytest.raises(DomainError):
            stage.decide(run, 1, "a", reason=reason)
    assert made(run) == []
    stage.decide(run, 1, "a", reason="  Алдымен\r\nқауіпсіздік\x00  ")
    [move] = queries.moves(run)
    assert move.reason == "Алдымен\nқауіпсіздік"


def test_alone_nobody_is_asked_why(stage):
    run = stage.begin()
    assert stage.decide(run, 1, "a", reason="Себебі бар").reason is None


def test_a_run_that_is_given_up_stays_without_an_ending(stage):
    run = stage.begin()
    stage.decide(run, 1, "a")
    service.abandon(run, by=stage.person)
    assert (run.is_open, run.ending_id, run.passed, run.points) == (False, None, False, 3)
    assert made(run) == [(1, "n1", "a")]
    assert acts()[-1] == "scenario.abandoned"
    with pytest.raises(DomainError):
        stage.decide(run, 2, "d")
    again = stage.begin()
    assert again.number == 2


def test_a_finished_run_cannot_be_given_up(stage):
    run = stage.play(stage.begin(), "adh")
    service.abandon(run, by=stage.person)
    assert (run.passed, run.ending_id) == (True, "e1")


def test_a_run_goes_on_in_the_edition_in_which_it_began(stage):
    run = stage.begin()
    stage.decide(run, 1, "a")
    nodes = [scene("n1", choice("x"), choice("y")), scene("n9", choice("x"), choice("y"))]
    courses_service.publish(stage.course, story_course(nodes=nodes), by=None)
    learning.take_newest_edition(stage.enrolment, by=stage.person)
    assert stage.begin() is run
    assert queries.state(run, queries.moves(run)).node.id == "n2"
    stage.decide(run, 2, "d")
    stage.decide(run, 3, "h")
    assert run.ending_id == "e1"
    assert "x" in {one.id for one in queries.scenario(stage.begin()).first.choices}


def test_a_run_is_found_by_its_number_within_an_enrolment(stage):
    run = stage.begin()
    assert queries.run(stage.enrolment.id, "story", 1) is run
    for enrolment_id, scenario_id, number in [
        (stage.enrolment.id + 1, "story", 1),
        (stage.enrolment.id, "other", 1),
        (stage.enrolment.id, "story", 2),
    ]:
        with pytest.raises(NoResultFound):
            queries.run(enrolment_id, scenario_id, number)
