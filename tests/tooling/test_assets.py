"""What is fetched at set-up is what was pinned, and becomes pictures in the colour of the text."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import assets

ROOT = Path(__file__).parents[2]
LUCIDE = b"""<svg viewBox="0 0 24 24" fill="none" stroke="#333">
  <script>x</script>
  <path class="a" d="M1.26 2"/>
</svg>"""
HEALTH = b"""<svg viewBox="0 0 48 48" fill="none">
  <g fill="#333"><path d="M1 1"/></g>
  <metadata>x</metadata>
</svg>"""
PACKAGES = {
    "htmx.org": {"package/LICENSE": b"free", "package/dist/htmx.min.js": b"htmx"},
    "lucide-static": {"package/LICENSE": b"ISC", "package/icons/x.svg": LUCIDE},
    "healthicons": {"package/LICENSE": b"MIT", "package/public/icons/svg/outline/people/doctor.svg": HEALTH},
}
Fetch = Callable[[Path, str, str], Path]


def _tarball(name: str) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for path, content in PACKAGES[name].items():
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


@pytest.fixture
def house(tmp_path: Path) -> tuple[Path, Fetch, list[str]]:
    """A root whose pins fit, a way to fetch that stays on this machine, and the list of what it fetched."""
    tarballs = {name: _tarball(name) for name in PACKAGES}
    pins = {
        name: {
            "version": "1",
            "integrity": "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode(),
        }
        for name, content in tarballs.items()
    }
    fetched = []

    def fetch(folder: Path, name: str, version: str) -> Path:
        fetched.append(f"{name} {version}")
        path = folder / f"{name}.tgz"
        path.write_bytes(tarballs[name])
        return path

    root = tmp_path / "root"
    (root / "tools").mkdir(parents=True)
    (root / assets.PINNED).write_text(json.dumps(pins))
    (root / assets.ICON_LIST).parent.mkdir(parents=True)
    (root / assets.ICON_LIST).write_text("# icons\n\nclose = lucide:x\ndoctor = health:people/doctor\n")
    return root, fetch, fetched


def test_the_files_are_made_once_and_again_when_the_list_changes(house: tuple[Path, Fetch, list[str]]):
    root, fetch, fetched = house
    assert assets.ensure(root, fetch)
    assert (root / "portal/static/vendor/htmx.js").read_bytes() == b"htmx"
    assert not assets.ensure(root, fetch)
    assert len(fetched) == 3
    with (root / assets.ICON_LIST).open("a") as icons:
        icons.write("cross = lucide:x\n")
    assert assets.ensure(root, fetch)


def test_a_file_with_another_hash_is_refused_and_nothing_is_left(house: tuple[Path, Fetch, list[str]]):
    root, fetch, _ = house

    def spoiled(folder: Path, name: str, version: str) -> Path:
        path = fetch(folder, name, version)
        path.write_bytes(path.read_bytes() + b"!")
        return path

    with pytest.raises(assets.AssetError, match=r"htmx\.org 1 is not the file that is pinned"):
        assets.ensure(root, spoiled)
    assert not (root / assets.VENDOR).exists()


def test_a_picture_keeps_its_shapes_alone_in_the_colour_of_the_text(house: tuple[Path, Fetch, list[str]]):
    root, fetch, _ = house
    assets.ensure(root, fetch)
    assert (root / "portal/static/vendor/icons.svg").read_text() == (
        '<svg xmlns="http://www.w3.org/2000/svg">'
        '<symbol id="close" viewBox="0 0 24 24" fill="var(--fill, none)" stroke="currentColor">'
        '<path d="M1.3 2" /></symbol>'
        '<symbol id="doctor" viewBox="0 0 48 48" fill="none">'
        '<g fill="currentColor"><path d="M1 1" /></g></symbol>'
        "</svg>\n"
    )


def test_the_licences_of_all_packages_stand_beside_what_was_taken(house: tuple[Path, Fetch, list[str]]):
    root, fetch, _ = house
    assets.ensure(root, fetch)
    licences = (root / "portal/static/vendor/LICENSES.txt").read_text()
    assert all(word in licences for word in ("htmx.org", "free", "ISC", "MIT"))


def test_an_unknown_picture_is_named(house: tuple[Path, Fetch, list[str]]):
    root, fetch, _ = house
    (root / assets.ICON_LIST).write_text("sun = lucide:sunn\n")
    with pytest.raises(assets.AssetError, match=r"icons/sunn\.svg is not in lucide-static"):
        assets.ensure(root, fetch)


@pytest.mark.parametrize("line", ["sun", "sun = ", "sun = lucide", "sun = other:sun", "= lucide:sun"])
def test_a_line_that_says_no_picture_is_refused(line: str):
    with pytest.raises(assets.AssetError, match="line 1"):
        assets.read_icon_list(line)


IN_CODE = re.compile(r"""\b(?:icon|picture)\s*[(=:]\s*["']([a-z0-9-]+)["']""")
IN_AN_ARTICLE = re.compile(r"^icon: (.+)$", re.MULTILINE)


def test_every_picture_that_is_asked_for_is_in_the_list():
    listed = {icon.name for icon in assets.read_icon_list((ROOT / assets.ICON_LIST).read_text(encoding="utf-8"))}
    asked = {
        (name, str(path.relative_to(ROOT)))
        for suffix, asking in ((".html", IN_CODE), (".py", IN_CODE), (".md", IN_AN_ARTICLE))
        for path in (ROOT / "portal").rglob(f"*{suffix}")
        for name in asking.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted((name, path) for name, path in asked if name not in listed) == []
