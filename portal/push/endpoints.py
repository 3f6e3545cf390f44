"""Is this an address we may post to? An endpoint comes from a browser, and so from anybody who can write a form.

Asked when a subscription is saved and again each time before sending (`checked`), and once more of the addresses a
name stands for (`public_addresses`), which are then the ones that are connected to: a name that changes its address
between the question and the call leads nowhere new.
"""

import re
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"
LONGEST = 1_000
_PATH = r"/[A-Za-z0-9._~:/?=&%+,;@!$*'()-]+"
SHAPE = re.compile(rf"(?P<origin>https://(?P<host>[a-z0-9][a-z0-9.-]+[a-z]))(?::443)?{_PATH}", re.ASCII)
"""Lower case and nothing clever: no user, no other port, no fragment, no backslash, no other alphabet."""
HERE = re.compile(rf"(?P<origin>http://(?P<host>{re.escape(LOOPBACK)}):[0-9]{{1,5}}){_PATH}", re.ASCII)
"""What tests may ring beside: a push service of their own on this machine."""
LOOK_UP_WITHIN = 3.0
OF_PROTOCOLS = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
"""What older Pythons take for global: the special addresses of RFC 6890 and the 6to4 relays."""
GLOBAL_UNICAST = IPv6Network("2000::/3")

Resolve = Callable[[str], Sequence[str]]


class NotAllowed(ValueError):
    """Not an address of a push service that we know; the message is for logs and holds nothing of the address."""


@dataclass(frozen=True)
class Endpoint:
    """An address that may be posted to."""

    url: str
    origin: str
    """What a VAPID token is made out to."""
    host: str


def resolve(host: str) -> Sequence[str]:
    """All addresses of a name, as the system knows them now."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Services:
    """The push services that this installation posts to."""

    known: tuple[str, ...]
    """Hosts; one that begins with a dot stands for all names that end in it."""
    loopback: bool = False
    """For tests: also a service on this machine. Never in production."""
    resolve: Resolve = resolve

    def checked(self, url: str) -> Endpoint:
        """The endpoint, if its address alone says that it is one of these; raises `NotAllowed`."""
        if len(url) > LONGEST:
            raise NotAllowed("too long")
        here = HERE.fullmatch(url) if self.loopback else None
        shape = here or SHAPE.fullmatch(url)
        if shape is None:
            raise NotAllowed("not the form of an endpoint")
        host = shape["host"]
        if here is None and not any(host == one or (one[0] == "." and host.endswith(one)) for one in self.known):
            raise NotAllowed("not a push service that is known")
        if urlsplit(url).hostname != host:
            raise NotAllowed("read in two ways")
        return Endpoint(url, shape["origin"], host)

    def public_addresses(self, host: str) -> list[str]:
        """Where a name leads. Raises `NotAllowed` where it leads nowhere, or one of its addresses is an inner one."""
        if self.loopback and host == LOOPBACK:
            return [LOOPBACK]
        try:
            found = list(self.resolve(host))
        except OSError:
            raise NotAllowed("a name without an address") from None
        if not found or not all(is_public(each) for each in found):
            raise NotAllowed("no public address")
        return found

    def look_up(self, url: str) -> Endpoint:
        """Both questions at once, for who saves one; waits a few seconds at most. Raises `NotAllowed`."""
        endpoint = self.checked(url)
        pool = ThreadPoolExecutor(1)
        try:
            pool.submit(self.public_addresses, endpoint.host).result(LOOK_UP_WITHIN)
        except TooSlow:
            raise NotAllowed("a name that takes too long") from None
        finally:
            pool.shutdown(wait=False)
        return endpoint


def is_public(address: str) -> bool:
    """Whether an address lies outside, however it is written: nothing mapped, tunnelled or translated."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        of_protocols = any(found in network for network in OF_PROTOCOLS)
        return found.is_global and not (found.is_multicast or found.is_reserved or of_protocols)
    return _is_public_6(found)


def _is_public_6(found: IPv6Address) -> bool:
    # 64:ff9b::/96 and mapped addresses lie outside 2000::/3; 6to4 and Teredo carry an inner address within it.
    tunnelled = found.sixtofour is not None or found.teredo is not None
    return found in GLOBAL_UNICAST and found.is_global and not tunnelled and found.scope_id is None
