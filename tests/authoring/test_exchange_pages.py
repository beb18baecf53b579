"""Dana takes questions from a file, having seen first what can be taken, and writes hers to one."""

from io import BytesIO

import html5lib
import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.courses import queries as courses
from app.exchange import carrying, files
from app.exchange.carrying import Format
from tests.authoring.editor import COURSE, REDIRECTS, draft, journal
from tests.authoring.samples import full_course

IMPORT = f"{COURSE}/exchange/import"
TAKE = f"{IMPORT}/take"
EXPORT = f"{COURSE}/exchange/export"
GOOD = "Кто?{=Дежурный ~Врач}\n\nКогда?{#5}\n"
MIXED = f"{GOOD}\nКто?{{=a ~b\n\n[html]<img>{{T}}\n"
FORM = {"place": "", "objective": "o-one", "unmarked": "ru"}


def look(browser, text, **changes):
    """Send a file and see what could be taken."""
    file = (BytesIO(text.encode()), "questions.txt")
    return browser.post(IMPORT, {**FORM, "file": file, **changes})


def send(browser, path, form):
    """Send a form whose body stays in memory, however large: the client would open a file."""
    boundary, body = encode_multipart({"csrf_token": browser._token(), **form})
    kind = f"multipart/form-data; boundary={boundary}"
    return browser.client.post(f"/kk{path}", data=body, content_type=kind, buffered=True)


def confirmation(answer):
    """What the button under the report would send."""
    tree = html5lib.parse(answer.get_data(as_text=True), namespaceHTMLElements=False)
    form = next(f for f in tree.iter("form") if (f.get("action") or "").endswith("/take"))
    return {
        field.get("name"): field.get("value")
        for field in form.iter("input")
        if field.get("name") != "csrf_token"
    }


def test_nothing_is_stored_before_the_trainer_has_agreed(world, course, browser):
    dana = browser(world.dana)
    for language in ("ru", "kk"):
        with dana.speaking(language):
            dana.page(IMPORT)
            answer = look(dana, MIXED)

    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert "&lt;img&gt;" in page
    for words in ("Кто?", "Когда?"):
        assert words in page
    assert courses.draft_or_none(course) is None


@pytest.mark.parametrize(
    ("place", "goes_to"), [("", f"{COURSE}/bank"), ("m1-quiz", f"{COURSE}/steps/m1-quiz")]
)
def test_what_can_be_taken_is_added_to_the_draft(world, course, browser, place, goes_to):
    dana = browser(world.dana)
    shown = look(dana, MIXED, place=place)

    answer = dana.post(TAKE, confirmation(shown), content_type="multipart/form-data")

    assert answer.status_code in REDIRECTS
    assert answer.location.endswith(goes_to)
    questions = draft(course).bank if not place else draft(course).steps_by_id[place].questions
    assert [question.prompt.ru for question in questions[-2:]] == ["Кто?", "Когда?"]
    assert journal("draft.changed").details["what"] == (place or "bank")
    dana.page(goes_to)


def test_taking_the_same_file_twice_adds_nothing(world, course, browser):
    dana = browser(world.dana)
    dana.post(TAKE, confirmation(look(dana, GOOD)), content_type="multipart/form-data")
    before = draft(course)

    answer = look(dana, GOOD)

    assert "/take" not in answer.get_data(as_text=True)
    assert draft(course) == before


def test_a_decision_about_something_that_changed_meanwhile_is_asked_for_again(
    world, course, second_owner, browser
):
    dana, vera = browser(world.dana), browser(second_owner)
    seen = confirmation(look(dana, GOOD))
    vera.post(TAKE, confirmation(look(vera, GOOD)), content_type="multipart/form-data")
    before = draft(course)

    answer = dana.post(TAKE, seen, content_type="multipart/form-data")

    assert answer.status_code == 409
    assert draft(course) == before


def test_a_text_that_was_changed_on_its_way_is_read_anew(world, course, browser):
    dana = browser(world.dana)
    sent = confirmation(look(dana, GOOD))
    for forged in ({"text": "Где?{T}"}, {"text": "{"}, {"objective": "none"}, {"place": "first"}):
        answer = dana.post(TAKE, sent | forged, content_type="multipart/form-data")
        assert answer.status_code in {409, *REDIRECTS}
    assert courses.draft_or_none(course) is None


