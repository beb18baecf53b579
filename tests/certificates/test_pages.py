import re
from datetime import UTC, date, datetime

import pytest

from app.certificates import queries, service
from app.core import clock, db
from app.courses import queries as courses
from tests.certificates.pdf_text import text

UNKNOWN = "QLQ-0000-0000-0000-0000-0000"


def issue(world, *, occasion):
    made = service.issue(
        world.aigerim,
        occasion=occasion,
        course=world.course,
        edition=courses.edition(world.course.newest_edition_id),
        hours=2,
        score=88,
        finished_on=date(2026, 3, 31),
        by=world.aigerim,
    )
    db.session.commit()
    # A page that is only read rolls back, which would make the row forget what it knows.
    db.session.expunge(made)
    return made


@pytest.fixture
def certificate(world):
    with clock.stopped_at(datetime(2026, 4, 1, 6, tzinfo=UTC)):
        return issue(world, occasion="first-occasion")


@pytest.fixture(autouse=True)
def spring_of_2026():
    with clock.stopped_at(datetime(2026, 4, 2, 6, tzinfo=UTC)):
        yield


def test_learner_sees_her_certificates_and_the_way_to_the_paper(certificate, browser, world):
    page = browser(world.aigerim).page("/certificates/")
    assert certificate.number in page
    assert "Курс EX1 қаз" in page
    assert "31.03.2028" in page
    assert f"/kk/certificates/{certificate.number}.pdf" in page
    assert "state-badge--valid" in page
    assert "Курс EX1 рус" in browser(world.aigerim, language="ru").page("/certificates/")


def test_somebody_without_certificates_learns_how_to_get_one(certificate, browser, world):
    page = browser(world.berik).page("/certificates/")
    assert certificate.number not in page
    assert "empty-state" in page


def test_the_list_costs_the_same_however_long_it_is(certificate, browser, world, count_queries):
    reader = browser(world.aigerim)
    reader.page("/certificates/")
    with count_queries() as one:
        reader.page("/certificates/")
    for n in range(5):
        issue(world, occasion=f"again {n}")
    with count_queries() as six:
        reader.page("/certificates/")
    assert len(six) == len(one) <= 4


def test_learner_downloads_her_paper(certificate, browser, world):
    answer = browser(world.aigerim).get(f"/certificates/{certificate.number}.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={certificate.number}.pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    paper = text(answer.data)
    assert "Серікова Айгерім" in paper
    assert "127.0.0.1:8000/verify" in paper


def test_nobody_else_gets_the_paper_not_even_the_administrator(certificate, browser, world):
    path = f"/certificates/{certificate.number}.pdf"
    for person in (world.berik, world.botagoz, world.dana, world.yerlan):
        assert browser(person).get(path).status_code == 404
    assert browser().get(path).status_code in {302, 303}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_anyone_can_check_a_number_and_learns_no_more_than_needed(
    certificate, browser, world, language
):
    page = browser(language=language).page(f"/verify/{certificate.number}")
    main = page[page.index("<main") : page.index("</main>")]
    assert certificate.number in main
    assert "С.\u00a0А." in main
    assert "EX1" in main
    assert certificate.course_title.pick(language) in main
    for day in ("2026-03-31", "2026-04-01", "2028-03-31"):
        assert day in main
    for private in ("Серікова", "Айгерім", "aigerim", "А бөлімі", "first-occasion"):
        assert private not in main
    assert "88" not in main.replace(certificate.number, ""), "the score is nobody else's business"
    assert "notice--success" in main
    assert "state-badge--valid" in main


@pytest.mark.parametrize(
    ("day", "state", "tone"),
    [
        ((2028, 1, 31), "expiring", "success"),
        ((2028, 4, 1), "expired", "warning"),
    ],
)
def test_the_check_says_what_the_certificate_is_worth_today(certificate, browser, day, state, tone):
    with clock.stopped_at(datetime(*day, 6, tzinfo=UTC)):
        page = browser().page(f"/verify/{certificate.number}")
    assert f"state-badge--{state}" in page
    assert f"notice--{tone}" in page


def test_the_check_says_that_a_certificate_is_revoked_but_not_why(certificate, browser, world):
    kept = queries.by_number_or_none(certificate.number)
    service.revoke(kept, reason="Басқа адам тапсырған", by=world.yerlan)
    db.session.commit()
    page = browser().page(f"/verify/{certificate.number}")
    assert "state-badge--revoked" in page
    assert "notice--error" in page
    assert "2026-04-02" in page
    assert "Басқа адам" not in page


def test_an_unknown_number_is_said_to_be_unknown(certificate, browser):
    answer = browser().get(f"/verify/{UNKNOWN}")
    assert answer.status_code == 404
    assert UNKNOWN in answer.get_data(as_text=True)


@pytest.mark.parametrize("number", ["QLQ-1", "%3Cb%3E", "123"])
def test_what_is_no_number_is_unknown_too(browser, number):
    answer = browser().get(f"/verify/{number}")
    assert answer.status_code == 404
    assert "<b>" not in answer.get_data(as_text=True)


def test_the_form_leads_to_the_page_of_the_number_however_it_is_typed(certificate, browser):
    typed = certificate.number.lower().replace("-", " ")
    answer = browser().get("/verify/", query_string={"number": f" {typed} "})
    assert answer.status_code in {302, 303}
    assert answer.location == f"/kk/verify/{certificate.number}"


def test_an_address_typed_by_hand_leads_to_the_canonical_one(certificate, browser):
    answer = browser().get(f"/verify/{certificate.number.lower()}")
    assert answer.status_code in {302, 303}
    assert answer.location == f"/kk/verify/{certificate.number}"


@pytest.mark.parametrize("typed", ["", "QLQ-12", "x" * 500, "<script>"])
def test_the_form_says_what_a_number_looks_like(browser, typed):
    answer = browser().get("/verify/", query_string={"number": typed})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert 'id="number-error"' in page
    assert "<script>" not in page


def test_the_form_opens_without_complaint(browser):
    page = browser().page("/verify/")
    assert re.search(r'<input[^>]*name="number"', page)
    assert "number-error" not in page


def test_trying_numbers_is_slowed_down(certificate, browser):
    visitor = browser()
    answers = [visitor.get(f"/verify/{UNKNOWN}").status_code for _ in range(31)]
    assert answers == [404] * 30 + [429]
    assert visitor.get(f"/verify/{certificate.number}").status_code == 429
