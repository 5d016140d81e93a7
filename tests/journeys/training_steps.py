"""What each does on the way of a training: the secretariat, a focal point, the trainer with a telephone, somebody
without an account, whoever checks a paper."""

import html
import http.client
import re
import socket
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils import translation
from playwright.sync_api import Browser

from himaya.kernel import clock
from himaya.training import states
from himaya.training.rules import MODULES
from himaya.training.words import STANDINGS
from tests.browser import visit
from tests.journeys.passages import in_days
from tests.journeys.return_steps import does, form_of, language_of, refuses, says
from tests.journeys.thumb_and_keys import Keys, Thumb, Walker
from tests.rooms.adapters.test_pdf import text_of
from tests.running import Live

CODE = re.compile(r"(?:[2-9A-Z]{4}[- ]?){3}[2-9A-Z]{4}")
SLIP = re.compile(r"[2-9A-Z]{5}-[2-9A-Z]{5}")
INTERVIEW_HOURS = "19"
# Four long ones and the one of now.
HALF_DAYS = 5
# The answer of the public page, which is its heading.
PUBLIC = {
    "fr": {"valid": "<h2>Le certificat est valable.", "revoked": "a été retiré"},
    "ar": {"valid": "<h2>الشهادة صالحة.", "revoked": "سُحبت"},
}


@dataclass
class Course:
    """One training of the journey: what is typed, and the addresses that come of it."""

    said: Mapping[str, str]
    people: Mapping[str, str]
    session: str = ""
    seen: list[str] = field(default_factory=list)

    @property
    def session_id(self) -> str:
        return self.session.strip("/").split("/")[-1]

    def at(self, room: str = "") -> str:
        return f"{self.session}{room}"


# The secretariat


def needs(one: Walker, table: str, institution: str, course: Course) -> None:
    """Recorded at the table while it meets, and refused first without saying who needs it."""
    one.open(f"/round-tables/tables/{table}/needs/")
    form = "main form:has([name=competence])"
    said = {"competence": course.said["need"], "people": "24", "priority": "high"}
    told = one.refused_at(f"{form} .actions .btn", form, institution=institution, audience="", **said)
    assert one.page.locator("main .errors").count() or one.page.locator("main .error").count(), told
    assert one.page.locator(f"{form} [name=competence]").input_value() == course.said["need"], "what was typed is lost"
    one.go(f"{form} .actions .btn", form, audience=course.said["audience"])


def plans(one: Walker, institution: str, course: Course) -> None:
    """A line that serves the need, in the plan of this year; without a need it is refused."""
    year = str(clock.today().year)
    one.open("/training/")
    plan = f"main a[href^='/training/plans/']:has-text('{year}')"
    if not one.page.locator(plan).count():
        does(one, "begin", year=year)
    one.open(one.link(plan))
    said = {"title_fr": course.said["title_fr"], "title_ar": course.said["title_ar"], "kind": "training"}
    said |= {"audience": course.said["audience"], "owner": institution, "budget_source": course.said["budget"]}
    refuses(one, "add", "title_fr", **said, modules=["M4"])
    served = one.page.locator(f"main label:has-text('{course.said['need']}') input[name=needs]").first
    does(one, "add", needs=[str(served.get_attribute("value"))])
    if one.page.locator("main button[value=adopt]").count():
        does(one, "adopt")
    one.open(one.link(f"main a[href^='/training/lines/']:has-text('{course.said['title_' + language_of(one)]}')"))
    does(one, "aim", institution=institution, people="24")


def just_over() -> str:
    """The hours of a half-day that ended a few minutes ago: its square is still shown."""
    now = clock.now().astimezone(clock.here())
    minutes = now.hour * 60 + now.minute
    begins, ends = max(0, minutes - 65), max(20, minutes - 5)
    return f"{begins // 60:02}:{begins % 60:02} {ends // 60:02}:{ends % 60:02}"


