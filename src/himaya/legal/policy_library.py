"""Who writes down what was read of a text of law, and who confirms it."""

from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.legal.models_library import LegalReading

PROPOSES = ("content_editor", "legal_counsel")
CONFIRMS = (*PROPOSES, "validating_authority")
# One of the two sits at a body that speaks for the nation: two people of one association do not move its library.
NATIONAL = ("commission", "ministry")


def proposes(actor: Actor) -> bool:
    """True when `check_proposes` would not refuse."""
    return actor.is_known and bool(actor.institution_id) and actor.has(*PROPOSES)


def check_proposes(actor: Actor) -> None:
    """Raises NotPermitted unless the actor edits content or is legal counsel."""
    if not proposes(actor):
        raise NotPermitted(
            _("Only a content editor or legal counsel writes down what a text says. Ask one of them."),
            code="no_legal_reading",
        )


def check_works(actor: Actor) -> None:
    """Raises NotPermitted unless the actor writes down or confirms."""
    if not (actor.is_known and actor.institution_id and actor.has(*CONFIRMS)):
        check_proposes(actor)


def check_confirms(actor: Actor, reading: LegalReading) -> None:
    """Raises NotPermitted for whoever wrote it, and where neither of the two sits at a body of the nation."""
    check_works(actor)
    if reading.proposed_by == actor.account_id:
        raise NotPermitted(_("A second person confirms what you read. Ask a colleague."), code="same_person")
    kinds = Institution.objects.filter(pk__in=(reading.proposed_at_id, actor.institution_id), kind__in=NATIONAL)
    if not kinds.exists():
        raise NotPermitted(
            _("One of the two sits at the commission or a ministry. Ask somebody there to confirm it."),
            code="nobody_of_the_nation",
        )


def may_confirm(actor: Actor, reading: LegalReading) -> bool:
    """True when `check_confirms` would not refuse."""
    try:
        check_confirms(actor, reading)
    except (NotFound, NotPermitted):
        return False
    return True


def check_refuses(actor: Actor, reading: LegalReading) -> None:
    """Whoever confirms says no; whoever wrote it takes it back."""
    if reading.proposed_by != actor.account_id:
        check_works(actor)
