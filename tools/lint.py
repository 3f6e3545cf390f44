"""Runs every linter: `python -m tools.lint`, or `make lint`. Quiet when all is well."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
LINTERS = {
    "ruff check": ["ruff", "check", "--quiet", "."],
    "ruff format": ["ruff", "format", "--check", "--quiet", "."],
    "mypy": ["mypy", "--no-error-summary"],
    "floors": ["lint-imports"],
    "templates": ["djlint", "portal/templates", "--lint", "--quiet"],
    "catalogues": ["python", "-m", "tools.catalogues", "check"],
}


def main() -> int:
    """Show what the unhappy linters said; 1 when there was one."""
    unhappy = 0
    for title, (command, *words) in LINTERS.items():
        done = subprocess.run([BIN / command, *words], cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            unhappy = 1
            print(f"── {title} ──\n{done.stdout}{done.stderr}".rstrip(), flush=True)
    return unhappy


if __name__ == "__main__":
    sys.exit(main())
