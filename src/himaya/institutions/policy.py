"""Who keeps the list of institutions and of those who speak for them."""

from django.utils.translation import gettext_lazy as _

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted


def check_keeps_the_list(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is of the secretariat, or the system acting for it."""
    if not (actor.has("secretariat") or actor.kind == "system"):
        raise NotPermitted(
            _("Only the secretariat does this. Write to it: it answers for the table."), code="not_secretariat"
        )
