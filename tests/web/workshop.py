"""The product with some ill-behaved views in it, to see what the shell makes of them."""

from types import SimpleNamespace

from flask import Blueprint, abort, redirect, request
from sqlalchemy import select, update
from sqlalchemy.exc import NoResultFound, OperationalError

from app.core import db
from app.core.errors import DomainError
from app.core.permissions import Permission
from app.core.text import Localized
from app.people.models import Position
from app.web.access import public, requires

bp = Blueprint("workshop", __name__, url_prefix="/<any(kk,ru):lang>/workshop")
package = SimpleNamespace(bp=bp)


def add(code: str = "written") -> None:
    db.session.add(Position(code=code, name=Localized(code, code)))


def written() -> list[str]:
    """What was kept."""
    found = db.session.scalars(select(Position.code).order_by(Position.code)).all()
    return [code for code in found if code.startswith("written")]


@bp.post("/write")
@public
def write():
    add()
    return {"done": True}


@bp.post("/write-and-leave")
@public
def write_and_leave():
    add()
    return redirect("/kk/")


@bp.post("/write-and-break")
@public
def write_and_break():
    add()
    db.session.flush()
    raise RuntimeError("broken in the middle")


@bp.post("/write-and-refuse")
@public
def write_and_refuse():
    add()
    db.session.flush()
    raise DomainError("The password must have at least %(length)s characters.", length=10)


@bp.post("/write-and-abort/<int:status>")
@public
def write_and_abort(status: int):
    add()
    db.session.flush()
    abort(status)


@bp.post("/write-and-redirect-by-error")
@public
def write_and_redirect_by_error():
    add()
    db.session.flush()
    abort(redirect("/kk/"))


@bp.post("/commit-fails")
@public
def commit_fails():
    add("written-twice")
    db.session.flush()
    add("written-twice")
    return {"done": True}


@bp.route("/read-and-write")
@public
def read_and_write():
    add()
    db.session.flush()
    return {"done": True}


@bp.route("/read-and-write-in-bulk")
@public
def read_and_write_in_bulk():
    db.session.execute(update(Position).values(code=Position.code + "!"))
    return {"done": True}


@bp.route("/read-and-forget")
@public
def read_and_forget():
    add()
    return {"done": True}


@bp.route("/nothing-there")
@public
def nothing_there():
    raise NoResultFound


@bp.route("/busy")
@public
def busy():
    raise OperationalError("SELECT 1", {}, Exception("database is locked"))


@bp.route("/broken")
@public
def broken():
    raise ZeroDivisionError


@bp.route("/abort/<int:status>")
@public
def stop(status: int):
    abort(status)


@bp.route("/only-for-administrators")
@requires(Permission.READ_JOURNAL)
def only_for_administrators():
    return {"done": True}


@bp.post("/swallow")
@public
def swallow():
    return {"fields": len(request.form)}
