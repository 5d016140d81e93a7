"""The files of a desk in the variables of CTDC: no name is opened, and what stands is shared by eleven."""

from datetime import timedelta
from typing import Any

import pytest

from himaya.cases.models import Case, Grant
from himaya.exchange import counting
from himaya.exchange.actions import standard_tables
from himaya.exchange.content import mapped
from himaya.exchange.rules_htcds import Held
from himaya.institutions import budgets
from himaya.kernel import clock, sealed
from himaya.kernel.budget import Budget
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_reference
from himaya.kernel.models import AuditEvent, AuditSubject, Stamp
from himaya.persons.models import Person, SamePerson
from tests import cast
from tests.refusals import refused
from tests.rooms.exchange.exchanging import ROW, a_file, taken_in, told
from tests.rooms.legal.registering import OFFICER

pytestmark = [pytest.mark.django_db, pytest.mark.capability("H3")]

COUNT: dict[str, Any] = {"year": 2026, "purpose": "count_in_standard"}


def several(count: int, **said: str) -> None:
    """So many people in one file, alike but for their names."""
    taken_in(*(ROW | said | {"prs_First_Name": f"Canary {number}"} for number in range(count)))


def test_a_row_stands_with_eleven_people_and_its_shares_are_counted_of_those_that_say_anything() -> None:
    several(11)
    told(a_file(), "SexualExploitation")
    with counting.open_counted(cast.LABOUR_LEAD, **COUNT) as found:
        assert (found.people, found.stand, found.fallen) == (12, 11, 1)
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
        assert (found.people, found.stand, found.fallen) == (10, 0, 10)
        assert not any(one.counts or one.of for one in found.shares)


def again(case: Case, **changes: Any) -> Case:
    """A second file of the same person at the same desk."""
    kept = {one.attname: getattr(case, one.attname) for one in Case._meta.concrete_fields if not one.primary_key}
    made = Case.objects.create(**kept | {"reference": new_reference(), **changes})
    (grant,) = Grant.objects.filter(case=case)
    grant.pk, grant.case = None, made
    grant.save(force_insert=True)
    return made


def test_a_person_with_two_files_is_one_row_and_the_newest_counts() -> None:
    """Planted fault: a row a file. Ten people with eleven files would stand."""
    several(10)
    again(Case.objects.all()[0])
    with counting.open_counted(cast.LABOUR_LEAD, **COUNT) as found:
        assert (found.people, found.stand) == (10, 0)
    older = a_file()
    told(older, "ForcedLabour")
    newer = again(older, opened_on=older.opened_on + timedelta(days=1))
    told(newer, "SexualExploitation")
    kept = counting._one_a_person(Case.objects.filter(person_id=older.person_id))
    assert [one.pk for one in kept] == [newer.pk]


def test_two_identities_that_somebody_joined_are_one_row() -> None:
    several(12)
    one, two, three = Person.objects.all()[:3]
    for first, second in ((one, two), (two, three)):
        SamePerson.objects.create(
            institution_id="labour", one=first, other=second, desk_id="labour-north", joined_at=clock.now(),
            joined_by=cast.LABOUR_LEAD.account_id,
        )  # fmt: skip
    with counting.open_counted(cast.LABOUR_LEAD, **COUNT) as found:
        assert (found.people, found.stand, found.fallen) == (10, 0, 10)


def test_the_country_is_where_the_person_was_met_first_and_nobody_says_it_for_another_system() -> None:
    case = a_file()
    Stamp.objects.create(kind="demo", pack="morocco", created_on=clock.today())
    place = list(mapped().variables).index("CountryOfExploitation")
    assert counting.nation() == "MAR"
    assert counting.row_of(case, Held(), here="MAR")[place] == "MAR"
    assert counting.row_of(case, Held(elsewhere=True), here="MAR")[place] == ""
    Stamp.objects.update(pack="demo")
    assert counting.nation() == "", "an invented country has no code"


def test_a_file_that_another_system_brought_says_no_country() -> None:
    Stamp.objects.create(kind="demo", pack="morocco", created_on=clock.today())
    several(11)
    with counting.open_counted(cast.LABOUR_LEAD, **COUNT) as found:
        assert not {one.variable for one in found.shares if one.counts} & {"CountryOfExploitation"}


def rows_of(body: bytes) -> list[list[str]]:
    return [line.split(";") for line in body.decode("utf-8-sig").splitlines()]


LAST_YEAR: dict[str, Any] = {"year": 2025, "purpose": "count_in_standard", "by": cast.LABOUR_LEAD}


def test_the_table_has_the_27_columns_and_a_line_for_each_who_stands_and_nothing_that_exposes() -> None:
    """Planted fault: the rows of the page, which know what the person could be prosecuted for, in the file."""
    several(11, vic_TypeOfExploitation="ForcedLabour OrganRemoval", vic_Methods_of_Control="PsychoactiveSubstance")
    Case.objects.update(opened_on="2025-05-05")
    again(Case.objects.all()[0], opened_on="2025-04-04")
    told(a_file(), "SexualExploitation")
    Case.objects.filter(opened_on__year=2026).update(opened_on="2025-05-05")
    header, *rows = rows_of(standard_tables.make(**LAST_YEAR))
    assert header == list(mapped().variables)
    assert len(rows) == 11
    said = {name: value for name, value in zip(header, rows[0], strict=True) if value}
    assert said == {
        "yearOfRegistration": "2025",
        "gender": "Trans/Transgender/NonConforming",
        "citizenship": "MLI",
        "isForcedLabour": "1",
        "typeOfLabourDomesticWork": "1",
    }
    event = AuditEvent.objects.get(action="standard.table_made")
    assert (event.object_id, event.purpose) == ("2025", "count_in_standard")
    assert AuditSubject.objects.filter(event__action="standard.counted").count() == 12


def test_no_second_table_of_a_year_shows_by_its_difference_who_came_between() -> None:
    several(11)
    Case.objects.update(opened_on="2025-05-05")
    first = standard_tables.make(**LAST_YEAR)
    assert standard_tables.make(**LAST_YEAR) == first, "the very same one may be made again"
    taken_in(ROW | {"prs_First_Name": "Canary Late"})
    Case.objects.update(opened_on="2025-05-05")
    with refused(NotNow, "another_table"):
        standard_tables.make(**LAST_YEAR)
    assert AuditEvent.objects.filter(action="standard.table_made").count() == 2


def test_a_year_that_goes_on_and_rows_of_ten_have_no_table() -> None:
    several(10)
    for year, code in ((2026, "year_runs"), (2025, "nothing_stands")):
        if year == 2025:
            Case.objects.update(opened_on="2025-05-05")
        with refused(NotNow, code):
            standard_tables.make(**LAST_YEAR | {"year": year})
    for actor in (cast.INSPECTOR, OFFICER, cast.OFFICER, cast.SECRETARY):
        with pytest.raises(NotPermitted):
            standard_tables.make(**LAST_YEAR | {"by": actor})
    assert not AuditEvent.objects.filter(action="standard.table_made").exists()


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
