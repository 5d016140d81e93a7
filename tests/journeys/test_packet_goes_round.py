"""A packet goes to a partner abroad and comes back: lines chosen with the person, sealed, opened elsewhere, answered.

Without the number of an authorisation nothing goes, and a sentence says who can change that. The partner has a bare
Python with two packages, as docs/how-to/packets.md says, and the file `packet.py`: nothing of this program is on its
path. Silence is told, and has its ways on. In French by thumb on a telephone, in the demo; in Arabic by the keyboard
alone, in a nation's installation on PostgreSQL.
"""

import re
import subprocess
import venv
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Download

from himaya.packets import states, words
from himaya.tasks.words import KINDS
from tests.journeys import abroad_steps as steps
from tests.journeys.domestic_work import assert_none_of, number
from tests.journeys.passages import MAIN, in_days
from tests.journeys.thumb_and_keys import Walker, walking
from tests.running import ROOT, Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("F3")]
# At a desk with somebody who leads it: the first key of a partner is looked at by them.
DEMO = {"worker": "hopital-nord", "lead": "hopital-nord-chef", "officer": "hopitaux-donnees"}
DEMO |= {"second": "hopitaux-conseil", "police": "police-nord", "consul": "consulaire-verlande"}
NATION = {"worker": "packet-1", "lead": "packet-5", "officer": "packet-2", "second": "packet-3"}
NATION |= {"police": "parquet-1", "consul": "packet-4"}
ACCOUNTS = (
    ("packet-1", "test-inspection", ("front_line", "case_manager")),
    ("packet-2", "test-inspection-south", ("data_protection_officer",)),
    ("packet-3", "test-inspection-south", ("legal_counsel",)),
    ("packet-4", "test-consular", ("intake_abroad",)),
    ("packet-5", "test-inspection", ("desk_lead",)),
)
PARTNERS, AUTHORISED = ["mobility-agency", "test-haven"], "T-4417"
TOOL = ROOT / "src/himaya/web/static/himaya/partner/packet.py"
# What the documented command installs, and what comes with it.
INSTALLED = ("pyrage", "cryptography", "cffi", "pycparser")
# What is typed, word for word: each is looked for wherever it must not be.
TYPED: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "name": "Aurélie Mpassi",
        "town": "Port-aux-Lucioles",
        "words": "Attendre près du kiosque à journaux, sans pancarte",
        "reply": "Chambre libre dès jeudi chez les tisserandes",
    },
    "ar": {
        "name": "كوثر الزيتونية",
        "town": "مرسى اليراعات",
        "words": "الانتظار قرب كشك الجرائد دون لافتة",
        "reply": "غرفة شاغرة ابتداء من الخميس عند النساجات",
    },
}


@dataclass(frozen=True)
class Partner:
    """A desk abroad: a folder with a bare Python, the one file, and a key that never leaves it."""

    at: Path
    key: str

    def run(self, *said: str, fails: int = 0) -> str:
        command = ["venv/bin/python", "packet.py", *said]
        done = subprocess.run(command, cwd=self.at, env={}, capture_output=True, check=False, timeout=120)
        assert done.returncode == fails, done.stderr.decode()
        return (done.stderr if fails else done.stdout).decode()


def made_at(at: Path) -> Partner:
    """The documented set-up, from what is here: a folder of its own with two packages and what they need."""
    venv.create(at / "venv", symlinks=True)
    into = next((at / "venv" / "lib").glob("python*/site-packages"))
    for name in INSTALLED:
        for one in files(name) or ():
            if ".." not in one.parts and "__pycache__" not in one.parts:
                copy = into / one
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(Path(str(one.locate())).read_bytes())
    (at / "packet.py").write_bytes(TOOL.read_bytes())
    bare = Partner(at, "")
    for name in ("himaya", "django"):
        tried = [str(at / "venv/bin/python"), "-c", f"import {name}"]
        assert subprocess.run(tried, cwd=at, env={}, capture_output=True, check=False).returncode, f"{name} is there"
    return Partner(at, bare.run("key", "my.key").strip())


@pytest.fixture(name="partner")
def _partner(tmp_path_factory: pytest.TempPathFactory) -> Partner:
    """One for each run: its key is not the one that was used last, so a second person looks at the first packet."""
    return made_at(tmp_path_factory.mktemp("partner"))


@pytest.fixture(name="walk", params=["live-fr", steps.PRODUCTION])
def _walk(request: pytest.FixtureRequest) -> tuple[Live, str]:
    return steps.seated_in(request, DEMO, NATION, ACCOUNTS)


