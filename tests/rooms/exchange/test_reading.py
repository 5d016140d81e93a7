"""A file of the exchange standard as it is read: every cell is kept, left out aloud, or named with what to do."""

from datetime import date
from itertools import product

import pytest

from himaya.exchange import rules_reading as rules
from himaya.exchange.published import published
from himaya.exchange.rules_reading import Known
from himaya.exchange.standard import classes

pytestmark = pytest.mark.capability("H3")

TODAY = date(2026, 11, 24)
KNOWN = Known(published().fields, published().choices, frozenset({*classes(), "prs_Second_Name"}), TODAY)


def read(heading: list[str], *rows: list[str], basis: str = rules.DUTY) -> rules.Reading:
    return rules.read([(number, line) for number, line in enumerate([heading, *rows], start=1)], KNOWN, basis)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("prs_Gender", "Woman", "code_unknown"),
        ("prs_Gender", "Feminine Masculine", "code_unknown"),
        ("prs_Citizenship", "MAR", "code_unknown"),
        ("vic_Methods_of_Control", "PhysicalThreats Beatings", "code_unknown"),
        ("con_Consent", "yes", "code_unknown"),
        ("prs_Birthdate", "May 1999", "day_wrong"),
        ("prs_Birthdate", "2027", "day_to_come"),
        ("prs_Birthdate", "1900-01-01", "birth_too_far"),
        ("prs_Birthdate", "1899", "birth_too_far"),
        ("cas_IncomingReferralDate", "2026", "day_wrong"),
        ("prs_Birthdate", "2027-01-01", "day_to_come"),
        ("cas_IncomingReferralDate", "31/02/2026", "day_wrong"),
        ("prs_First_Name", "x" * 301, "too_long"),
        ("vic_TypeOfLabour", "anything", "column_unknown"),
    ],
)
def test_what_cannot_be_taken_in_is_named_by_row_column_and_value(column: str, value: str, code: str) -> None:
    found = read([column, "cas_Status"], ["", "Active"], [value, "Active"])
    assert [(one.row, one.column, one.value, one.code) for one in found.faults] == [(3, column, value, code)]


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("prs_Gender", "TransgenderFeminine", "TransgenderFeminine"),
        ("con_Consent", "True", "TRUE"),
        ("prs_Birthdate", "3/4/1999", "1999-04-03"),
        ("prs_Birthdate", "2012", "2012"),
        ("vic_Methods_of_Control", "Other DebtBondage", "DebtBondage Other"),
        ("cas_ReferringOrganisation", "A shelter", "A shelter"),
    ],
)
def test_what_can_be_is_kept_as_the_standard_writes_it(column: str, value: str, kept: str) -> None:
    found = read([column], [value])
    assert not found.faults
    assert found.rows[0].said == {column: kept}


def test_no_cell_is_lost_in_silence() -> None:
    """Planted fault: columns that nothing here keeps are skipped. Each cell of each field is said somewhere."""
    for column, kind in published().fields.items():
        value = published().choices.get(column, ("2026-01-01",))[0] if kind != "text" else "2026-01-01"
        found = read([column], [value])
        wrong = [one for one in found.faults if one.code != "row_alone"]
        said = bool(found.rows) + len(wrong) + sum(found.left_out.values())
        assert said == 1, column
    found = read(["prs_MailingStreet", "cas_ReferringPrimaryCaseWorker"], ["5 Rue X", "Y"], ["6 Rue X", ""])
    assert found.left_out == {"prs_MailingStreet": 2, "cas_ReferringPrimaryCaseWorker": 1}
    assert not found.rows


def test_no_row_is_lost_in_silence_where_it_says_something_only_in_columns_that_stay_out() -> None:
    """Planted fault: two people in the file, one counted. A row that is empty, or of a device alone, is no person."""
    heading = ["prs_First_Name", "prs_Gender", "prs_Email", "_notes", "_uuid"]
    found = read(
        heading, ["A", "", "a@x.org", "", "1"], ["", "", "b@x.org", "her aunt", "2"], ["", "", "", "aunt"],
        ["", "", "", "", "3"], [], ["", "Woman", "c@x.org"],
    )  # fmt: skip
    assert [(one.row, one.column, one.value, one.code) for one in found.faults] == [
        (3, "prs_Email", "b@x.org", "row_alone"),
        (4, "_notes", "aunt", "row_alone"),
        (7, "prs_Gender", "Woman", "code_unknown"),
    ]
    assert found.left_out == {"prs_Email": 3, "_notes": 2}
    assert [one.number for one in found.rows] == [2]


