"""The modules of trainings that nobody revised yet for a release: a gate before its first day (ADR 59)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from himaya.coordination import states
from himaya.coordination.models import Release
from himaya.kernel.actor import Actor
from himaya.training import policy
from himaya.training.queries import courses
from himaya.training.words import MODULES

# Of one that was given up or replaced nothing is owed any more.
ASKED = (*states.RELEASE_UNDER_WAY, states.LIVE, states.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Taught:
    """What is owed, by name; `leads`: whoever looks may open the page of courses."""

    owed: tuple[str | Promise, ...]
    leads: bool

    @property
    def why_not(self) -> str:
        """Why the first day cannot be announced; empty where it can."""
        return _("First the modules of trainings that teach what changes are revised.") if self.owed else ""


def of_release(actor: Actor, release: Release) -> Taught | None:
    """None where nobody is asked any more."""
    if release.state not in ASKED:
        return None
    return Taught(tuple(MODULES[one.upper()] for one in courses.owed(release)), policy.may_read(actor))
