"""Courses, their immutable editions, drafts and media."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import DocumentColumn, Id, Model, reference
from app.core.text import Localized
from app.courses.document.course import CourseDocument
from app.people.models import Person


class Course(Model):
    """What is known of a course without opening a document."""

    __tablename__ = "courses"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    title: Mapped[Localized]
    edition_id: Mapped[int | None]
    """The newest edition. No foreign key: editions refer to courses, and a circle of references
    can be neither created nor restored in one pass on SQLite."""

    owners: Mapped[list["CourseOwner"]] = relationship(back_populates="course")

    @property
    def newest_edition_id(self) -> int:
        """The newest edition of a course that is published."""
        assert self.edition_id is not None, f"{self.slug} is not published"
        return self.edition_id


class CourseOwner(Model):
    """A trainer who may edit and publish a course."""

    __tablename__ = "course_owners"

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    person_id: Mapped[int] = reference("persons.id", primary_key=True)

    course: Mapped[Course] = relationship(back_populates="owners")
    person: Mapped[Person] = relationship()


class Edition(Model):
    """A published state of a course; never changed after it is stored."""

    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: Mapped[Id]
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    number: Mapped[int]
    document: Mapped[CourseDocument] = mapped_column(DocumentColumn(CourseDocument))
    checksum: Mapped[str] = mapped_column(String(64))
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = reference("persons.id")

    published_by: Mapped[Person | None] = relationship()


class MediaFile(Model):
    """A picture of some edition, known by its content, so that editions share what is the same."""

    __tablename__ = "media_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content_type: Mapped[str] = mapped_column(String(40))
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Draft(Model):
    """What the owners of a course are working on; readers never see it."""

    __tablename__ = "drafts"

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    document: Mapped[CourseDocument] = mapped_column(DocumentColumn(CourseDocument))
    based_on_id: Mapped[int] = reference("editions.id")
    updated_at: Mapped[datetime]
    updated_by_id: Mapped[int] = reference("persons.id")

    course: Mapped[Course] = relationship()
    based_on: Mapped[Edition] = relationship()
    updated_by: Mapped[Person] = relationship()
