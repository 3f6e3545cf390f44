"""The settings of one installation, read once from ``PORTAL_*`` environment variables.

An unknown or broken setting stops the start with one line that says what is wrong.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

Environment = Literal["development", "production", "test"]
ENVIRONMENTS: tuple[Environment, ...] = ("development", "production", "test")

DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
"""What a database URL may begin with, and the driver that is then used."""

KNOWN = {
    "PORTAL_ENV": "development, production or test",
    "PORTAL_DATA_DIR": "the folder for the database, keys and jobs",
    "PORTAL_DATABASE_URL": "sqlite:///… or postgresql+psycopg://…; SQLite in the data folder by default",
    "PORTAL_SECRET_KEY": "the key that signs cookies; made and kept in the data folder by default",
    "PORTAL_SECRET_KEY_FILE": "the path of a file that holds that key",
    "PORTAL_BASE_URL": "the address under which phones reach the portal",
    "PORTAL_DEMO": "1 opens /demo, where anyone of the cast can be become; never in production",
    "PORTAL_KEYS_DIR": "the folder for the keys of the audit and of what is kept apart; the data folder by default",
    "PORTAL_LETTER_DAYS": "how many days an invitation by letter is good; 3 by default",
    "PORTAL_AWAY_URL": "the harmless page that the button to hide leads to; a weather forecast by default",
    "PORTAL_PROXIES": "how many trusted proxies stand in front; 0 by default",
    "PORTAL_STAFF_IDLE": "minutes after which staff who did nothing sign in again; 30 by default",
    "PORTAL_SECURITY_CONTACT": "mailto:… or https://…, for who finds a hole; without it there is no security.txt",
    "PORTAL_LOOKS_AN_HOUR": "how many people's files one colleague may open within an hour; 100 by default",
    "PORTAL_PROOF_MINUTES": "minutes after which weighty pages ask who somebody is anew; 10 by default",
    "PORTAL_STAFF_HOURS": "hours after which staff sign in again in any case; 12 by default",
    "PORTAL_OPENID_FILE": "the path of a file that names identity providers; openid.toml in the data folder by default",
    "PORTAL_PUSH_HOSTS": "push services to post to, with commas; .one.nl stands for all that end so",
    "PORTAL_PUSH_CONTACT": "mailto:… or https://…: where push services reach who runs this",
    "PORTAL_PUSH_LOOPBACK": "1 lets tests ring a push service on this machine; never in production",
    "PORTAL_TEST_POSTGRES_URL": "used by the tests only",
    "PORTAL_CHROMIUM": "used by the browser tests only",
}


SHORTEST_KEY = 32
WEATHER = "https://www.knmi.nl/nederland-nu/weer/verwachtingen"
LIMITS = {
    # default, least, most
    "PORTAL_LETTER_DAYS": (3, 1, 14),  # a letter lies about for longer than its post takes
    "PORTAL_LOOKS_AN_HOUR": (100, 1, 10_000),
    "PORTAL_PROOF_MINUTES": (10, 1, 60),  # with 0 the page that asks would itself be too late
    "PORTAL_STAFF_HOURS": (12, 1, 24),  # OWASP ASVS 5.0, 7.3.2: nobody is signed in for ever
    "PORTAL_STAFF_IDLE": (30, 1, 120),
}
"""Numbers that would open or shut the portal for everybody if they were any number."""
CONTACT = re.compile(r"(mailto:[^@\s]+@|https://)[\w-]+(\.[\w-]+)+", re.ASCII)
PUSH_HOSTS = (
    "fcm.googleapis.com",
    "jmt17.google.com",  # what Debian's Chromium is given
    "updates.push.services.mozilla.com",
    ".push.apple.com",
    ".notify.windows.com",
)


class SettingsError(Exception):
    """A setting is unknown, broken or unsafe; the message is one line for the person who starts the portal."""


@dataclass(frozen=True)
class Settings:
    """What an installation is told at its start; never changed afterwards."""

    environment: Environment
    data_dir: Path
    database_url: str
    secret_key: str
    base_url: str = "http://127.0.0.1:8000"
    demo: bool = False
    proxies: int = 0
    staff_idle: int = 30
    """Minutes."""
    proof_minutes: int = 10
    looks_an_hour: int = 100
    staff_hours: int = 12
    openid_file: Path | None = None
    """None: there is no identity provider of a municipality."""
    letter_days: int = 3
    away_url: str = WEATHER
    push_hosts: tuple[str, ...] = PUSH_HOSTS
    push_contact: str = "mailto:portal@example.org"
    security_contact: str = ""
    push_loopback: bool = False
    keys_dir: Path | None = None
    """Where keys lie that must not be lost with the database, nor found with it; None: in the data folder."""

    def key(self, name: str) -> str:
        """A key of the installation by the name of its file, made once; raises `SettingsError` if it is weak."""
        return _kept_key(self.keys_folder / name)

    @property
    def keys_folder(self) -> Path:
        """Where keys lie, and what belongs to them."""
        return self.keys_dir or self.data_dir

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def database(self) -> URL:
        return make_url(self.database_url)

    @property
    def sqlite(self) -> bool:
        return self.database.get_backend_name() == "sqlite"


def from_environment(environ: Mapping[str, str] | None = None, *, explicit: bool = False) -> Settings:
    """The settings that the environment describes; raises `SettingsError` with one clear line.

    With ``explicit`` PORTAL_ENV has no default: a portal for people never runs as in development because a word
    was forgotten.
    """
    given = {k: v for k, v in (os.environ if environ is None else environ).items() if k.startswith("PORTAL_")}
    _refuse_unknown(given)
    if explicit and "PORTAL_ENV" not in given:
        raise SettingsError("Say which kind of portal this is: PORTAL_ENV=production, or development.")
    environment = _one_of(given.get("PORTAL_ENV", "development"))
    data_dir = _folder(Path(given.get("PORTAL_DATA_DIR", "data")).absolute())
    demo = _flag(given.get("PORTAL_DEMO", "0"), "PORTAL_DEMO")
    if demo and environment == "production":
        raise SettingsError("PORTAL_DEMO must be off when PORTAL_ENV=production: the demo lets anyone be anyone.")
    url = given.get("PORTAL_DATABASE_URL") or f"sqlite:///{data_dir / 'portal.sqlite3'}"
    base_url = given.get("PORTAL_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    if environment == "production" and not base_url.startswith("https://"):
        raise SettingsError("PORTAL_BASE_URL must begin with https:// when PORTAL_ENV=production.")
    loopback = _flag(given.get("PORTAL_PUSH_LOOPBACK", "0"), "PORTAL_PUSH_LOOPBACK")
    if loopback and environment == "production":
        raise SettingsError("PORTAL_PUSH_LOOPBACK must be off when PORTAL_ENV=production: it opens the inside.")
    return Settings(
        environment=environment,
        data_dir=data_dir,
        database_url=_checked_database(url),
        secret_key=_secret(given, data_dir),
        base_url=base_url,
        demo=demo,
        proxies=_number(given.get("PORTAL_PROXIES", "0"), "PORTAL_PROXIES"),
        keys_dir=_folder(Path(given["PORTAL_KEYS_DIR"]).absolute()) if given.get("PORTAL_KEYS_DIR") else None,
        staff_idle=_within(given, "PORTAL_STAFF_IDLE"),
        looks_an_hour=_within(given, "PORTAL_LOOKS_AN_HOUR"),
        proof_minutes=_within(given, "PORTAL_PROOF_MINUTES"),
        staff_hours=_within(given, "PORTAL_STAFF_HOURS"),
        openid_file=_openid_file(given, data_dir),
        letter_days=_within(given, "PORTAL_LETTER_DAYS"),
        away_url=_away(given.get("PORTAL_AWAY_URL", WEATHER)),
        push_hosts=_hosts(given.get("PORTAL_PUSH_HOSTS")),
        push_contact=_push_contact(given.get("PORTAL_PUSH_CONTACT"), base_url),
        security_contact=_contact(given.get("PORTAL_SECURITY_CONTACT", ""), "PORTAL_SECURITY_CONTACT"),
        push_loopback=loopback,
    )


def _refuse_unknown(given: Mapping[str, str]) -> None:
    for name in sorted(given):
        if name not in KNOWN:
            raise SettingsError(f"{name} is not a setting of the portal. Known: {', '.join(sorted(KNOWN))}.")


def _one_of(value: str) -> Environment:
    for environment in ENVIRONMENTS:
        if value == environment:
            return environment
    raise SettingsError(f"PORTAL_ENV is {value!r}; it must be {', '.join(ENVIRONMENTS)}.")


def _flag(value: str, name: str) -> bool:
    if value not in {"0", "1"}:
        raise SettingsError(f"{name} is {value!r}; it must be 0 or 1.")
    return value == "1"


def _number(value: str, name: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise SettingsError(f"{name} is {value!r}; it must be a whole number.")
    return int(value)


def _openid_file(given: Mapping[str, str], data_dir: Path) -> Path | None:
    path = Path(given.get("PORTAL_OPENID_FILE", data_dir / "openid.toml"))
    if path.is_file():
        return path
    if "PORTAL_OPENID_FILE" in given:
        raise SettingsError(f"PORTAL_OPENID_FILE names {path}, which is not a file.")
    return None


def _within(given: Mapping[str, str], name: str) -> int:
    default, least, most = LIMITS[name]
    number = _number(given.get(name, str(default)), name)
    if not least <= number <= most:
        raise SettingsError(f"{name} is {number}; it must be from {least} to {most}.")
    return number


def _away(value: str) -> str:
    if not value.startswith("https://") or any(char.isspace() for char in value):
        raise SettingsError(f"PORTAL_AWAY_URL is {value!r}; it must be an https:// address.")
    return value


def _hosts(value: str | None) -> tuple[str, ...]:
    """Names in lower case, never a bare ending such as ``.com``."""
    if value is None:
        return PUSH_HOSTS
    hosts = tuple(each.strip() for each in value.split(",") if each.strip())
    for host in hosts:
        if not re.fullmatch(r"\.?([a-z0-9-]+\.)+[a-z]{2,}", host):
            raise SettingsError(f"PORTAL_PUSH_HOSTS names {host!r}, which is not the name of a push service.")
    return hosts


def _push_contact(value: str | None, base_url: str) -> str:
    if value is None:
        own = f"https://{urlsplit(base_url).hostname}"
        return own if CONTACT.fullmatch(own) else Settings.push_contact
    if not value:
        raise SettingsError("PORTAL_PUSH_CONTACT must be mailto:someone@somewhere.nl or https://somewhere.nl.")
    return _contact(value, "PORTAL_PUSH_CONTACT")


def _contact(value: str, name: str) -> str:
    if value and not CONTACT.fullmatch(value):
        raise SettingsError(f"{name} must be mailto:someone@somewhere.nl or https://somewhere.nl.")
    return value


def _folder(path: Path) -> Path:
    """The data folder, made where it is not there yet."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"The data folder {path} cannot be made: {error.strerror}.") from None
    return path


