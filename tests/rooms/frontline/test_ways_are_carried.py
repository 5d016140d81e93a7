"""The way in which somebody may be reached, from the first line to the desk that receives them: carried whole.

A telephone that rings beside whoever must not know is the harm: “by message” and “she calls us” are never read as a
call.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from himaya.cases.access import open_referral
from himaya.cases.actions import consents
from himaya.cases.models import Referral
from himaya.instruments import source
from himaya.kernel import clock
from himaya.persons import ways, words
from tests import cast, factories
from tests.pages import body
from tests.rooms.frontline.test_told_is_what_arrives import NUMBER, to_the_last_page
from tests.rooms.frontline.walking import Walk

pytestmark = pytest.mark.capability("C2", "E1")

FORMS = Path(__file__).parents[3] / "content/instruments/first-line"
SAYS = {
    ways.PHONE: "By telephone",
    ways.MESSAGE: "Write only, and never call: somebody else may answer.",
    ways.PERSON: "Through a trusted person",
    ways.IN_PERSON: "In person",
    ways.PLACE: "At a place",
    ways.CALLS_US: "Do not call or write to this person. They call you.",
    ways.NEVER: "Do not contact this person. They come to you.",
}


def received(client: Walk, referral: Referral) -> str:
    return body(client.client.post(f"/casework/referrals/{referral.pk}/", {"purpose": "contact_person"}))


@pytest.mark.parametrize("way", ways.WAYS)
def test_the_receiving_desk_reads_the_way_that_the_person_chose(sit: Callable[..., Walk], way: str) -> None:
    walk = to_the_last_page(
        sit(cast.INSPECTOR), desk="shelter", service="emergency_shelter", contact=way, child=False, leave_out=set()
    )
    walk.hand(agreed="yes")
    page = received(sit(cast.SHELTER), Referral.objects.get())
    assert SAYS[way] in page
    assert {one for one in SAYS if SAYS[one] in page} == {way}
    assert (NUMBER in page) == (way in ways.BY_NUMBER)
    assert ("Number for messages only" in page) == (way == ways.MESSAGE)
    # Who, when and what to say travel with every way but that of nobody at all.
    assert ("Canary aunt" in page) == (way != ways.NEVER)


@pytest.mark.parametrize("way", [one for one in ways.WAYS if one != ways.IN_PERSON])
def test_what_was_said_on_the_first_line_is_not_asked_a_second_time(sit: Callable[..., Walk], way: str) -> None:
    walk = sit(cast.INSPECTOR).begin().answer(q01="yes", q02="yes", q06="adult", q08="yes", q19="safe_place", q20=way)
    walk.offer_it().hand(route="consent").hand(
        service="emergency_shelter", urgency="soon", region="north", language_spoken="ary", interpreter="none",
        group="woman",
    )  # fmt: skip
    walk.hand(desk="shelter").hand(share=["first_name", "safe_contact", "age_group", "language"])
    assert walk.page.context["here"] == "person"
    assert walk.page.context["contact"]["way"] == way
    # A radio that is ticked is still theirs to change.
    walk.hand(full_name="Zahra Canary", contact_way="place")
    walk.hand(same="new") if walk.page.context["here"] == "same" else walk
    walk.hand(agreed="yes")
    with open_referral(cast.SHELTER, Referral.objects.get().pk, purpose="contact_person") as seen:
        assert seen.packet["safe_contact"]["way"] == "place"


def test_every_way_of_the_first_line_has_its_words_at_a_desk() -> None:
    """A way that a form offers and no list knows is lost on the way."""
    offered = {choice.value for choice in source.load(FORMS / "first-line-social.yaml").choices["contact"]}
    assert offered - {"unknown", "refused", "not_asked"} <= set(ways.WAYS)
    assert [*words.WAYS] == [*ways.WAYS]


def test_by_message_or_telephone_needs_a_number_and_no_other_way_does(sit: Callable[..., Walk]) -> None:
    walk = sit(cast.INSPECTOR).begin().answer(q01="yes", q02="yes", q06="adult", q08="yes", q19="safe_place")
    walk.offer_it().hand(route="consent").hand(
        service="emergency_shelter", urgency="soon", region="north", language_spoken="ary", interpreter="none",
        group="woman",
    )  # fmt: skip
    walk.hand(desk="shelter").hand(share=["first_name", "safe_contact", "telephone", "age_group", "language"])
    for way in ways.BY_NUMBER:
        walk.hand(full_name="Zahra Canary", contact_way=way)
        assert walk.page.status_code == 422
        assert "by telephone or by message, a number is needed" in body(walk.page, 422)
    assert walk.hand(full_name="Zahra Canary", contact_way="calls_us").page.context["here"] != "person"


@pytest.mark.parametrize(("way", "shown"), [("message", False), ("phone", True)])
def test_a_number_for_messages_closes_with_the_way_that_stood_beside_it(way: str, shown: bool) -> None:
    """What is agreed is narrowed later: a number alone would be read as one to call."""
    contact = {"way": way, "who": "Canary aunt", "when": "10:00-12:00", "words": "Canary pharmacy"}
    done = factories.hand_over(identity=factories.identity(safe_contact=contact))
    about = consents.Question("desk:shelter", ("safe_contact",), "ary", "none", "spoken")
    consents.give(case_id=done.case_id, question=about, until=clock.today(), by=cast.INSPECTOR)
    tomorrow = clock.stopped(factories.TUESDAY + timedelta(days=1))
    with tomorrow, open_referral(cast.SHELTER, done.referral_ids[0], purpose="contact_person") as seen:
        assert "safe_contact" not in seen.packet
        assert (seen.packet.get("telephone") == factories.PHONE) is shown
