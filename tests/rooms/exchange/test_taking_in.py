"""A file of the standard comes in whole or not at all, goes out again unchanged, and is taken back by two people."""

from typing import Any

import pytest

from himaya.cases import given
from himaya.cases.actions import erasures
from himaya.cases.models import Case, Closure, Erasure, Exclusion, Submission
from himaya.exchange import queries, reading
from himaya.exchange import rules_reading as rules
from himaya.exchange.actions import standard_files
from himaya.exchange.held import held_under
from himaya.exchange.standard import classes
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import unit
from himaya.persons.models import Person
from tests import cast
from tests.refusals import refused
from tests.rooms.cases.test_nothing_in_clear import everything_stored
from tests.rooms.determinations import determination_at_hand as determining
from tests.rooms.exchange.exchanging import CLASSES, CODES, KEPT_HERE, ROW, a_csv, a_file, taken_in, told
from tests.rooms.exchange.test_export import exported
from tests.rooms.legal import exporting
from tests.rooms.legal.exporting import agrees
from tests.rooms.legal.registering import OFFICER

pytestmark = [pytest.mark.django_db, pytest.mark.capability("H3")]

LEAD = cast.LABOUR_LEAD


def hidden_from(actor: Actor, case: Case) -> None:
    """A conflict of interest keeps the actor from a file."""
    Exclusion.objects.create(
        case=case, account_id=actor.account_id, reason="relative", excluded_by=new_id(), excluded_at=clock.now()
    )


def brought(number: Any) -> list[Case]:
    return queries.files_of(LEAD, queries.taken(LEAD, number))


def test_a_row_becomes_a_file_with_the_name_sealed_apart_from_what_happened() -> None:
    (case,) = brought(taken_in(ROW))
    assert (case.state, case.age_group, case.desk_id, case.route) == ("open", "adult", LEAD.desk_id, "consent")
    person, sheet = Person.objects.get(pk=case.person_id), Submission.objects.get(case=case)
    with Access(LEAD, "give_service") as access:
        access.open(person, sheet)
        assert (person.full_name, person.birth, person.phone) == ("Canary Exchange", "1999-04-03", "+212600000000")
        said = {name for name in ROW if name not in ("prs_First_Name", "prs_Birthdate", "prs_MobilePhone")}
        assert sheet.answers == {name: ROW[name] for name in said}
        assert sheet.details is None
    for table, content in everything_stored().items():
        for secret in ("Canary Exchange", "Canary House", "ForcedLabour Servitude"):
            assert secret.encode() not in content, f"{secret} stands in {table}"
    assert not Closure.objects.exists()


def test_an_export_is_taken_in_again_and_goes_out_unchanged() -> None:
    """The round trip: out of one file, into another one, and out of that: the same cell in every column."""
    exporting.switched_on()
    case = a_file()
    told(case, *CODES)
    agrees(case, classes=CLASSES)
    (first,) = exported()
    (second,) = brought(taken_in(first))
    # No day of birth went out, so no age came in: somebody asked.
    Case.objects.filter(pk=second.pk).update(age_group="adult")
    agrees(second, classes=CLASSES, by=LEAD)
    rows = exported(scope=exporting.Scope(file=second.reference))
    assert [_but_the_mark(one) for one in rows] == [_but_the_mark(first)]


def test_what_another_system_wrote_goes_out_as_it_came_but_for_what_never_leaves() -> None:
    exporting.switched_on()
    (case,) = brought(taken_in(ROW | {"vic_TypeOfExploitation": "ForcedLabour ForcedBegging"}))
    agrees(case, classes=CLASSES, by=LEAD)
    (row,) = exported()
    left = {name: ROW.get(name, "") for name in classes()} | dict.fromkeys(KEPT_HERE, "")
    assert _but_the_mark(row) == left | {"vic_TypeOfExploitation": "ForcedLabour"}
    # What a form that nobody classified holds is no answer to tick, and no demand gets it.
    with refused(NotValid, "parts_unknown"):
        exported(parts=["answer.vic_TypeOfExploitation"])


def _but_the_mark(row: dict[str, str]) -> dict[str, str]:
    # A spreadsheet would compute what begins with a plus: our tables put an apostrophe before it.
    return {name: value.removeprefix("'") for name, value in row.items() if name != "export"}


