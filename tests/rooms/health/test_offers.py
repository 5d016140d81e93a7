"""The verbs and the page of the offer: a no is one tap, costs nothing and is counted nowhere."""

import contextlib
import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from himaya.cases.models import Arrival, Case, Tally
from himaya.health import access
from himaya.health.actions import offers
from himaya.health.models import Entry
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotOpened, NotValid, Refusal
from himaya.kernel.models import AuditEvent
from tests import cast
from tests.pages import body
from tests.refusals import refused
from tests.rooms.health import cared
from tests.rooms.health.cared import BY
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D4")

# The address itself, and what is drawn anew for every page.
TOLD_APART = re.compile(r"/health/[0-9a-f-]{36}/|data-key=\"[^\"]+\"|csrfmiddlewaretoken\" value=\"[^\"]+\"")


def at(case: Case) -> str:
    return f"/health/{case.pk}/"


def not_offered(kind: type[Refusal], code: str, case: Case, **changes: Any) -> None:
    with refused(kind, code):
        cared.offer(case, **changes)


def test_each_thing_that_stands_against_it_is_said() -> None:
    case = cared.begun()
    not_offered(NotValid, "needs", case, needs_seen_to=False)
    not_offered(NotValid, "way", case, way="telephone")
    not_offered(NotValid, "interpreter", case, interpreter="carrier pigeon")
    assert not Entry.objects.exists()


@pytest.mark.parametrize("age", ["child", "maybe_child", "unknown"])
def test_care_is_offered_to_a_child_on_the_first_day_and_only_scales_wait(age: str) -> None:
    """Seen red with `scale=True` in what an offer asks: a child in danger had to wait a month, or for ever."""
    case = cared.begun(age=age, days=0)
    cared.offer(case, interpreter="telephone")
    cared.accept(case)
    cared.observe(case)
    load = cared.confirmed()
    with refused(NotNow, "adult"):
        cared.administer(case, load, {})
    adult = cared.begun(days=29)
    cared.offer(adult)
    cared.accept(adult)
    cared.observe(adult)
    with refused(NotNow, "first_month"):
        cared.administer(adult, load, {})


def test_an_offer_is_answered_once_and_offered_again_later() -> None:
    case = cared.begun()
    with pytest.raises(NotNow):
        cared.decline(case)
    form = uuid4()
    cared.offer(case, instance_id=form)
    cared.offer(case, instance_id=form)
    not_offered(NotNow, "offered", case)
    cared.decline(case)
    with pytest.raises(NotNow):
        cared.accept(case)
    not_offered(NotNow, "offered", case)
    later = clock.now() + timedelta(days=7)
    with clock.stopped(later):
        cared.offer(case)
        cared.accept(case)
        cared.decline(case)
    assert cared.kinds(case.pk) == ["offered", "declined", "offered", "accepted", "declined"]


def test_a_no_is_in_no_column_of_the_store_and_in_no_audit_row_of_its_own() -> None:
    """Seen red with `code=content["kind"]` in what `keeping.add` logs: the audit then says how many said no."""
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


def test_the_audit_of_a_refusal_tells_neither_a_no_nor_a_yes_nor_which_form_was_tried() -> None:
    """Seen red without `kept_as` in `kernel/unit.py`: the codes said offered, answered, accepted and needs."""
    case = cared.begun()
    before = AuditEvent.objects.filter(action="refused").count()
    with pytest.raises(NotValid):
        cared.offer(case, needs_seen_to=False)
    cared.offer(case)
    for does in (cared.offer, cared.accept, cared.accept, cared.observe):
        with contextlib.suppress(NotNow):
            does(case)  # type: ignore[operator]
    cared.decline(case)
    for does in (cared.decline, cared.offer, cared.observe):
        with pytest.raises(NotNow):
            does(case)  # type: ignore[operator]
    rows = AuditEvent.objects.filter(action="refused")
    told = list(rows.order_by("pk")[before:].values_list("object_type", "code"))
    assert len(told) >= 6
    assert set(told) == {("", "untold")}


def test_needs_are_known_where_the_desk_holds_the_file() -> None:
    case = cared.begun()
    with access.open_health(BY, case.pk) as opened:
        assert opened.first_days == access.NOT_OURS


def test_nothing_is_written_in_a_closed_file() -> None:
    case = cared.begun()
    cared.offer(case)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())
    with refused(NotNow, "closed"):
        cared.accept(case)
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
    page = body(desk.post(at(case), {"do": "offer", "way": "video", "needs": "yes"}), 422)
    assert "Choose who interprets" in page
    assert 'value="video" checked' in page
    fine = {"do": "offer", "way": "video", "interpreter": "video", "needs": "yes"}
    assert desk.post(at(case), fine).status_code == 302
    assert "The person says no" in body(desk.get(at(case)))
    assert desk.post(at(case), {"do": "decline"}).status_code == 302
    assert "a week at least" in body(desk.get(at(case)))
    assert "No offer waits" in body(desk.post(at(case), {"do": "accept"}), 409)
    assert desk.post(at(case), {"do": "dance"}).status_code == 404


def test_the_page_of_a_child_offers_care_and_says_who_answers_and_whom_nobody_calls(sit: Sit) -> None:
    case, desk = cared.begun(age="unknown", days=0), sit(BY)
    page = body(desk.get(at(case)))
    assert "never above the child’s no" in page
    assert "before any call to parents" in page
    assert "disabled" not in page
    cared.offer(case)
    cared.accept(case)
    cared.confirmed()
    page = body(desk.get(at(case)))
    assert "Published scales are for adults" in page
    assert "/observation/" in page
    assert f"/health/{case.pk}/scales/" not in page
    assert "never above the child’s no" not in body(desk.get(at(cared.begun())))


def test_from_the_notes_that_were_just_begun_one_goes_on_to_the_care(sit: Sit) -> None:
    case = cared.referred()
    desk = sit(BY)
    begun = desk.post(f"/casework/cases/{case.pk}/apart/", {"kind": "health"})
    assert f'href="{at(case)}"' in body(desk.get(begun.headers["Location"]))


def test_the_page_is_that_of_an_address_that_was_never_there(sit: Sit) -> None:
    case = cared.begun()
    for who in (cast.INSPECTOR, cast.LABOUR_LEAD, cast.OFFICER, cast.SHELTER):
        client = sit(who)
        there, never = (body(client.get(path), 404) for path in (at(case), f"/health/{uuid4()}/"))
        assert TOLD_APART.sub("", there) == TOLD_APART.sub("", never)


def test_the_first_month_goes_on_where_a_file_arrived_from_another_institution() -> None:
    """Seen red with `case.opened_on` in `moment._facts`."""
    case = cared.accepted(days=3)
    load = cared.confirmed()
    with pytest.raises(NotNow):
        cared.administer(case, load, {})
    Arrival.objects.create(
        person_id=case.person_id,
        case=case,
        from_desk_id="shelter",
        arrived_on=clock.today(),
        first_contact_at=clock.now() - timedelta(days=31),
    )
    assert cared.administer(case, load, {})
