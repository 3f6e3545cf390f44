"""Tables of keys. No secret stands here in a form that opens anything by itself."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Personal, wall


class StaffKeys(Personal, Base):
    """A colleague's sign-in name, and their password with its code app where they chose those."""

    __tablename__ = "staff_keys"
    __table_args__ = (wall(),)

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    """An e-mail address, folded."""
    password_hash: Mapped[str | None]
    """Null, together with the next: signs in with passkeys only."""
    totp_secret: Mapped[str | None]
    """Sealed with the installation's key."""


class Passkey(Personal, Identified, Base):
    """The public half of a passkey. One of a participant belongs to a device and opens only that."""

    __tablename__ = "passkey"
    __table_args__ = (wall(),)

    device_id: Mapped[UUID | None] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"), index=True)
    """Null: signs a colleague in."""
    credential_id: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int]
    """Grows where the authenticator counts; one that goes back was copied."""
    name: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RecoveryCode(Personal, Identified, Base):
    """Stands in for the code app, once. It has 80 random bits, so a plain hash is enough."""

    __tablename__ = "recovery_code"
    __table_args__ = (wall(), UniqueConstraint("person_id", "code_hash"))

    code_hash: Mapped[str]


class SetUpLink(Personal, Identified, Base):
    """Lets a colleague choose keys of their own, once. Only a hash of its secret is kept."""

    __tablename__ = "set_up_link"
    __table_args__ = (wall(),)

    secret_hash: Mapped[str] = mapped_column(unique=True)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Null: made on the command line."""
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OpenIdLink(Personal, Identified, Base):
    """Who a person is at an identity provider. The ``sub`` of an issuer never changes hands; an e-mail address may."""

    __tablename__ = "open_id_link"
    __table_args__ = (wall(), UniqueConstraint("issuer", "subject"))

    issuer: Mapped[str]
    subject: Mapped[str]
    made_at: Mapped[datetime]
