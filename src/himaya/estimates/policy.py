"""Who asks for estimates, and who reads them: counts of lists, never a case."""

from django.utils.translation import gettext_lazy as _

from himaya.estimates import states, words
from himaya.estimates.models import Run
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted

ASKS = "secretariat"
# Those who look after how figures are used, and change none.
READS = (ASKS, "data_protection_officer", "auditor")


def asks(actor: Actor) -> bool:
    """True for the secretariat."""
    return actor.is_known and actor.has(ASKS)


def reads(actor: Actor) -> bool:
    """True for whoever may read estimates."""
    return actor.is_known and actor.has(*READS)


def check_asks(actor: Actor) -> None:
    """Raises NotPermitted unless the actor asks for estimates."""
    if not asks(actor):
        raise NotPermitted(_("Only the secretariat asks for estimates: it answers for them."), code="no_estimates")


def check_reads(actor: Actor) -> None:
    """Raises NotPermitted unless the actor reads estimates."""
    if not reads(actor):
        raise NotPermitted(_("Your role does not read estimates of those who were not found."), code="no_estimates")


def goes_on(row: Run) -> bool:
    """Whether one that was stopped can be gone on with: not where its table was refused, which no other try changes."""
    return row.state == states.CANCELLED or (row.state == states.FAILED and row.fault not in words.REFUSALS)