def schedules(one: Walker, trainer: str, course: Course) -> None:
    """A session of some days until now, as long as its course; open for naming only once somebody trains."""
    hours = "\n".join([*(f"{in_days(-number)} 00:00 05:00" for number in (4, 3, 2, 1)), f"{in_days(0)} {just_over()}"])
    said = {"half_days": hours, "place": course.said["place"], "language": language_of(one), "places": "30"}
    does(one, "plan_session", modules=list(MODULES), **said)
    course.session = one.link("main a[href^='/training/sessions/']")
    one.open(course.session)
    assert one.refused_at("main button[name=do][value=open]", form_of("open"))
    does(one, "add_trainer", username=trainer)
    does(one, "open")


def reads_counts_only(one: Walker, course: Course) -> None:
    """The secretariat sees how many of each institution, and nobody's name."""
    one.open(course.session)
    assert not [name for name in course.people.values() if name in one.text()]
    assert one.open(course.at("people/")) == 403


# An institution


def names(one: Walker, username: str, course: Course) -> None:
    """One by one, with an account; then from a file, looked at before anybody is named."""
    one.open("/training/")
    one.open(one.link(f"main a[href='{course.session}']"))
    one.open(one.link("main a[href$='/people/']"))
    does(one, "name", name=course.people["interviewer"], function=course.said["function"], username=username)
    told = refuses(one, "name", "name", name=course.people["again"])
    assert course.people["interviewer"] in told
    one.open(one.link("main a[href$='/people/list/']"))
    rows = [course.people["second"], course.people["third"], course.people["again"]]
    text = "\n".join(["nom,fonction,sexe", *(f"{name},{course.said['function']},f" for name in rows), ",,"])
    one.page.set_input_files(
        "main input[name=file]", files=[{"name": "liste.csv", "mimeType": "text/csv", "buffer": text.encode()}]
    )
    one.go("main form .actions .btn", "main form[enctype]")
    assert one.page.locator("main [name=others]").count() == 1, "the other spelling of one name is asked about"
    does(one, "confirm")
    one.open(course.at("people/"))
    assert course.people["third"] in one.text()
    assert one.text().count(course.people["again"]) == 0


# The trainer's day


def marks(one: Walker, course: Course) -> None:
    """Taps one on the list, shows the square to whoever has an account."""
    one.open(course.at())
    one.open(one.link(f"main a[href='{course.at('1/')}']"))
    row = f"main li:has-text('{course.people['second']}')"
    one.go(f"{row} button[value=mark-present]", f"{row} form")
    assert one.page.locator(f"{row} [aria-pressed=true]").count() == 1
    one.open(course.at(f"{HALF_DAYS}/square/"))
    assert one.page.locator("main .card svg").count() == 1


def starts_test(one: Walker, moment: str, form: str, course: Course) -> str:
    """Opens a test; returns the address that its square says."""
    one.open(course.at("tests/"))
    here = f"main form:has([name=moment][value={moment}])"
    if one.page.locator(f"{here} [name=form]").count():
        one.pick(one.page.locator(f"{here} [name=form]"), [form])
    one.go(f"{here} button[value=start]", here)
    assert one.page.locator("main section svg").count() == 1
    return one.page.locator("main span[dir=ltr]:has-text('/training/test/')").first.inner_text()


def closes_test(one: Walker, course: Course) -> None:
    one.open(course.at("tests/"))
    does(one, "close")


def slip(one: Walker, name: str, course: Course) -> str:
    """The code on somebody's slip."""
    one.open(course.at("slips/"))
    found = SLIP.search(one.page.locator(f"main li:has-text('{name}')").first.inner_text())
    assert found is not None
    return found[0]


def closes(one: Walker, course: Course) -> None:
    one.open(course.at())
    does(one, "close")
    one.open(course.at("results/"))
    assert one.page.locator("main svg").count() == 1
    assert one.page.locator("main table").count()


# Somebody without an account


