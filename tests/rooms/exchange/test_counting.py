"""The files of a desk in the variables of CTDC: no name is opened, and what stands is shared by eleven."""

from typing import Any

import pytest

from himaya.exchange import counting
from himaya.institutions import budgets
from himaya.kernel import sealed
from himaya.kernel.budget import Budget
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, AuditSubject
from tests import cast
from tests.rooms.exchange.exchanging import ROW, a_file, taken_in, told
from tests.rooms.legal.registering import OFFICER

pytestmark = [pytest.mark.django_db, pytest.mark.capability("H3")]

COUNT: dict[str, Any] = {"year": 2026, "purpose": "count_in_standard"}


def several(count: int) -> None:
    """So many people in one file, alike but for their names."""
    taken_in(*(ROW | {"prs_First_Name": f"Canary {number}"} for number in range(count)))


def test_a_row_stands_with_eleven_people_and_its_shares_are_counted_of_those_that_say_anything() -> None:
    several(11)
    told(a_file(), "SexualExploitation")
    with counting.open_counted(cast.LABOUR_LEAD, **COUNT) as found:
        assert (found.files, found.stand, found.fallen) == (12, 11, 1)
        said = {one.variable: (one.counts, one.of) for one in found.shares if one.counts}
    assert said == {
        "yearOfRegistration": ({"2026": 11}, 11),
        "gender": ({"Trans/Transgender/NonConforming": 11}, 11),
        "citizenship": ({"MLI": 11}, 11),
        "meansDebtBondageEarnings": ({"1": 11}, 11),
        "meansThreats": ({"1": 11}, 11),
        "isForcedLabour": ({"1": 11}, 11),
        "typeOfLabourDomesticWork": ({"1": 11}, 11),
    }


def test_with_ten_alike_nothing_stands_and_nothing_is_told_of_them() -> None:
    several(10)
    with counting.open_counted(cast.LABOUR_LEAD, **COUNT) as found:
        assert (found.files, found.stand, found.fallen) == (10, 0, 10)
        assert not any(one.counts or one.of for one in found.shares)


def test_each_person_is_written_down_for_the_purpose_that_was_said_and_no_identity_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Planted fault: the day of birth read for the band of age."""
    a_file()
    opened: list[str] = []
    unseal = sealed.unseal
    monkeypatch.setattr(
        "himaya.kernel.access.unseal", lambda row, field, key: opened.append(field.key) or unseal(row, field, key)
    )
    with counting.open_counted(cast.LABOUR_LEAD, **COUNT):
        pass
    event = AuditEvent.objects.get(action="standard.counted")
    assert event.purpose == "count_in_standard"
    assert AuditSubject.objects.filter(event=event).count() == 1
    assert set(opened) == {"story"}


def test_only_a_lead_counts_and_only_with_a_purpose_a_year_and_within_the_budget(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_file()
    for actor in (cast.INSPECTOR, OFFICER, cast.OFFICER, cast.SECRETARY):
        with pytest.raises(NotPermitted), counting.open_counted(actor, **COUNT):
            pass
    for changes, code in (({"purpose": "give_service"}, "purpose_missing"), ({"year": 2025}, "year_wrong")):
        with pytest.raises(NotValid) as refusal, counting.open_counted(cast.LABOUR_LEAD, **{**COUNT, **changes}):
            pass
        assert refusal.value.code == code
    a_file()
    monkeypatch.setattr(budgets, "of_roles", lambda _roles: Budget(1, 1))
    with pytest.raises(NotNow) as stopped, counting.open_counted(cast.LABOUR_LEAD, **COUNT):
        pass
    assert stopped.value.code == "too_many"
    assert not AuditEvent.objects.filter(action="standard.counted").exists()
