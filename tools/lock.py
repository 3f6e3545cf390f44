"""Writes the lock files anew: `python -m tools.lock`, or `make lock`.

Each file pins every package with its hashes, for Linux and macOS and for every Python that
the portal runs on, so that plain `pip install --require-hashes` is all that an install needs.
The one tool for it, uv, is itself fetched for the moment only.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = {
    "requirements.lock": ["pyproject.toml"],
    "requirements-dev.lock": ["pyproject.toml", "--group", "dev"],
    "tools/node.lock": ["--group", "node"],
}
HOW = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-annotate"]


def main() -> None:
    """Fetch uv, then let it choose the newest versions that pyproject.toml allows."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, "uv>=0.13.9"]
        subprocess.run(pip, check=True)
        for file, sources in FILES.items():
            command = [f"{folder}/bin/uv", "pip", "compile", *HOW, "--no-header", "--upgrade", "--quiet"]
            subprocess.run([*command, *sources, "-o", file], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
