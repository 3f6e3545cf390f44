"""A block that was ever used stays as it is: rows of years ago are still built from it."""

from pathlib import Path

from portal.texts.blocks import LIBRARY

FILE = Path(__file__).parent / "blocks.txt"


def on_file() -> dict[str, str]:
    """Key and blanks of every block that there ever was."""
    lines = [line for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines == sorted(set(lines)), "blocks.txt: sort its lines, one for each key"
    return {key: blanks.strip() for key, _, blanks in (line.partition(":") for line in lines)}


def test_no_block_that_rows_may_be_built_from_is_gone_or_changed(app):
    now = {
        key: ", ".join(f"{name} {blank}" for name, blank in sorted(block.blanks.items()))
        for key, block in LIBRARY.items()
    }
    before = on_file()
    for key, blanks in before.items():
        assert key in now, (
            f"{key} is gone, and rows that were built from it can no longer be read: keep the block, and use a new key "
            "for new words"
        )
        assert now[key] == blanks, (
            f"{key} has the blanks ({now[key]}) and had ({blanks}), which is what stored rows fill: give the new "
            "sentence a new key and keep this block"
        )
    for key in now.keys() - before.keys():
        raise AssertionError(f"a new block: add this line to tests/rules/blocks.txt: {key}: {now[key]}".rstrip(": "))
