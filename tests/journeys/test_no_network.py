"""The network goes and comes back while somebody answers; the page says each time what is safe."""

import pytest
from playwright.sync_api import expect

from tests import server
from tests.journeys import quizzes, timed
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

KINDS = f"/courses/{timed.SLUG}/kinds-quiz"
REFUSAL = "Мұндай жауап жоқ."
LONG = "Көргенімді жаздым: байланыс үзілген еді."


@pytest.fixture(scope="module")
def kinds(live):
    """The course with a timed quiz of every kind, published on the running server."""
    server._output(live.environment, "-m", "tests.journeys.timed")
    return KINDS


@pytest.fixture
def sitting(visitor, kinds):
    """Somebody with that quiz open."""

    def begin(username, **options):
        somebody = visitor(username, **options)
        somebody.go(f"/courses/{timed.SLUG}")
        somebody.press("Start the course")
        somebody.go(f"/courses/{timed.SLUG}/kinds")
        somebody.page.locator('form[action$="/kinds/read"] button').click()
        somebody.press("Start the quiz")
        expect(somebody.page.locator("#quiz")).to_be_visible()
        return somebody

    return begin


def state(somebody):
    return somebody.page.locator("#quiz-state")


def waits(somebody, count):
    """The page says in words that there is no connection and how many answers wait."""
    words = somebody.say("No connection. Answers waiting in this browser: %(num)s", num=count)
    expect(state(somebody)).to_have_text(words)
    expect(state(somebody)).to_have_attribute("data-state", "offline")


def keeps_nothing(somebody):
    """What the browser had kept is gone, at once or shortly."""
    for _wait in range(50):
        if somebody.page.evaluate("localStorage.length") == 0:
            return
        somebody.page.wait_for_timeout(100)
    raise AssertionError(somebody.page.evaluate("Object.keys(localStorage)"))


def test_answers_given_without_a_network_are_sent_when_it_returns(visitor, document):
    quiz = document.modules[0].steps[-1]
    berik = visitor("quiz01")
    berik.go(f"/courses/ve1-foundations/{quiz.id}")
    paper = quizzes.questions_on(berik, quiz)
    quizzes.answer(berik, paper[0], paper[0].correct_ids)

    berik.cut_network()
    for question in paper[1:4]:
        quizzes.tick(berik, question, question.correct_ids)
    waits(berik, 3)
    assert _stored(visitor, quiz, paper[1:4]) == [set(), set(), set()]

    with berik.page.expect_response("**/answer"):
        berik.restore_network()
    expect(state(berik)).to_have_attribute("data-state", "saved")
    assert _stored(visitor, quiz, paper[:4]) == [question.correct_ids for question in paper[:4]]


def test_without_a_network_nothing_is_handed_in_and_the_page_stays(visitor, document):
    quiz = document.modules[0].steps[-1]
    berik = visitor("quiz03")
    berik.go(f"/courses/ve1-foundations/{quiz.id}")
    paper = quizzes.questions_on(berik, quiz)
    berik.cut_network()
    quizzes.tick(berik, paper[0], paper[0].correct_ids)
    berik.press("Submit answers")
    waits(berik, 1)
    expect(berik.page.locator("#quiz")).to_be_visible()

    berik.restore_network()
    expect(state(berik)).to_have_attribute("data-state", "saved")
    berik.press("Submit answers")
    berik.page.locator('#quiz button[name=then][value="hand-in-anyway"]').click()
    expect(berik.heading).to_contain_text(berik.say("Result"))
    keeps_nothing(berik)


def test_answers_outlive_a_network_that_goes_a_tab_that_is_killed_and_a_browser_that_restarts(
    chromium, live, visitor, kinds, sitting, tmp_path
):
    """Half of the quiz with a network, half without; then the tab and the browser are killed."""
    sitting("kanat").close()
    profile = tmp_path / "profile"
    with Visitor.of_profile(chromium, live, profile) as before:
        before.sign_in("kanat").go(kinds)
        before.page.locator("#q-k-single-a").check()
        expect(state(before)).to_have_attribute("data-state", "saved")
        before.cut_network()
        before.page.locator("#q-k-multiple-a").check()
        before.page.locator("#q-k-multiple-b").check()
        before.page.locator('[name="q-k-matching"]').first.select_option(index=1)
        before.page.locator('[name="q-k-open"]').fill(LONG)
        waits(before, 3)
        before.page.locator('[name="q-k-short-answer"]').fill("Рапорт")
        before.page.wait_for_timeout(1000)
        before.kill_tab()

    with Visitor.of_profile(chromium, live, profile) as after:
        after.go(kinds)
        expect(state(after)).to_contain_text(after.say("Saved"))
        expect(after.page.locator('[name="q-k-short-answer"]')).to_have_value("Рапорт")
        keeps_nothing(after)

    elsewhere = visitor("kanat")
    elsewhere.go(kinds)
    page = elsewhere.page
    for box in ("k-single-a", "k-multiple-a", "k-multiple-b"):
        expect(page.locator(f"#q-{box}")).to_be_checked()
    assert page.locator('[name="q-k-matching"]').first.input_value()
    expect(page.locator('[name="q-k-open"]')).to_have_value(LONG)
    expect(page.locator('[name="q-k-short-answer"]')).to_have_value("Рапорт")
    elsewhere.close()


