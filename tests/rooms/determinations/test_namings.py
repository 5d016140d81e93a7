"""The register of who decides: entered by one, confirmed by another elsewhere, and what it rests on."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings

from himaya.determinations import content, queries, states
from himaya.determinations.actions import namings
from himaya.determinations.actions.namings import Entered
from himaya.determinations.models import Naming
from himaya.institutions.models import Institution
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import Stamp
from himaya.legal.actions import readings
from himaya.legal.actions.readings import Said
from tests import cast
from tests.refusals import refuses_in_own_words as refuses
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations.determination_at_hand import AUTHORITY, COUNSEL

pytestmark = pytest.mark.capability("C4")
ROW = "ma-pc-448-14"
GOOD: dict[str, Any] = {
    "part": states.BODY,
    "step": states.PRESUMED,
    "desk_id": at_hand.BODY,
    "text": "Text",
    "source": "Read",
    "mark": "C",
    "valid_from": at_hand.FROM,
}


def propose(**changes: Any) -> Any:
    return namings.propose(entered=Entered(**{**GOOD, **changes}), by=cast.SECRETARY)


def test_the_secretariat_enters_and_a_second_person_of_another_place_confirms() -> None:
    for stranger in (cast.INSPECTOR, cast.OFFICER, cast.OPERATOR, at_hand.RECORDER):
        refuses(
            lambda stranger=stranger: namings.propose(entered=Entered(**GOOD), by=stranger), NotPermitted, "no_register"
        )
    refuses(lambda: namings.propose(entered=Entered(**GOOD), by=AUTHORITY), NotPermitted, "not_the_secretariat")
    pk = propose()
    assert queries.bodies() == {}
    refuses(propose, NotNow, "already_proposed")
    refuses(lambda: namings.confirm(naming_id=pk, by=at_hand.SECRETARY_2), NotPermitted, "not_second")
    own = cast.actor("own", at_hand.BODY, "validating_authority")
    alone = cast.actor("secretary", "secretariat", "secretariat", "validating_authority")
    refuses(lambda: namings.confirm(naming_id=pk, by=alone), NotPermitted, "same_person")
    beside = cast.actor("beside", "technical", "legal_counsel")
    for verb in (namings.confirm, namings.refuse):
        refuses(lambda verb=verb: verb(naming_id=pk, by=beside), NotPermitted, "same_place")  # type: ignore[misc]
        for stranger in (COUNSEL, own, cast.LAWYER):
            code = "nobody_of_the_nation" if stranger != cast.LAWYER else ""
            with pytest.raises(NotPermitted) as said:
                verb(naming_id=pk, by=stranger)
            assert not code or said.value.code == code
    refuses(lambda: namings.refuse(naming_id=pk, by=at_hand.SECRETARY_2), NotPermitted, "not_second")
    namings.confirm(naming_id=pk, by=AUTHORITY)
    assert queries.bodies()[states.PRESUMED].desk_id == at_hand.BODY
    refuses(lambda: namings.confirm(naming_id=pk, by=AUTHORITY), NotNow, "entry_moved")
    refuses(lambda: namings.ask_to_end(naming_id=pk, reason="Text", by=AUTHORITY), NotPermitted, "not_the_secretariat")
    at_hand.ended(pk)
    assert queries.bodies() == {}
    with pytest.raises(NotFound):
        namings.refuse(naming_id=cast.SECRETARY.account_id or pk, by=AUTHORITY)
    namings.refuse(naming_id=propose(), by=AUTHORITY)
    namings.refuse(naming_id=propose(), by=cast.SECRETARY)
    assert set(Naming.objects.values_list("state", flat=True)) == {states.ENDED, states.REFUSED}
    Institution.objects.filter(pk=own.institution_id).update(kind="ministry")
    last = propose()
    for verb in (namings.confirm, namings.refuse):
        refuses(lambda verb=verb: verb(naming_id=last, by=own), NotPermitted, "own_body")  # type: ignore[misc]
    with pytest.raises(DatabaseError), transaction.atomic():
        Naming.objects.filter(pk=pk).update(mark="Z")


def in_the_store(pk: Any) -> tuple[Any, ...]:
    row = Naming.objects.get(pk=pk)
    return row.state, row.end_reason, row.end_asked_by, row.end_asked_at_id, row.ended_by


def test_a_mandate_ends_by_a_reason_and_a_second_person_elsewhere_and_holds_until_then() -> None:
    pk = at_hand.named()
    for early in (namings.end, namings.keep):
        refuses(lambda early=early: early(naming_id=pk, by=AUTHORITY), NotNow, "entry_moved")  # type: ignore[misc]
    for stranger in (cast.INSPECTOR, cast.OPERATOR, at_hand.RECORDER):
        ask = partial(namings.ask_to_end, naming_id=pk, reason="The text changed", by=stranger)
        refuses(ask, NotPermitted, "no_register")
    for reason in ("", " x ", "x" * 201):
        refuses(
            lambda reason=reason: namings.ask_to_end(naming_id=pk, reason=reason, by=cast.SECRETARY),  # type: ignore[misc]
            NotValid,
            "end_reason",
        )
    namings.ask_to_end(naming_id=pk, reason="  The text\nchanged ", by=cast.SECRETARY)
    secretary = cast.SECRETARY
    assert in_the_store(pk) == (
        states.IN_FORCE,
        "The text changed",
        secretary.account_id,
        secretary.institution_id,
        None,
    )
    again = partial(namings.ask_to_end, naming_id=pk, reason="Once more", by=at_hand.SECRETARY_2)
    refuses(again, NotNow, "already_asked")
    assert list(queries.bodies()) == [states.PRESUMED], "it holds until a second person says the same"
    refuses(lambda: namings.end(naming_id=pk, by=at_hand.SECRETARY_2), NotPermitted, "not_second")
    alone = cast.actor("secretary", "secretariat", "secretariat", "validating_authority")
    refuses(lambda: namings.end(naming_id=pk, by=alone), NotPermitted, "same_person")
    beside = cast.actor("beside", "technical", "legal_counsel")
    own = cast.actor("own", at_hand.BODY, "validating_authority")
    for verb in (namings.end, namings.keep):
        refuses(lambda verb=verb: verb(naming_id=pk, by=beside), NotPermitted, "same_place")  # type: ignore[misc]
        refuses(lambda verb=verb: verb(naming_id=pk, by=own), NotPermitted, "nobody_of_the_nation")  # type: ignore[misc]
    Institution.objects.filter(pk=own.institution_id).update(kind="ministry")
    for verb in (namings.end, namings.keep):
        refuses(lambda verb=verb: verb(naming_id=pk, by=own), NotPermitted, "own_body")  # type: ignore[misc]
    namings.end(naming_id=pk, by=AUTHORITY)
    assert queries.bodies() == {}
    row = Naming.objects.get(pk=pk)
    assert (row.state, row.ended_by, row.ended_at_id, row.ended_on) == (
        states.ENDED, AUTHORITY.account_id, AUTHORITY.institution_id, clock.today(),
    )  # fmt: skip
    refuses(lambda: namings.end(naming_id=pk, by=AUTHORITY), NotNow, "entry_moved")


@pytest.mark.parametrize("by", [cast.SECRETARY, AUTHORITY], ids=("withdrawn", "rejected"))
def test_an_end_that_is_rejected_or_withdrawn_leaves_the_entry_as_it_was(by: Actor) -> None:
    pk = at_hand.named()
    namings.ask_to_end(naming_id=pk, reason="The text changed", by=cast.SECRETARY)
    namings.keep(naming_id=pk, by=by)
    assert in_the_store(pk) == (states.IN_FORCE, "", None, None, None)
    assert list(queries.bodies()) == [states.PRESUMED]
    refuses(lambda: namings.keep(naming_id=pk, by=AUTHORITY), NotNow, "entry_moved")
    at_hand.ended(pk)


@pytest.mark.parametrize("changes", [
    {"state": states.ENDED, "ended_by": cast.SECRETARY.account_id, "ended_at_id": "oversight"},
    {"state": states.ENDED, "ended_by": AUTHORITY.account_id, "ended_at_id": cast.SECRETARY.institution_id},
    {"end_reason": ""}, {"end_asked_by": None}, {"ended_by": AUTHORITY.account_id},
])  # fmt: skip
def test_the_store_keeps_no_end_that_one_person_or_one_place_made(changes: dict[str, Any]) -> None:
    pk = at_hand.named()
    namings.ask_to_end(naming_id=pk, reason="The text changed", by=cast.SECRETARY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Naming.objects.filter(pk=pk).update(**changes)


def test_the_end_of_an_entry_whose_place_another_one_took_waits_for_nobody() -> None:
    pk = at_hand.named()
    at_hand.named(desk="children", valid_from=clock.today() + timedelta(days=1))
    namings.ask_to_end(naming_id=pk, reason="The text changed", by=cast.SECRETARY)
    act = next(one for one in two_people.acts() if one.code == "naming_end")
    assert two_people.waits_for(AUTHORITY, act, pk) is not None
    with clock.stopped(clock.now() + timedelta(days=1)):
        assert two_people.waits_for(AUTHORITY, act, pk) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"part": "strange"}, "part"),
        ({"step": "convicted"}, "step"),
        ({"desk_id": "shelter"}, "desk"),
        ({"desk_id": "nowhere"}, "desk"),
        ({"quorum": 40}, "quorum"),
        ({"days": 3}, "part"),
        ({"text": " "}, "row"),
        ({"source": " "}, "source"),
        ({"mark": "sure"}, "mark"),
        ({"text": "x" * 300}, "text"),
        ({"row": "no-such-row"}, "row"),
        ({"valid_from": None}, "valid_from"),
        ({"valid_to": date(2020, 1, 1)}, "valid_to"),
        ({"part": states.TERM, "step": "", "desk_id": "", "days": None}, "days"),
        ({"part": states.TERM, "step": "", "desk_id": "", "days": 5000}, "days"),
        ({"part": states.TERM, "days": 5}, "part"),
        ({"part": states.PERIOD, "step": "", "desk_id": "", "days": 30}, "since"),
        ({"part": states.TERM, "step": "", "desk_id": "", "days": 30, "since": "told"}, "since"),
    ],
)
def test_what_an_entry_lacks_is_said(changes: dict[str, Any], field: str) -> None:
    refuses(lambda: propose(**changes), NotValid, field)
    assert not Naming.objects.exists()


def test_nobody_types_the_mark_of_a_row_of_the_library() -> None:
    pk = propose(row="ma-pc-448-14", mark="C", text="ours", source="ours")
    row = Naming.objects.get(pk=pk)
    assert (row.mark, row.article, row.text) == ("G", "448-14", "Penal Code")


@pytest.mark.parametrize("mark", ["C2", "G", "?"])
def test_in_a_real_nation_a_text_that_was_not_read_names_nobody_yet_and_starts_no_clock(mark: str) -> None:
    at_hand.named(mark=mark)
    at_hand.period(mark=mark)
    at_hand.term(mark=mark)
    with override_settings(DEMO=False):
        assert queries.bodies() == {}
        assert [row.mark for row in queries.to_be_verified()] == [mark]
        assert queries.configured_period() is None
        assert queries.term_of_review() is None
        at_hand.named(mark="C")
        assert queries.bodies() == {}, "who types the text types the mark"
    assert Naming.objects.filter(part=states.BODY, state=states.REPLACED).count() == 1


def test_an_entry_names_from_its_first_day_to_its_last() -> None:
    tomorrow = clock.today() + timedelta(days=1)
    at_hand.named(valid_from=tomorrow, valid_to=tomorrow)
    assert queries.bodies() == {}
    with clock.stopped(clock.now() + timedelta(days=1)):
        assert list(queries.bodies()) == [states.PRESUMED]
    with clock.stopped(clock.now() + timedelta(days=2)):
        assert queries.bodies() == {}


def read_by_two(mark: str) -> None:
    """Somebody of the commission and somebody of the ministry read the row that entries here rest on."""
    said = Said(mark, "Official bulletin", clock.today(), languages=("fr",))
    pk = readings.propose(row=ROW, said=said, by=cast.actor("editor", "secretariat", "content_editor"))
    readings.confirm(reading_id=pk, by=AUTHORITY)


def test_in_a_real_nation_a_row_of_its_library_names_once_two_people_read_it_and_until_it_is_in_doubt() -> None:
    at_hand.named(row=ROW)
    with override_settings(DEMO=False):
        read_by_two("C")
        assert queries.bodies() == {}, "no library is known to be this nation's"
        Stamp.objects.create(kind="production", pack="morocco", created_on=clock.today())
        assert list(queries.bodies()) == [states.PRESUMED]
        read_by_two("?")
        assert queries.bodies() == {}


def test_an_entry_to_come_unseats_nobody_before_its_first_day() -> None:
    tomorrow = clock.today() + timedelta(days=1)
    old, new = at_hand.named(), at_hand.named(desk="children", valid_from=tomorrow)
    assert queries.bodies()[states.PRESUMED].pk == old
    assert [row.pk for row in queries.register()[states.BODY]] == [old, new]
    with clock.stopped(clock.now() + timedelta(days=1)):
        assert queries.bodies()[states.PRESUMED].pk == new
        assert [row.pk for row in queries.register()[states.BODY]] == [new]
        at_hand.ended(new)
        assert queries.bodies() == {}, "what was replaced does not come back"


def test_an_entry_to_come_is_ended_and_the_present_one_stays() -> None:
    old = at_hand.named()
    new = at_hand.named(desk="children", valid_from=clock.today() + timedelta(days=1))
    at_hand.ended(new)
    with clock.stopped(clock.now() + timedelta(days=3)):
        assert queries.bodies()[states.PRESUMED].pk == old


def test_what_was_confirmed_later_and_begins_earlier_replaces_what_was_to_come() -> None:
    at_hand.named(desk="children", valid_from=clock.today() + timedelta(days=9))
    soon = at_hand.named(valid_from=clock.today() + timedelta(days=2))
    with clock.stopped(clock.now() + timedelta(days=20)):
        assert queries.bodies()[states.PRESUMED].pk == soon


def test_a_row_that_came_as_read_names_nobody_before_two_people_of_this_nation_read_it() -> None:
    Stamp.objects.create(kind="production", pack="morocco", created_on=clock.today())
    code = next(one for one, law in content.laws().items() if law.row.mark == "C")
    at_hand.named(row=code)
    with override_settings(DEMO=False):
        assert queries.bodies() == {}


def test_a_text_among_states_names_no_body() -> None:
    """Seen red: an article of an international convention named a body, and so gave a status."""
    abroad = next(code for code, law in content.laws().items() if law.library == "international")
    refuses(lambda: at_hand.named(row=abroad), NotValid, "row")
    pk = at_hand.named()
    assert states.PRESUMED in queries.bodies()
    Naming.objects.filter(pk=pk).update(row=abroad)
    assert states.PRESUMED not in queries.bodies(), "nor does one that was entered before"
