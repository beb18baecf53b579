import pytest

from app.core import clock, db
from app.courses import service as courses_service
from app.learning import queries, service
from app.learning.models import Enrolment
from app.scenarios import queries as scenarios
from app.scenarios.models import Move, Run
from tests import make
from tests.documents import choice, lesson, pair, scenario, scene, small_course, story_course
from tests.learning import taking
from tests.learning.stories import REDIRECTS, STORY, begin, decided, play, run_of

pytestmark = pytest.mark.usefixtures("noon")
RUN = f"/kk{STORY}/runs/1"


@pytest.fixture
def ready(world):
    """Aigerim has read the lesson before the story; the id of her enrolment."""
    enrolment = service.begin(make.course(story_course(), slug="stories"), by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    return enrolment.id


@pytest.fixture
def player(world, ready, look):
    """Her browser."""
    return look(world.aigerim)


def test_before_the_lessons_are_read_the_story_says_what_is_missing(world, look, say):
    service.begin(make.course(story_course(), slug="stories"), by=world.aigerim)
    reader = look(world.aigerim)
    page = reader.see(STORY)
    assert say("Opens after: %(titles)s", titles="Сабақ first қаз") in page.words
    assert page.forms == []
    assert reader.post(f"{STORY}/begin").status_code == 409
    assert taking.count(Run) == 0


def test_who_has_not_begun_the_course_is_led_to_it(world, look):
    make.course(story_course(), slug="stories")
    reader = look(world.aigerim)
    for path in (STORY, f"{STORY}/runs/1", f"{STORY}/runs/1/1"):
        assert reader.get(path).location == "/kk/courses/stories"
    assert reader.post(f"{STORY}/begin").status_code == 404


def test_the_first_page_tells_the_role_the_beginning_and_what_is_asked(player, say):
    page = player.see(STORY)
    assert page.title == "Сценарий story қаз"
    assert "Сіз – кезекші қаз" in page.words
    assert "Кіріспе қаз" in page.words
    assert page.forms == [f"/kk{STORY}/begin", f"/kk{STORY}/begin"]
    assert say("Earlier runs") not in page.words
    assert taking.count(Run) == 0


def test_the_first_situation_asks_for_a_decision(player, ready, say):
    assert begin(player) == RUN
    page = player.see(RUN)
    assert page.title == "Жағдай n1 қаз"
    assert "Оқиға n1 қаз" in page.words
    assert sorted(page.offered) == [("choice", "a"), ("choice", "b"), ("choice", "c")]
    assert page.ticked == set()
    assert page.parts("counters__item") == ["Сенім қаз 5"]
    for hidden in ("Салдар", "Себеп"):
        assert hidden not in page.words


def test_beginning_twice_opens_one_run(player):
    assert begin(player) == begin(player)
    assert taking.count(Run) == 1


def test_the_order_of_the_choices_is_that_of_the_run(player, ready):
    begin(player)
    first = player.see(RUN).offered
    assert player.see(RUN).offered == first
    with player.speaking("ru"):
        assert player.see(f"{STORY}/runs/1").offered == first


def test_after_a_decision_one_sees_what_happened_why_and_by_what_standard(player, ready, say):
    begin(player)
    location = play(player, RUN, "a")
    assert location == f"{RUN}/1"
    page = player.see(location)
    assert page.title == say("What came of the decision")
    for words in ("Шешім a қаз", "Салдар a қаз", "Себеп a қаз", "Ереже қаз: 1-ереже қаз"):
        assert words in page.words
    more = say("(%(change)s more than before)", change=1)
    assert page.parts("counters__item") == [f"Сенім қаз 6 {more}"]
    assert page.links[say("Go on")] == f"{RUN}?after=1"
    assert player.see(f"{RUN}?after=1").title == "Жағдай n2 қаз"


def test_until_one_goes_on_the_run_opens_at_what_came_of_the_last_decision(player, ready):
    begin(player)
    play(player, RUN, "a")
    for path in (RUN, f"{RUN}?after=0", f"{RUN}?after=2", f"{RUN}?after=x", f"{RUN}?after=-1"):
        answer = player.get(path)
        assert answer.status_code in REDIRECTS
        assert answer.location == f"{RUN}/1"


def test_an_old_page_of_what_happened_leads_to_where_the_run_stands(player, ready, say):
    begin(player)
    play(player, RUN, "ad")
    page = player.see(f"{RUN}/1")
    assert "Салдар a қаз" in page.words
    assert page.links[say("Go on")] == RUN
    assert player.get(RUN).location == f"{RUN}/2"
    assert player.get(f"{RUN}/3").status_code == 404
    assert player.get(f"{RUN}/0").status_code == 404


def test_the_first_page_leads_back_into_an_open_run(player, ready, say):
    begin(player)
    play(player, RUN, "a")
    page = player.see(STORY)
    assert page.links[say("Continue")] == RUN
    assert f"/kk{STORY}/runs/1/anew" in page.forms
    assert page.forms.count(f"/kk{STORY}/begin") == 1, "only a group can begin besides"


def test_what_happened_before_opens_a_paragraph_and_a_choice(player, ready):
    begin(player)
    play(player, RUN, "b")
    page = player.see(f"{RUN}?after=1")
    assert "Асықтыңыз қаз" in page.words
    assert ("choice", "e") in page.offered


def test_a_red_line_stops_and_leads_back_without_that_choice(player, ready, say):
    begin(player)
    page = player.see(play(player, RUN, "c"))
    assert page.title == say("Stop")
    for words in ("Салдар c қаз", "Себеп c қаз", say("Critical mistake")):
        assert words in page.words
    page = player.see(page.links[say("Decide once more")])
    assert page.title == "Жағдай n1 қаз"
    assert sorted(page.offered) == [("choice", "a"), ("choice", "b")]
    again = "The same situation once more. The decision that was a critical mistake is no longer"
    assert say(f"{again} offered.") in page.words


def test_the_second_red_line_says_that_it_is_the_end(player, ready, say):
    begin(player)
    page = player.see(play(player, RUN, "caf"))
    assert say("This is the second critical mistake. The story ends here.") in page.words
    assert page.links[say("To the end of the story")] == RUN
    assert "Соңы e4 қаз" in player.see(RUN).words


def test_without_a_choice_the_page_says_what_is_missing(player, ready, say):
    begin(player)
    answer = player.post(RUN, {"number": 1})
    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    assert say("Choose one decision.") in text
    assert 'href="#choice-' in text
    assert decided(ready) == []


def test_the_same_decision_again_changes_nothing(player, ready):
    begin(player)
    play(player, RUN, "a")
    answer = player.post(RUN, {"number": 1, "choice": "a"})
    assert answer.location == f"{RUN}/1"
    assert decided(ready) == ["a"]


def test_another_decision_from_an_old_tab_is_told_that_it_stays(player, ready, say):
    begin(player)
    play(player, RUN, "ad")
    answer = player.post(RUN, {"number": 1, "choice": "b"})
    assert answer.location == f"{RUN}/2"
    page = player.see(f"{RUN}/2")
    assert say("This decision was made before. What was decided stays.") in page.words
    assert decided(ready) == ["a", "d"]


@pytest.mark.parametrize(
    "form",
    [
        {"number": 1, "choice": "z"},
        {"number": 2, "choice": "a"},
        {"number": "x", "choice": "a"},
        {"number": 10**30, "choice": "a"},
        {"choice": "a"},
    ],
)
def test_what_is_not_offered_is_refused_in_words(player, ready, form, say):
    begin(player)
    answer = player.post(RUN, form)
    assert answer.status_code == 409
    words = say("This decision is not offered here. Reload the page.")
    assert words in answer.get_data(as_text=True)
    assert decided(ready) == []


def test_a_finished_run_is_looked_back_upon(player, ready, say):
    begin(player)
    last = player.see(play(player, RUN, "adi"))
    assert "Салдар i қаз" in last.words
    page = player.see(last.links[say("To the end of the story")])
    assert page.title == f"{say('Debrief')}: Сценарий story қаз"
    assert say("Passed, without a critical mistake.") in page.words
    assert "Соңы e2 қаз" in page.words
    assert say("%(done)s of %(total)s", done=6, total=9) in page.words
    for words in ("Салдар a қаз", "Салдар b қаз", "Салдар c қаз", "Себеп g қаз", "Салдар h қаз"):
        assert words in page.words
    for question in ("Не көмектесті? қаз", "Не кедергі болды? қаз"):
        assert question in page.words
    assert len(page.nodes("scenario-step")) == 3
    assert page.forms == []


def test_the_debrief_says_why_it_is_not_passed(player, ready, say):
    begin(player)
    play(player, RUN, "cadh")
    page = player.see(RUN)
    one, many = (
        "Not passed: %(num)d critical mistake was made. Read why, and play again.",
        "Not passed: %(num)d critical mistakes were made. Read why, and play again.",
    )
    assert say(one, plural=many, num=1) in page.words
    first, second, *_ = page.parts("scenario-step")
    assert say("Critical mistake") in first
    assert say("once more") in second
    begin(player)
    play(player, f"/kk{STORY}/runs/2", "bei")
    page = player.see(f"{STORY}/runs/2")
    bad = "Not passed: this is not a good ending. Read what led to it, and play again."
    assert say(bad) in page.words


def test_a_passed_run_is_a_finished_step_and_finishes_the_course(player, ready, say):
    begin(player)
    play(player, RUN, "adi")
    enrolment = run_of(ready).enrolment_id
    held = db.session.get(Enrolment, enrolment)
    assert queries.results(held) == {"first": None, "story": 67}
    assert held.finished_at == clock.now()
    page = player.see("/courses/stories")
    assert say("The course is completed. The certificate is ready") in page.words


def test_a_failed_run_leaves_the_step_open(player, ready, say):
    begin(player)
    play(player, RUN, "bei")
    page = player.see(STORY)
    assert f"/kk{STORY}/begin" in page.forms
    assert page.links[say("Run %(number)s: debrief", number=1)] == RUN
    assert say("Not passed") in page.words


def test_a_run_is_given_up_and_begun_anew(player, ready, say):
    begin(player)
    play(player, RUN, "a")
    answer = player.post(f"{RUN}/anew")
    assert answer.location == f"/kk{STORY}/runs/2"
    assert player.see(answer.location).title == "Жағдай n1 қаз"
    page = player.see(RUN)
    assert say("Not passed: this run was not played to the end.") in page.words
    assert "Салдар a қаз" in page.words
    assert say("Not played to the end") in player.see(STORY).words
    refused = player.post(RUN, {"number": 2, "choice": "d"})
    assert refused.status_code == 409


def test_a_run_without_a_decision_is_given_up_as_well(player, ready, say):
    begin(player)
    player.post(f"{RUN}/anew")
    page = player.see(RUN)
    assert say("Not passed: this run was not played to the end.") in page.words
    assert page.nodes("scenario-step") == []


def test_a_group_begins_with_its_number(player, ready, say):
    for size in ("", "1", "201", "жиырма", "-3", "2.5"):
        answer = player.post(f"{STORY}/begin", {"participants": size})
        assert answer.status_code == 200
        words = say("Write a number from %(least)s to %(most)s.", least=2, most=200)
        assert words in answer.get_data(as_text=True)
    assert taking.count(Run) == 0
    begin(player, participants=" 14 ")
    run = run_of(ready)
    assert (run.is_group, run.participants) == (True, 14)


def test_a_group_gives_its_reason_and_reads_it_again(player, ready, say):
    begin(player, participants=14)
    for short in ("", "    ", "жо"):
        answer = player.post(RUN, {"number": 1, "choice": "a", "reason": short})
        assert answer.status_code == 200
        words = say("Write down the reason in %(min)d to %(max)d characters.", min=3, max=2000)
        assert words in answer.get_data(as_text=True)
    assert decided(ready) == []
    reason = "Өмірді сақтау бәрінен <маңызды>"
    page = player.see(play(player, RUN, "adi", reason=reason))
    assert reason in page.words
    page = player.see(RUN)
    assert page.words.count(reason) == 3
    with_group = "The group has passed, without a critical mistake."
    assert say(f"{with_group} For a result of your own play alone.") in page.words


def test_a_run_of_a_group_is_nobody_s_own_result(player, ready):
    begin(player, participants=14)
    play(player, RUN, "adh", reason="Солай шештік")
    assert run_of(ready).passed
    enrolment = db.session.get(Enrolment, ready)
    assert queries.results(enrolment) == {"first": None}
    assert enrolment.finished_at is None


def test_a_better_run_raises_the_result_and_a_worse_one_does_not_lower_it(world, look):
    modules = [
        {
            "id": "m1",
            "title": pair("Модуль"),
            "objectives": [],
            "steps": [scenario(), lesson("last")],
        }
    ]
    course = make.course(small_course("ST2", modules=modules), slug="stories")
    enrolment = service.begin(course, by=world.aigerim)
    player = look(world.aigerim)
    for number, (choices, score) in enumerate([("adi", 67), ("adh", 100), ("beh", 100)], start=1):
        begin(player)
        play(player, f"{STORY}/runs/{number}", choices)
        assert queries.results(enrolment) == {"story": score}


def test_the_language_of_each_move_is_kept_and_the_place_stays(player, ready, say):
    begin(player)
    play(player, RUN, "a")
    with player.speaking("ru"):
        page = player.see(f"{STORY}/runs/1/1")
        assert "Салдар a рус" in page.words
        play_ru = player.post(f"{STORY}/runs/1", {"number": 2, "choice": "d"})
        assert play_ru.location == f"/ru{STORY}/runs/1/2"
    assert [move.language for move in scenarios.moves(run_of(ready))] == ["kk", "ru"]


def test_the_switch_of_language_keeps_what_is_half_written(player, ready, say):
    begin(player, participants=5)
    page = player.see(RUN)
    assert ("then", "ru") in page.buttons
    form = {"number": 1, "choice": "b", "reason": "Жарты сөйлем", "then": "ru"}
    answer = player.post(RUN, form)
    assert answer.status_code == 307
    assert answer.location == f"/ru{STORY}/runs/1"
    shown = player.post(answer.location, form)
    assert shown.status_code == 200
    text = shown.get_data(as_text=True)
    assert "Жарты сөйлем" in text
    assert "Жағдай n1 рус" in text
    assert say("Check what you have entered", "ru") not in text
    assert 'value="b" checked' in text
    assert taking.count(Move) == 0


def test_an_old_run_is_shown_as_it_was_played(world, player, ready):
    begin(player)
    play(player, RUN, "adi")
    begin(player)
    nodes = [scene("n1", choice("x"), choice("y"))]
    db.begin_writing()
    course = db.session.get(Enrolment, ready).course
    courses_service.publish(course, story_course(nodes=nodes), by=None)
    db.session.commit()
    page = player.see(RUN)
    assert "Салдар d қаз" in page.words
    assert player.see(f"{STORY}/runs/2").title == "Жағдай n1 қаз"


def test_nobody_sees_or_plays_the_run_of_somebody_else(world, player, ready, look):
    begin(player)
    play(player, RUN, "a")
    other = service.begin(queries.enrolment(world.aigerim, "stories").course, by=world.berik)
    taking.read(world.berik, other)
    stranger = look(world.berik)
    for path in (RUN, f"{RUN}/1"):
        assert stranger.get(path).status_code == 404
    for path in (RUN, f"{RUN}/anew"):
        assert stranger.post(path, {"number": 2, "choice": "d"}).status_code == 404
    assert decided(ready) == ["a"]


def test_a_lesson_has_no_runs(player, ready):
    assert player.get("/courses/stories/first/runs/1").status_code == 404
    assert player.post("/courses/stories/first/begin").status_code == 404
    assert player.post("/courses/stories/first/runs/1", {"number": 1}).status_code == 404


def test_no_page_of_a_story_asks_more_than_eight_times(player, ready, count_queries):
    begin(player)
    play(player, RUN, "a")
    pages = [STORY, f"{RUN}/1", f"{RUN}?after=1"]
    costs = {}
    for path in pages:
        player.page(path)
        with count_queries() as asked:
            player.page(path)
        costs[path] = len(asked)
    play(player, f"{RUN}/anew", "")
    player.post(RUN, {"number": 2, "choice": "d"})
    player.post(RUN, {"number": 3, "choice": "h"})
    for path in (RUN, STORY):
        player.page(path)
        with count_queries() as asked:
            player.page(path)
        costs[f"{path} at the end"] = len(asked)
    assert max(costs.values()) <= 8, costs
