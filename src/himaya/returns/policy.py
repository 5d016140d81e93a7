"""Who talks about going and staying: whoever works with people, at the desk that holds the case.

At a desk of police, border, prosecution, a court, a consulate or another State there is no such page, also where it
holds the file: where somebody would go, and what they fear, is what such a desk gets by a referral or a conference with
a yes, never by opening a page. Nobody who was only let in reads it either, as with how somebody is reached (`safety`):
the way of somebody who leaves is known to as few as can be.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.institutions import queries as institutions
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.kernel.untold import NotPermitted


def exists_for(actor: Actor) -> bool:
    """False where there is no such page at all."""
    return cases.works_on_cases(actor) and institutions.keeps_stories(actor.desk_id)


def check_works(actor: Actor) -> None:
    """Raises NotPermitted for a role that reads no cases, NotFound at a desk where no story is kept.

    Which cases, `cases.policy` says.
    """
    if not cases.works_on_cases(actor):
        raise NotPermitted(code="no_returns")
    if not institutions.keeps_stories(actor.desk_id):
        raise NotFound


def check_signs_first(actor: Actor, case: Case) -> None:
    """Raises NotPermitted unless the actor leads this case."""
    if not cases.leads(actor, case):
        raise NotPermitted(
            _("Whoever leads this file signs first: the lead of the desk, or the case manager who opened it."),
            code="signature",
        )


def check_signs_second(actor: Actor, first: str) -> None:
    """Raises NotPermitted for whoever signed first, and unless the actor leads the desk or is legal counsel."""
    if str(actor.account_id) == first:
        raise NotPermitted(
            _("You signed first. Somebody else signs second: the lead of the desk, or legal counsel."),
            code="signature",
        )
    if not actor.has(cases.LEAD, cases.COUNSEL):
        raise NotPermitted(_("The second signature is of the lead of the desk, or of legal counsel."), code="signature")


def check_ends_on_the_way(actor: Actor, case: Case) -> None:
    """Raises NotPermitted unless the actor leads this case: nobody else gives up somebody who is on the way."""
    if not cases.leads(actor, case):
        raise NotPermitted(
            _("While the person is on the way, only whoever leads this file ends it. Ask the lead of your desk."),
            code="not_the_lead",
        )


def why_not_sign(actor: Actor, case: Case, signed: Sequence[str]) -> str:
    """The sentence with which `check_signs_*` would refuse; empty where it would not."""
    try:
        if signed:
            check_signs_second(actor, signed[0])
        else:
            check_signs_first(actor, case)
    except NotPermitted as refusal:
        return str(refusal.sentence)
    return ""
