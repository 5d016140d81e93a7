"""Every page that somebody can see: those of the first line and of casework, and those of the round tables."""

from collections.abc import Iterator

from tests.accessibility import (
    visited,
    visited_access,
    visited_apart,
    visited_closing,
    visited_conferences,
    visited_consents,
    visited_consents_whole,
    visited_consulting,
    visited_field,
    visited_followup,
    visited_gathering,
    visited_guided,
    visited_keeping,
    visited_legal,
    visited_papers,
    visited_people,
    visited_pictures,
    visited_plans,
    visited_practice,
    visited_progress,
    visited_publishing,
    visited_recommendations,
    visited_referrals,
    visited_releases,
    visited_rights,
    visited_room,
    visited_services,
    visited_staff,
    visited_tables,
    visited_tasks,
    visited_texts,
)
from tests.accessibility.visited import View

AT_THE_TABLE = (
    visited_tables,
    visited_people,
    visited_practice,
    visited_pictures,
    visited_room,
    visited_papers,
    visited_consulting,
    visited_texts,
    visited_recommendations,
    visited_progress,
    visited_gathering,
    visited_followup,
    visited_publishing,
)
VIEWS: list[View] = [
    *visited.VIEWS,
    *visited_access.VIEWS,
    *visited_apart.VIEWS,
    *visited_closing.VIEWS,
    *visited_conferences.VIEWS,
    *visited_consents.VIEWS,
    *visited_consents_whole.VIEWS,
    *visited_rights.VIEWS,
    *visited_guided.VIEWS,
    *visited_keeping.VIEWS,
    *visited_referrals.VIEWS,
    *visited_legal.VIEWS,
    *visited_plans.VIEWS,
    *visited_staff.VIEWS,
    *visited_tasks.VIEWS,
    *visited_field.VIEWS,
    *visited_releases.VIEWS,
    *visited_services.VIEWS,
    *(view for module in AT_THE_TABLE for view in module.VIEWS),
]


def by_visitor() -> Iterator[tuple[str, list[View]]]:
    """The pages of each visitor, so that one session sees them all; those that change something come last."""
    for who in dict.fromkeys(view.who for view in VIEWS):
        yield who, sorted((view for view in VIEWS if view.who == who), key=lambda view: view.deep)
