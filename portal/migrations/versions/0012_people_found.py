"""People are found by the words of their names, known by the municipality's own number, and changed by version."""

import sqlalchemy as sa
from alembic import op

from portal.accounts.names import sort_name, words

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BY_LETTER = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    # Columns and indexes only: to rebuild a table to which others point would undo their rows on SQLite.
    for table in ("household", "person"):
        op.add_column(table, sa.Column("external_key", sa.String(), nullable=True))
        op.create_index(f"ix_{table}_external_key", table, ["municipality_id", "external_key"], unique=True)
    op.add_column("person", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("person", sa.Column("sort_name", BY_LETTER, nullable=False, server_default=""))
    op.drop_index("ix_person_municipality_family_name", table_name="person")
    op.create_index("ix_person_municipality_id_sort_name_id", "person", ["municipality_id", "sort_name", "id"])
    op.create_index("ix_person_municipality_id_birth_date", "person", ["municipality_id", "birth_date"])
    op.create_index("ix_role_grant_municipality_id_role", "role_grant", ["municipality_id", "role", "person_id"])
    words_of = op.create_table(
        "person_word",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("word", BY_LETTER, nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_person_word_person_id_municipality_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "word", name=op.f("pk_person_word")),
    )
    op.create_index("ix_person_word_municipality_id_word", "person_word", ["municipality_id", "word", "person_id"])
    _find_who_is_there(words_of)


def _find_who_is_there(words_of: sa.Table) -> None:
    """Fold the names of everybody who is known already."""
    person = sa.table(
        "person",
        sa.column("id", sa.Uuid()),
        sa.column("municipality_id", sa.Uuid()),
        sa.column("given_name"),
        sa.column("family_name"),
        sa.column("called"),
        sa.column("sort_name"),
    )
    connection = op.get_bind()
    people = connection.execute(sa.select(person)).all()
    for each in people:
        named = person.update().where(person.c.id == each.id)
        connection.execute(named.values(sort_name=sort_name(each.family_name, each.given_name)))
    rows = [
        {"person_id": each.id, "municipality_id": each.municipality_id, "word": word}
        for each in people
        for word in words(each.given_name, each.family_name, each.called)
    ]
    if rows:
        connection.execute(words_of.insert(), rows)


def downgrade() -> None:
    op.drop_table("person_word")
    op.drop_index("ix_role_grant_municipality_id_role", table_name="role_grant")
    op.drop_index("ix_person_municipality_id_birth_date", table_name="person")
    op.drop_index("ix_person_municipality_id_sort_name_id", table_name="person")
    op.create_index("ix_person_municipality_family_name", "person", ["municipality_id", "family_name", "given_name"])
    for table in ("person", "household"):
        op.drop_index(f"ix_{table}_external_key", table_name=table)
        op.drop_column(table, "external_key")
    for column in ("sort_name", "version"):
        op.drop_column("person", column)
