"""The sheet of texts keeps the rules of the first."""

import re
from pathlib import Path

SHEET = (Path(__file__).resolve().parents[2] / "src/himaya/web/static/himaya/texts.css").read_text()
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)


def test_the_sheet_of_texts_is_small_and_mirrors_itself() -> None:
    assert len(SHEET.encode()) < 1_500
    physical = r"(?<![\w-])(?:margin|padding|border)-(?:left|right)|(?:^|[;{\s])(?:left|right|width|height)\s*:"
    assert re.findall(physical, RULES.replace("(min-width:", "(")) == []
    assert re.findall(r"@import|url\(|@font-face|text-align|float|outline|#[0-9a-f]{3}", RULES) == []
