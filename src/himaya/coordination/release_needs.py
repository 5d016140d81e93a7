"""What a substantive release asks of the training to come: a need of each institution that it concerns."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from himaya.coordination import release_impact, states, wordings
from himaya.coordination.actions import needs
from himaya.coordination.models import Cycle, Release
from himaya.kernel.actor import Actor


def enter(release: Release, found: Mapping[str, Any], *, by: Actor) -> list[int]:
    """Enter a need for each institution with a seat that is concerned; the numbers under which they stand.

    Nothing is entered for a change of another class, nor in a cycle that was closed meanwhile: the page says so.
    """
    cycle = release.document.cycle
    if not release_impact.needs_training(found) or not _takes_needs(cycle):
        return []
    title = wordings.written(release.document.titles)
    numbers = []
    for institution in found["seated"]:
        row = needs.enter(
            cycle_id=cycle.pk,
            institution_id=institution,
            competence=(
                _("Using edition %(number)s of: %(title)s") % {"number": release.edition.number, "title": title}
            )[: needs.COMPETENCE],
            audience=_("Those who fill in these forms"),
            people=None,
            priority="high",
            evidence=_("Release %(number)s changes what is asked.") % {"number": release.number},
            by=by,
        )
        numbers.append(row.number)
    return numbers


def _takes_needs(cycle: Cycle) -> bool:
    return cycle.state == states.OPEN and not cycle.recorded
