"""Who makes a decision final, where the rules say that what the table agrees is not: focal points advise.

Either the validating authority of each institution that agreed, one by one, or the commission, once.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from himaya.coordination import deciding, policy, states
from himaya.coordination.models import Decision, Position
from himaya.coordination.queries import tables as queries
from himaya.coordination.queries.decisions import ASSENTING
from himaya.institutions import queries_mandates
from himaya.institutions.models import Delegate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit

LONGEST_REFERENCE = 80


def check_commission(decision: Decision) -> None:
    """Raises NotNow when not the commission, but the authority of each institution makes it final."""
    if decision.confirm_by != states.COMMISSION:
        raise NotNow(
            _("The validating authority of each institution that agreed confirms this decision, one by one."),
            code="authorities_confirm",
        )


def day(decision: Decision, on: date | None) -> date:
    """The day of a confirmation: not before the conclusion, not in the future; today when none is said.

    Raises NotValid.
    """
    found, today = on or clock.today(), clock.today()
    concluded = queries.local(decision.table, decision.concluded_at or decision.put_at).date()
    if not concluded <= found <= today:
        raise NotValid(
            _("Write the day of the confirmation: after the conclusion, and not later than today."),
            code="confirmation_day",
        )
    return found


def reference(text: str) -> str:
    """The reference of the commission's paper. Raises NotValid."""
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > LONGEST_REFERENCE:
        raise NotValid(
            _("Write the reference of the paper by which it was confirmed, in one line."), code="confirmation_reference"
        )
    return tidy


def waiting(decision: Decision, institution_id: str, actor: Actor, how: str) -> Position:
    """The position that waits for the authority of its institution or its successor. Raises NotNow, NotPermitted."""
    if decision.confirm_by != states.AUTHORITIES:
        raise NotNow(
            _("The commission confirms this decision; the secretariat enters its day and reference."),
            code="commission_confirms",
        )
    if how == states.CLICK and actor.institution_id not in queries_mandates.with_successors(institution_id):
        raise NotPermitted(
            _("You answer for your own institution only. This one answers for itself."), code="other_institution"
        )
    rows = Position.objects.select_for_update(of=("self",)).select_related("institution")
    row = rows.filter(decision=decision, institution_id=institution_id, stance__in=ASSENTING).first()
    if row is None:
        raise NotNow(
            _("Only an institution that agreed confirms. This one did not, so nothing is asked of it."),
            code="did_not_agree",
        )
    if row.confirmed_on is not None:
        raise NotNow(
            _("This institution has confirmed already. Nothing more is asked of it."), code="confirmed_already"
        )
    return row


def authority(institution_id: str, how: str, actor: Actor, on: date) -> Delegate:
    """Who confirms on a day: the account itself by click, otherwise whoever had the mandate on the day of the letter.

    Raises NotPermitted, NotValid.
    """
    if how not in states.CHANNELS:
        raise NotValid(_("Say how the institution answered: by click, by mail or by letter."), code="how")
    if how == states.CLICK:
        return policy.validating(institution_id=institution_id, on=clock.today(), actor=actor)
    policy.check_secretariat(actor)
    return policy.validating(institution_id=institution_id, on=on)


def last_day(decision: Decision) -> date | None:
    """The day of the last confirmation once every institution that agreed has given it; None until then."""
    days = list(decision.positions.filter(stance__in=ASSENTING).values_list("confirmed_on", flat=True))
    given = [one for one in days if one is not None]
    return max(given) if given and len(given) == len(days) else None


def make_final(u: Unit, decision: Decision) -> None:
    """The decision binds from here on."""
    decision.state = states.CONFIRMED
    decision.save()
    u.log("decision.confirmed", object_type="decision", object_id=decision.pk, code=decision.confirm_by)
    deciding.bind(u, decision)
