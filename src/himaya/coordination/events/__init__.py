"""What this room writes into the audit, each with a sentence for humans: one file per subject."""

from django.utils.functional import Promise

from himaya.coordination.events import (
    consulting,
    decisions,
    drafts,
    follow_up,
    gathering,
    history,
    papers,
    people,
    practice,
    progress,
    publishing,
    recommendations,
    releases,
    reports,
    signals,
    tables,
)

EVENTS: dict[str, Promise] = {
    **tables.EVENTS,
    **people.EVENTS,
    **practice.EVENTS,
    **decisions.EVENTS,
    **drafts.EVENTS,
    **consulting.EVENTS,
    **papers.EVENTS,
    **history.EVENTS,
    **releases.EVENTS,
    **signals.EVENTS,
    **recommendations.EVENTS,
    **progress.EVENTS,
    **gathering.EVENTS,
    **follow_up.EVENTS,
    **reports.EVENTS,
    **publishing.EVENTS,
}
