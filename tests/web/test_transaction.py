"""One request, one transaction: all or nothing, and reading never writes."""

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.web.workshop import written


def test_what_a_view_wrote_is_kept_when_it_returns(visitor):
    assert visitor.post("/workshop/write").status_code == 200
    assert written() == ["written"]


def test_what_a_view_wrote_is_kept_when_it_sends_the_reader_on(visitor):
    assert visitor.post("/workshop/write-and-leave").status_code in {302, 303}
    assert written() == ["written"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("write-and-break", 500),
        ("write-and-refuse", 409),
        ("write-and-abort/404", 404),
        ("write-and-abort/429", 429),
        ("write-and-redirect-by-error", 302),
        ("commit-fails", 409),
    ],
)
def test_nothing_is_kept_of_what_was_not_finished(visitor, path, status):
    assert visitor.post(f"/workshop/{path}").status_code == status
    assert written() == []


def test_the_next_request_works_after_one_that_failed(visitor):
    visitor.post("/workshop/commit-fails")
    assert visitor.post("/workshop/write").status_code == 200
    assert written() == ["written"]


@pytest.mark.parametrize("path", ["read-and-write", "read-and-write-in-bulk"])
def test_a_page_that_is_only_read_cannot_write(visitor, path):
    assert visitor.get(f"/workshop/{path}").status_code == 500
    assert written() == []


def test_what_a_page_left_unsaved_is_forgotten(visitor):
    assert visitor.get("/workshop/read-and-forget").status_code == 200
    assert written() == []


def test_asking_for_the_head_of_a_page_writes_nothing_either(visitor):
    assert visitor.client.head("/kk/workshop/read-and-write").status_code == 500
    assert written() == []


def test_a_request_that_writes_commits_once(visitor):
    commits = []

    def note(session: Session) -> None:
        commits.append(session)

    event.listen(Session, "after_commit", note)
    try:
        visitor.post("/workshop/write")
    finally:
        event.remove(Session, "after_commit", note)
    assert len(commits) == 1


def test_every_view_is_wrapped(workshop_app):
    views = workshop_app.view_functions.values()
    assert all(hasattr(view, "__wrapped__") for view in views)
