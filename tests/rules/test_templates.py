"""Rules that every template keeps."""

import re
from pathlib import Path

import pytest
from jinja2 import nodes

from portal.core.i18n import LANGUAGES

TEMPLATES = Path(__file__).parents[2] / "portal" / "templates"
CODE = Path(__file__).parents[2] / "portal"
ALL = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
PARTS = [name for name in ALL if Path(name).name.startswith("_")]
PIECES = [name for name in ALL if name.startswith("ui/")]
PAGES = [name for name in ALL if name not in PARTS and name not in PIECES and name != "base.html"]


def tree(house, name):
    return house.extensions["portal.environments"]["nl"].parse((TEMPLATES / name).read_text())


@pytest.mark.parametrize("name", ALL)
def test_it_compiles_in_every_language(house, name):
    for code in LANGUAGES:
        house.extensions["portal.environments"][code].get_template(name)


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(name):
    source = (TEMPLATES / name).read_text()
    source = source.replace("<style>{{ sheet() }}</style>", "")  # the one style sheet, named by its hash in the policy
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)", source), name
    assert not re.search(r"""(src|action)=["']https?:""", source), name
    assert "|safe" not in source.replace(" ", ""), f"{name} shows something unescaped"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_extends_the_base_and_has_a_title(house, name):
    parsed = tree(house, name)
    assert [node.template.value for node in parsed.find_all(nodes.Extends)] == ["base.html"]
    assert "title" in {block.name for block in parsed.find_all(nodes.Block)}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_extends_nothing_and_stands_in_a_page(house, name):
    assert not list(tree(house, name).find_all(nodes.Extends)), f"{name} extends something"
    users = [*TEMPLATES.rglob("*.html"), CODE / "styleguide.py", *CODE.glob("*/parts.py")]
    users += [CODE / "rights" / "copy.py", CODE / "plan" / "paper.py"]
    assert any(f'"{name}"' in user.read_text() for user in users), f"{name} stands in no page"


def test_every_template_is_used():
    code = "".join(path.read_text() for path in CODE.rglob("*.py"))
    sources = {name: (TEMPLATES / name).read_text() for name in ALL}
    for name in ALL:
        elsewhere = any(f'"{name}"' in source for other, source in sources.items() if other != name)
        assert f'"{name}"' in code or elsewhere, f"{name} is used by nothing"


def test_style_sheets_know_no_left_and_right():
    for sheet in (CODE / "static" / "css").glob("*.css"):
        source = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        physical = re.findall(r"(?:margin|padding|border|inset)?-?\b(?:left|right)\b\s*:", source)
        assert not physical, f"{sheet.name}: {physical}"
