"""The second sheet and the script of the screen in the room keep the rules of the first."""

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "src/himaya/web/static/himaya"
SHEET, SCRIPT = (STATIC / "room.css").read_text(), (STATIC / "room.js").read_text()
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)


def test_the_sheet_of_the_room_is_small_and_mirrors_itself() -> None:
    assert len(SHEET.encode()) < 2_500
    physical = r"(?<![\w-])(?:margin|padding|border)-(?:left|right)|(?:^|[;{\s])(?:left|right|width|height)\s*:"
    assert re.findall(physical, RULES) == []
    assert re.findall(r"@import|url\(|@font-face|text-align|float|outline|#[0-9a-f]{3}", RULES) == []


def test_the_room_asks_for_news_only_while_somebody_looks() -> None:
    assert "document.hidden" in SCRIPT
    assert "preventDefault" in SCRIPT
