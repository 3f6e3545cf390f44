"""What people wrote to each other is sealed with the keys of the installation, which lie outside the database."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from portal.core.sealed import seal, unseal

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

AT_ONCE = 500
message = sa.table("message", sa.column("id", sa.Uuid()), sa.column("body", sa.String()))


def upgrade() -> None:
    _each(lambda body: seal("message", body.encode()).decode())


def downgrade() -> None:
    _each(lambda body: unseal("message", body.encode()).decode())


def _each(changed: Callable[[str], str]) -> None:
    connection = op.get_bind()
    after = None
    while True:
        rows = sa.select(message.c.id, message.c.body).order_by(message.c.id).limit(AT_ONCE)
        if after is not None:
            rows = rows.where(message.c.id > after)
        found = connection.execute(rows).all()
        if not found:
            return
        one = sa.update(message).where(message.c.id == sa.bindparam("row")).values(body=sa.bindparam("value"))
        connection.execute(one, [{"row": row.id, "value": changed(row.body)} for row in found])
        after = found[-1].id
