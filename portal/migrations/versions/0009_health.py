"""The health library and contacts."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("theme", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("picture", sa.String(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("title_id", sa.Uuid(), nullable=False),
        sa.Column("top_id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("sayings_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("dutch", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["text.id"], name=op.f("fk_article_body_id_text")),
        sa.ForeignKeyConstraint(["sayings_id"], ["text.id"], name=op.f("fk_article_sayings_id_text")),
        sa.ForeignKeyConstraint(["title_id"], ["text.id"], name=op.f("fk_article_title_id_text")),
        sa.ForeignKeyConstraint(["top_id"], ["text.id"], name=op.f("fk_article_top_id_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("slug", name=op.f("uq_article_slug")),
    )
    op.create_index("ix_article_theme_position", "article", ["theme", "position"], unique=False)
    op.create_table(
        "contact",
        sa.Column("municipality_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_id", sa.Uuid(), nullable=False),
        sa.Column("what_id", sa.Uuid(), nullable=False),
        sa.Column("hours_id", sa.Uuid(), nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["hours_id"], ["text.id"], name=op.f("fk_contact_hours_id_text")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_contact_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["name_id"], ["text.id"], name=op.f("fk_contact_name_id_text")),
        sa.ForeignKeyConstraint(["what_id"], ["text.id"], name=op.f("fk_contact_what_id_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index("ix_contact_municipality_id_key", "contact", ["municipality_id", "key"], unique=False)
    op.create_index(
        "uq_contact_national_key",
        "contact",
        ["key"],
        unique=True,
        sqlite_where=sa.text("municipality_id IS NULL"),
        postgresql_where=sa.text("municipality_id IS NULL"),
    )
    op.create_table(
        "library_text",
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("source_version", sa.Integer(), nullable=False),
        sa.Column("digests", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["text_id"], ["text.id"], name=op.f("fk_library_text_text_id_text"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("text_id", name=op.f("pk_library_text")),
    )
    op.create_table(
        "article_contact",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_contact_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "key", name=op.f("pk_article_contact")),
    )
    op.create_table(
        "article_words",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_words_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "language", name=op.f("pk_article_words")),
    )


def downgrade() -> None:
    op.drop_table("article_words")
    op.drop_table("article_contact")
    op.drop_table("library_text")
    op.drop_index(
        "uq_contact_national_key",
        table_name="contact",
        sqlite_where=sa.text("municipality_id IS NULL"),
        postgresql_where=sa.text("municipality_id IS NULL"),
    )
    op.drop_index("ix_contact_municipality_id_key", table_name="contact")
    op.drop_table("contact")
    op.drop_index("ix_article_theme_position", table_name="article")
    op.drop_table("article")
