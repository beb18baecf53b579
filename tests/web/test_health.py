"""Whether this node lives and can serve."""

from app.core import db


def test_a_node_that_runs_says_so(browser):
    answer = browser().get("/health/live")
    assert (answer.status_code, answer.json) == (200, {"status": "live"})


def test_a_node_whose_database_answers_is_ready(browser):
    answer = browser().get("/health/ready")
    assert (answer.status_code, answer.json) == (200, {"status": "ready"})


def test_a_node_without_its_database_lives_but_is_not_ready(visitor, connection, monkeypatch):
    def refuse(*_args, **_values):
        raise ConnectionError("no database")

    monkeypatch.setattr(db.session, "execute", refuse)
    assert visitor.get("/health/live").status_code == 200
    assert visitor.client.get("/health/ready").status_code == 500
