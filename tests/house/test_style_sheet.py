"""One sheet for all pages: small, mirrored for free, readable in both schemes."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src/himaya/web/static/himaya"
FIRST_LINE = ROOT / "src/himaya/web/frontline/static/frontline/first_line.js"
SHEET = (STATIC / "himaya.css").read_text()
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
# Words on their ground, and the ground's use. WCAG AA asks 4.5 for text.
PAIRS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "sand"),
    ("ink", "amber-wash"),
    ("ink", "teal-wash"),
    ("ink", "clay-wash"),
    ("soft", "paper"),
    ("soft", "card"),
    ("soft", "sand"),
    ("soft", "amber-wash"),
    ("soft", "teal-wash"),
    ("soft", "clay-wash"),
    ("teal", "paper"),
    ("teal", "card"),
    ("teal", "sand"),
    ("teal", "teal-wash"),
    ("teal", "amber-wash"),
    ("on-teal", "teal"),
    ("amber", "amber-wash"),
    ("amber", "card"),
    ("clay", "clay-wash"),
    ("clay", "card"),
    ("clay", "paper"),
    ("leaf", "leaf-wash"),
    ("leaf", "card"),
    ("teal-deep", "teal-wash"),
    ("teal-deep", "card"),
]


def colours(scheme: str) -> dict[str, str]:
    """The custom properties of one colour scheme: dark ones lie over light ones."""
    roots = re.findall(r":root\{(.*?)\}", RULES, re.DOTALL)
    found: dict[str, str] = {}
    for root in roots[: 1 if scheme == "light" else 2]:
        found |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", root))
    return found


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read_on_its_ground(scheme: str) -> None:
    have = colours(scheme)
    weak = {pair: round(contrast(have[pair[0]], have[pair[1]]), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_a_field_and_the_focus_ring_are_seen(scheme: str) -> None:
    have = colours(scheme)
    for ground in ("card", "paper", "teal-wash"):
        assert contrast(have["edge"], have[ground]) >= 3
        assert contrast(have["amber"], have[ground]) >= 3


def test_the_way_out_can_be_read_on_every_scheme() -> None:
    assert contrast("#7a2811", "#fbe9e3") >= 4.5
    assert re.search(r"\.exit\{[^}]*background:#fbe9e3;color:#7a2811", RULES)


def test_the_sheet_knows_no_left_and_no_right() -> None:
    physical = r"(?<![\w-])(?:margin|padding|border)-(?:left|right)|(?:^|[;{\s])(?:left|right|width|height)\s*:"
    assert re.findall(physical, RULES) == []
    assert re.findall(r"text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)", RULES) == []


def test_the_sheet_brings_nothing_from_outside_and_hides_no_focus() -> None:
    assert re.findall(r"@import|url\(|@font-face", RULES) == []
    removed = re.findall(r"([^{}]*)\{[^{}]*outline:\s*(?:0|none)[^{}]*\}", RULES)
    # `main` is focused by the skip link only; a choice shows the ring on its whole row.
    assert {selector.strip() for selector in removed} == {"main:focus", ".choice :focus-visible"}


def test_the_sheet_stays_small() -> None:
    assert len(SHEET.encode()) < 14_000


def test_what_a_plain_page_loads_fits_its_budget() -> None:
    vendor = ROOT / "build/static/vendor/htmx.min.js"
    assert vendor.is_file(), "the front end is not built: make test builds it"
    scripts = [file for file in STATIC.glob("*.js") if not file.name.startswith("long_form")]
    loaded = [STATIC / "himaya.css", *scripts, STATIC / "icon.svg", vendor]
    # 60 kB a page; the page itself may then weigh 35 kB.
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in loaded) < 25_000


def test_what_a_page_with_a_long_form_loads_fits_its_budget() -> None:
    engine = ROOT / "build/static/vendor/long_form_engine.min.js"
    assert engine.is_file(), "the front end is not built: make test builds it"
    loaded = [*STATIC.glob("*.js"), *STATIC.glob("*.css"), STATIC / "icon.svg", engine, engine.with_name("htmx.min.js")]
    # 260 kB a page with a long form, cold; the page itself may then weigh 130 kB.
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in loaded) < 130_000


def test_the_sheet_of_long_forms_keeps_the_rules_of_the_first() -> None:
    sheet = (STATIC / "long_form.css").read_text()
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert len(sheet.encode()) < 4_000
    physical = r"(?<![\w-])(?:margin|padding|border)-(?:left|right)|(?:^|[;{\s])(?:left|right|width|height)\s*:"
    assert re.findall(physical, rules) == []
    assert re.findall(r"@import|url\(|@font-face|text-align|float|#[0-9a-f]{3}", rules) == []


def test_our_scripts_need_nothing_that_a_strict_policy_refuses() -> None:
    for file in [*STATIC.glob("*.js"), FIRST_LINE]:
        text = file.read_text()
        if file.name in ("first_line.js", "quick_exit.js"):
            # The tab keeps a sheet of the first line, as ciphertext, and the way out removes it (ADR 87).
            text = re.sub(r'sessionStorage\.(?:[gs]et|remove)Item\((?:KEY|"sheet")', "", text)
        if file.name == "unattended.js":
            # The tab keeps what was typed on a page that was left alone, as ciphertext (ADR 30): nothing else is kept.
            text = re.sub(r'sessionStorage\.[gs]etItem\("kept"', "", text)
            # And what a long form left there longer than a week goes, on any page (ADR 40).
            text = re.sub(r"Object\.entries\(localStorage\)|localStorage\.removeItem\(key", "", text)
        if file.name == "long_form_page.js":
            # What a long form has not saved yet, as ciphertext, under names that begin with "unsent." (ADR 40).
            text = re.sub(r"Object\.keys\(localStorage\)|localStorage\.(?:[gs]et|remove)Item\(key", "", text)
        assert not re.search(r"\beval\(|new Function|innerHTML|\.style\b|document\.write|Storage\b|cookie", text)
