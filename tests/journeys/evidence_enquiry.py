"""What is done with an enquiry across institutions: a party is entered, one desk asks with the person, one decides."""

import re
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext

from himaya.enquiries.actions.enquiries import NOBODY_CHOSEN, NOT_YET
from himaya.enquiries.actions.told import NOT_YET_HERE
from himaya.kernel import clock, days, languages
from himaya.tasks.words import KINDS
from tests.journeys.evidence_steps import enters, here
from tests.journeys.evidence_verbs import verb
from tests.journeys.passages import in_days
from tests.journeys.return_steps import does, form_of, offers, refuses, says
from tests.journeys.test_risk_and_trauma import comes
from tests.journeys.thumb_and_keys import Walker

PROTOCOL, WAITING = "/enquiries/protocol/", "/enquiries/"
PROOF = "main [name=proof_exercise], main #proof_code"
ABSENT = {404}


@dataclass(frozen=True)
class File:
    """An open file at one desk: its number, its reference."""

    case: str
    reference: str

    @property
    def enquiries(self) -> str:
        return f"{WAITING}cases/{self.case}/"


# The protocol


def entered(officer: Walker, reference: str) -> None:
    """By the officer alone, with a second factor; without a reference, or signed tomorrow, it says so. Nothing is lost.

    Where the institution is a party already it leaves first: at once, by one person.
    """
    enters(officer, PROTOCOL)
    if offers(officer, "leave"):
        does(officer, "leave")
    assert verb(officer.place, "left_a_while", username=officer.place.people[officer.who])
    officer._send("main button[name=do][value=join]", form_of("join"), {"signed_on": in_days(-3)})
    assert officer.page.locator(PROOF).count(), "no second factor was asked"
    officer._proves()
    officer._keep()
    assert officer.page.locator("main #reference-error").count(), officer.text()
    assert officer.page.locator("main [name=signed_on]").input_value() == in_days(-3), "what was typed is lost"
    refuses(officer, "join", "signed_on", reference=reference, signed_on=in_days(1))
    assert officer.page.locator("main #signed_on-error").count()
    assert officer.page.locator("main [name=reference]").input_value() == reference, "what was typed is lost"
    does(officer, "join", signed_on=in_days(-2))
    assert reference in officer.text()
    assert offers(officer, "leave")


# Asked with the person


def choices(one: Walker, file: File) -> list[str]:
    """The parties that the page of a file offers, by the way that leads there; none is ticked."""
    one.open(f"/casework/cases/{file.case}/")
    one.go(f"main nav a[href='{file.enquiries}']")
    assert not one.page.locator("main :checked").count(), "nothing is ticked for anybody"
    found: list[str] = one.page.locator("main [name=parties]").evaluate_all("all => all.map(one => one.value)")
    return found


def asked(one: Walker, file: File, party: str) -> str:
    """With one party and the person's yes, and with nothing less; returns what the page says from now on."""
    assert party in choices(one, file)
    refuses(one, "ask")
    assert says(one, NOBODY_CHOSEN)
    refuses(one, "ask", parties=[party])
    assert says(one, NOT_YET["agrees"])
    return asks(one, file, party)


def asks(one: Walker, file: File, party: str) -> str:
    """The rest of it: what is ticked already stays so."""
    if here(one) != file.enquiries:
        one.open(file.enquiries)
    does(one, "ask", parties=[party], agrees="yes")
    assert one.page.locator("main [role=status]").count()
    return page_of(one, file)


def page_of(one: Walker, file: File) -> str:
    """All that the page of a file's enquiries says, read anew, but for its references, which are its own."""
    one.open(file.enquiries)
    text = one.text()
    for reference in one.page.locator("main .ref").all_inner_texts():
        text = text.replace(reference, "#")
    return text


def only_asked(page: str) -> None:
    """A day, and that no answer means nothing."""
    on = days.in_words(clock.today(), languages.current())
    assert gettext("Asked on %(day)s") % {"day": on} in page
    known = gettext(
        "If one of these services knows this person and they agree there, it will get in touch. Otherwise you hear "
        "nothing, and that means nothing."
    )
    assert known in page


def reference_of(one: Walker, file: File) -> str:
    """The reference of the enquiry, for a call between desks."""
    one.open(file.enquiries)
    found = {text.strip() for text in one.page.locator("main section .ref").all_inner_texts()}
    assert len(found) == 1, found
    return found.pop()


def shows(one: Walker, file: File, desk: str) -> None:
    """The desk that knows the person stands there, and a task says that it does, without its name."""
    comes(one, f"/tasks/cases/{file.case}/", str(KINDS["enquiry_answered"]))
    assert desk not in one.text()
    one.open(file.enquiries)
    known = gettext("This desk knows the person and gets in touch, as they agreed there:")
    assert re.search(rf"{re.escape(known)}\s+{re.escape(desk)}", one.text()), one.text()


def taken_back(one: Walker, file: File, party: str) -> None:
    """At any time; the same service is not asked again for a month."""
    one.open(file.enquiries)
    does(one, "withdraw")
    assert not offers(one, "withdraw")
    assert party not in choices(one, file)


# What the holding desk is told


def told(one: Walker, file: File) -> str:
    """From the first page of the desk to what waits there on this file; returns its address."""
    comes(one, WAITING, file.reference)
    one.open("/casework/")
    one.go(f"main section.do a[href='{WAITING}']")
    one.go(f"main li:has-text('{file.reference}') a[href^='{WAITING}told/']")
    assert file.reference in one.text()
    return here(one)


def got_in_touch(one: Walker, address: str, reference: str) -> None:
    """Not without the person's yes: who has none closes it, and the page says so. Then the two call each other."""
    one.open(address)
    assert reference in one.text()
    assert not one.page.locator("main :checked").count()
    refuses(one, "get_in_touch")
    assert says(one, NOT_YET_HERE["agrees"])
    does(one, "get_in_touch", agrees="yes")
    assert here(one) == address
    assert reference in one.text()
    assert not offers(one, "close"), "what was said stands"


def closed(one: Walker, address: str, file: File) -> None:
    """Nobody is told, and nothing of it is left here either."""
    one.open(address)
    does(one, "close")
    assert here(one) == WAITING
    gone(one, address, file)


def gone(one: Walker, address: str, file: File) -> None:
    """As if there had never been anything, to the letter."""
    assert absent(one, address) == absent(one, f"{WAITING}told/{uuid.uuid4()}/")
    one.open(WAITING)
    assert file.reference not in one.text()
    one.open(file.enquiries)
    assert not one.page.locator(f"main a[href^='{WAITING}told/']").count()


def absent(one: Walker, address: str) -> str:
    """What the page says where for this reader there is none."""
    assert one.open(address) in ABSENT, (one.who, address)
    return one.text()


def knows_of_no_such_page(police: Walker, *addresses: str) -> None:
    """All alike, and like what there is not: an address tells it nothing."""
    nobody = uuid.uuid4()
    invented = [f"{WAITING}cases/{nobody}/", f"{WAITING}told/{nobody}/"]
    assert len({absent(police, address) for address in (*addresses, WAITING, PROTOCOL, *invented)}) == 1


def says_nothing_of(one: Walker, *words: str) -> None:
    """None of these stands on any page that somebody was shown."""
    shown = "".join(one.seen)
    found = [word for word in words if word in shown]
    assert not found, (one.who, found)
