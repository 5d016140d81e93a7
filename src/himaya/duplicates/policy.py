"""Who asks for a search, who agrees to it, and who says of two identities that they are one person."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.duplicates.models import Search
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted


def asks(actor: Actor) -> bool:
    """True when `check_asks` would not refuse."""
    return cases.works_on_cases(actor) and actor.has(cases.LEAD)


def check_asks(actor: Actor) -> None:
    """Raises NotPermitted unless the actor leads a desk that works with people."""
    if not asks(actor):
        raise NotPermitted(_("Only the lead of a desk asks for a search for duplicates. Ask them."), code="not_a_lead")


def looks(actor: Actor) -> bool:
    """True for who may say whether two identities are one person: a lead or a case manager."""
    return cases.works_on_cases(actor) and actor.has(cases.LEAD, cases.MANAGER)


def check_looks(actor: Actor) -> None:
    """Raises NotPermitted unless the actor leads a desk or manages cases."""
    if not looks(actor):
        raise NotPermitted(_("The lead of a desk and case managers look at duplicates. Ask them."), code="no_pairs")


def check_reads(actor: Actor) -> None:
    """Raises NotPermitted for whoever neither looks at duplicates nor agrees to a search."""
    if not (looks(actor) or cases.oversees(actor)):
        raise NotPermitted(
            _("Duplicates are looked at by the lead of a desk, case managers and the data protection officer."),
            code="no_duplicates",
        )


def may_decide(actor: Actor, search: Search) -> bool:
    """True when `check_decides` would not refuse."""
    own = search.institution_id == actor.institution_id
    return cases.oversees(actor) and own and search.asked_by != actor.account_id


def check_decides(actor: Actor, search: Search) -> None:
    """Raises NotFound for another institution's search, NotPermitted unless a second person, an officer, agrees."""
    if search.institution_id != actor.institution_id:
        raise NotFound
    if not cases.oversees(actor):
        raise NotPermitted(
            _("The data protection officer agrees to a search for duplicates, or does not."),
            code="not_a_second_person",
        )
    if search.asked_by == actor.account_id:
        raise NotPermitted(_("Somebody else than the one who asked agrees."), code="same_person")


def may_stop(actor: Actor, search: Search) -> bool:
    """True for the one who asked, and for whoever may agree."""
    mine = asks(actor) and search.asked_by == actor.account_id and search.institution_id == actor.institution_id
    return mine or may_decide(actor, search)


def check_stops(actor: Actor, search: Search) -> None:
    """Raises NotFound for another institution's search, NotPermitted for whoever neither asked nor agrees."""
    if search.institution_id != actor.institution_id:
        raise NotFound
    if not may_stop(actor, search):
        raise NotPermitted(
            _("Whoever asked for this search stops it, or the data protection officer."), code="not_theirs"
        )


def visible_searches(actor: Actor) -> Q:
    """Those of the actor's institution."""
    return Q(institution_id=actor.institution_id) if looks(actor) or cases.oversees(actor) else Q(pk__in=[])
