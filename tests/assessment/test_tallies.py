"""The database counts what a patient person would count."""

from collections import Counter, defaultdict
from math import sqrt
from random import Random
from statistics import mean, median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.assessment import analysis, fairness, tallies
from app.assessment.fairness import Table
from app.assessment.tallies import Sample
from app.core import db
from tests import make
from tests.assessment import cohort
from tests.assessment.cohort import Answered

QUESTIONS = ["i0", "i1", "i2", "i3", "i4"]


@pytest.fixture
def course(session):
    return make.course(cohort.document_of(20), slug="cohort")


def sample_of(course, *, questions=QUESTIONS, editions=None, **changes):
    ids = editions or (course.edition_id,)
    return Sample(course.id, "m1-quiz", "module", dict.fromkeys(questions, ids), **changes)


@st.composite
def papers(draw):
    """Papers of one to five questions, drawn differently for everybody."""
    source = Random(draw(st.integers(0, 10**6)))
    return [
        {
            question: Answered(
                source.choice([0, 0, 1, 1, 0.5]),
                source.sample("abcd", source.randint(0, 2)),
                source.choice(["kk", "ru"]),
                source.choice([None, source.randint(0, 300)]),
                source.random() < 0.9,
            )
            for question in source.sample(QUESTIONS, source.randint(1, 5))
        }
        for _ in range(draw(st.integers(1, 25)))
    ]


def rows(papers):
    """Every answer with its rest, None where the paper has no other question."""
    for paper in papers:
        total = sum(answer.points for answer in paper.values())
        for question, answer in paper.items():
            rest = (total - answer.points) / (len(paper) - 1) if len(paper) > 1 else None
            yield question, answer, rest, int(100 * total / len(paper) + 0.501)


def correlation(pairs):
    """Pearson's, as the textbook writes it; None where there is none."""
    if len(pairs) < 2:
        return None
    middle_x, middle_r = mean(x for x, _ in pairs), mean(r for _, r in pairs)
    spread_x = sum((x - middle_x) ** 2 for x, _ in pairs)
    spread_r = sum((r - middle_r) ** 2 for _, r in pairs)
    if min(spread_x, spread_r) < 1e-9:
        return None
    return sum((x - middle_x) * (r - middle_r) for x, r in pairs) / sqrt(spread_x * spread_r)


@given(papers=papers())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sums_are_those_of_a_count_by_hand(course, papers):
    with db.session.begin_nested() as example:
        cohort.sit(course, papers)
        counted, older = tallies.questions(sample_of(course))
        picked = tallies.picks(sample_of(course), QUESTIONS)
        levels = tallies.levels(sample_of(course))
        purified = tallies.levels(sample_of(course), without=["i0", "i3"])
        example.rollback()

    found = list(rows(papers))
    assert older == {}
    assert set(counted) == {(question, answer.language) for question, answer, *_ in found}
    for (question, language), tally in counted.items():
        here = [row for row in found if row[0] == question and row[1].language == language]
        times = [answer.seconds for _, answer, *_ in here if answer.seconds is not None]
        sums = tally.sums
        assert sums.seen == len(here)
        assert sums.answered == sum(answer.is_answered for _, answer, *_ in here)
        assert sums.facility == pytest.approx(mean(answer.points for _, answer, *_ in here))
        assert tally.median == (pytest.approx(median(times)) if times else None)
        pairs = [(answer.points, rest) for _, answer, rest, _ in here if rest is not None]
        expected = correlation(pairs)
        assert sums.discrimination == (None if expected is None else pytest.approx(expected))
        picks = Counter(pick for _, answer, *_ in here for pick in answer.picks)
        assert picks == {
            pick: by_language[language].people
            for pick, by_language in picked[question].items()
            if language in by_language
        }
        for pick in picks:
            chosen = [rest for _, a, rest, _ in here if rest is not None and pick in a.picks]
            kept = picked[question][pick][language]
            assert (kept.paired, kept.r) == (len(chosen), pytest.approx(sum(chosen)))
    assert levels == by_hand(found)
    assert purified == by_hand(list(without(papers, {"i0", "i3"})))


