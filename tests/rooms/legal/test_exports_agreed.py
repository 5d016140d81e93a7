"""An export that rests on agreement asks the ledger: this receiver, every class of data, today; others are counted."""

from datetime import timedelta
from typing import Any

import pytest

from himaya.cases.actions import consents
from himaya.cases.models import Case
from himaya.disclosures.actions import exports
from himaya.disclosures.models import DataExport, ExportedCase
from himaya.kernel import clock
from himaya.kernel.errors import NotValid
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.legal import exporting
from tests.rooms.legal.exporting import agrees, approved, fetched, read
from tests.rooms.legal.registering import OFFICER
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E1", "X10")]
TODAY = factories.TUESDAY.date()


def files(count: int) -> list[Case]:
    exporting.switched_on()
    names = [factories.identity(full_name=f"Canary {number}") for number in range(count)]
    return [Case.objects.get(pk=factories.hand_over(identity=name).case_id) for name in names]


def ask(**changes: Any) -> DataExport:
    """Asked for, and nobody agrees who has not agreed."""
    wanted = exporting.wanted(**changes)
    return DataExport.objects.get(pk=exports.ask(wanted=wanted, by=cast.LABOUR_LEAD))


def test_whoever_agrees_to_this_receiver_and_to_all_of_it_today_is_in_it_and_others_are_counted() -> None:
    """Seen red with `classes & names` for `classes <= names`, and with any receiver counting as this one."""
    whole, part, elsewhere, over, never = files(5)
    agrees(whole, classes=("identity", "civil_details"))
    agrees(part, classes=("identity",))
    agrees(elsewhere, "hospital")
    agrees(over, until=TODAY)
    with clock.stopped(factories.TUESDAY + timedelta(days=1)):
        row = ask(parts=["reference", "full_name", "document"])
        held = set(ExportedCase.objects.filter(export=row).values_list("case_id", flat=True))
        assert (held, row.persons, row.left_out) == ({whole.pk}, 1, 4)
        assert ask(parts=["full_name"]).left_out == 3
        # What goes along with everything is nobody's question alone, and still needs a yes to this receiver.
        assert ask(parts=["reference", "region"]).left_out == 3
        assert ask(parts=["full_name"], basis="duty").left_out == 0
    assert never.pk not in held


def test_where_nobody_agrees_it_says_what_to_do() -> None:
    files(1)
    with refused(NotValid, "nobody_agrees", says="Accords"):
        ask()


def test_an_agreement_to_be_helped_is_none_to_a_file_of_records() -> None:
    """The referral to the shelter of this institution rests on one."""
    (case,) = files(1)
    with pytest.raises(NotValid):
        ask(parts=["age_group"])
    agrees(case)
    assert ask(parts=["age_group"]).persons == 1


def test_the_page_says_how_many_are_left_out_and_how_many_no_longer_agree(sit: Sit) -> None:
    first, second, _never = files(3)
    for case in (first, second):
        agrees(case)
    row = ask()
    at, lead = f"/legal/exports/{row.pk}/", sit(cast.LABOUR_LEAD)
    assert "One person fitted and is not in it" in lead.get(at).content.decode()
    assert "One person fitted and is not in it" in sit(OFFICER).get(at).content.decode()
    consents.withdraw(consent_id=agrees(second), by=cast.INSPECTOR)
    assert "One person who was in it is left out today" in lead.get(at).content.decode()
    exports.approve(export_id=row.pk, by=exporting.proven(OFFICER))
    assert [line[1] for line in read(fetched(row.pk))[1:]] == [first.reference]
    assert DataExport.objects.get().left == 1


def test_what_is_approved_and_runs_out_does_not_leave() -> None:
    (case,) = files(1)
    agrees(case, until=TODAY)
    export_id = approved()
    assert fetched(export_id)
    with clock.stopped(factories.TUESDAY + timedelta(days=1)), pytest.raises(exports.NotNow) as refusal:
        fetched(export_id)
    assert refusal.value.code == "nobody_left"
