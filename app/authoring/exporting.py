"""Taking the statistics of a quiz out of the system."""

from app.audit import service as audit
from app.core.exports import Format, Sheet, file_of
from app.courses.document.steps import Quiz
from app.courses.models import Course
from app.people.models import Person


def export(sheet: Sheet, *, kind: Format, course: Course, quiz: Quiz, by: Person) -> bytes:
    """The file with the sheet; the journal notes who took it, because it tells the key."""
    audit.record(
        "report.exported",
        by=by,
        subject=course,
        course=course.slug,
        quiz=quiz.id,
        format=kind.value,
        rows=len(sheet.rows),
    )
    return file_of(sheet, kind)