def test_an_answer_that_is_refused_stays_in_the_browser_and_does_not_hold_up_the_others(
    visitor, document
):
    quiz = document.modules[0].steps[-1]
    berik = visitor("quiz07")
    berik.go(f"/courses/ve1-foundations/{quiz.id}")
    paper = quizzes.questions_on(berik, quiz)

    def refuse_the_first(route):
        if paper[0].id in (route.request.post_data or ""):
            route.fulfill(status=409, json={"error": "", "advice": REFUSAL})
        else:
            route.continue_()

    berik.page.route("**/answer", refuse_the_first)
    for question in paper[:2]:
        quizzes.tick(berik, question, question.correct_ids)
    told = berik.say("Answers that could not be saved: %(num)s", num=1)
    expect(state(berik)).to_contain_text(f"{told}. {REFUSAL}")
    assert _stored(visitor, quiz, paper[:2], username="quiz07") == [set(), paper[1].correct_ids]

    berik.page.reload()
    expect(state(berik)).to_contain_text(f"{told}. {REFUSAL}")
    state(berik).get_by_role("link").click()
    assert berik.page.url.endswith(f"#{paper[0].id}")
    assert quizzes.ticked(berik, paper[0]) == paper[0].correct_ids
    berik.page.unroute("**/answer")
    berik.press("Save answers")
    expect(state(berik)).to_have_attribute("data-state", "saved")
    assert _stored(visitor, quiz, paper[:1], username="quiz07") == [paper[0].correct_ids]
    keeps_nothing(berik)


def test_the_answer_given_last_is_kept_although_another_machine_has_a_faster_clock(
    visitor, document
):
    quiz, berik, ahead = _beside_a_faster_clock(visitor, document, "quiz09")
    question = quizzes.questions_on(berik, quiz)[0]
    quizzes.answer(ahead, question, {quizzes.wrong(question)})
    quizzes.tick(berik, question, question.correct_ids)
    expect(state(berik)).to_contain_text(berik.say("Saved"))
    expect(state(berik)).to_have_attribute("data-state", "saved")
    keeps_nothing(berik)
    assert _stored(visitor, quiz, [question], username="quiz09") == [question.correct_ids]


def test_an_answer_that_waited_too_long_gives_way_to_a_later_one_and_the_page_shows_it(
    visitor, document
):
    quiz, berik, ahead = _beside_a_faster_clock(visitor, document, "quiz10")
    question = quizzes.questions_on(berik, quiz)[0]
    berik.cut_network()
    quizzes.tick(berik, question, question.correct_ids)
    waits(berik, 1)
    later = {quizzes.wrong(question)}
    quizzes.answer(ahead, question, later)
    berik.restore_network()
    expect(state(berik)).to_have_text(
        berik.say(
            "You answered this question later in another window: that answer is saved and is"
            " shown here."
        )
    )
    assert quizzes.ticked(berik, question) == later
    keeps_nothing(berik)
    assert _stored(visitor, quiz, [question], username="quiz10") == [later]


def _beside_a_faster_clock(visitor, document, username):
    """The quiz open on two machines, on the second of which it is an hour later."""
    quiz = document.modules[0].steps[-1]
    here, ahead = visitor(username), visitor(username)
    for machine in (here, ahead):
        machine.go(f"/courses/ve1-foundations/{quiz.id}")
    ahead.page.evaluate(
        "const form = document.getElementById('quiz');"
        " form.dataset.now = Number(form.dataset.now) + 3600000"
    )
    return quiz, here, ahead