@pytest.mark.parametrize(
    ("came", "here", "leaves"),
    [
        ("NonSpecifiedUnknown", "woman", "Feminine"),
        ("Masculine", "woman", "Feminine"),
        ("TransgenderFeminine", "woman", "TransgenderFeminine"),
        ("TransgenderMasculine", "woman", "Feminine"),
        ("", "woman", "Feminine"),
        ("NonSpecifiedUnknown", "", "NonSpecifiedUnknown"),
    ],
)
def test_a_gender_that_is_said_here_later_leaves_unless_what_came_is_finer(came: str, here: str, leaves: str) -> None:
    """Planted fault: what came once is told for ever, whatever a packet or a form says since."""
    exporting.switched_on()
    (case,) = brought(taken_in(ROW | {"prs_Gender": came}))
    agrees(case, classes=CLASSES, by=LEAD)
    if here:
        version = Submission.objects.get(case=case).version
        with unit(by=LEAD):
            given.keep(case, version, {}, instance_id=new_id(), details={"gender": here})
    (row,) = exported(parts=["htcds.prs_Gender"])
    assert row["prs_Gender"] == leaves


def test_a_gender_that_only_came_is_no_word_of_this_house() -> None:
    """Planted fault: what the import itself wrote for a packet stands against what an interview here noted."""
    (case,) = brought(taken_in(ROW | {"prs_Gender": "Feminine"}))
    with Access(LEAD, "count_in_standard") as access:
        access.open()
        held = held_under(access, {case.pk: case}, {}, agreed=False)[case.pk]
    assert "gender" not in held.codes
    assert held.came["prs_Gender"] == "Feminine"


