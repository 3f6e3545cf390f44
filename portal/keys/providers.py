"""The identity providers of municipalities, as a file of the installation names them; see `docs/openid.md`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.core.settings import SettingsError
from portal.core.viewer import STAFF_ROLES, Role

KNOWN = {
    "slug",
    "municipality",
    "label",
    "issuer",
    "client_id",
    "client_secret",
    "client_secret_file",
    "acr",
    "role_claim",
    "roles",
    "link_by_email",
    "create_people",
    "for_participants",
}


@dataclass(frozen=True)
class Provider:
    """Where people of one municipality sign in, and what is believed of what it says."""

    slug: str
    """How it is called in paths."""
    municipality: str
    """The short name of the municipality whose people it knows: it can say nothing about those of another."""
    label: str
    issuer: str
    client_id: str
    client_secret: str
    acr: tuple[str, ...]
    """Levels of assurance of which one must be told; none: any."""
    role_claim: str
    roles: Mapping[str, Role]
    """What a value of the claim means here. Where there are any, the provider decides who has these roles."""
    link_by_email: bool
    """Whether a checked e-mail address that is a colleague's sign-in name is believed the first time."""
    create_people: bool
    """Whether who has a role there and is not known here becomes a colleague."""
    for_participants: bool
    """Whether it signs participants in, who then choose a PIN, and not staff."""


def read(path: Path | None, *, secure: bool) -> dict[str, Provider]:
    """The providers of a file by slug; raises `SettingsError` with one line that says what is wrong."""
    if path is None:
        return {}
    try:
        entries = tomllib.loads(path.read_text()).get("provider", [])
        made = [_provider(entry, path.parent) for entry in entries]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{path} does not describe identity providers: {error}") from None
    for each in made:
        if secure and not each.issuer.startswith("https://"):
            raise SettingsError(f"{path}: the issuer {each.issuer} must begin with https://.")
    return {each.slug: each for each in made}


def _provider(entry: dict[str, Any], folder: Path) -> Provider:
    unknown = sorted(set(entry) - KNOWN)
    if unknown:
        raise ValueError(f"{', '.join(unknown)} is not known")
    roles = {str(value): Role(role) for value, role in entry.get("roles", {}).items()}
    if not STAFF_ROLES.issuperset(roles.values()):
        raise ValueError("a participant is not made by a claim")
    if (roles or entry.get("create_people")) and not (roles and entry.get("role_claim")):
        raise ValueError("roles and role_claim belong together, and create_people needs them")
    secret = entry.get("client_secret") or (folder / entry["client_secret_file"]).read_text().strip()
    return Provider(
        slug=entry["slug"],
        municipality=entry["municipality"],
        label=entry["label"],
        issuer=entry["issuer"],
        client_id=entry["client_id"],
        client_secret=secret,
        acr=tuple(entry.get("acr", ())),
        role_claim=entry.get("role_claim", ""),
        roles=roles,
        link_by_email=bool(entry.get("link_by_email", False)),
        create_people=bool(entry.get("create_people", False)),
        for_participants=bool(entry.get("for_participants", False)),
    )
