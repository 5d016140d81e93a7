"""The last page before sending, against what the receiving desk can open afterwards: desk by desk, way by way, age by
age."""

from collections.abc import Callable

import pytest
from django.utils.html import escape

from himaya.cases.access import open_referral
from himaya.cases.models import Referral
from himaya.cases.words_packets import value_in_words
from himaya.institutions import catalogue
from himaya.institutions.models import Desk
from himaya.kernel.actor import Actor
from himaya.persons.ways import BY_NUMBER, WAYS
from himaya.web.frontline.handover import sharing
from tests import cast
from tests.pages import body
from tests.rooms.frontline.walking import Walk
from tests.signed_in import signed_in

pytestmark = pytest.mark.capability("C2", "E1")

NUMBER = "0600000199"
TO = {
    "shelter": ("emergency_shelter", cast.SHELTER),
    "police-north": ("immediate_safety", cast.OFFICER),
    "children": ("child_protection", cast.CHILDREN),
}


def to_the_last_page(
    way: Walk, *, desk: str, service: str, contact: str, child: bool, leave_out: set[str], **answers: str
) -> Walk:
    age = "child" if child else "adult"
    way.begin("child" if child else "person").answer(
        **{"q01": "yes", "q02": "yes", "q06": age, "q08": "yes", "q19": "safe_place", **answers}
    )
    way.offer_it().hand(**({"guardian": "unknown"} if child else {"route": "consent"}))
    way.hand(
        service=service, urgency="soon", region="north", language_spoken="ary", interpreter="none",
        group="girl" if child else "woman",
    )  # fmt: skip
    way.hand(desk=desk)
    share = [code for code in catalogue.services()[service].minimum_packet if code not in leave_out]
    way.hand(share=share, dependants="Canary twins", work_sector="Canary farm")
    way.hand(
        full_name="Zahra Canary", contact_way=contact, contact_who="Canary aunt", phone=NUMBER, meeting_place="Square"
    )
    return way.hand(same="new") if way.page.context["here"] == "same" else way


def opened(referral: Referral, by: Actor) -> tuple[set[str], str]:
    with open_referral(by, referral.pk, purpose="contact_person") as seen:
        return {*seen.packet}, str(seen.packet)


@pytest.mark.parametrize("contact", WAYS)
@pytest.mark.parametrize(("desk", "child"), [("shelter", False), ("police-north", False), ("children", True)])
@pytest.mark.parametrize("leave_out", [set(), {"telephone"}, {"safe_contact", "age_group", "language"}])
def test_what_the_page_calls_sent_is_what_the_desk_can_open(
    sit: Callable[..., Walk], desk: str, child: bool, contact: str, leave_out: set[str]
) -> None:
    service, by = TO[desk]
    way = to_the_last_page(
        sit(cast.INSPECTOR), desk=desk, service=service, contact=contact, child=child, leave_out=leave_out
    )
    told = {place: {item.value for item in way.page.context[place]} for place in ("sent", "empty", "withheld")}
    assert set.union(*told.values()) == {*catalogue.data_classes()}
    way.hand(agreed="yes")
    arrived, words = opened(Referral.objects.get(), by)
    assert arrived == told["sent"]
    assert (NUMBER in words) == ("telephone" in told["sent"]), contact
    assert ("telephone" in told["sent"]) <= (contact in BY_NUMBER)


@pytest.mark.parametrize(("desk", "child"), [("shelter", False), ("police-north", False), ("children", True)])
@pytest.mark.parametrize("answers", [{"q02": "yes"}, {"q02": "no", "q03": "assault"}, {"q02": "no", "q05": "yes"}])
def test_whoever_sends_sees_what_the_desk_will_read(
    sit: Callable[..., Walk], desk: str, child: bool, answers: dict[str, str]
) -> None:
    """Seen red by a stranger: "no danger now" was read there as a danger, for a reason that stays with the sender."""
    service, by = TO[desk]
    way = to_the_last_page(
        sit(cast.INSPECTOR), desk=desk, service=service, contact="never", child=child, leave_out=set(), **answers
    )
    shown = {item.value: said for item, said in way.page.context["read_there"]}
    page = body(way.page)
    way.hand(agreed="yes")
    with open_referral(by, Referral.objects.get().pk, purpose="contact_person") as seen:
        read = {name: value_in_words(name, said) for name, said in seen.packet.items() if name in sharing.CODED}
    assert shown == read
    assert "danger_now" in shown
    assert all(escape(said) in page for said in shown.values())


def test_the_list_of_the_desk_says_nothing_of_somebody_that_was_not_agreed(sit: Callable[..., Walk]) -> None:
    """Age and language stand in the row of the referral; nobody reads them there for somebody who withheld them."""
    way = to_the_last_page(
        sit(cast.INSPECTOR), desk="shelter", service="emergency_shelter", contact="place", child=False,
        leave_out={"age_group", "language"},
    )  # fmt: skip
    way.hand(agreed="yes")
    referral = Referral.objects.get()
    shelter = signed_in(cast.SHELTER, "en")
    for address in ("/casework/", f"/casework/referrals/{referral.pk}/"):
        answer = shelter.get(address)
        assert answer.status_code == 200, address
        page = body(answer)
        assert "18 and over" not in page
        assert "Darija" not in page.partition("<main")[2], address


def test_nothing_ticked_in_a_danger_sends_nothing_more(sit: Callable[..., Walk]) -> None:
    """It sent the whole packet of the service, under a page that said the contrary."""
    assert Desk.objects.filter(pk="police-north").exists()
    way = sit(cast.INSPECTOR)
    way.begin("person").answer(q01="yes", q02="yes", q06="adult", q08="yes")
    way.offer_it().hand(route="danger").hand(told="yes")
    way.hand(
        service="immediate_safety",
        urgency="urgent",
        region="north",
        language_spoken="ary",
        interpreter="none",
        group="",
    )
    way.hand(desk="police-north").hand(share=[]).hand(full_name="Zahra Canary", contact_way="phone", phone=NUMBER)
    told = {item.value for item in way.page.context["sent"]}
    way.hand()
    arrived, words = opened(Referral.objects.get(), cast.OFFICER)
    assert arrived == told == {"reference", "region"}
    assert NUMBER not in words