def test_both_languages_together_have_a_middle_time_of_their_own(course):
    times = {"kk": [10, 30, 50], "ru": [20, 90]}
    answers = [Answered(1, [], language, t) for language in times for t in times[language]]
    cohort.sit(course, [{"i0": answer} for answer in answers])
    document_quiz = cohort.document_of(20).steps_by_id["m1-quiz"]

    [item, *_] = analysis.report(course, document_quiz)

    assert item.together.median == 30
    assert {key: found.median for key, found in item.by_language.items()} == {"kk": 30, "ru": 55}


def by_hand(found):
    cells = defaultdict(lambda: defaultdict(Counter))
    for question, answer, _rest, level in found:
        cells[question][level][answer.language, answer.points == 1] += 1
    order = [("ru", True), ("ru", False), ("kk", True), ("kk", False)]
    return {
        question: {level: Table(*(c[cell] for cell in order)) for level, c in by_level.items()}
        for question, by_level in cells.items()
    }


def without(papers, left_out):
    for paper in papers:
        for question, answer in paper.items():
            kept = [a.points for q, a in paper.items() if q == question or q not in left_out]
            yield question, answer, None, int(100 * sum(kept) / len(kept) + 0.501)


def seen(course, **changes):
    counted, _older = tallies.questions(sample_of(course, **changes))
    return {
        question: sum(t.sums.seen for (q, _), t in counted.items() if q == question)
        for question, _ in counted
    }


def test_only_the_first_attempt_of_a_person_counts(course):
    [person] = cohort.sit(course, [{"i0": Answered(0)}])
    cohort.sit(course, [{"i0": Answered(1)}], person_ids=[person])

    counted, _ = tallies.questions(sample_of(course))

    assert counted["i0", "kk"].sums.facility == 0
    assert seen(course) == {"i0": 1}


def test_what_is_not_handed_in_or_not_yet_marked_does_not_count(course):
    cohort.sit(course, [{"i0": Answered(1)}], handed_in_at=None, marked_at=None)
    cohort.sit(course, [{"i0": Answered(1)}], marked_at=None)

    assert seen(course) == {}


def test_another_quiz_and_another_purpose_count_for_themselves(course):
    cohort.sit(course, [{"i0": Answered(1)}], quiz_id="other")
    cohort.sit(course, [{"i0": Answered(1)}], purpose="practice")

    assert seen(course) == {}


def test_answers_before_the_day_asked_for_are_left_out(course):
    cohort.sit(course, [{"i0": Answered(1)}])

    assert seen(course, since=cohort.NOON) == {"i0": 1}
    assert seen(course, since=cohort.NOON.replace(hour=13)) == {}


def test_a_time_without_a_middle_is_unknown(course):
    cohort.sit(course, [{"i0": Answered(1)}, {"i0": Answered(0)}])

    counted, _ = tallies.questions(sample_of(course))

    assert counted["i0", "kk"].median is None


def test_the_most_frequent_words_are_counted_and_the_others_left(course):
    words = [f"w{n:03}" for n in range(tallies.MOST_PICKS + 20)]
    cohort.sit(course, [{"i0": Answered(0, [word])} for word in [*words, words[-1], words[-1]]])

    picked = tallies.picks(sample_of(course), ["i0"])["i0"]

    assert len(picked) == tallies.MOST_PICKS
    assert next(iter(picked)) == words[-1]


def flagged(found):
    return {question for question, difference in found.items() if difference.is_flagged}


def test_four_hundred_people_show_the_one_mistranslated_question_and_no_other(course):
    simulation = cohort.simulated(2026, mistranslated=7)
    cohort.sit(course, cohort.papers_of(simulation))
    document_quiz = cohort.document_of(20).steps_by_id["m1-quiz"]

    report = analysis.report(course, document_quiz)

    assert {item.question.id for item in report if item.difference.is_flagged} == {"i7"}
    assert all(item.difference.tested == 20 for item in report)
    [bad] = [item for item in report if item.question.id == "i7"]
    assert bad.difference.delta < -fairness.LARGE
    assert bad.difference.p * 20 < fairness.LEVEL


def test_a_whole_language_that_knows_less_shows_no_question(course):
    cohort.sit(course, cohort.papers_of(cohort.simulated(2026, impact=1)))

    found = fairness.differences(
        tallies.levels(sample_of(course, questions=[f"i{n}" for n in range(20)]))
    )

    assert len(found) == 20
    assert flagged(found) == set()
