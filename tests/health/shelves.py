"""What the tests of the health room share: an article on file to change, and counting what is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from portal.core import clock, frame
from portal.core.db import db
from portal.health import actions, library

FILE = """slug: kiespijn
theme: doctor
icon: tooth
urgent: no
contacts: huisarts, tolk
source: Thuisarts.nl (NHG)
checked: 2026-11
dutch: kies, pijn

## nl
# Kiespijn
> Bel de tandarts.

### Wat doet u nu?
Bel. Vraag: "Wanneer kan ik komen?" Wacht niet.

### Zeg in het Nederlands
- "Ik heb kiespijn."

## ar
# ألم الأسنان
> اتصلوا بطبيب الأسنان.

### ماذا تفعلون الآن؟
اتصلوا. اسألوا: "Wanneer kan ik komen?" أي متى آتي؟

### قولوا بالهولندية
- "Ik heb kiespijn." – عندي ألم في الأسنان.

## ti
# ቃንዛ ስኒ
> ናብ ናይ ስኒ ሓኪም ደውሉ።

### ሕጂ እንታይ ትገብሩ፧
ደውሉ። ሕተቱ፦ "Wanneer kan ik komen?" ማለት መዓስ ክመጽእ፧

### ብቋንቋ ኔዘርላንድ በሉ
- "Ik heb kiespijn." – ስነይ የሕምመኒ ኣሎ።

<!-- unsure ti: "የሕምመኒ ኣሎ" – doubt of a writer -->
"""


def on_file(folder: Path, text: str = FILE) -> Path:
    """A library of one article in a folder."""
    (folder / "contacts.json").write_text((library.FOLDER / "contacts.json").read_text("utf-8"), "utf-8")
    (folder / "order.txt").write_text("kiespijn\n", "utf-8")
    (folder / "kiespijn.md").write_text(text, "utf-8")
    return folder


def install(folder: Path = library.FOLDER) -> None:
    """Bring the database to the edition in a folder."""
    with frame.change():
        actions.install_library(clock.now(), library.read(folder))


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def refused(folder: Path, text: str) -> str:
    """What the library says about an article that cannot be read."""
    with pytest.raises(library.LibraryError) as failure:
        library.read(on_file(folder, text))
    return str(failure.value)