def test_a_packet_goes_round(walk: tuple[Live, str], browser: Browser, partner: Partner, tmp_path: Path) -> None:
    place, language = walk
    with ExitStack() as people, translation.override(language):

        def seated(who: str) -> Walker:
            return people.enter_context(walking(browser, place, who, language=language))

        worker, officer, second = seated("worker"), seated("officer"), seated("second")
        name = TYPED[language]["name"]
        audience = "labour" if place.database else "health"
        case = steps.handed_over(worker, audience, service="emergency_shelter", to=steps.SHELTERS, name=name)
        in_the_register(officer, second, authorised="")
        assert blocked(worker, case)
        in_the_register(officer, second, authorised=AUTHORISED)
        packet = prepared(worker, case, partner)
        looked_at(worker, seated("lead"), packet)
        body = handed_out(worker, packet)
        code = opened_there(worker, packet, partner, body, tmp_path)
        came_back(worker, packet, code, tmp_path)
        nobody_else_sees(seated("police"), seated("consul"), case, packet)
        unanswered(worker, place, case, partner)
    steps.nothing_lies_open(place, TYPED[language].values())


def typed(one: Walker) -> Mapping[str, str]:
    return TYPED[steps.language_of(one)]


def in_the_register(officer: Walker, second: Walker, *, authorised: str) -> None:
    """The officer writes that the partner is abroad, with or without a number; somebody else confirms it."""
    officer.open("/legal/write/recipient/")
    said = {"about": PARTNERS, "text": "Accueil à l’arrivée · الاستقبال عند الوصول", "abroad": "yes"}
    dated = {"number": authorised, "dated": in_days(0)} if authorised else {}
    officer.go(MAIN, **said, **dated)
    second.open("/legal/")
    second.go("main form[action$='/confirm/'] button")


def blocked(worker: Walker, case: str) -> bool:
    """No button, and a sentence that says what is missing and who can help."""
    worker.open(f"/casework/cases/{case}/")
    worker.go(f"main nav a[href='/packets/cases/{case}/']")
    steps.shot(worker, "packets-blocked")
    greyed = worker.page.locator("main [aria-disabled=true] ~ .why")
    assert greyed.count() == 1
    assert not worker.page.locator("main a[href$='/new/']").count()
    worker.open(f"/packets/cases/{case}/new/")
    assert not worker.page.locator("main form[action$='/new/']").count(), "nor by its address"
    return True


def prepared(worker: Walker, case: str, partner: Partner) -> str:
    """Line by line with the person: nothing is ticked before; without their yes none is made. Returns its address."""
    said = typed(worker)
    worker.open(f"/packets/cases/{case}/")
    worker.go("main a[href$='/new/']")
    form = "main form[action$='/new/']"
    assert not worker.page.locator(f"{form} [type=checkbox]:checked").count(), "nothing is ticked beforehand"
    told = worker.refused_at(
        f"{form} button",
        form,
        receiver=PARTNERS,
        key=partner.key,
        packet_language="ar" if steps.language_of(worker) == "fr" else "fr",
        reply_by=in_days(9),
        parts=["first_name", "language", "arrival", "partner_words"],
        arrival_day=in_days(20),
        arrival_place=said["town"],
        words=said["words"],
        interpreter="none",
        mode="spoken",
    )
    assert worker.page.locator("main .errors").count(), told
    assert worker.page.locator("main #words").input_value() == said["words"], "nothing typed is lost"
    steps.shot(worker, "packet-new")
    worker.go(f"{form} button", form, agrees="yes")
    steps.shot(worker, "packet-prepared")
    assert all(said[word] in worker.text() for word in ("town", "words"))
    assert said["name"] not in worker.text(), "the first name was chosen, and no more"
    return urlsplit(worker.page.url).path


def looked_at(worker: Walker, lead: Walker, packet: str) -> None:
    """The first key of a partner: no file before the lead of the desk looked through it, and nobody lets out theirs."""
    worker.open(packet)
    assert worker.page.locator("main [aria-disabled=true] ~ .why").count() == 1, "whoever prepared it reads why"
    assert not worker.page.locator("main form[action$='/file/'], main button[value=release]").count()
    assert worker.page.locator("main [role=alert]").count(), "and that the key is to be read aloud"
    lead.open(packet)
    steps.shot(lead, "packet-looked-at")
    lead.go("main button[value=release]")
    assert str(words.STATES[states.READY]) in lead.text()


