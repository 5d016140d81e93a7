"""A letter from the question on its risk to its end: made, read as a paper, checked without us and at a desk."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from himaya.attestations import phrases
from tests.browser import sit_at, visit
from tests.running import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("C5")]
PHRASES = {
    "fr": ("Un figuier près du puits", "UN FIGUIER pres du puits"),
    "ar": ("قمرٌ أزرق فوق البئر", "قمر ازرق فوق البئر"),
}
RISK = ("finds", "fears", "lives", "harm")


def made(page: Page, language: str, phrase: str, into: Path) -> str:
    """Offered and made at the desk of the case; returns the address of its list."""
    page.goto("/casework/cases/")
    page.locator("main .rows a").first.click()
    page.locator("main a[href^='/attestations/cases/']").click()
    letters = page.url
    page.locator("main a[href$='/offer/']").click()
    for name in RISK:
        page.locator(f"[name={name}][value={'unknown' if name == 'lives' else 'no'}]").check()
    page.locator("[value=ask]").click()
    expect(page.locator("[name=heard]")).to_be_visible()
    page.locator("[name=kept][value=carried]").check()
    page.locator("[name=heard]").check()
    page.locator("[name=text][value=appointment]").check()
    page.locator("[name=languages][value=both]").check()
    page.locator("[name=phrase]").fill(phrase)
    page.locator("[value=make]").click()
    page.wait_for_url("**/made/")
    assert phrase not in page.content()
    with page.expect_download() as coming:
        page.locator("main form .btn").click()
    assert coming.value.suggested_filename == "document.pdf"
    coming.value.save_as(into)
    assert page.locator("html").get_attribute("lang") == language
    return letters


def signed_text(paper: Path) -> str:
    """The text of the dots as it is printed below them; where the paper broke a line it is joined again."""
    told = subprocess.run(["pdftotext", "-raw", str(paper), "-"], capture_output=True, check=True).stdout.decode()
    assert "Attestation" in told
    for telling in ("himaya", "traite", "الاتجار", "inspection"):
        assert telling not in told.lower()
    body, _, signature = told[told.index("attestation\nattestation ") :].replace("\f", "").partition("—")
    name, encoded = signature.split(maxsplit=1)
    return f"{body.strip()}\n\n— {name} {re.sub(r'\s', '', encoded)}\n"


@pytest.mark.parametrize(("language", "phone"), [("fr", False), ("ar", True)])
def test_a_letter_is_made_checked_without_us_and_at_a_desk_and_taken_back(
    live: Live, browser: Browser, tmp_path: Path, language: str, phone: bool
) -> None:
    phrase, as_said = PHRASES[language]
    paper = tmp_path / "document.pdf"
    with visit(browser, live.url, language=language, phone=phone) as page:
        sit_at(page, "inspection-nord")
        letters = made(page, language, phrase, paper)
        text = signed_text(paper)
        number = re.search(r"attestation (\S+)", text)
        assert number is not None
        public_page(page, language, text, as_said)
        sit_at(page, "hopital-nord")
        assert at_the_desk(page, number[1], as_said) == 200
        sit_at(page, "inspection-nord")
        page.goto(letters)
        row = page.locator("main .rows > li", has_text=number[1])
        row.locator("summary").first.click()
        row.locator("[name=reason][value=lost]").check()
        row.locator("[value=take_back]").click()
        expect(page.locator("main .rows > li", has_text=number[1]).locator(".chip.wait")).to_be_visible()
        sit_at(page, "hopital-nord")
        at_the_desk(page, number[1], as_said)
        back = {"fr": "a été retirée", "ar": "سُحبت الشهادة"}[language]
        expect(page.locator("main section[role=status]")).to_contain_text(back)


def public_page(page: Page, language: str, text: str, as_said: str) -> None:
    """In the browser alone: what is typed leaves nothing, and a request elsewhere would fail the visit."""
    page.goto(f"/public/{language}/attestations/")
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url))
    for said, phrase, note in (
        ("valid", as_said, text),
        ("not_fitting", "autre chose encore", text),
        ("not_fitting", as_said, text.replace("valid-until 20", "valid-until 21")),
    ):
        page.locator("#note").fill(note)
        page.locator("#phrase").fill(phrase)
        page.locator("#check .btn").click()
        expect(page.locator(f"[data-said={said}]")).to_be_visible(timeout=20_000)
    assert sent == []


def at_the_desk(page: Page, number: str, phrase: str) -> int:
    page.goto("/attestations/check/")
    page.locator("[name=shown]").fill(number.lower().replace("-", " "))
    page.locator("[name=phrase]").fill(phrase)
    with page.expect_navigation() as gone:
        page.locator("main .btn").click()
    return gone.value.status if gone.value else 0


DERIVE = """async ([password, salt, n, r]) => {
    const {hex, scrypt, utf8} = Attestation;
    return hex(await scrypt(utf8(password), utf8(salt), n, r, 32));
}"""
VECTORS = [
    # RFC 7914, section 12: N=16 with empty words; N=1024, r=8, p=16 has p above one, which no letter uses.
    ("", "", 16, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"),
    ("pleaseletmein", "SodiumChloride", 16384, 8, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"),
]


def test_the_script_derives_as_the_standard_and_tidies_as_the_server(live: Live, browser: Browser) -> None:
    with visit(browser, live.url) as page:
        page.goto("/public/fr/attestations/")
        for password, salt, n, r, begins in VECTORS:
            assert page.evaluate(DERIVE, [password, salt, n, r]) == begins
        for words in (
            "L’été à Fès, œuf & Straße",
            "بَابٌ أَخْضَر ٧ ۷", "ﻻ إلٰه ى ة ؤ ئ آ ٱ", "ＡＢＣ １２ ½", "İstanbul ſ ﬁ", "کتاب گل ہ",
            "नमस्ते १", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "a" * 250, "ʰ ⁿ ـ", "😀 deux mots",
        ):  # fmt: skip
            assert page.evaluate("words => Attestation.tidy(words)", words) == phrases.tidy(words), words
