"""The verbs and the page of the offer: a no is one tap, costs nothing and is counted nowhere."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from himaya.cases.models import Case, Tally
from himaya.health import access
from himaya.health.actions import offers
from himaya.health.models import Entry
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotOpened, NotValid, Refusal
from himaya.kernel.models import AuditEvent
from tests import cast
from tests.rooms.health import cared
from tests.rooms.health.cared import BY

pytestmark = pytest.mark.capability("D4")
Sit = Callable[..., Client]
# The address itself, and what is drawn anew for every page.
TOLD_APART = re.compile(r"/health/[0-9a-f-]{36}/|data-key=\"[^\"]+\"|csrfmiddlewaretoken\" value=\"[^\"]+\"")


def body(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return str(answer.content.decode())


def at(case: Case) -> str:
    return f"/health/{case.pk}/"


def refused(kind: type[Refusal], code: str, case: Case, **changes: Any) -> None:
    with pytest.raises(kind) as refusal:
        cared.offer(case, **changes)
    assert refusal.value.code == code
    assert refusal.value.sentence


def test_each_thing_that_stands_against_it_is_said() -> None:
    refused(NotNow, "adult", cared.begun(age="maybe_child"))
    refused(NotNow, "first_month", cared.begun(days=29))
    case = cared.begun()
    refused(NotValid, "needs", case, needs_seen_to=False)
    refused(NotValid, "way", case, way="telephone")
    refused(NotValid, "interpreter", case, interpreter="telephone")
    assert not Entry.objects.exists()


def test_an_offer_is_answered_once_and_offered_again_later() -> None:
    case = cared.begun()
    with pytest.raises(NotNow):
        cared.decline(case)
    form = uuid4()
    cared.offer(case, instance_id=form)
    cared.offer(case, instance_id=form)
    refused(NotNow, "offered", case)
    cared.decline(case)
    with pytest.raises(NotNow):
        cared.accept(case)
    refused(NotNow, "offered", case)
    later = clock.now() + timedelta(days=7)
    with clock.stopped(later):
        cared.offer(case)
        cared.accept(case)
        cared.decline(case)
    assert cared.kinds(case.pk) == ["offered", "declined", "offered", "accepted", "declined"]


def test_a_no_is_in_no_column_of_the_store_and_in_no_audit_row_of_its_own() -> None:
    """Seen red with `code=word` in `keeping.add`: the audit then says how many said no."""
    yes, no = cared.begun(), cared.begun()
    for case in (yes, no):
        cared.offer(case)
    before = AuditEvent.objects.count()
    cared.accept(yes)
    cared.decline(no)
    rows = list(AuditEvent.objects.order_by("pk")[before:].values_list("action", "purpose", "object_type", "code"))
    assert rows[: len(rows) // 2] == rows[len(rows) // 2 :]
    assert not Tally.objects.filter(kind__contains="health").exists()
    with pytest.raises(NotOpened):
        _ = Entry.objects.all()[0].content


def test_needs_are_known_where_the_desk_holds_the_file() -> None:
    case = cared.begun()
    with access.open_health(BY, case.pk) as opened:
        assert opened.first_days == access.NOT_OURS


def test_nothing_is_written_in_a_closed_file() -> None:
    case = cared.begun()
    cared.offer(case)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())
    with pytest.raises(NotNow) as refusal:
        cared.accept(case)
    assert refusal.value.code == "closed"
    assert cared.kinds(case.pk) == ["offered"]


@pytest.mark.parametrize("who", [cast.INSPECTOR, cast.LABOUR_LEAD, cast.OFFICER, cast.SHELTER, cast.AUDITOR])
def test_for_everybody_else_there_is_no_such_thing(who: Any) -> None:
    case = cared.begun()
    for verb in (cared.offer, cared.accept, cared.decline):
        with pytest.raises(NotFound):
            verb(case, by=who)  # type: ignore[operator]
    with pytest.raises(NotFound), access.open_health(who, case.pk):
        pass
    with pytest.raises(NotFound):
        offers.accept(case_id=UUID(int=1), instance_id=uuid4(), by=who)


def test_the_page_begins_offers_and_keeps_the_answer(sit: Sit) -> None:
    case = cared.referred()
    desk = sit(BY)
    assert "has a key of its own" in body(desk.get(at(case)))
    assert desk.post(at(case), {"do": "begin"}).headers["Location"] == at(case)
    page = body(desk.post(at(case), {"do": "offer", "way": "video", "interpreter": "telephone", "needs": "yes"}), 422)
    assert "Not by telephone" in page
    assert 'value="video" checked' in page
    fine = {"do": "offer", "way": "video", "interpreter": "video", "needs": "yes"}
    assert desk.post(at(case), fine).status_code == 302
    assert "The person says no" in body(desk.get(at(case)))
    assert desk.post(at(case), {"do": "decline"}).status_code == 302
    assert "a week at least" in body(desk.get(at(case)))
    assert "No offer waits" in body(desk.post(at(case), {"do": "accept"}), 409)
    assert desk.post(at(case), {"do": "dance"}).status_code == 404


def test_from_the_notes_that_were_just_begun_one_goes_on_to_the_care(sit: Sit) -> None:
    case = cared.referred()
    desk = sit(BY)
    begun = desk.post(f"/casework/cases/{case.pk}/apart/", {"kind": "health"})
    assert f'href="{at(case)}"' in body(desk.get(begun.headers["Location"]))


def test_a_child_sees_no_offer_and_a_greyed_button_says_why(sit: Sit) -> None:
    page = body(sit(BY).get(at(cared.begun(age="unknown"))))
    assert "Doubt means child" in page
    assert "disabled" in page


def test_the_page_is_that_of_an_address_that_was_never_there(sit: Sit) -> None:
    case = cared.begun()
    for who in (cast.INSPECTOR, cast.LABOUR_LEAD, cast.OFFICER, cast.SHELTER):
        client = sit(who)
        there, never = (body(client.get(path), 404) for path in (at(case), f"/health/{uuid4()}/"))
        assert TOLD_APART.sub("", there) == TOLD_APART.sub("", never)