def handed_out(worker: Walker, packet: str) -> bytes:
    """Made at this moment, after the second factor, under a name that says nothing."""
    worker.open(packet)
    page, got, proven = worker.page, list[Download](), False
    page.on("download", lambda one: got.append(one))
    worker.press(page.locator("main form[action$='/file/'] button"))
    for _turn in range(80):
        if got:
            break
        if not proven and page.locator("main #proof_code").count():
            proven = True
            exercise = page.locator("[name=proof_exercise]")
            if not exercise.count():
                page.fill("#proof_code", worker.place.code(page, worker.place.people[worker.who]))
            (exercise if exercise.count() else page.locator(MAIN)).first.click()
        page.wait_for_timeout(250)
    assert [one.suggested_filename for one in got] == ["packet.age"]
    body = Path(got[0].path()).read_bytes()
    assert not [word for word in typed(worker).values() if word.encode() in body], "sealed"
    return body


def opened_there(worker: Walker, packet: str, partner: Partner, body: bytes, into: Path) -> str:
    """By the documented commands alone. A packet that was signed by nobody known is not read. Returns the code."""
    said = typed(worker)
    worker.open(packet)
    fingerprint = worker.page.locator("main section.card p.meta code").first.inner_text()
    (into / "packet.age").write_bytes(body)
    about = (str(into / "packet.age"), "--identity", "my.key", "--fingerprint")
    wrong = partner.run("open", *about, "0000 " * 8, "--language", "fr", "--to", str(into / "no.html"), fails=1)
    assert "not signed by the key" in wrong
    partner.run("open", *about, fingerprint, "--language", steps.language_of(worker), "--to", str(into / "form.html"))
    form = (into / "form.html").read_text()
    assert all(said[word] in form for word in ("town", "words"))
    assert said["name"].split()[0] in form
    assert_none_of(form.lower(), said["name"].lower(), said["name"].split()[1].lower(), "himaya", "://", steps.NUMBER)
    reason = ("--answer", "accept_in_part", "--reason", "no_place", "--words", said["reply"])
    partner.run("answer", *about, fingerprint, *reason, "--to", str(into / "reply.age"))
    code = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}(?=</td>)", form)
    assert code is not None
    return code[0]


def came_back(worker: Walker, packet: str, code: str, into: Path) -> None:
    """The code by telephone, then the reply file: both come back through the page, and the answer stands there."""
    said = typed(worker)
    worker.open(packet)
    told = worker.refused_at("main button[value=acknowledge]", code="2222-2222")
    assert worker.page.locator("main .errors").count(), told
    worker.go("main button[value=acknowledge]", code=code)
    assert str(words.STATES[states.RECEIVED]) in worker.text()
    reply = "main form[action$='/reply/']"
    worker.page.set_input_files("#reply", {"name": "x.age", "mimeType": "application/octet-stream", "buffer": b"x"})
    told = worker.refused_at(f"{reply} button")
    assert worker.page.locator("main .errors").count(), told
    worker.page.set_input_files("#reply", into / "reply.age")
    worker.go(f"{reply} button")
    steps.shot(worker, "packet-answered")
    assert str(words.STATES[states.IN_PART]) in worker.text()
    assert said["reply"] in worker.text()


def nobody_else_sees(police: Walker, consul: Walker, case: str, packet: str) -> None:
    for page in (f"/packets/cases/{case}/", f"/packets/cases/{case}/new/", packet, f"/returns/cases/{case}/"):
        steps.asked(police, page, 404)
        steps.asked(consul, page, 403, 404)


def unanswered(worker: Walker, place: Live, case: str, partner: Partner) -> None:
    """No word by the day: a task, on the next working day one for the lead, and three ways on."""
    packet = prepared(worker, case, partner)
    handed_out(worker, packet)
    one, past = number(packet), in_days(-1)
    steps.changed_in(place, f"UPDATE packet SET reply_by = '{past}' WHERE id = '{steps.id_in(place, one)}'")  # noqa: S608
    steps.due_now(place, "packet.reply_due", "packet", one, reply_by=past)
    steps.comes(worker, case, str(KINDS["packet_silent"]))
    steps.due_now(place, "packet.silence_lasts", "packet", one)
    steps.comes(worker, case, str(KINDS["packet_silent_lead"]))
    worker.open(packet)
    steps.shot(worker, "packet-silent")
    assert str(words.STATES[states.SILENT]) in worker.text()
    worker.go("main button[value=ask_again]", reply_by=in_days(4))
    assert str(words.STATES[states.HANDED_OUT]) in worker.text()
    steps.comes(worker, case, str(KINDS["packet_silent_lead"]), gone=True)
    worker.open(packet)
    worker.go("main button[value=end]", end_reason="other_partner")
    assert str(words.STATES[states.ENDED]) in worker.text()
    worker.go("main button[value=take_back]")
    assert worker.page.locator("main section.do p[lang=fr]").count(), "a notice that says nothing of the person"
    steps.shot(worker, "packet-taken-back")
    worker.open(f"/packets/cases/{case}/")
    assert worker.page.locator("main a[href$='/new/']").count(), "and another partner can be asked"
