"""What this room writes into the audit, each with a sentence for humans: one file per subject."""

from django.utils.functional import Promise

from himaya.coordination.events import decisions, history, papers, people, practice, tables

EVENTS: dict[str, Promise] = {
    **tables.EVENTS,
    **people.EVENTS,
    **practice.EVENTS,
    **decisions.EVENTS,
    **papers.EVENTS,
    **history.EVENTS,
}
