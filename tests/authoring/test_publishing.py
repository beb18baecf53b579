"""A draft becomes an edition when nothing is to be mended; learners notice nothing before."""

from app.authoring import editing
from app.core import db
from app.courses import queries as courses
from app.courses import service as courses_service
from app.learning import service as learning
from tests.authoring.editor import COURSE, NOTE, REDIRECTS, TEXT, inputs, journal, save


def test_publishing_makes_a_new_edition_and_lets_go_of_the_draft(world, course, browser):
    dana = browser(world.dana)
    save(dana, NOTE, title__kk="Жаңа атау")
    page = dana.page(f"{COURSE}/publish")
    assert "Жаңа атау" in page

    answer = dana.post(f"{COURSE}/publish", inputs(page))

    assert answer.status_code in REDIRECTS
    newest = courses.editions(course)[0]
    assert (newest.number, newest.published_by_id) == (2, world.dana.id)
    assert [change["id"] for change in newest.changes] == ["first-note"]
    assert courses.draft_or_none(course) is None
    assert "Жаңа атау" in dana.page(f"{COURSE}/editions")


def test_publishing_is_refused_while_there_are_problems(world, course, browser):
    dana = browser(world.dana)
    save(dana, NOTE, text__kk="")
    page = dana.page(f"{COURSE}/publish")

    answer = dana.post(f"{COURSE}/publish", inputs(page))

    assert answer.status_code == 409
    assert "/kk/author/full/blocks/first-note" in page
    assert len(courses.editions(course)) == 1
    assert courses.draft_or_none(course) is not None


def test_a_draft_that_changed_after_i_looked_is_not_published_unread(
    world, course, second_owner, browser
):
    dana, vera = browser(world.dana), browser(second_owner)
    save(dana, NOTE, title__kk="Дана")
    seen = inputs(dana.page(f"{COURSE}/publish"))
    save(vera, TEXT, text__kk="Вера")

    assert dana.post(f"{COURSE}/publish", seen).status_code == 409
    assert len(courses.editions(course)) == 1


def test_an_edition_that_came_after_i_looked_is_not_replaced_unread(world, course, browser):
    dana = browser(world.dana)
    save(dana, NOTE, title__kk="Дана")
    seen = inputs(dana.page(f"{COURSE}/publish"))
    loaded = editing.changed(courses.document(course.edition_id), hours=7)
    courses_service.publish(courses.course("full"), loaded, by=None)
    db.session.commit()

    assert dana.post(f"{COURSE}/publish", seen).status_code == 409
    assert len(courses.editions(course)) == 2
    assert courses.draft_or_none(course) is not None


def test_running_learners_stay_on_their_edition(world, course, browser, session):
    learning.assign(course, to=[world.aigerim], due=None, by=world.botagoz)
    enrolment = learning.begin(course, by=world.aigerim)
    session.commit()
    dana = browser(world.dana)
    save(dana, NOTE, title__kk="Жаңа атау")
    dana.post(f"{COURSE}/publish", inputs(dana.page(f"{COURSE}/publish")))

    assert courses.course("full").edition_id != enrolment.edition_id
    assert "Жаңа атау" not in browser(world.aigerim).page("/courses/full/first")


def test_learners_do_not_see_a_draft(world, course, browser, session):
    learning.assign(course, to=[world.aigerim], due=None, by=world.botagoz)
    learning.begin(course, by=world.aigerim)
    session.commit()
    dana = browser(world.dana)
    save(dana, NOTE, title__kk="Жаңа атау")

    assert "Жаңа атау" in dana.page(f"{COURSE}/preview/first")
    assert "Жаңа атау" not in browser(world.aigerim).page("/courses/full/first")


def test_preview_escapes_html(world, course, browser):
    dana = browser(world.dana)
    save(
        dana,
        NOTE,
        title__kk="<script>alert(1)</script>",
        text__kk='<img src=x onerror="alert(1)"> [х](javascript:alert(1))',
    )

    for path in (f"{COURSE}/preview/first", f"{COURSE}/steps/first", NOTE, COURSE):
        page = dana.page(path)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page


def test_a_discarded_draft_leaves_the_edition_as_it_is(world, course, browser):
    dana = browser(world.dana)
    save(dana, NOTE, title__kk="Жаңа атау")

    answer = dana.post(f"{COURSE}/discard", inputs(dana.page(f"{COURSE}/discard")))

    assert answer.status_code in REDIRECTS
    assert courses.draft_or_none(course) is None
    assert "Жаңа атау" not in dana.page(f"{COURSE}/steps/first")
    assert journal("draft.discarded").actor_id == world.dana.id