def test_a_file_closed_here_says_so_and_no_longer_what_came() -> None:
    exporting.switched_on()
    (case,) = brought(taken_in(ROW))
    agrees(case, classes=CLASSES, by=LEAD)
    Closure.objects.create(
        person_id=case.person_id, case=case, number=1, word="closed", on=clock.today(), desk_id=case.desk_id,
        reason="goals_reached", written_by=LEAD.account_id,
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(state="closed", close_reason="goals_reached", closed_on=clock.today())
    assert [one["cas_Status"] for one in exported(parts=["htcds.cas_Status"])] == ["Closed"]


def test_a_status_that_came_is_silent_once_a_body_decided_anything_here() -> None:
    """Planted fault: a decision that establishes nothing leaves the imported status standing."""
    exporting.switched_on()
    (case,) = brought(taken_in(ROW | {"vic_TraffickingStatus": "ActualVictimOfTrafficking"}))
    agrees(case, classes=CLASSES, by=LEAD)
    parts = ["htcds.vic_TraffickingStatus", "htcds.vic_TraffickingStatusDecisionMakingOrg"]

    def status() -> list[str]:
        (row,) = exported(parts=parts)
        return list(_but_the_mark(row).values())

    assert status() == ["ActualVictimOfTrafficking", "NGO"]
    determining.seat_everybody()
    determining.named(determining.states.PRESUMED)
    determining.agree(case.pk)
    determining.recorded(determining.asked(case.pk), determining.states.NOT_ESTABLISHED)
    assert status() == ["", ""]


@pytest.mark.parametrize(
    ("row", "changes", "code"),
    [
        (ROW | {"prs_Gender": "Woman"}, {}, "faults"),
        (ROW | {"con_Consent": ""}, {}, "faults"),
        (ROW | {"prs_MailingStreet": "5 Rue X"}, {}, "left_out"),
        (ROW, {"basis": "nothing"}, "basis_missing"),
        (ROW, {"mark": "another"}, "not_looked_at"),
        (ROW, {"data": a_csv([ROW | {"prs_First_Name": "Other"}])}, "not_looked_at"),
        (ROW, {"basis": rules.DUTY}, "not_looked_at"),
    ],
)
def test_it_comes_in_whole_or_not_at_all(row: dict[str, str], changes: dict[str, Any], code: str) -> None:
    """Planted fault: rows without a fault are taken in before the faulty one is met."""
    data = changes.get("data") or a_csv([ROW, row])
    mark = changes.get("mark") or reading.look(a_csv([ROW, row]), basis=rules.AGREED, by=LEAD).mark
    asked = {"basis": rules.AGREED, "left_out_known": False, "by": LEAD} | changes | {"data": data, "mark": mark}
    with refused((NotValid, NotNow), code):
        standard_files.take_in(**asked)
    assert (Case.objects.count(), Person.objects.count()) == (0, 0)
    assert not AuditEvent.objects.filter(action="standard_file.taken_in").exists()


def test_the_same_file_does_not_come_in_twice_until_what_it_brought_is_gone() -> None:
    number = taken_in(ROW)
    with refused(NotNow, "taken_in_already"):
        taken_in(ROW)
    standard_files.take_back(taken_id=number, by=LEAD)
    erasures.confirm(erasure_id=Erasure.objects.get().pk, by=OFFICER)
    assert taken_in(ROW) == number
    assert len(brought(number)) == 1


def test_a_look_writes_nothing_and_is_nobody_elses() -> None:
    before = everything_stored()
    data = a_csv([ROW])
    mark = reading.look(data, basis=rules.AGREED, by=LEAD).mark
    assert everything_stored() == before
    assert reading.was_looked_at(data, mark, basis=rules.AGREED, by=LEAD)
    assert not reading.was_looked_at(data, mark, basis=rules.AGREED, by=cast.SHELTER_LEAD)


def test_only_the_lead_of_a_desk_takes_in_and_takes_back() -> None:
    number = taken_in(ROW)
    data = a_csv([ROW])
    for actor in (cast.INSPECTOR, OFFICER):
        with pytest.raises(NotPermitted):
            standard_files.take_in(data=data, mark="", basis=rules.AGREED, left_out_known=True, by=actor)
        with pytest.raises(NotPermitted):
            standard_files.take_back(taken_id=number, by=actor)
    with pytest.raises(NotFound):
        standard_files.take_back(taken_id=number, by=cast.SHELTER_LEAD)


def test_it_is_taken_back_by_two_people_and_only_while_nothing_came_of_it() -> None:
    number = taken_in(ROW, ROW | {"prs_First_Name": "Canary Second"})
    one, two = brought(number)
    assert standard_files.take_back(taken_id=number, by=LEAD) == 2
    assert Case.objects.count() == 2, "one person alone erases nothing"
    with refused(NotNow, "asked_already"):
        standard_files.take_back(taken_id=number, by=LEAD)
    for erasure in Erasure.objects.filter(person_id__in=(one.person_id, two.person_id)):
        erasures.confirm(erasure_id=erasure.pk, by=OFFICER)
    assert (Case.objects.count(), Person.objects.count(), Submission.objects.count()) == (0, 0, 0)
    assert brought(number) == []
    again = taken_in(ROW)
    (case,) = brought(again)
    agrees(case, by=LEAD)
    with pytest.raises(NotNow) as refusal:
        standard_files.take_back(taken_id=again, by=LEAD)
    assert refusal.value.code == "something_came"
    assert case.reference in str(refusal.value.sentence)


def test_a_child_comes_in_by_the_circuit_of_children_and_no_age_is_guessed() -> None:
    number = taken_in(
        ROW | {"prs_Birthdate": "2015-04-03", "con_Consent": "", "prs_Gender": "Feminine"},
        ROW | {"prs_Birthdate": "2012", "con_Consent": ""},
        {name: said for name, said in ROW.items() if name not in ("prs_Birthdate", "con_Consent")},
        ROW,
    )
    found = sorted((one.route, one.age_group) for one in brought(number))
    assert found == [("child", "child"), ("child", "child"), ("child", "unknown"), ("consent", "adult")]


def test_the_same_file_does_not_come_in_again_while_a_conflict_hides_what_it_brought() -> None:
    number = taken_in(ROW)
    (case,) = brought(number)
    hidden_from(LEAD, case)
    assert brought(number) == []
    with refused(NotNow, "taken_in_already"):
        taken_in(ROW)


def test_the_same_file_does_not_come_in_again_after_a_hand_over_to_a_sister_desk() -> None:
    """Planted fault: only what this desk still shows is looked at."""
    number = taken_in(ROW)
    Case.objects.update(desk_id=cast.INSPECTOR_SOUTH.desk_id)
    assert brought(number) == []
    with refused(NotNow, "taken_in_already") as refusal:
        taken_in(ROW)
    assert "at this desk" not in str(refusal.value.sentence)
