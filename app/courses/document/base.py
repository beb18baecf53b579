"""What every part of a course document shares."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from app.core.text import Localized

StableId = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)
]
MediaName = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*\.(png|jpg|webp|svg)$", max_length=80)
]


class Part(BaseModel):
    """A frozen piece of a course; an unknown key is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def goes_without_saying(self, name: str) -> bool:
        """Whether the field `name` is as it is where nobody writes it: no word of it is missing."""
        field = type(self).model_fields[name]
        return not field.is_required() and bool(getattr(self, name) == field.default)


class Citation(Part):
    """A source of the course, and what rests on it here."""

    source: StableId
    about: Localized
