"""Who makes letters, and who may check one that is shown to them."""

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted


def check_works(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works with people at a desk. Which cases, `cases.policy` says."""
    if not cases.works_on_cases(actor):
        raise NotPermitted(
            _("Only somebody who works with people at a desk makes letters for them. Ask your focal point."),
            code="no_letters",
        )


def check_checks(actor: Actor) -> None:
    """Raises NotPermitted unless the actor may check a letter that somebody shows, with the phrase they said.

    Police and border desks too: a letter is made to be shown to them, her phrase is her yes, and the answer leads to
    no file. Nobody who only counts, oversees or runs the machine meets a bearer.
    """
    if not cases.works_on_cases(actor):
        raise NotPermitted(_("Letters are checked at a desk that works with people."), code="no_checks")