def answers(browser: Browser, place: Live, address: str, code: str, language: str) -> None:
    """On their own telephone, under the code of the slip; nobody is signed in, and it counts once."""
    with visit(browser, place.url, language=language, phone=language == "fr") as page:
        one = (Thumb if language == "fr" else Keys)("nobody", page, place)
        assert one.open(address) == 200
        form = "main form:has([name=code])"
        wrong = code[:-1] + ("3" if code[-1] != "3" else "4")
        one.refused_at("main button[value=begin]", form, code=wrong)
        assert page.locator("main .error").count()
        one.go("main button[value=begin]", form, code=code.lower())
        asked = page.locator("main input[type=radio]").evaluate_all("all => all.map(one => one.name)")
        for name in dict.fromkeys(asked[:3]):
            one.fill_in("main form", **{name: "1"})
        one.refused_at("main button[value=send]")
        one.go("main button[value=send]", gaps="yes")
        assert "sent" in page.url
        one.open(address)
        one.refused_at("main button[value=begin]", form, code=code)
        assert page.locator("main .error").count(), "it counts once"


# Certificates


def issues(one: Walker, name: str, course: Course) -> None:
    """To whoever passed; whoever did not is refused with a sentence and without a figure."""
    one.open(course.at("certificates/"))
    language = language_of(one)
    for who, passed in ((course.people["second"], False), (name, True)):
        value = one.page.locator(f"main [name=enrolment] option:has-text('{who}')").get_attribute("value")
        said = {"enrolment": str(value), "track": "interview", "language": language}
        if passed:
            does(one, "issue", **said)
        else:
            assert "80" in refuses(one, "issue", **said)
    assert one.page.locator("main .chip.ok").count()


def printed(one: Walker, name: str, course: Course, paper: str) -> str:
    """The paper in a language: name, hours and code stand on it; returns the code."""
    one.open(course.at("certificates/"))
    button = one.page.locator(f"main form:has(button[name=paper]) button[value={paper}]").first
    with one.page.expect_download() as waited:
        one.press(button)
    assert waited.value.suggested_filename.startswith("document")
    text = unicodedata.normalize("NFKC", text_of(waited.value.path().read_bytes()))
    # Arabic comes out of a PDF in pieces: its letters are compared, not its lines.
    assert letters(name) <= letters(text)
    assert name in text or not name.isascii()
    assert INTERVIEW_HOURS in text
    found = CODE.search(text)
    assert found is not None, text
    return found[0]


def letters(text: str) -> set[str]:
    return {one for one in text if one.isalpha()}


def checked(place: Live, code: str, language: str) -> str:
    """What the keyless process answers to whoever types the code of a paper."""
    link = http.client.HTTPConnection("localhost", timeout=10)
    link.sock = socket.socket(socket.AF_UNIX)
    link.sock.connect(str(place.home / "public.sock"))
    typed = urlencode({"code": code})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    link.request("POST", f"/{language}/certificates/", typed, headers)
    answer = link.getresponse()
    page = html.unescape(answer.read().decode())
    assert answer.status == 200, answer.status
    assert answer.getheader("Set-Cookie") is None
    link.close()
    return page


def confirms(one: Walker, username: str) -> None:
    """A second person, who has seen the paper."""
    one.open("/staff/")
    one.open(one.link(f"main section.card.do a:has-text('{username}')"))
    does(one, "confirm", saw="yes")


def revokes(one: Walker, course: Course) -> None:
    """The secretariat, which reads no name there, takes it back with a reason."""
    one.open(course.at("certificates/"))
    assert not [name for name in course.people.values() if name in one.text()]
    refuses(one, "revoke", reason="attendance_corrected")
    value = one.page.locator("main [name=certificate] option:not([value=''])").first.get_attribute("value")
    does(one, "revoke", certificate=str(value), reason="attendance_corrected")
    assert says(one, STANDINGS[states.REVOKED])


# The interview that it opens


def opens_interview(one: Walker, case: str) -> str:
    """An interview is prepared by whoever may lead it today; returns its address."""
    one.open(f"/interviews/cases/{case}/")
    one.go("main form button.btn")
    return one.page.url.removesuffix("prepare/")


def door(one: Walker, page: str, *why: object) -> None:
    """The page says one of these sentences, and no question of an interview is asked there."""
    one.open(page)
    told = one.page.locator("#not-yet").inner_text()
    with translation.override(language_of(one)):
        assert told in [str(sentence) for sentence in why]
