"""A child, walked by pages from five doors: worried, result, child circuit, taken by child protection, a case there."""

from collections.abc import Callable
from dataclasses import replace
from re import search
from uuid import UUID

import pytest

from himaya.cases.models import Case, Consent, Referral
from himaya.institutions.models import Desk, Institution
from himaya.kernel.actor import Actor
from tests import cast
from tests.pages import body, main_words
from tests.rooms.frontline.walking import Walk
from tests.signed_in import signed_in

pytestmark = pytest.mark.capability("C1", "C2", "E5")
NEEDS = {
    "service": "child_protection",
    "urgency": "urgent",
    "region": "north",
    "language_spoken": "ary",
    "interpreter": "none",
    "group": "boy",
}
SHARED = ["first_name", "age_group", "gender", "language", "danger_now", "guardian_flag", "needs"]
WHY = "Yes · afraid to go back tonight · lives with the people they work for, or where they work"
GUARD = replace(
    cast.OFFICER, account_id=UUID("0b0e5d52-6a2f-4f55-9f0c-2f8a1d5c7e11"), desk_id="crossing", institution_id="frontier"
)
DOORS = {
    "police": cast.OFFICER,
    "border": GUARD,
    "health": cast.NURSE,
    "labour": cast.INSPECTOR,
    "ngo": cast.SHELTER,
}


def crossing() -> None:
    """A border post, which the cast does not know, and who works there."""
    names = ("name_fr", "name_ar", "name_en")
    house = Institution.objects.create(
        id="frontier", kind="border", mark="G", source="invented", **dict.fromkeys(names, "Frontier")
    )
    Desk.objects.create(
        id="crossing",
        institution=house,
        kind="border",
        regions=[cast.NORTH],
        services=["safe_transport"],
        languages=["ar", "fr"],
        eligibility=list(cast.EVERYBODY),
        hours="24/7",
        **dict.fromkeys(names, "Crossing"),
    )
    cast.seat(GUARD, "guard")


def handed_over(way: Walk) -> Referral:
    """From the child's result to the end of the hand-over, page by page."""
    assert "Hand over to child protection" in way.text
    way.offer_it()
    assert way.page.context["here"] == "ground"
    way.hand(guardian="unknown").hand(**NEEDS).hand(desk="children")
    # It goes though nobody ticked it, and the page where it is not ticked says so.
    assert "that nobody may call is sent in any case" in way.text
    way.hand(share=SHARED)
    way.hand(full_name="Sami Canary", contact_way="never", contact_words="Canary father listens")
    if way.page.context["here"] == "same":
        way.hand(same="new")
    assert way.page.context["here"] == "summary"
    assert 'name="agreed"' not in way.text
    assert way.hand().arrive().page.status_code == 200
    return Referral.objects.get()


@pytest.mark.parametrize("kind", sorted(DOORS))
@pytest.mark.parametrize("says_no", [False, True])
def test_a_child_comes_from_every_door_to_a_case_at_child_protection(
    sit: Callable[..., Walk], kind: str, says_no: bool
) -> None:
    """Seen red at "Present danger: No", and at a list of child protection that stayed empty."""
    if kind == "border":
        crossing()
    sender: Actor = DOORS[kind]
    way = sit(sender, kind).begin("child").answer(q01="yes", q02="no", q06="child", q07c="works_for", q08c="yes")
    assert way.page.context["step"] == "now"
    assert way.page.context["danger"] is True
    if says_no:
        way.press("refuse")
    row = handed_over(way)
    client = signed_in(cast.CHILDREN)
    address = f"/casework/referrals/{row.pk}/"
    assert address in body(client.get("/casework/"))
    received = main_words(body(client.get(address)))
    assert f"Present danger {WHY}" in received
    assert "What was sent to protect the child, without asking for agreement" in received
    told = main_words(body(client.post(address, {"purpose": "contact_person"})))
    assert "Do not contact this person" in told
    assert "Canary father listens" in told
    assert client.post(f"{address}accept/").status_code == 302
    link = search(r'href="(/casework/cases/[0-9a-f-]+/)"', body(client.get(address)).partition("<main")[2])
    assert link is not None
    case = Case.objects.get(desk="children")
    assert link[1] == f"/casework/cases/{case.pk}/"
    assert case.reference in main_words(body(client.get("/casework/cases/")))
    came = main_words(body(client.post(link[1], {"show": "answers", "purpose": "give_service"})))
    assert f"Present danger {WHY}" in came
    assert not Consent.objects.filter(word="given").exists()
    followed = main_words(body(signed_in(sender).get(address)))
    assert "goes on with this person in a file of its own" in followed
    assert signed_in(sender).get(link[1]).status_code == 404


@pytest.mark.parametrize(
    ("lives", "afraid", "refused"),
    [("parents", "yes", True), ("parents", "no", False), ("works_for", "yes", False), ("parents", "unknown", False)],
)
def test_a_parent_is_not_said_to_be_safe_against_what_the_child_said(
    sit: Callable[..., Walk], lives: str, afraid: str, *, refused: bool
) -> None:
    """Seen red by a stranger: "no" went out, and the page told the desk that it may call the parent."""
    way = sit(cast.OFFICER, "police").begin("child").answer(q01="yes", q02="no", q06="child", q07c=lives, q08c=afraid)
    way.offer_it()
    way.hand(guardian="no")
    assert (way.page.context["here"] == "ground") is refused
    assert ("Say yes or unknown" in way.text) is refused
    if refused:
        way.hand(guardian="unknown")
        assert way.page.context["here"] != "ground"
