"""Taking a unit's list out of the system."""

from app.audit import service as audit
from app.core.exports import Format, Sheet, file_of
from app.courses.models import Course
from app.people.models import Person, Unit


def export(sheet: Sheet, *, kind: Format, unit: Unit, course: Course, by: Person) -> bytes:
    """The file with the sheet; the journal notes who took how much of what."""
    audit.record(
        "report.exported",
        by=by,
        subject=unit,
        unit=unit.id,
        course=course.slug,
        format=kind.value,
        rows=len(sheet.rows),
    )
    return file_of(sheet, kind)
