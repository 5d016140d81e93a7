"""Files that hold something in the words of a standard, at the labour inspectorate."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from himaya.adapters import sheets
from himaya.cases.models import Case, Submission
from himaya.exchange import reading, standard
from himaya.exchange import rules_reading as rules
from himaya.exchange.actions import standard_files
from himaya.interviews import states as interview_states
from himaya.interviews.models import Event, Interview
from himaya.kernel import clock
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import seal
from tests import cast, factories

FIELDS = tuple(standard.classes())
PARTS = [f"htcds.{one}" for one in FIELDS]
CLASSES = ("identity", "civil_details", "telephone", "gender", "work_sector", "standard_codes")
CODES = ("ForcedLabour", "ForcedBegging", "WithholdsDocuments", "DebtBondage", "OtherRecruitment")


def a_file(**changes: Any) -> Case:
    """One file of the inspectorate with a gender that was said."""
    return Case.objects.get(pk=factories.hand_over(**{"details": {"gender": "woman"}, **changes}).case_id)


def told(case: Case, *values: str) -> None:
    """An interview noted these values of the standard with an event."""
    row = Interview.objects.create(
        case=case, person=case.person, desk=case.desk, institution=case.institution, number=1, child=False,
        state=interview_states.STATES[0], prepared_by=cast.INSPECTOR.account_id, opened_on=clock.today(),
    )  # fmt: skip
    event = Event(
        id=new_id(), person=case.person, case=case, interview=row, number=1, at=clock.now(), kind="exploitation",
        written_by=cast.INSPECTOR.account_id,
    )  # fmt: skip
    seal(event, content={"words": "He kept the papers", "anchor": "", "values": list(values)})
    event.save(force_insert=True)


def answers_of(case: Case) -> Submission:
    """The last filled form of a case, closed."""
    return Submission.objects.filter(case=case).order_by("-number")[0]


ROW = {
    "con_Consent": "TRUE",
    "prs_First_Name": "Canary Exchange",
    "prs_Birthdate": "1999-04-03",
    "prs_Gender": "TransgenderFeminine",
    "prs_Citizenship": "ML",
    "prs_MobilePhone": "+212600000000",
    "vic_MethodOfRecruitment": "AtWork ThroughOnlineSocialNetworks",
    "vic_TraffickingStatus": "NotAVictimOfTrafficking",
    "vic_TraffickingStatusDecisionMakingOrg": "NGO",
    "vic_Methods_of_Control": "PhysicalThreats DebtBondage",
    "vic_TypeOfExploitation": "ForcedLabour Servitude",
    "vic_ForcedLabourIndustry": "T_ActivitiesOfHouseholdsAsEmployers",
    "cas_Status": "ClosedReferred",
    "cas_ReferringOrganisation": "Canary House",
    "cas_IncomingReferralDate": "2026-03-02",
}
# What a file brought as free text is kept here and given to nobody.
KEPT_HERE = ("cas_ReferringOrganisation", "cas_IncomingReferralDate")


def a_csv(rows: Iterable[dict[str, str]]) -> bytes:
    every = list(rows)
    header = list(dict.fromkeys(name for row in every for name in row))
    return sheets.as_csv(header, [[row.get(name, "") for name in header] for row in every])


def taken_in(*rows: dict[str, str], basis: str = rules.AGREED, **changes: Any) -> UUID:
    """Looked at first, then taken in by the lead of the inspectorate."""
    data = a_csv(rows)
    mark = reading.look(data, basis=basis, by=cast.LABOUR_LEAD).mark
    asked = {"data": data, "mark": mark, "basis": basis, "left_out_known": False, "by": cast.LABOUR_LEAD} | changes
    return standard_files.take_in(**asked)
