"""A source that names a file of ours names one that ships: `domain/…` lies in docs/domain/, the rest where it says."""

import re
from collections.abc import Iterator
from pathlib import Path

from himaya.kernel.places import ROOT
from himaya.ops.content_rules.gap import Gap

_FILE = re.compile(r"\b(?:domain|design|docs|content|review)/[\w/-]+\.(?:md|csv|yaml)\b")


def source_gaps(root: Path) -> Iterator[Gap]:
    """Every file that the content folder at `root` names and that nobody who follows it would find."""
    for file in sorted(root.rglob("*")):
        if file.suffix not in (".yaml", ".csv"):
            continue
        for named in sorted(set(_FILE.findall(file.read_text(encoding="utf-8")))):
            if not _lies_there(named):
                yield Gap(file.relative_to(root).as_posix(), "source", "", f"{named} does not ship")


def _lies_there(named: str) -> bool:
    return (ROOT / "docs" / named if named.startswith("domain/") else ROOT / named).is_file()
