"""What a manager is told about her unit is what a recount by hand finds."""

from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.core import clock
from app.core.permissions import Permission, Reach
from app.courses.models import Course
from app.learning import service as learning
from app.learning.models import Enrolment, StepResult
from app.management import queries
from app.management.filters import Filters
from app.management.queries import Tally
from app.management.states import State, is_due_soon, state_on
from app.people.models import Membership, Person, Unit
from tests import make
from tests.management import crowd

EVERYWHERE = Reach(Permission.SEE_TEAM, ("/",))


class Recount:
    """The same numbers, found by looking at every row, one by one."""

    def __init__(self, session) -> None:
        self.today = clock.today()
        self.memberships = list(session.scalars(select(Membership)))
        self.units = {unit.id: unit for unit in session.scalars(select(Unit))}
        self.rounds: dict[tuple[int, int], Enrolment] = {}
        for row in session.scalars(select(Enrolment).order_by(Enrolment.round)):
            self.rounds[row.person_id, row.course_id] = row

    def people(self, unit: Unit, position: int | None = None, *, only: bool = False) -> set[int]:
        """Who belongs to the unit and all below; `only` to the unit itself."""
        return {
            row.person_id
            for row in self.memberships
            if row.from_on <= self.today
            and (row.to_on is None or row.to_on >= self.today)
            and position in {None, row.position_id}
            and (
                row.unit_id == unit.id
                if only
                else self.units[row.unit_id].path.startswith(unit.path)
            )
        }

    def states(self, people: set[int], course: Course) -> Iterator[tuple[State, bool]]:
        for person_id in people:
            if row := self.rounds.get((person_id, course.id)):
                state = state_on(
                    self.today,
                    due_on=row.due_on,
                    started_at=row.started_at,
                    finished_at=row.finished_at,
                )
                yield state, is_due_soon(self.today, state, row.due_on)

    def tally(self, people: set[int], courses: list[Course]) -> Tally:
        found = [pair for course in courses for pair in self.states(people, course)]
        count = [state for state, _ in found].count
        return Tally(
            assigned=len(found),
            not_started=count(State.NOT_STARTED),
            in_progress=count(State.IN_PROGRESS),
            overdue=count(State.OVERDUE),
            done=count(State.DONE),
            due_soon=sum(is_soon for _, is_soon in found),
        )


@pytest.mark.parametrize("seed", range(4))
def test_numbers_of_every_unit_equal_a_recount_by_hand(session, seed):
    units, courses = crowd.random_service(Random(seed))
    recount = Recount(session)
    positions = [None, make.position("psychologist").id]
    for unit in units:
        place = queries.place(unit.id, within=EVERYWHERE)
        for position in positions:
            people = recount.people(unit, position)
            assert queries.head_count(unit, position=position) == len(people)
            for row in queries.by_course(unit, position=position):
                assert row.tally == recount.tally(people, [row.course])
            for chosen in (None, courses[0]):
                for part in queries.by_part(place, course=chosen, position=position):
                    inside = (
                        recount.people(part.unit, position)
                        if part.unit
                        else recount.people(unit, position, only=True)
                    )
                    assert part.people == len(inside)
                    assert part.tally == recount.tally(inside, [chosen] if chosen else courses)


@pytest.mark.parametrize("seed", range(3))
def test_each_number_leads_to_as_many_people(session, seed):
    units, _courses = crowd.random_service(Random(seed))
    for row in queries.by_course(units[0]):
        for state, number in {
            None: row.tally.assigned,
            State.NOT_STARTED: row.tally.not_started,
            State.IN_PROGRESS: row.tally.in_progress,
            State.OVERDUE: row.tally.overdue,
            State.DONE: row.tally.done,
            State.DUE_SOON: row.tally.due_soon,
            State.NOT_ASSIGNED: queries.head_count(units[0]) - row.tally.assigned,
        }.items():
            lines, total = queries.lines(units[0], row.course, Filters(state=state))
            assert len(lines) == total == number
            assert len({line.person_id for line in lines}) == number
            assert all(state in {None, line.state, State.DUE_SOON} for line in lines)


