"""Who asks, who records, who enters and who confirms. For everybody else a request does not exist."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.determinations import states
from himaya.determinations.models import Counsel, Naming
from himaya.institutions.models import Institution
from himaya.institutions.queries import CONSULAR, FOREIGN_STATE
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted
from himaya.legal.policy_library import NATIONAL

ENTERS = "secretariat"
# No body of another State and no consulate decides, and none is given a note, whatever its desk does.
FOREIGN = (FOREIGN_STATE, *sorted(CONSULAR))
CONFIRMS = ("validating_authority", cases.COUNSEL)
ASKS = (cases.LEAD, cases.MANAGER)


def held(actor: Actor) -> Q:
    """What is about a case that the actor's desk holds; conflicts of interest stay out."""
    if not cases.works_on_cases(actor):
        return Q(pk__in=[])
    return Q(Exists(Case.objects.filter(cases.held_cases(actor), pk=OuterRef("case_id"))))


def records(actor: Actor) -> bool:
    """True for whoever writes down what the body of their desk decided."""
    return actor.is_known and bool(actor.desk_id) and actor.has(cases.RECORDS_DECISIONS)


def check_records(actor: Actor) -> None:
    """Raises NotPermitted for whoever writes no decisions down."""
    if not records(actor):
        raise NotPermitted(
            _("Only whoever writes down the decisions of a named body sees what is asked of it."), code="no_recorder"
        )


def received(actor: Actor) -> Q:
    """What was asked of the actor's desk as a body; conflicts of interest stay out."""
    if not records(actor):
        return Q(pk__in=[])
    mine = Q(to_desk_id=actor.desk_id, handed_at__isnull=False) & ~Q(to_desk__kind__in=FOREIGN)
    return mine & ~Q(to_desk__institution__kind__in=FOREIGN) & cases.not_excluded(actor, "case_id")


def check_works(actor: Actor) -> None:
    """Raises NotPermitted for whoever does not work with people at a desk."""
    if not cases.works_on_cases(actor):
        raise NotPermitted(
            _("Only somebody who works with people at a desk sees what was decided about them."), code="no_decisions"
        )


def asks(actor: Actor) -> bool:
    """True for whoever may ask a body for a decision on a case that their desk holds."""
    return cases.works_on_cases(actor) and actor.has(*ASKS)


def check_asks(actor: Actor) -> None:
    """Raises NotPermitted for whoever knows of the case and does not lead it."""
    if not asks(actor):
        raise NotPermitted(
            _("A decision is asked for by the case manager or the lead of the desk. Ask one of them."),
            code="not_the_lead",
        )


def advises(actor: Actor) -> bool:
    """True for legal counsel at a desk."""
    return cases.works_on_cases(actor) and actor.has(cases.COUNSEL)


def check_advises(actor: Actor) -> None:
    """Raises NotPermitted for whoever is not legal counsel."""
    if not advises(actor):
        raise NotPermitted(_("Legal counsel advises. Ask them."), code="not_counsel")


def advised(actor: Actor) -> Q:
    """The requests that counsel at the actor's desk was named to read, while they wait for their word; conflicts stay
    out."""
    if not advises(actor):
        return Q(pk__in=[])
    named = Counsel.objects.filter(request_id=OuterRef("pk"), desk_id=actor.desk_id, ended_at__isnull=True)
    return Q(Exists(named), state=states.TO_COUNSEL) & cases.not_excluded(actor, "case_id")


def enters(actor: Actor) -> bool:
    """True for whoever writes in the register of who decides."""
    return actor.is_known and actor.has(ENTERS)


def reads_register(actor: Actor) -> bool:
    """True for those who write in it or confirm."""
    return actor.is_known and bool(actor.institution_id) and actor.has(ENTERS, *CONFIRMS)


def check_reads_register(actor: Actor) -> None:
    """Raises NotPermitted unless the actor writes or confirms."""
    if not reads_register(actor):
        raise NotPermitted(
            _("Who decides is entered by the secretariat and confirmed by a validating authority or legal counsel."),
            code="no_register",
        )


def check_enters(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is of the secretariat."""
    check_reads_register(actor)
    if not enters(actor):
        raise NotPermitted(_("Only the secretariat writes in this register."), code="not_the_secretariat")


def check_decides(actor: Actor, entry: Naming, verb: str) -> None:
    """Raises NotPermitted for who may not take this step with an entry.

    Who wrote it takes it back, and nobody of their institution confirms it: somebody of a body that speaks for the
    nation does, and never of the institution that would decide. Whoever may not confirm does not refuse either. It is
    the same for its end: one asks, another one elsewhere ends it or keeps it.
    """
    if verb == "ask_to_end":
        check_enters(actor)
        return
    check_reads_register(actor)
    ends = verb in ("end", "keep")
    first = entry.end_asked_by if ends else entry.proposed_by
    first_at = entry.end_asked_at_id if ends else entry.proposed_at_id
    if verb in ("refuse", "keep") and first == actor.account_id:
        return
    if not actor.has(*CONFIRMS):
        raise NotPermitted(
            _("A validating authority or legal counsel confirms what was entered. Ask one of them."), code="not_second"
        )
    if first == actor.account_id:
        raise NotPermitted(
            _("A second person confirms what you wrote. Ask a colleague whom the register allows."), code="same_person"
        )
    if first_at == actor.institution_id:
        raise NotPermitted(
            _("Your institution entered this. Somebody of another one confirms or refuses it."), code="same_place"
        )
    if not Institution.objects.filter(pk=actor.institution_id, kind__in=NATIONAL).exists():
        raise NotPermitted(
            _("Somebody of a ministry or of the commission confirms this or refuses it. Ask there."),
            code="nobody_of_the_nation",
        )
    if entry.desk is not None and entry.desk.institution_id == actor.institution_id:
        raise NotPermitted(
            _("No institution decides on its own mandate. Somebody of another one does."), code="own_body"
        )


def may_decide(actor: Actor, entry: Naming, verb: str) -> bool:
    """True when `check_decides` would not refuse."""
    try:
        check_decides(actor, entry, verb)
    except NotPermitted:
        return False
    return True
