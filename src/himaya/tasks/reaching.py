"""What stands beside a task that means reaching a person: that nobody calls, to look first, or to ask who was told how.

A desk that does not read how the person is reached is always told the same, whatever was agreed: nothing is learned of
it there. Which desks read it is asked at each reading, as it is where the number stands.
"""

from collections.abc import Iterable
from uuid import UUID

from himaya.cases import access as cases
from himaya.cases import policy as case_policy
from himaya.cases.models import Case, Referral
from himaya.kernel import contact_hours
from himaya.kernel.actor import Actor
from himaya.tasks import rules
from himaya.tasks.models import Task


def beside(actor: Actor, tasks: Iterable[Task]) -> dict[UUID, str]:
    """Per task that means reaching somebody: `never`, `look`, `ask`, or nothing. In danger nothing is in the way."""
    calls = [one for one in tasks if one.kind in rules.CONTACTS and one.case_id is not None and not one.urgent]
    if not calls:
        return {}
    files = {one.case_id for one in calls if one.case_id is not None}
    held = set(Case.objects.filter(case_policy.held_cases(actor), pk__in=files).values_list("pk", flat=True))
    told = {one.about_id: _is_told(actor, one) for one in calls if one.case_id not in held}
    known = [one for one in calls if one.case_id in held or told.get(one.about_id)]
    asked = {one.case_id for one in known if one.case_id is not None}
    said = dict.fromkeys(contact_hours.unsaid(asked), rules.LOOK)
    said |= dict.fromkeys(contact_hours.nobody_calls(asked), rules.NEVER)
    found = {one.pk: said.get(one.case_id, "") if one.case_id is not None else "" for one in known}
    return {one.pk: found.get(one.pk, rules.ASK) for one in calls}


def knows(actor: Actor, referral: Referral) -> bool:
    """True at the desk that sent a referral, and at its receiver while it reads how the person may be reached."""
    return referral.from_desk_id == actor.desk_id or "safe_contact" in cases.shared_now(referral)


def _is_told(actor: Actor, task: Task) -> bool:
    if task.about_kind != "referral" or task.about_id is None:
        return False
    rows = Referral.objects.filter(case_policy.visible_referrals(actor), pk=task.about_id)
    row = rows.select_related("consent").defer(*cases.SEALED_OF_REFERRAL).first()
    return row is not None and knows(actor, row)
