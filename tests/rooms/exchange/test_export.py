"""A file of records in the fields of HTCDS: published codes, nothing invented, nothing that could expose anybody."""

from typing import Any

import pytest

from himaya.disclosures import rules_exports as rules
from himaya.disclosures.actions import exports
from himaya.exchange.published import form, published
from himaya.instruments.compiled import compile_instrument
from himaya.instruments.render import submission
from himaya.instruments.verify import verify
from himaya.kernel.errors import NotValid
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.exchange.exchanging import CLASSES, CODES, FIELDS, PARTS, a_file, told
from tests.rooms.legal import exporting
from tests.rooms.legal.exporting import agrees, fetched, proven, read, wanted
from tests.rooms.legal.registering import OFFICER

pytestmark = [pytest.mark.django_db, pytest.mark.capability("H3")]


@pytest.fixture(autouse=True)
def _on() -> None:
    exporting.switched_on()


def exported(**changes: Any) -> list[dict[str, str]]:
    """The rows that the receiver reads, by heading."""
    export_id = exports.ask(wanted=wanted(**{"parts": PARTS, **changes}), by=cast.LABOUR_LEAD)
    exports.approve(export_id=export_id, by=proven(OFFICER))
    header, *rows = read(fetched(export_id))
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_columns_are_those_of_the_published_form_and_every_value_is_one_of_its_choices() -> None:
    """The form itself is the judge: each row is a submission of it, verified like one from anywhere."""
    case = a_file()
    told(case, *CODES)
    agrees(case, classes=CLASSES)
    (row,) = exported()
    assert list(row) == [rules.MARK, *FIELDS]
    assert set(FIELDS) <= set(published().fields)
    said = {name: value for name, value in row.items() if value and name != rules.MARK}
    assert said == {
        "con_Consent": "TRUE",
        "prs_First_Name": factories.SAID,
        "prs_Gender": "Feminine",
        "vic_MethodOfRecruitment": "Other",
        "vic_Methods_of_Control": "DebtBondage WithholdsDocuments",
        "vic_TypeOfExploitation": "ForcedLabour",
        "cas_Status": "Active",
    }
    compiled = compile_instrument(form())
    verdict = verify(compiled, submission(compiled, said))
    assert verdict.valid, verdict.errors
    assert {name: verdict.values[name] for name in said} == said


def test_a_telephone_that_is_not_written_for_abroad_and_a_year_of_birth_stay_empty() -> None:
    """Planted fault: a country code put before a local number."""
    case = a_file()
    agrees(case, classes=CLASSES)
    (row,) = exported()
    assert row["prs_MobilePhone"] == row["prs_Birthdate"] == row["vic_TraffickingStatus"] == ""


def test_whoever_does_not_agree_to_codes_of_a_standard_is_not_in_it() -> None:
    case = a_file()
    agrees(case, classes=("identity", "civil_details", "telephone", "gender", "work_sector"))
    with refused(NotValid, "nobody_agrees"):
        exported()
    assert [one["prs_Gender"] for one in exported(parts=["htcds.prs_Gender"])] == ["Feminine"]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (["htcds.prs_Gender", "reference"], "parts_mixed"),
        (["htcds.prs_MailingStreet"], "parts_unknown"),
        (["htcds.cas_ReferringPrimaryCaseWorker"], "parts_unknown"),
        (["htcds.vic_TypeOfSexExploitation"], "parts_unknown"),
        (["prs_Gender"], "parts_unknown"),
    ],
)
def test_a_mixed_file_an_address_and_a_worker_are_refused_with_a_sentence(parts: list[str], code: str) -> None:
    agrees(a_file(), classes=CLASSES)
    with refused(NotValid, code):
        exports.ask(wanted=wanted(parts=parts), by=cast.LABOUR_LEAD)


def test_the_reading_is_in_the_audit_once_under_the_purpose_that_was_said() -> None:
    case = a_file()
    told(case, "ForcedLabour")
    agrees(case, classes=CLASSES)
    exported()
    (event,) = AuditEvent.objects.filter(action="export.made")
    assert event.purpose == "prepare_referral"