def test_the_four_states_add_up(session):
    units, _ = crowd.random_service(Random(7))
    for row in queries.by_course(units[0]):
        tally = row.tally
        parts = tally.not_started + tally.in_progress + tally.overdue + tally.done
        assert parts == tally.assigned


def test_who_works_in_two_departments_counts_once_in_the_unit(world, session):
    left, right = (make.unit(name, under=world.unit_a) for name in ("Сол", "Оң"))
    person = make.person("Екіжақов")
    crowd.move(person, left)
    crowd.move(person, right)
    crowd.enrol(person, world.course, due=-1)
    place = queries.place(world.unit_a.id, within=EVERYWHERE)
    assert queries.head_count(world.unit_a) == 3
    assert queries.by_course(world.unit_a)[0].tally == Tally(assigned=1, overdue=1)
    parts = {part.unit and part.unit.id: part for part in queries.by_part(place)}
    assert parts[left.id].tally == parts[right.id].tally == Tally(assigned=1, overdue=1)
    assert parts[None].people == 2


def test_who_has_moved_away_is_not_counted(world, session):
    crowd.enrol(world.aigerim, world.course, due=-1)
    world.aigerim.memberships[0].to_on = crowd.days(-1)
    session.flush()
    assert queries.by_course(world.unit_a)[0].tally == Tally()
    assert queries.head_count(world.unit_a) == 1


def test_only_the_newest_round_counts(world, session):
    crowd.enrol(world.aigerim, world.course, finished=True)
    crowd.enrol(world.aigerim, world.course, due=3, number=2)
    tally = queries.by_course(world.unit_a)[0].tally
    assert tally == Tally(assigned=1, not_started=1, due_soon=1)


def test_a_course_without_people_has_a_line(world, session):
    assert [row.course.code for row in queries.by_course(world.unit_a)] == ["EX1"]


def test_a_percentage_is_a_hundred_only_when_all_is_done():
    assert Tally(assigned=300, done=299).percent == 99
    assert Tally(assigned=300, done=300).percent == 100
    assert Tally().percent == 0


def test_manager_sees_units_above_hers_only_within_her_reach(world, session):
    inner = make.unit("Ішкі", under=world.unit_a)
    mine = Reach(Permission.SEE_TEAM, (world.unit_a.path,))
    place = queries.place(inner.id, within=mine)
    assert [unit.id for unit in place.above] == [world.unit_a.id]
    place = queries.place(inner.id, within=EVERYWHERE)
    assert [unit.id for unit in place.above] == [world.top.id, world.unit_a.id]
    assert [unit.id for unit in queries.place(world.unit_a.id, within=mine).below] == [inner.id]


@pytest.mark.parametrize("name", ["top", "unit_b"])
def test_a_unit_outside_the_reach_is_as_good_as_none(world, session, name):
    with pytest.raises(NoResultFound):
        queries.place(
            getattr(world, name).id, within=Reach(Permission.SEE_TEAM, (world.unit_a.path,))
        )


def test_the_highest_units_of_a_reach_hide_those_below_them(world, session):
    reach = Reach(
        Permission.SEE_TEAM,
        (world.unit_b.path, world.unit_a.path, make.unit("Ішкі", under=world.unit_a).path),
    )
    assert [unit.id for unit in queries.roots(reach)] == [world.unit_a.id, world.unit_b.id]


def test_units_below_stand_in_the_order_of_the_alphabet(world, session):
    for name in ("Іргелі", "Ғимарат", "Ауысым", "Үй"):
        make.unit(name, under=world.unit_b)
    below = queries.place(world.unit_b.id, within=EVERYWHERE).below
    assert [str(unit.name) for unit in below] == ["Ауысым", "Ғимарат", "Үй", "Іргелі"]


