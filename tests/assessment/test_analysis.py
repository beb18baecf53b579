"""Which answers count for the statistics of a quiz, and what a course has taught."""

from datetime import timedelta

import pytest

from app.assessment import analysis, fairness
from app.assessment import service as assessment
from app.authoring import editing
from app.core import db
from app.core.text import Localized
from app.courses import queries, service
from app.learning import service as learning
from tests import make
from tests.assessment import cohort
from tests.assessment.cohort import Answered
from tests.documents import pair, quiz, single, small_course

LATER = cohort.NOON + timedelta(days=20)


@pytest.fixture
def course(session):
    return make.course(cohort.document_of(3), slug="cohort")


def report(course, **options):
    found = queries.quiz(course.newest_edition_id, "m1-quiz")
    return {item.question.id: item for item in analysis.report(course, found, **options)}


def publish(course, question_id, **changes):
    """A new edition in which one question is changed."""
    document = queries.document(course.newest_edition_id)
    changed = editing.changed(document.questions_by_id[question_id], **changes)
    service.publish(course, editing.replace(document, changed), by=None)


def papers(number, points=1):
    return [{"i0": Answered(points), "i1": Answered(points)} for _ in range(number)]


def test_an_edition_that_asks_the_same_counts_together(course):
    cohort.sit(course, papers(3))
    publish(course, "i0", explanation=Localized("жаңа", "новое"))
    cohort.sit(course, papers(2))

    found = report(course)

    assert (found["i0"].together.sums.seen, found["i0"].left_out) == (5, 0)
    assert found["i0"].since == 1


def test_a_new_wording_begins_anew(course):
    cohort.sit(course, papers(3))
    publish(course, "i0", prompt=Localized("жаңа", "новый"))
    cohort.sit(course, papers(2))

    found = report(course)

    assert (found["i0"].together.sums.seen, found["i0"].left_out) == (2, 3)
    assert found["i0"].since == 2
    assert (found["i1"].together.sums.seen, found["i1"].left_out) == (5, 0)


def test_a_wording_that_came_back_counts_from_its_return(course):
    before = queries.document(course.newest_edition_id).questions_by_id["i0"].prompt
    cohort.sit(course, papers(3))
    publish(course, "i0", prompt=Localized("жаңа", "новый"))
    publish(course, "i0", prompt=before)
    cohort.sit(course, papers(2))

    assert (report(course)["i0"].together.sums.seen, report(course)["i0"].since) == (2, 3)


def test_another_key_makes_another_question(course):
    cohort.sit(course, papers(3))
    old = queries.document(course.newest_edition_id).questions_by_id["i0"].options
    options = [editing.changed(option, correct=option.id == "b") for option in old]
    publish(course, "i0", options=options)

    assert report(course)["i0"].together.sums.seen == 0
    assert report(course)["i0"].left_out == 3


def test_what_a_learner_hands_in_is_counted(world):
    enrolment = learning.begin(world.course, by=world.aigerim)
    db.session.flush()
    found = queries.quiz(enrolment.edition_id, "m1-quiz")
    attempt = assessment.start(
        found,
        by=world.aigerim,
        enrolment_id=enrolment.id,
        edition_id=enrolment.edition_id,
        language="kk",
    )
    given = {"m1-quiz-one": ["a"], "m1-quiz-two": ["c"], "m1-quiz-three": ["a"]}
    assessment.save_all(attempt, given, language="ru")
    assessment.hand_in(attempt, by=world.aigerim)
    db.session.flush()

    one, two, three, four = report(world.course).values()

    assert [item.together.sums.x for item in (one, two, three, four)] == [1, 0, 0.5, 0]
    assert [item.together.sums.answered for item in (one, two, three, four)] == [1, 1, 1, 0]
    assert [set(item.by_language) for item in (one, four)] == [{"ru"}, {"kk"}]
    assert {pick.id: pick.tally("ru").people for pick in two.picks} == dict.fromkeys("abd", 0) | {
        "c": 1
    }


def test_a_question_that_nobody_met_has_no_figures(course):
    cohort.sit(course, papers(3))

    unseen = report(course)["i2"]

    assert unseen.together.sums.facility is None
    assert unseen.by_language == {}


def test_both_languages_add_up(course):
    both = [{"i0": Answered(1, ["a"], "kk")}, {"i0": Answered(0, ["b"], "ru")}]
    cohort.sit(course, both)

    item = report(course)["i0"]

    assert item.together.sums.facility == 0.5
    assert [found.sums.facility for found in item.by_language.values()] == [1, 0]
    assert [pick.tally(None).people for pick in item.picks] == [1, 1, 0, 0]
    assert [pick.tally("ru").people for pick in item.picks] == [0, 1, 0, 0]


def test_the_score_is_purified_of_what_the_first_test_flags(session):
    course = make.course(cohort.document_of(20), slug="many")
    simulation = cohort.simulated(2026, mistranslated=7)
    cohort.sit(course, cohort.papers_of(simulation))

    found = {key: item.difference for key, item in report(course).items()}

    by_hand = fairness.differences(cohort.levels(simulation, without=frozenset({7})))
    assert {key: d.chi_square for key, d in found.items()} == {
        key: pytest.approx(d.chi_square) for key, d in by_hand.items()
    }


CHECKS = [
    quiz("start", [single("b1"), single("b2") | {"objective": "o-two"}]) | {"purpose": "before"},
    quiz("end", [single("a1"), single("a2") | {"objective": "o-two"}]) | {"purpose": "after"},
]
OBJECTIVES = [{"id": key, "text": pair(key)} for key in ("o-one", "o-two", "o-three")]


@pytest.fixture
def checked(session):
    """A course with a knowledge check before and one after."""
    steps = [*CHECKS, quiz("m1-quiz")]
    module = {"id": "m1", "title": pair("М"), "objectives": [], "steps": steps}
    return make.course(small_course("GA1", modules=[module], objectives=OBJECTIVES), slug="gain")


def take(course, purpose, results, **options):
    quiz_id, letter = ("start", "b") if purpose == "before" else ("end", "a")
    made = [{f"{letter}1": Answered(one), f"{letter}2": Answered(two)} for one, two in results]
    return cohort.sit(course, made, quiz_id=quiz_id, purpose=purpose, **options)


def test_the_gain_is_of_those_who_did_both_checks(checked):
    people = take(checked, "before", [(0, 0), (0, 1), (1, 1)])
    take(checked, "after", [(1, 1), (1, 0)], person_ids=people[:2], at=LATER)
    take(checked, "after", [(0, 0)], at=LATER)

    found = analysis.gain(checked)

    assert (found.people, found.before, found.after, found.gain) == (2, 0.25, 0.75, 0.5)
    low, high = found.interval
    assert low < 0.5 < high


def test_the_gain_is_told_by_objective(checked):
    people = take(checked, "before", [(0, 0), (0, 1)])
    take(checked, "after", [(1, 1), (1, 0)], person_ids=people, at=LATER)

    found = {row.objective.id: row for row in analysis.gains_by_objective(checked)}

    assert set(found) == {"o-one", "o-two"}
    one, two = found["o-one"], found["o-two"]
    assert (one.before.share, one.after.share, one.after.n) == (0, 1, 2)
    assert (two.before.share, two.after.share) == (0.5, 0.5)


def test_a_check_that_was_taken_the_wrong_way_round_is_no_gain(checked):
    people = take(checked, "before", [(0, 0)], at=LATER)
    take(checked, "after", [(1, 1)], person_ids=people)

    assert analysis.gain(checked) is None
    assert analysis.gains_by_objective(checked) == []