def test_a_cell_that_the_row_does_not_reach_is_empty() -> None:
    """A reader of tables trims a row at its end: the column of the field itself may not be there."""
    column = "vic_Methods_of_Control/DebtBondage"
    found = read(["prs_First_Name", column, "vic_Methods_of_Control"], ["A", "1"], ["B", "0"], ["C"])
    assert [(one.row, one.column, one.value, one.code) for one in found.faults] == [(2, column, "1", "split_alone")]
    assert [one.number for one in found.rows] == [2, 3, 4]


def test_what_a_device_wrote_beside_the_answers_is_no_fault_and_a_heading_that_stands_twice_is() -> None:
    found = read(["_uuid", "start", "export", "prs_Gender", "prs_Gender"], ["1", "2", "3", "Feminine", "Feminine"])
    assert [(one.row, one.column, one.code) for one in found.faults] == [(1, "prs_Gender", "column_twice")]
    again = read(["vic_Methods_of_Control", "vic_Methods_of_Control/Other"], ["Other", "1"])
    assert (again.faults, again.rows[0].said) == ((), {"vic_Methods_of_Control": "Other"})
    alone = read(["vic_Methods_of_Control/Other"], ["1"])
    assert [one.code for one in alone.faults] == ["column_unknown"]


@pytest.mark.parametrize(("head", "part", "code"), [("", "1", "split_alone"), ("DebtBondage", "1", "split_alone"),
    ("Other DebtBondage", "1", ""), ("", "0", ""), ("DebtBondage", "0", ""), ("DebtBondage", "FALSE", "")])  # fmt: skip
def test_a_column_of_one_choice_repeats_the_field_only_where_the_field_says_it(head: str, part: str, code: str) -> None:
    """Planted fault: a choice ticked beside an empty field is thrown away."""
    column = "vic_Methods_of_Control/Other"
    found = read(["vic_Methods_of_Control", column, "cas_Status"], [head, part, "Active"])
    assert [(one.column, one.value, one.code) for one in found.faults] == ([(column, part, code)] if code else [])


def test_what_a_worker_wrote_beside_the_answers_is_named_as_left_out() -> None:
    found = read(
        ["_notes", "_tags", "_submitted_by", "_uuid", "cas_Status"], ["her aunt", "urgent", "amal", "1", "Active"]
    )
    assert found.left_out == {"_notes": 1, "_tags": 1, "_submitted_by": 1}
    assert not found.faults


def test_a_name_too_long_in_its_two_parts_together_is_named_with_its_row() -> None:
    """Planted fault: each part is short enough, and the whole is refused without a row while it is kept."""
    heading = ["prs_First_Name", "prs_Second_Name"]
    found = read(heading, ["A" * 150, "B" * 149], ["A" * 150, "B" * 150])
    assert [(one.row, one.column, one.code) for one in found.faults] == [(3, "prs_Second_Name", "name_too_long")]


def test_the_truth_table_of_an_agreement() -> None:
    """A no is the last word for an adult, whatever the basis; of a child, and of any doubt, nobody asks for it."""
    births = {"adult": "2000-01-01", "child": "2015-01-01", "unknown": ""}
    for basis, said, (age, birth) in product(rules.BASES, ("TRUE", "FALSE", ""), births.items()):
        found = read(["con_Consent", "prs_Birthdate", "cas_Status"], [said, birth, "Active"], basis=basis)
        stops = age == "adult" and (said == "FALSE" or (basis == rules.AGREED and said == ""))
        assert [one.code for one in found.faults] == ["no_agreement"] * stops, (basis, said, age)
        assert rules.age_group(birth, TODAY) == age


@pytest.mark.parametrize(
    ("birth", "group"),
    [("2012", "child"), ("2009", "child"), ("2008", "unknown"), ("2007", "adult"), ("1970", "adult"), ("?", "unknown")],
)
def test_a_year_of_birth_alone_says_what_it_can_and_no_more(birth: str, group: str) -> None:
    """On 24 November 2026 whoever was born in 2009 has no 18 years yet; of 2008 only a day could tell."""
    assert rules.age_group(birth, TODAY) == group


def test_a_name_that_the_standard_parts_is_kept_in_one_and_apart_from_what_happened() -> None:
    said = {"prs_First_Name": "A", "prs_Second_Name": "B C", "prs_Birthdate": "2000-01-01", "cas_Status": "Active"}
    assert rules.name_of(said) == "A B C"
    assert rules.answers_of(said) == {"cas_Status": "Active"}
