"""What the desk that holds a case knows, put together inside a unit to make a packet of it. Released to nobody."""

from typing import Any

from himaya.cases import given, packets
from himaya.cases.models import Arrival, Case, Submission
from himaya.kernel.access import Access
from himaya.kernel.unit import Unit
from himaya.persons.actions import people
from himaya.persons.models import Person


def known(
    u: Unit, case: Case, *, language: str, interpreter: str, guardian: str = ""
) -> tuple[packets.Known, Submission | None]:
    """What a packet may be made of, and the latest answers that it is made from.

    What no form asks (gender, dependants …) was said once: it holds until a later set of answers says it anew. What
    came with the case from another institution holds likewise.
    """
    person = Person.objects.get(pk=case.person_id)
    rows = list(Submission.objects.filter(case=case).select_related("version").order_by(*given.IN_ORDER))
    arrived = list(Arrival.objects.filter(case=case))
    latest = rows[-1] if rows else None
    details: dict[str, Any] = {}
    with Access(u.by, "prepare_referral", action="referral.prepared") as reader:
        reader.open(person, *rows, *arrived)
        identity = people.identity_of(person, reader)
        for came in arrived:
            details |= came.story or {}
        for row in rows:
            details |= row.details or {}
        heard = given.heard(latest.version, latest.answers or {}) if latest is not None else ()
    if guardian:
        details["guardian_flag"] = guardian
    return packets.Known(identity, heard, details, case.age_group, language, interpreter), latest
