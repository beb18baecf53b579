"""My certificates and their papers; the public check of a number."""

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from app.certificates import queries
from app.certificates.forms import VerifyForm
from app.certificates.numbers import normalise
from app.certificates.pdf import certificate_pdf
from app.certificates.validity import State
from app.core.permissions import Permission
from app.web import navigation, throttle
from app.web.access import me, public, requires

bp = Blueprint(
    "certificates", __name__, url_prefix="/<any(kk,ru):lang>", template_folder="templates"
)
navigation.entry(lazy_gettext("My certificates"), "certificates.mine", order=30)

STATES = {
    State.VALID: lazy_gettext("Valid"),
    State.EXPIRING: lazy_gettext("Expires soon"),
    State.EXPIRED: lazy_gettext("Expired"),
    State.REVOKED: lazy_gettext("Revoked"),
}
FINDINGS = {
    State.VALID: ("success", lazy_gettext("The certificate is genuine and valid.")),
    State.EXPIRING: (
        "success",
        lazy_gettext("The certificate is genuine and valid. It expires soon."),
    ),
    State.EXPIRED: (
        "warning",
        lazy_gettext("The certificate is genuine, but its validity has ended."),
    ),
    State.REVOKED: (
        "error",
        lazy_gettext("The certificate was issued by this system, but it is revoked."),
    ),
}


@bp.get("/certificates/")
@requires(Permission.LEARN)
def mine() -> str:
    return render_template(
        "certificates/mine.html", certificates=queries.certificates_of(me()), states=STATES
    )


@bp.get("/certificates/<number>.pdf")
@requires(Permission.LEARN)
def pdf(number: str) -> Response:
    certificate = queries.certificate(number, of=me())
    made = certificate_pdf(certificate.paper, address=current_app.config["SETTINGS"].public_address)
    response = Response(made, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=f"{certificate.number}.pdf")
    return response


@bp.get("/verify/")
@public
def verify() -> ResponseReturnValue:
    form = VerifyForm(request.args)
    if "number" in request.args and form.validate():
        return redirect(url_for(".verified", number=form.canonical))
    return render_template("certificates/verify.html", form=form), 422 if form.has_errors else 200


@bp.get("/verify/<number>")
@public
def verified(number: str) -> ResponseReturnValue:
    canonical = normalise(number)
    if canonical is not None and canonical != number:
        return redirect(url_for(".verified", number=canonical))
    if not throttle.allow("verify", request.remote_addr):
        abort(429)
    certificate = queries.by_number_or_none(number)
    if certificate is None:
        return render_template("certificates/unknown.html", number=number), 404
    return render_template(
        "certificates/verified.html",
        certificate=certificate,
        finding=FINDINGS[certificate.state],
        states=STATES,
    )
