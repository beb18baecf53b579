"""Broken rules that a service refuses, said in words a reader can act on."""


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark `message` for translation where it is written; it is translated where it is shown."""
    return message


class DomainError(Exception):
    """A rule of the service forbids this; `message` is a message id, `values` fill it."""

    status = 409

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.message = message
        self.values = values