def _checked_database(given: str) -> str:
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise SettingsError("PORTAL_DATABASE_URL is not a database URL.") from None
    if url.drivername not in DRIVERS:
        raise SettingsError(
            f"PORTAL_DATABASE_URL names {url.drivername!r}; the portal runs on sqlite and postgresql+psycopg."
        )
    if DRIVERS[url.drivername] == "sqlite" and _is_in_memory(url):
        raise SettingsError("PORTAL_DATABASE_URL names no file: a database in memory is gone with its process.")
    return url.set(drivername=DRIVERS[url.drivername]).render_as_string(hide_password=False)


def _is_in_memory(url: URL) -> bool:
    return url.database in {None, "", ":memory:"} or url.query.get("mode") == "memory"


def _secret(given: Mapping[str, str], data_dir: Path) -> str:
    """The signing key: given, read from a file, or made once and kept for its owner's eyes only."""
    if given.get("PORTAL_SECRET_KEY"):
        return _long_enough(given["PORTAL_SECRET_KEY"])
    path = Path(given.get("PORTAL_SECRET_KEY_FILE", data_dir / "secret-key"))
    if "PORTAL_SECRET_KEY_FILE" in given and not path.is_file():
        raise SettingsError(f"PORTAL_SECRET_KEY_FILE names {path}, which is not a file.")
    return _kept_key(path)


def _kept_key(path: Path) -> str:
    if not path.exists():
        # Written whole before it has its name: two processes that start at once read the same key.
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
            os.link(fresh, path)
        except FileExistsError:
            pass  # Another process of this start made it a moment ago.
        except OSError as error:
            raise SettingsError(f"The folder {path.parent} cannot be written: {error.strerror}.") from None
        finally:
            fresh.unlink(missing_ok=True)
    try:
        return _long_enough(path.read_text("utf-8").strip())
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"The secret key in {path} cannot be read as text.") from None


def _long_enough(key: str) -> str:
    if len(key) < SHORTEST_KEY:
        raise SettingsError(f"The secret key has {len(key)} characters; it needs {SHORTEST_KEY} that nobody guesses.")
    return key
