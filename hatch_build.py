"""Build hook: packs into the wheel what is made and not committed.

The wheel carries htmx, the icons and the compiled catalogues, so that a production
install needs neither npm nor Babel. `make setup` makes the same things for an
editable install, which therefore skips this hook.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackMadeFiles(BuildHookInterface[Any]):
    """Fetches the assets and compiles the catalogues before a wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, self.root)
        from tools import assets, catalogues  # noqa: PLC0415  (found only once the root is on the path)

        assets.ensure(root)
        for compiled in catalogues.compile_all(root):
            build_data["force_include"][str(compiled)] = f"portal/{compiled.relative_to(root)}"