def test_people_stand_in_the_order_of_the_kazakh_alphabet(world, session):
    for surname in ("Іңкәров", "Әбенов", "Ыбыраев", "Гусев", "Ғабитов", "Абаев"):
        crowd.enrol(make.person(surname, unit=world.unit_b), world.course)
    lines, _ = queries.lines(world.unit_b, world.course, Filters())
    assert [line.name.split()[0] for line in lines] == [
        "Абаев",
        "Әбенов",
        "Гусев",
        "Ғабитов",
        "Ыбыраев",
        "Іңкәров",
    ]


def test_a_surname_is_found_by_its_beginning_in_any_case(world, session):
    wanted = Filters(state=State.NOT_ASSIGNED, search="ӘБЕ")
    lines, _ = queries.lines(world.top, world.course, wanted)
    assert [line.person_id for line in lines] == [world.botagoz.id]


def test_steps_done_are_those_the_edition_still_has(world, session):
    enrolment = crowd.enrol(world.aigerim, world.course, started=True)
    for step_id in ("first", "a-step-of-an-older-edition"):
        session.add(
            StepResult(enrolment_id=enrolment.id, step_id=step_id, done_at=clock.now(), score=None)
        )
    session.flush()
    [line], _ = queries.lines(world.unit_a, world.course, Filters())
    assert (line.steps_done, line.steps) == (1, 3)


def test_departments_of_one_name_are_told_apart_by_the_unit_above(world, session):
    inner = make.unit("Режим бөлімі", under=world.unit_a)
    person = make.person("Төменов", unit=inner)

    def place(unit):
        lines, _ = queries.lines(unit, world.course, Filters(state=State.NOT_ASSIGNED))
        return next(str(line.unit) for line in lines if line.person_id == person.id)

    assert place(world.top) == f"{world.unit_a.name} · Режим бөлімі"
    assert place(world.unit_a) == place(inner) == "Режим бөлімі"


def test_a_long_list_comes_page_by_page_without_gaps(world, session):
    crowd.people(world.unit_b, world.course, 12)
    pages = [
        queries.lines(world.unit_b, world.course, Filters(page=page), limit=5) for page in (1, 2, 3)
    ]
    everybody, total = queries.lines(world.unit_b, world.course, Filters())
    assert [total for _, total in pages] == [12, 12, 12] == [total] * 3
    assert [line for lines, _ in pages for line in lines] == list(everybody)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_promised_before_assigning_is_what_happens(session, seed):
    units, courses = crowd.random_service(Random(seed))
    by = session.scalars(select(Person)).first()
    for course in courses:
        people = queries.people(units[0])
        promised = queries.prospect(course, people)
        assert promised.newcomers + promised.learning + promised.certified == len(people)
        assert learning.assign(course, to=people, due=None, by=by) == promised.newcomers


def test_only_people_of_the_unit_can_be_ticked(world, session):
    both = [world.aigerim.id, world.berik.id]
    offered = queries.candidates(world.unit_a, search="Сер", chosen=both)
    assert [candidate.person_id for candidate in offered] == [world.aigerim.id]
    assert [person.id for person in queries.people(world.unit_a, among=both)] == [world.aigerim.id]


def test_the_filters_survive_an_address():
    filters = Filters(position=3, course="ex1", state=State.OVERDUE, search="Әбе", page=2)
    assert Filters.read({name: str(value) for name, value in filters.query.items()}) == filters
    assert filters.but(state=None).page == 1
    assert Filters().query == {}


@pytest.mark.parametrize(
    "values",
    [
        {"position": "x"},
        {"position": "9" * 30},
        {"page": "-1"},
        {"page": "0"},
        {"page": "²"},
        {"state": "asleep"},
        {"unknown": "1"},
    ],
)
def test_what_an_address_cannot_mean_is_left_out(values):
    assert Filters.read(values) == Filters()
