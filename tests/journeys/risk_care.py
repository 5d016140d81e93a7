"""What clinicians do for the same person, apart from everybody: an offer, a sheet, a scale, steps, a letter."""

from pathlib import Path
from urllib.parse import urlsplit

from django.utils import translation

from himaya.health.moment import SENTENCES
from tests.journeys.domestic_work import number
from tests.journeys.passages import MAIN, in_days
from tests.journeys.risk_steps import typed
from tests.journeys.thumb_and_keys import Walker
from tests.rooms.adapters.test_pdf import text_of
from tests.rooms.health import nonsense

SAFE = dict.fromkeys(("finds", "fears", "lives", "harm"), "no")
# What only the scale says; the title of the invented one, and its scores, in the languages of the page.
OF_THE_SCALE = ("Nonsense scale", "Total absurde", "المجموع المختلق", "Absurde n01", "عبارة بلا معنى n01")
ANSWER = "3"
EVIDENCE = {"fr": "Nuages de l’ouest (inventé)", "ar": "سحب الغرب (مختلق)"}
TOTAL = str(len(nonsense.ITEMS) * int(ANSWER))


def begins(one: Walker, case: str, referral: str) -> None:
    """The hospital takes the referral on and keeps its own notes apart."""
    one.open("/casework/")
    one.go(f"main a[href='{referral}']")
    one.go("form[action$='/accept/'] button")
    one.go("main a[href$='/apart/']")
    one.go("main form:has([name=kind][value=health]) button")
    one.go(f"main a[href='/health/{case}/']")


def offered(one: Walker, case: str) -> None:
    """From the first day: needs first, in person, and her yes before anything is asked. A published scale waits."""
    assert not one.page.locator("main a[href$='/observation/']").count(), "nothing is asked before a yes"
    told = one.refused_at("main button[value=offer]", way="in_person", interpreter="present")
    assert one.page.locator("main .errors").count(), told
    one.go("main button[value=offer]", needs="yes")
    one.go("main button[value=accept]")
    assert in_language(one, SENTENCES["first_month"]) in one.text()


def in_language(one: Walker, sentence: object) -> str:
    with translation.override(one.page.evaluate("document.documentElement.lang")):
        return str(sentence)


def observed(one: Walker, case: str) -> None:
    """After a month nothing waits any more."""
    said = typed(one)
    one.open(f"/health/{case}/")
    assert in_language(one, SENTENCES["first_month"]) not in one.text()
    one.go("main a[href$='/observation/']")
    how = {"at-way": "in_person", "at-interpreter": "present"}
    one.go(MAIN, sleep="harder", safety="safe", seen=said["seen"], **how)
    assert said["seen"] in one.text()


def loaded(one: Walker, other: Walker, case: str, into: Path) -> str:
    """As its authors wrote it, by one clinician; a second one confirms it. Returns its number."""
    book = into / "nonsense.xlsx"
    book.write_bytes(nonsense.workbook())
    one.open(f"/health/{case}/")
    one.go("main a[href='/health/scales/']")
    one.page.locator("main [name=file]").set_input_files(book)
    one.go(MAIN, allowed_by="Nobody at all", reference="N-1", allowed_on=in_days(-3))
    assert one.page.locator("main button[value=confirm]").is_disabled(), "whoever loaded it confirms nothing"
    scale = urlsplit(one.page.url).path
    other.open("/health/scales/")
    other.go(f"main ul.rows a[href='{scale}']")
    other.go("main button[value=confirm]")
    return number(scale)


def scored(one: Walker, case: str, scale: str) -> None:
    """Asked in Arabic, item by item; the score stands beside what is known of it, and nothing is compared."""
    one.open(f"/health/{case}/")
    one.go(f"main a[href$='/scales/{scale}/']")
    if one.page.locator("main a[href='?in=ar']").count():
        one.go("main a[href='?in=ar']")
    assert OF_THE_SCALE[-1] in one.text()
    answers = dict.fromkeys(nonsense.ITEMS, ANSWER)
    one.go(MAIN, **{"at-way": "in_person", "at-interpreter": "present"}, **answers)
    language = one.page.evaluate("document.documentElement.lang")
    assert one.page.locator("main dl.facts b").first.inner_text().strip() == TOTAL
    known = one.page.locator("#evidence")
    assert EVIDENCE[language] in known.inner_text()
    assert known.locator("tbody tr").count() == 2, "each side by side, none chosen"
    assert not known.locator("tbody [aria-current], tbody .chip").count()


def cared_for(one: Walker, case: str) -> None:
    """A step, begun and looked at again, in words; no number moves it."""
    said = typed(one)
    one.open(f"/health/{case}/")
    one.go("main a[href$='/care/']")
    one.go("main button[value=begin]", step="2", words=said["step"])
    form = "form:has(button[value=review])"
    told = one.refused_at("main button[value=review]", form)
    assert one.page.locator("main .errors").count(), told
    one.go("main button[value=review]", form, reason="helps")
    assert one.page.locator("main ol.timeline > li").count() == 2
    assert said["step"] in one.text()


def lettered(one: Walker, case: str) -> None:
    """For one use, read to her, released by her, printed, and taken back by her: then it is printed no more."""
    said = typed(one)
    one.go("main a[href$='/letters/']")
    wish = {"purpose": "housing", "reader": "shelter", "terms": "quiet_place", "days": "14"}
    language = one.page.evaluate("document.documentElement.lang")
    one.go(MAIN, own=said["letter"], language=language, **wish)
    letter = one.page.url
    assert not one.page.locator("main form[action$='/paper/']").count(), "before her yes it is no paper"
    one.go("main button[value=release]", answer="yes", phrase=said["phrase"], **SAFE)
    assert said["phrase"] not in one.page.content(), "a phrase is hers: no page shows it again"
    paper = one.page.locator("main form[action$='/paper/'] button")
    with one.page.expect_download() as got:
        one.press(paper)
    assert got.value.suggested_filename == "document.pdf"
    told = text_of(Path(got.value.path()).read_bytes())
    for word in (*OF_THE_SCALE, TOTAL, *(said[word] for word in ("seen", "step", "name", "phrase"))):
        assert word not in told, word
    one.open(letter)
    one.go("main button[value=revoke]")
    assert not one.page.locator("main form[action$='/paper/']").count()
