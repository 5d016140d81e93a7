"""The verb of what is known of a person for their rights: noted, as a new set beside the earlier ones."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.cases import access as cases
from himaya.cases import policy as cases_policy
from himaya.cases.actions import quiet
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.rights import policy, rules
from himaya.rights.models import RightFacts

# Each question and what may be answered; "not known" is an answer to all of them.
ANSWERS: dict[str, tuple[str, ...]] = {
    "age": (*rules.AGES, rules.UNKNOWN),
    "nationality": (*rules.NATIONALITIES, rules.UNKNOWN),
    **dict.fromkeys(rules.FLAGS, rules.READINGS),
    "proceedings": rules.READINGS,
}


def note(*, case_id: UUID, answers: Mapping[str, str], by: Actor) -> int:
    """Write down what is known; what is left out is not known. Returns the number of the set.

    Raises NotPermitted, NotFound, NotNow (closed), NotValid (the code names the question).
    """
    policy.check_works(by)
    for name, value in answers.items():
        if value not in ANSWERS.get(name, ()):
            raise NotValid(_("Choose one of the answers."), code=name)
    with unit(by=by) as u:
        case = cases.lock_case(by, case_id)
        if case.state != "open":
            raise NotNow(_("This file is closed. Its rights can be read; nothing is added."), code="closed")
        last = RightFacts.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
        row = RightFacts(
            person_id=case.person_id,
            case=case,
            number=last + 1,
            noted_on=clock.today(),
            noted_by=cases_policy.account_of(by),
            desk_id=by.desk_id,
        )
        seal(row, answers=dict(answers))
        row.save(force_insert=True)
        quiet.stirred(case.pk)
        u.log("right_facts.noted", object_type="case", object_id=case.pk, subjects=[case.person_id])
        return row.number
