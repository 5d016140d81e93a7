"""What files hold, gathered under an access that is open already: the codes of every room that writes any."""

from collections.abc import Mapping
from uuid import UUID

from himaya.cases import queries_closures
from himaya.cases.given import IN_ORDER
from himaya.cases.models import Arrival, Case, Closure, InboundSheet, Submission
from himaya.determinations import rules as decided
from himaya.determinations.models import Decision
from himaya.exchange import published
from himaya.exchange import rules_htcds as rules
from himaya.exchange.rules_htcds import Held
from himaya.interviews.coded import coded_under
from himaya.kernel.access import Access
from himaya.persons.models import Person


def held_under(
    access: Access, cases: Mapping[UUID, Case], people: Mapping[UUID, Person], *, agreed: bool
) -> dict[UUID, Held]:
    """Each file as the standard reads it. `agreed`: each agrees to this very use.

    `people` are opened already; without any, nothing of an identity is told.
    """
    sheets = list(Submission.objects.filter(case__in=cases).select_related("version").order_by("case_id", *IN_ORDER))
    if sheets:
        access.open(*sheets)
    interviews = coded_under(access, cases)
    closings: dict[UUID, list[Closure]] = {}
    for line in Closure.objects.filter(case__in=cases).defer("outcomes").order_by("-number"):
        closings.setdefault(line.case_id, []).append(line)
    came_from = {one.case_id: one for one in _arrivals(cases)}
    abroad = set(InboundSheet.objects.filter(case__in=cases).values_list("case_id", flat=True))
    judged = set(Decision.objects.filter(case__in=cases).values_list("case_id", flat=True))
    found: dict[UUID, Held] = {}
    for pk, case in cases.items():
        codes = dict(interviews[pk].codes) if pk in interviews else {}
        mine = [one for one in sheets if one.case_id == pk]
        came = _came(mine)
        if gender := rules.gender_beside(_gender(mine), came.get(rules.GENDER, "")):
            codes["gender"] = (gender,)
        if case.pk in judged:
            # Whatever a body decided here, also that nothing is established: another body's word is over.
            came = {name: said for name, said in came.items() if name not in (rules.VICTIM, rules.DECIDED_BY)}
            codes |= _status(case)
        if closings.get(pk) or rules.STATUS not in came:
            codes["file"] = (queries_closures.htcds_status(case, closings.get(pk, [])),)
            came.pop(rules.STATUS, None)
        texts = {rules.CONSENT: rules.YES if agreed else "", **_from(came_from.get(pk))}
        if (person := people.get(case.person_id)) is not None:
            texts |= _who(person)
        brought = any(one.version.name == published.NAME for one in mine)
        found[pk] = Held(codes, texts, came, elsewhere=brought or pk in abroad)
    return found


def _came(sheets: list[Submission]) -> dict[str, str]:
    """What a file of the standard brought in, as it was verified."""
    found: dict[str, str] = {}
    for one in sheets:
        if one.version.name == published.NAME:
            found |= {name: str(said) for name, said in (one.answers or {}).items() if said}
    return found


def _gender(sheets: list[Submission]) -> str:
    """As it was said here last, for a place or a team that suits. What an import derived from its own row only came."""
    here = [one for one in sheets if one.version.name != published.NAME or not (one.answers or {}).get(rules.GENDER)]
    said = [str((one.details or {}).get("gender") or "") for one in here]
    return next((one for one in reversed(said) if one), "")


def _status(case: Case) -> dict[str, tuple[str, ...]]:
    """What a named body decided last, and what kind of body: nothing while nobody did, or where nothing was shown."""
    rows = Decision.objects.filter(case=case).select_related("desk__institution").defer("reasons").order_by("-number")
    last = rows.first()
    if last is None or not decided.opens_rights(last.status):
        return {}
    return {"status": (last.status,), "body": (last.desk.institution.kind,)}


def _arrivals(cases: Mapping[UUID, Case]) -> list[Arrival]:
    rows = Arrival.objects.filter(case__in=cases).defer("story")
    return list(rows.select_related("from_desk__institution"))


def _from(came: Arrival | None) -> dict[str, str]:
    if came is None:
        return {}
    return {rules.REFERRED_BY: came.from_desk.institution.name_en, rules.REFERRED_ON: came.arrived_on.isoformat()}


def _who(person: Person) -> dict[str, str]:
    return {
        rules.NAME: str(person.full_name or ""),
        rules.BIRTH: rules.whole_day(str(person.birth or "")),
        rules.PHONE: rules.international(str(person.phone or "")),
    }
