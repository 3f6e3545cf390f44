"""What the documents promise is there: every file and every test that they name."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
DECISIONS = [f"docs/decisions/{path.name}" for path in sorted((ROOT / "docs/decisions").glob("*.md"))]
NAMED = re.compile(
    r"`((?:portal|tests|tools|bench|docs|translations)/[\w./-]+\.(?:py|md|html|txt|css|js))(?:::(\w+))?`"
)
LINKED = re.compile(r"\]\(([^)#:]+)\)")


@cache
def functions(path: str) -> frozenset[str]:
    """The tests and other functions that a file holds."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("document", [*DOCUMENTS, *DECISIONS])
def test_a_document_names_only_what_is_there(document):
    text = (ROOT / document).read_text("utf-8")
    missing = [path for path, _test in NAMED.findall(text) if not (ROOT / path).is_file()]
    missing += [link for link in LINKED.findall(text) if not ((ROOT / document).parent / link).exists()]
    assert not missing
    assert not [f"{path}::{test}" for path, test in NAMED.findall(text) if test and test not in functions(path)]


def test_every_line_about_protection_names_its_proof():
    rows = [
        line for line in (ROOT / "docs/asvs.md").read_text("utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("| |")
    ]  # fmt: skip
    assert len(rows) > 50
    assert not [row for row in rows if not re.search(r"`tests/[\w/]+\.py::test_\w+`", row) or "`portal/" not in row]
