"""A sheet begins as the reasoning of the case has it, and is nobody's conclusion: it is read and changed by hand."""

import pytest

from himaya.cases.models import Case
from himaya.determinations import prefill
from himaya.determinations.sheets import Sheet
from himaya.reasonings.actions import reasonings
from tests import cast, factories
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations.determination_at_hand import ASKS
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("C4", "B2")


def argued() -> Case:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    for words, place in (
        ("Canary wages were held back", "purpose:LAB_FORCED"),
        ("Promised another work", "means:deception"),
        ("Brought by bus", "act:transport"),
    ):
        reasonings.add(case_id=case.pk, words=words, source="said", place=place, stance="for", by=ASKS)
    reasonings.add(case_id=case.pk, words="Not placed", source="said", place="", stance="", by=ASKS)
    reasonings.qualify(case_id=case.pk, code="will_overridden", value="yes", words="Locked in", by=ASKS)
    reasonings.consider(case_id=case.pk, code="labour_breach", value="explains_in_part", words="A quarrel", by=ASKS)
    return case


def test_a_sheet_begins_with_what_was_argued() -> None:
    case = argued()
    sheet = prefill.of(ASKS, case)
    assert (sheet.acts, sheet.means, sheet.purposes) == (("transport",), ("deception",), ("LAB_FORCED",))
    assert sheet.effects == {"will_overridden": "yes"}
    assert "Canary wages" in sheet.found
    assert "Not placed" not in sheet.found
    assert "A quarrel" in sheet.alternatives
    assert sheet.missing
    assert sheet.wishes == ""


def test_of_a_child_neither_means_nor_effect_is_taken_over() -> None:
    case = argued()
    at_hand.child(case.pk)
    case.refresh_from_db()
    sheet = prefill.of(ASKS, case)
    assert (sheet.means, dict(sheet.effects)) == ((), {})
    assert sheet.acts == ("transport",)


def test_where_nothing_was_argued_or_may_not_be_read_the_sheet_is_empty(sit: Sit) -> None:
    case = Case.objects.get(pk=at_hand.ready())
    assert prefill.of(ASKS, case) == Sheet()
    assert prefill.of(cast.OFFICER, argued()) == Sheet()
    reasonings.add(
        case_id=case.pk, words="Canary wages", source="said", place="purpose:LAB_FORCED", stance="for", by=ASKS
    )
    page = sit(ASKS).get(f"/determinations/cases/{case.pk}/ask/presumed/").content.decode()
    assert "Canary wages" in page
    assert 'value="LAB_FORCED" checked' in page
