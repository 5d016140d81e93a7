"""Under which versions a case was answered, and whether another one is in force for it. Nothing sealed is read."""

from dataclasses import dataclass
from datetime import date

from himaya.cases import policy
from himaya.cases.given import IN_ORDER
from himaya.cases.models import Case, Submission
from himaya.instruments import queries
from himaya.instruments.models import InForce, Pilot, Version
from himaya.kernel.actor import Actor


@dataclass(frozen=True)
class Filled:
    """One set of answers of a case: the version it was given under, and the day."""

    version: Version
    made_on: date


@dataclass(frozen=True)
class Offer:
    """Another version of a form of an open case: in force since a day, or tried at this desk since then (`trial`).

    `answered` is the version of the latest answers.
    """

    version: Version
    answered: Version
    since: date
    trial: bool


def filled(actor: Actor, case: Case) -> list[Filled]:
    """The sets of answers of a case of the actor's desk, the oldest first; none for anybody else."""
    visible = Case.objects.filter(policy.visible_cases(actor), pk=case.pk)
    rows = Submission.objects.filter(case__in=visible).defer("answers", "details").select_related("version")
    return [Filled(row.version, row.made_on) for row in rows.order_by(*IN_ORDER)]


def offers(actor: Actor, case: Case) -> list[Offer]:
    """For each form of an open case, the version that its desk uses today, unless it was answered under that one.

    An offer and no more: an open case keeps its version for as long as the desk wants.
    """
    if case.state != "open":
        return []
    sheets = filled(actor, case)
    answered = {one.version.pk for one in sheets}
    latest = {one.version.name: one.version for one in sheets}
    found = (_offer(case.desk_id, version) for version in latest.values())
    return [one for one in found if one is not None and one.version.pk not in answered]


def _offer(desk_id: str, answered: Version) -> Offer | None:
    forced = InForce.objects.filter(name=answered.name).first()
    if forced is None:
        return None
    version = queries.in_force(answered.name, desk_id=desk_id)
    pilot = Pilot.objects.filter(version=version, desk=desk_id, until=None).first()
    return Offer(version, answered, pilot.since if pilot else forced.since, pilot is not None)
