"""Of what is held about a person: what called for a look at the risk, and what was agreed against it.

Opened under one access. Whoever enforces or judges answers without what is health, which is not theirs to read.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from himaya.cases.access import OpenedCase
from himaya.disclosures.held_part import Item, date_of, joined, on, said_day
from himaya.kernel import languages
from himaya.risks import policy, queries_clocks, queries_measures, words_clocks
from himaya.risks.content_measures import menu

CLOCKS, MEASURES = "risk_events", "risk_measures"


def clocks(opened: OpenedCase) -> Iterator[Item]:
    """Each event with its day and how it ended, and each measure with what became of it."""
    apart = policy.sits_apart(opened.access.actor)
    events = list(queries_clocks.events(opened.case.pk))
    measures = list(queries_measures.measures(opened.case.pk, apart=apart))
    opened.access.open(*events, *measures)
    for number, row in enumerate(events, start=1):
        ended = joined(words_clocks.HOW.get(row.how, ""), said_day(row.ended_on))
        value = joined(said_day(row.day), row.words or "", ended)
        source = on(date_of(row.noted_at), row.desk.name)
        place = f"risk_event:{number}"
        yield Item(place, CLOCKS, str(words_clocks.EVENTS[row.kind]), value, source, str(row.words or ""))
    for number, one in enumerate(measures, start=1):
        offered = menu().get(one.code)
        label = offered.names.in_language(languages.current()) if offered is not None else one.code
        until = _("by %(desk)s, until %(day)s") % {"desk": one.owner.name, "day": said_day(one.due_on)}
        ended = joined(words_clocks.STATES[one.state], words_clocks.REASONS.get(one.reason, ""))
        value = joined(one.words or "", until, ended)
        source = on(one.planned_on, one.desk.name)
        yield Item(f"risk_measure:{number}", MEASURES, label, value, source, str(one.words or ""))