@pytest.mark.parametrize("text", ["<quiz>\n<a>\n</quiz>", "// ничего\n", "x{T}\n\0"])
def test_a_file_that_cannot_be_read_is_refused_with_its_line(world, course, browser, text):
    answer = look(browser(world.dana), text)
    assert answer.status_code == 422


def test_a_file_and_a_fitting_objective_must_be_chosen(world, course, browser):
    dana = browser(world.dana)
    assert dana.post(IMPORT, FORM).status_code == 422
    assert look(dana, GOOD, place="m2-quiz", objective="m1-o").status_code == 422
    assert look(dana, GOOD, place="m1-quiz", objective="m1-o").status_code == 200


LINE = "// " + "қ" * 997 + "\n"
LARGE = f"{GOOD}\n{LINE * 1000}"


def upload(text):
    return {**FORM, "file": FileStorage(BytesIO(text.encode()), filename="questions.txt")}


def test_a_large_file_goes_through_and_a_larger_one_is_refused(world, course, browser):
    dana = browser(world.dana)
    assert len(LARGE.encode()) > 1.9 * 1024**2
    shown = send(dana, IMPORT, upload(LARGE))
    assert send(dana, TAKE, confirmation(shown)).status_code in REDIRECTS
    assert send(dana, IMPORT, upload(LARGE + LINE * 100)).status_code == 422
    assert send(dana, IMPORT, upload(LARGE * 3)).status_code == 413


def test_another_page_still_takes_a_megabyte_only(world, course, browser):
    dana = browser(world.dana)
    assert send(dana, f"{COURSE}/details", {"title-kk": "қ" * 1024**2}).status_code == 413


@pytest.mark.parametrize("kind", list(Format))
def test_questions_come_back_from_the_file_that_was_downloaded(world, course, browser, kind):
    dana = browser(world.dana)
    dana.page(EXPORT)

    answer = dana.post(EXPORT, {"place": "m1-quiz", "kind": kind})

    assert answer.mimetype == kind.mimetype
    assert "full-m1-quiz." in answer.headers["Content-Disposition"]
    assert answer.data == files.written(full_course().steps_by_id["m1-quiz"].questions, kind)
    shown = look(dana, answer.get_data(as_text=True))
    assert "/take" not in shown.get_data(as_text=True)


def test_what_a_format_cannot_carry_is_named_before_the_file_is_written(world, course, browser):
    dana = browser(world.dana)
    form = {"place": "", "kind": "gift"}

    answer = dana.post(EXPORT, form)

    assert answer.mimetype == "text/html"
    page = answer.get_data(as_text=True)
    parcel = carrying.parcel(full_course().bank, Format.GIFT)
    assert {question.kind for question, _reason in parcel.left_out} >= {"sorting", "ordering"}
    assert all(question.prompt.kk in page for question, _reason in parcel.left_out)
    file = dana.post(EXPORT, form | {"then": "anyway"})
    assert file.mimetype == "text/plain"
    assert file.data == files.written(parcel.carried, Format.GIFT)


def test_an_empty_place_and_an_unknown_format_give_no_file(world, course, browser):
    dana = browser(world.dana)
    small = f"/author/{world.course.slug}/exchange/export"
    assert dana.post(small, {"place": "", "kind": "gift"}).status_code == 422
    assert dana.post(EXPORT, {"place": "m1-quiz", "kind": "pdf"}).status_code == 422
    assert dana.post(EXPORT, {"place": "first", "kind": "gift"}).status_code == 422


def test_somebody_elses_course_is_not_there(world, course, other_trainer, browser):
    vera = browser(other_trainer)
    for path in (IMPORT, EXPORT):
        assert vera.get(path).status_code == 404
        assert vera.post(path, FORM).status_code == 404
    assert vera.post(TAKE, FORM).status_code == 404


def test_both_pages_are_reached_from_the_course(world, course, browser):
    page = browser(world.dana).page(COURSE)
    assert f'{IMPORT}"' in page
    assert f'{EXPORT}"' in page
