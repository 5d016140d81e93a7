"""Who writes down what a person asks, who prepares the answer, who releases it; each only at home."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.disclosures import states_requests as states
from himaya.disclosures.models_requests import DataRequest
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted

OFFICER = "data_protection_officer"


def keeps(actor: Actor) -> bool:
    """True for the data protection officer of an institution."""
    return actor.is_known and bool(actor.institution_id) and actor.has(OFFICER)


def check_keeps(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is the data protection officer."""
    if not keeps(actor):
        raise NotPermitted(
            _("The data protection officer writes this down. Ask them, with the person’s agreement."),
            code="not_the_officer",
        )


def answers(actor: Actor) -> bool:
    """True for whoever may lead a file at a desk."""
    return cases.works_on_cases(actor) and actor.has(cases.LEAD, cases.MANAGER)


def check_answers(actor: Actor) -> None:
    """Raises NotPermitted unless the actor may lead a file."""
    if not answers(actor):
        raise NotPermitted(_("The lead of the file prepares this. Ask the lead of your desk."), code="not_the_lead")


def check_another(actor: Actor, row: DataRequest) -> None:
    """Raises NotPermitted for whoever prepared the answer, or wrote the request down, and would decide on it too."""
    before = row.prepared_by if row.kind == states.ACCESS else row.recorded_by
    if before == actor.account_id:
        raise NotPermitted(_("Somebody else decides on this."), code="same_person")


def visible_requests(actor: Actor) -> Q:
    """What was asked about the files that the officer watches over: at the data authority all, but for conflicts."""
    if not keeps(actor):
        return Q(pk__in=[])
    return cases.overseen_cases(actor, "case_id")


def to_answer(actor: Actor) -> Q:
    """What is asked about the files that the actor leads: their desk's, or those that they opened."""
    if not answers(actor):
        return Q(pk__in=[])
    mine = Q(case__desk_id=actor.desk_id, state__in=states.OPEN) & cases.not_excluded(actor, "case_id")
    return mine if actor.has(cases.LEAD) else mine & Q(case__opened_by=cases.me(actor))
