"""Қалқан: the learning system of the prison service."""

from flask import Flask

from app.audit import routes as audit
from app.authoring import routes as authoring
from app.certificates import routes as certificates
from app.config import Settings
from app.core import cli as core
from app.core import db
from app.courses import cli as course_files
from app.courses import routes as courses
from app.demonstration import cli as demonstration
from app.learning import cli as attempts
from app.learning import routes as learning
from app.management import routes as management
from app.people import cli as accounts
from app.people import routes as people
from app.signin import routes as signin
from app.web import access, shell, transaction

PACKAGES = (audit, people, courses, certificates, learning, signin, management, authoring)
"""From bottom to top, in the order of the import contract."""
COMMANDS = (
    core.db_commands,
    accounts.people,
    course_files.courses,
    attempts.assessment,
    demonstration.demo,
)


def create_app(settings: Settings | None = None) -> Flask:
    """The whole system, read from top to bottom."""
    settings = settings or Settings.from_environment()
    app = Flask(__name__, static_folder=None, template_folder="web/templates")
    db.session.remove()
    db.session.configure(bind=db.connect(settings.database_url))
    shell.install(app, settings)
    signin.install(app)
    for package in PACKAGES:
        app.register_blueprint(package.bp)
    for command in COMMANDS:
        app.cli.add_command(command)
    access.refuse_undeclared(app)
    transaction.wrap_views(app)
    return app
