"""What may stand in a log: what happened and where; never what people wrote, who they are, or what lets them in.

The words of an exception may hold a form's content or a row of the database, so a failure is told by its kind and by
the lines of code it went through.
"""

import logging
import traceback
from copy import copy
from types import TracebackType
from typing import TypeAlias

Failure: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Leaves out what an exception says."""

    def format(self, record: logging.LogRecord) -> str:
        record = copy(record)
        record.exc_text = None  # another handler may have written down all of it there
        return super().format(record)

    def formatException(self, ei: Failure) -> str:  # noqa: N802 - logging's own name
        """The kinds of the failure and of those that led to it, the last first, each with its lines of code."""
        told, error = [], ei[1]
        while error is not None:
            told += [type(error).__qualname__, *traceback.format_tb(error.__traceback__)]
            error = error.__cause__ or error.__context__
        return "\n".join(line.rstrip() for line in told)


def init() -> None:
    """Write warnings and failures to the error stream, discreetly, unless the server has a way of its own."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
