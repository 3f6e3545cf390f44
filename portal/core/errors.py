"""What can go wrong in a way that a person may cause or meet. Raising one rolls everything back."""

from typing import TypeVar

T = TypeVar("T")


class NotFound(Exception):
    """There is no such thing, or it is not this viewer's: the same answer for both."""


class Refused(Exception):
    """An action may not happen now. The message is a msgid; the page shows it in the reader's language."""

    status = 422
    """With which a form that was refused is shown again."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


def found(thing: T | None) -> T:
    """The thing itself; raises `NotFound` where there is none."""
    if thing is None:
        raise NotFound
    return thing