def test_an_attempt_that_ended_elsewhere_is_said_in_words_with_a_way_to_the_result(
    visitor, document
):
    quiz = document.modules[0].steps[-1]
    berik = visitor("quiz08")
    berik.go(f"/courses/ve1-foundations/{quiz.id}")
    paper = quizzes.questions_on(berik, quiz)
    old, berik.page = berik.page, berik.context.new_page()
    berik.go(f"/courses/ve1-foundations/{quiz.id}")
    berik.press("Submit answers")
    berik.page.locator('#quiz button[name=then][value="hand-in-anyway"]').click()
    expect(berik.heading).to_contain_text(berik.say("Result"))
    berik.page = old
    quizzes.tick(berik, paper[0], paper[0].correct_ids)
    expect(state(berik)).to_have_attribute("data-state", "failed")
    state(berik).get_by_role("link", name=berik.say("See the result")).click()
    expect(berik.heading).to_contain_text(berik.say("Result"))


def test_two_tabs_do_not_forget_each_others_answers(visitor, document):
    quiz = document.modules[0].steps[-1]
    berik = visitor("quiz04")
    berik.go(f"/courses/ve1-foundations/{quiz.id}")
    paper = quizzes.questions_on(berik, quiz)
    first, second = berik.page, berik.context.new_page()
    berik.page = second
    berik.go(f"/courses/ve1-foundations/{quiz.id}")
    berik.cut_network()
    for page, question in ((first, paper[0]), (second, paper[1]), (first, paper[2])):
        berik.page = page
        quizzes.tick(berik, question, question.correct_ids)
    waits(berik, 3)
    first.close()
    berik.page = second
    berik.restore_network()
    expect(state(berik)).to_have_attribute("data-state", "saved")
    assert _stored(visitor, quiz, paper[:3], username="quiz04") == [
        question.correct_ids for question in paper[:3]
    ]


def test_a_session_that_ended_loses_nothing_and_goes_on_after_signing_in_elsewhere(
    visitor, document
):
    quiz = document.modules[0].steps[-1]
    berik = visitor("quiz05")
    berik.go(f"/courses/ve1-foundations/{quiz.id}")
    paper = quizzes.questions_on(berik, quiz)
    kept, berik.page = berik.page, berik.context.new_page()
    berik.context.clear_cookies()
    here, berik.page = berik.page, kept
    quizzes.tick(berik, paper[0], paper[0].correct_ids)
    expect(state(berik)).to_contain_text(
        berik.say(
            "Your session has ended. Sign in again in another tab; your answers are kept here and"
            " will then be saved. Answers waiting: %(num)s",
            num=1,
        )
    )
    berik.page = here
    berik.sign_in("quiz05")
    berik.page = kept
    expect(state(berik)).to_have_attribute("data-state", "saved", timeout=15_000)
    assert _stored(visitor, quiz, paper[:1], username="quiz05") == [paper[0].correct_ids]
    berik.press("Submit answers")
    berik.page.locator('#quiz button[name=then][value="hand-in-anyway"]').click()
    expect(berik.heading).to_contain_text(berik.say("Result"))


def test_whoever_signs_out_leaves_no_answers_in_the_browser(visitor, document):
    quiz = document.modules[0].steps[-1]
    berik = visitor("quiz06")
    berik.go(f"/courses/ve1-foundations/{quiz.id}")
    berik.page.evaluate("localStorage.setItem('qalqan-answers-999:elsewhere', '{}')")
    berik.press("Sign out")
    expect(berik.page.locator("[name=password]")).to_be_visible()
    keeps_nothing(berik)


def test_the_countdown_is_told_twice_and_hands_in_at_the_end(sitting):
    saltanat = sitting("saltanat")
    # The server's clock does not run faster, so it must not be heard.
    saltanat.page.route("**/heartbeat", lambda route: route.abort())
    saltanat.page.clock.install()
    saltanat.page.reload()
    saltanat.page.locator("#q-k-single-a").check()
    expect(state(saltanat)).to_have_attribute("data-state", "saved")
    said = saltanat.page.locator(".countdown [role=status]")
    expect(said).to_be_empty()
    saltanat.page.clock.fast_forward("25:30")
    countdown = saltanat.page.locator(".countdown")
    expect(said).to_have_text(countdown.get_attribute("data-soon"))
    saltanat.page.clock.fast_forward("03:45")
    expect(said).to_have_text(countdown.get_attribute("data-last"))
    saltanat.page.clock.fast_forward("01:00")
    expect(saltanat.heading).to_contain_text(saltanat.say("Result"))
    keeps_nothing(saltanat)


def _stored(visitor, quiz, questions, *, username="quiz01"):
    """What the server has of these answers, as another machine shows it."""
    elsewhere = visitor(username)
    elsewhere.go(f"/courses/ve1-foundations/{quiz.id}")
    found = [quizzes.ticked(elsewhere, question) for question in questions]
    elsewhere.close()
    return found
