"""What is done with files of another system: looked at, taken in and back; found twice, joined, parted; handed over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import pyrage
from django.utils import translation
from playwright.sync_api import Download

from himaya.disclosures import rules_exports as exports
from himaya.duplicates import states, words
from himaya.exchange.published import published
from tests.journeys.evidence_steps import enters, here
from tests.journeys.return_steps import does, language_of, offers, says
from tests.journeys.test_risk_and_trauma import asked, comes
from tests.journeys.thumb_and_keys import Walker
from tests.rooms.exchange.exchanging import a_csv

FORM, TAKE = "main form[enctype]", "/exchange/take/"
LOOK = f"{FORM} button[name=do][value=look]"
TAKE_IN = f"{FORM} button[name=do][value=take]"
CASES, PAIRS = "main ul.rows a[href^='/casework/cases/']", "main ul.rows a[href^='/duplicates/pairs/']"
CODE, PROOF = "main #proof_code", "main [name=proof_exercise], main form:has(#proof_code) .btn:not(.second):not(.quiet)"
# In the fields of the standard: two that are codes, one that is a name.
PARTS = ("prs_First_Name", "prs_Gender", "vic_Methods_of_Control")
CLASSES = ("identity", "civil_details", "telephone", "gender", "work_sector", "standard_codes")
# A code that is in no list, and a field that nothing here keeps.
UNKNOWN, LEFT_OUT = "Woman", "prs_Email"
COLUMN = "prs_Gender"


@dataclass
class Brought:
    """What the other system wrote, by the words that must be in clear nowhere; and the pair of keys of a receiver."""

    said: Mapping[str, str]
    keys: pyrage.x25519.Identity = field(default_factory=pyrage.x25519.Identity.generate)

    def row(self, name: str, **changes: str) -> dict[str, str]:
        found = {
            "con_Consent": "TRUE",
            "prs_First_Name": self.said[name],
            "prs_Birthdate": "1997-08-21",
            COLUMN: "Feminine",
            "prs_MobilePhone": self.said["phone"],
            "vic_Methods_of_Control": "DebtBondage WithholdsDocuments",
        }
        return {**found, **changes}


# A file of the exchange standard


def chooses(one: Walker, *rows: Mapping[str, str]) -> None:
    file = {"name": "dossiers.csv", "mimeType": "text/csv", "buffer": a_csv([dict(row) for row in rows])}
    one.page.set_input_files(f"{FORM} [name=file]", files=[file])


def explained(lead: Walker, brought: Brought) -> None:
    """A code that is in no list stands with its row, its column and the codes there are; nothing is taken in."""
    enters(lead, TAKE)
    chooses(lead, brought.row("alone", **{COLUMN: UNKNOWN}))
    lead.go(LOOK, FORM, basis="agreed")
    told = lead.page.locator("#faults li").first
    line = told.inner_text()
    assert COLUMN in line
    assert UNKNOWN in line
    assert "2" in line.split(COLUMN)[0], "the row of the file"
    lead.press(told.locator("summary"))
    assert all(code in told.inner_text() for code in published().choices[COLUMN])
    assert not offers(lead, "take")
    assert lead.page.locator(f"{FORM} [name=basis]:checked").input_value() == "agreed", "what was chosen is lost"


def taken_in(lead: Walker, *rows: Mapping[str, str], left_out: bool = False) -> list[str]:
    """Looked at, then taken in with the same file; returns the references of the files that it opened."""
    if here(lead) != TAKE:
        lead.open(TAKE)
    chooses(lead, *rows)
    lead.go(LOOK, FORM, basis="agreed")
    chooses(lead, *rows)
    if left_out:
        lead.refused_at(TAKE_IN, FORM)
        assert lead.page.locator("#left_out-error").count(), "what nothing here keeps stays out aloud"
        assert LEFT_OUT in lead.page.locator("#left_out").inner_text()
        chooses(lead, *rows)
    lead.go(TAKE_IN, FORM, **({"left_out": "yes"} if left_out else {}))
    return [text.strip() for text in lead.page.locator(CASES).all_inner_texts()]


def taken_back(lead: Walker, officer: Walker) -> None:
    """Asked for by the lead; the officer, who reads no file, erases; nothing of it is left at the desk."""
    address = here(lead)
    before = _waiting(officer)
    lead.go("main section.not form[action^='/exchange/taken/'] button")
    assert lead.page.locator(CASES).count(), "until then nothing is erased"
    (erasure,) = _waiting(officer) - before
    officer.open(erasure)
    officer.go("main button[value=confirm]", "main form:has(button[value=confirm])", sure="yes")
    lead.open(address)
    assert not lead.page.locator(CASES).count()
    assert not lead.page.locator("main section.not form").count()


def _waiting(officer: Walker) -> set[str]:
    officer.open("/oversight/keeping/")
    links = officer.page.locator("main section.card").first.locator("a[href*='/erasures/']")
    return set(links.evaluate_all("all => all.map(one => one.getAttribute('href'))"))


# Somebody who is kept twice


def searched(lead: Walker, officer: Walker) -> None:
    """Asked for by a lead, agreed to by the officer with a second factor; the worker searches; once a month."""
    enters(lead, "/duplicates/")
    does(lead, "ask")
    assert not offers(lead, "agree"), "whoever asks does not agree"
    enters(officer, "/duplicates/")
    does(officer, "agree")
    with translation.override(language_of(lead)):
        comes(lead, "/duplicates/", str(words.STATES[states.DONE]))
    assert not offers(lead, "ask"), "at most once a month"


def side_by_side(worker: Walker, brought: Brought, references: Sequence[str]) -> str:
    """Two files of one person beside each other, with why; never a percentage, nor how she is reached."""
    enters(worker, "/duplicates/")
    worker.go(PAIRS + "".join(f":has-text('{reference}')" for reference in references))
    told = worker.page.locator("main table").inner_text()
    assert all(brought.said[name] in told for name in ("latin", "arabic"))
    assert all(reference in told for reference in references)
    assert worker.page.locator("main section.card ul li").count(), "why they may be one person"
    assert "%" not in worker.text()
    assert not any(said in worker.page.title() for said in brought.said.values())
    return here(worker)


def joined_and_parted(worker: Walker, references: Sequence[str]) -> None:
    """Said to be one person, and taken back: each file stays what it was."""
    does(worker, "join")
    assert says(worker, words.PAIRS[states.JOINED])
    does(worker, "part")
    assert says(worker, words.PAIRS[states.PARTED])
    assert all(reference in worker.text() for reference in references)


def kept_apart(officer: Walker, stranger: Walker, pair: str) -> None:
    """The officer, who agreed, is shown no name; for a desk of another institution there is no such pair."""
    asked(officer, pair, 403)
    asked(stranger, pair, 404)
    assert not officer.page.locator(PAIRS).count()


# Handed over in the fields of the standard


def handed_over(lead: Walker, officer: Walker, brought: Brought, reference: str, receiver: str) -> list[str]:
    """Asked for by the lead, decided by the officer, fetched by the lead; returns what the receiver reads."""
    enters(lead, "/legal/exports/")
    lead.go("main a[href='/legal/exports/new/']")
    said = {"reason": brought.said["reason"], "who": brought.said["who"], "file": reference, "receiver": receiver}
    said |= {"purpose": "prepare_referral", "aim": "protect", "basis": "agreed", "scope": "one", "abroad": "no"}
    form = "main form:has([name=key])"
    parts = [f"{exports.STANDARD}{one}" for one in PARTS]
    lead.refused_at(f"{form} .actions .btn", form, **said, parts=parts, key="age1none")
    assert lead.page.locator("#key-error").count(), lead.text()
    assert lead.page.locator(f"{form} [name=reason]").input_value() == said["reason"], "what was typed is lost"
    lead.go(f"{form} .actions .btn:not(.quiet)", form, key=str(brought.keys.to_public()))
    address = here(lead)
    assert not lead.page.locator("main [name=verb][value=approve]").count(), "whoever asks does not decide"
    assert not lead.page.locator("main form[action$='/fetch/']").count()
    enters(officer, "/legal/exports/")
    officer.go(f"main a[href='{address}']")
    decide = "main form:has([name=verb][value=approve])"
    officer.go(f"{decide} .btn", decide)
    lead.open(address)
    return _fetched(lead, brought)


def _fetched(lead: Walker, brought: Brought) -> list[str]:
    """The second factor stands before it; then a file that the receiver alone opens, under a name that says nothing."""
    came: list[Download] = []
    lead.page.on("download", lambda file: came.append(file))
    lead.press(lead.page.locator("main form[action$='/fetch/'] .btn"))
    _until(lead, lambda: bool(came) or bool(lead.page.locator(PROOF).count()))
    if not came:
        if lead.page.locator(CODE).count():
            lead.page.fill(CODE, lead.place.code(lead.page, lead.place.people[lead.who]))
        lead.page.locator(PROOF).first.click()
        _until(lead, lambda: bool(came))
    assert came[0].suggested_filename == "file.age"
    body, out = came[0].path().read_bytes(), BytesIO()
    assert not any(said.encode() in body for said in brought.said.values())
    pyrage.decrypt_io(BytesIO(body), out, [brought.keys])
    return out.getvalue().decode("utf-8-sig").splitlines()


def _until(one: Walker, there: Callable[[], bool]) -> None:
    for _turn in range(150):
        if there():
            return
        one.page.wait_for_timeout(100)
    raise AssertionError(one.text())
