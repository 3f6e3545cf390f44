"""Renderings as versions that are never changed, checks, drafts, remarks and suggestions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _columns(*names: str) -> list[sa.Column[Any]]:
    types: dict[str, Any] = {
        "text_id": sa.Uuid(),
        "language": sa.String(),
        "number": sa.Integer(),
        "body": sa.String(),
        "made_from": sa.Integer(),
        "changes_meaning": sa.Boolean(),
        "restores": sa.Integer(),
        "made_by": sa.Uuid(),
        "made_at": sa.DateTime(timezone=True),
        "checked_by": sa.Uuid(),
        "id": sa.Uuid(),
        "person_id": sa.Uuid(),
        "verdict": sa.String(),
        "words": sa.String(),
        "at": sa.DateTime(timezone=True),
        "source_language": sa.String(),
        "source_version": sa.Integer(),
        "meaning_version": sa.Integer(),
    }
    return [sa.column(name, types[name]) for name in names]  # type: ignore[misc]


_KEPT = ("text_id", "language", "body", "made_from", "made_by", "made_at")
TEXT = sa.table("text", *_columns("id", "source_language", "source_version", "meaning_version"))
NOW = sa.table("rendering", *_columns(*_KEPT, "checked_by"))
PAST = sa.table("past_rendering", *_columns(*_KEPT, "id"))
RENDERING = sa.table("text_rendering", *_columns(*_KEPT, "number", "changes_meaning", "restores"))
CHECK = sa.table("text_check", *_columns("text_id", "language", "number", "person_id", "verdict", "words", "at"))


def upgrade() -> None:
    _make_renderings()
    _make_checks()
    _make_drafts()
    _make_remarks()
    _make_suggestions()
    op.create_index(op.f("ix_text_municipality_id"), "text", ["municipality_id"], unique=False)
    _number_renderings()
    op.drop_table("rendering")
    op.drop_index(op.f("ix_past_rendering_text_id"), table_name="past_rendering")
    op.drop_table("past_rendering")
    # Not in a batch: that would drop the table, and with it by cascade everything that points at a text.
    op.drop_column("text", "source_version")
    op.drop_column("text", "meaning_version")


def _make_renderings() -> None:
    op.create_table(
        "text_rendering",
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("made_from", sa.Integer(), nullable=True),
        sa.Column("changes_meaning", sa.Boolean(), nullable=False),
        sa.Column("restores", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "number >= 1 AND (made_from IS NULL OR made_from >= 1)", name=op.f("ck_text_rendering_counted_from_one")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_text_rendering_made_by_person")),
        sa.ForeignKeyConstraint(
            ["text_id"], ["text.id"], name=op.f("fk_text_rendering_text_id_text"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("text_id", "language", "number", name=op.f("pk_text_rendering")),
    )


def _make_checks() -> None:
    op.create_table(
        "text_check",
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_text_check_person_id_person")),
        sa.ForeignKeyConstraint(
            ["text_id", "language", "number"],
            ["text_rendering.text_id", "text_rendering.language", "text_rendering.number"],
            name=op.f("fk_text_check_text_id_language_number_text_rendering"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("text_id", "language", "number", "person_id", name=op.f("pk_text_check")),
    )
    op.create_index(op.f("ix_text_check_person_id"), "text_check", ["person_id"], unique=False)


def _of_a_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["person_id", "municipality_id"],
        ["person.id", "person.municipality_id"],
        name=op.f(f"fk_{table}_person_id_municipality_id_person"),
    )


def _make_drafts() -> None:
    op.create_table(
        "text_draft",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("made_from", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("handed_back", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        _of_a_person("text_draft"),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name=op.f("fk_text_draft_text_id_text"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "text_id", "language", name=op.f("pk_text_draft")),
    )
    op.create_index("ix_text_draft_text_id", "text_draft", ["text_id", "language"], unique=False)


def _make_remarks() -> None:
    op.create_table(
        "text_remark",
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(answer = '') = (answered_at IS NULL)", name=op.f("ck_text_remark_answered_when")),
        _of_a_person("text_remark"),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_text_remark_answered_by_person")),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name=op.f("fk_text_remark_text_id_text"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_remark")),
    )
    op.create_index(op.f("ix_text_remark_person_id"), "text_remark", ["person_id"], unique=False)
    op.create_index("ix_text_remark_text_id", "text_remark", ["text_id"], unique=False)
    op.create_index("ix_text_remark_language_at", "text_remark", ["language", "at"], unique=False)


def _make_suggestions() -> None:
    op.create_table(
        "text_suggestion",
        sa.Column("msgid", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _of_a_person("text_suggestion"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_suggestion")),
    )
    op.create_index(op.f("ix_text_suggestion_person_id"), "text_suggestion", ["person_id"], unique=False)


def _number_renderings() -> None:
    """The source keeps the numbers of its versions; other languages are counted in the order they were made."""
    connection = op.get_bind()
    texts = {row.id: row for row in connection.execute(sa.select(TEXT))}
    past = connection.execute(sa.select(PAST).order_by(PAST.c.made_at, PAST.c.made_from)).all()
    counted: dict[tuple[Any, str], int] = {}
    renderings, checks = [], []
    for row in (*past, *connection.execute(sa.select(NOW)).all()):
        text, key = texts[row.text_id], (row.text_id, row.language)
        is_source = row.language == text.source_language
        counted[key] = row.made_from if is_source else counted.get(key, 0) + 1
        kept = {name: getattr(row, name) for name in _KEPT}
        kept |= {"number": counted[key], "made_from": None if is_source else row.made_from, "restores": None}
        renderings.append({**kept, "changes_meaning": not is_source or row.made_from <= text.meaning_version})
        if getattr(row, "checked_by", None):
            by = {"person_id": row.checked_by, "verdict": "GOOD", "words": "", "at": row.made_at}
            checks.append({"text_id": row.text_id, "language": row.language, "number": counted[key], **by})
    if renderings:
        connection.execute(RENDERING.insert(), renderings)
    if checks:
        connection.execute(CHECK.insert(), checks)


def downgrade() -> None:
    for name in ("source_version", "meaning_version"):
        op.add_column("text", sa.Column(name, sa.Integer(), nullable=False, server_default="1"))
    _make_old_tables()
    _unnumber_renderings()
    op.drop_index(op.f("ix_text_municipality_id"), table_name="text")
    for table in ("text_suggestion", "text_remark", "text_draft", "text_check", "text_rendering"):
        op.drop_table(table)


def _make_old_tables() -> None:
    op.create_table(
        "past_rendering",
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("made_from", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_past_rendering_made_by_person")),
        sa.ForeignKeyConstraint(
            ["text_id"], ["text.id"], name=op.f("fk_past_rendering_text_id_text"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_rendering")),
    )
    op.create_index(op.f("ix_past_rendering_text_id"), "past_rendering", ["text_id"], unique=False)
    op.create_table(
        "rendering",
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("made_from", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["checked_by"], ["person.id"], name=op.f("fk_rendering_checked_by_person")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_rendering_made_by_person")),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name=op.f("fk_rendering_text_id_text"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("text_id", "language", name=op.f("pk_rendering")),
    )


def _unnumber_renderings() -> None:
    """The highest number of each language is what a text says; the others are its past."""
    connection = op.get_bind()
    good = sa.select(CHECK).where(CHECK.c.verdict == "GOOD").order_by(CHECK.c.at.desc())
    checked = {(row.text_id, row.language, row.number): row.person_id for row in connection.execute(good)}
    newest: dict[tuple[Any, str], Any] = {}
    past = []
    for row in connection.execute(sa.select(RENDERING).order_by(RENDERING.c.number)).all():
        kept = {name: getattr(row, name) for name in _KEPT}
        kept |= {"made_from": row.made_from or row.number}
        if before := newest.pop((row.text_id, row.language), None):
            past.append(before)
        kept |= {"checked_by": checked.get((row.text_id, row.language, row.number))}
        newest[row.text_id, row.language] = kept
        if row.made_from is None:
            values = {"source_version": row.number} | ({"meaning_version": row.number} if row.changes_meaning else {})
            connection.execute(TEXT.update().where(TEXT.c.id == row.text_id).values(values))
    if newest:
        connection.execute(NOW.insert(), list(newest.values()))
    for row in past:
        row.pop("checked_by")
        connection.execute(PAST.insert().values(**row, id=_new_id()))


def _new_id() -> Any:
    from uuid import uuid4  # noqa: PLC0415 - only the way back makes ids

    return uuid4()
