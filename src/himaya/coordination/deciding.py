"""What a decision does around it: the quorum under it, the text that it adopts, the point that it sends on."""

from django.utils.translation import gettext_lazy as _

from himaya.coordination import deciding_texts, freezing, states, words_decisions, words_tables
from himaya.coordination.actions import documents
from himaya.coordination.models import AgendaItem, Decision, Quorum, RoundTable
from himaya.coordination.queries import put_texts
from himaya.coordination.queries import tables as queries
from himaya.instruments.actions import versions
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import Unit


def check_in_session(table: RoundTable) -> None:
    """Raises NotNow unless the table is in session."""
    if table.state == states.INVITED:
        raise NotNow(_("The session has not been opened yet. Open the table first."), code="table_invited")
    if table.state != states.IN_SESSION:
        raise NotNow(words_tables.NOT_IN_STATE[table.state], code=f"table_{table.state}")


def check_moment(decision: Decision, verb: str) -> None:
    """Raises NotNow, saying where the decision stands, when it is not the moment for the verb."""
    if states.leads_to(states.DECISION_TRANSITIONS, verb, decision.state) is None:
        raise NotNow(words_decisions.NOT_IN_STATE[decision.state], code=f"decision_{decision.state}")


def quorum(u: Unit, table: RoundTable, half_day: str) -> Quorum:
    """Freeze the quorum of the half-day. Raises NotNow with its numbers, and the way out, when it is not reached."""
    now = queries.quorum_now(table, half_day)
    if not now.reached:
        numbers = {"there": now.there, "seats": now.seats, "needed": now.needed}
        raise NotNow(str(words_decisions.QUORUM_LOST) % numbers, code="quorum_lost")
    return freezing.freeze(u, table, half_day, closes=False)


def bind(u: Unit, decision: Decision) -> None:
    """What was decided binds: a text becomes an edition, a version of the house learns which decision adopted it.

    Raises NotNow when something is missing in the text; then nothing of the decision is kept.
    """
    document = decision.document
    if document is None:
        return
    in_part = bool(decision.parts)
    state = states.ADOPTED_IN_PART if in_part else states.ADOPTED
    documents.set_state(document_id=document.pk, state=state, by=u.by)
    if deciding_texts.adopt(u, decision, reference(decision)) is not None:
        return
    if not in_part and document.version_id is not None:
        versions.note_adoption(version_id=document.version_id, reference=reference(decision), by=u.by)


def reference(decision: Decision) -> str:
    """The decision in any language: `TRI 2 · 1 · 2026-08-24`."""
    moment = decision.concluded_at or decision.put_at
    day = queries.local(decision.table, moment).date()
    return f"TRI {decision.table.number} · {decision.number} · {day.isoformat()}"


def defer(u: Unit, decision: Decision, *, against: bool) -> None:
    """What was not decided stays open: the document waits, or is not adopted when a majority was against it."""
    if decision.document is None:
        return
    if put_texts.draft_of(decision) is not None:
        deciding_texts.set_back(u, decision, against=against)
        return
    other = Decision.objects.filter(document=decision.document, state__in=(*states.BINDING, states.AWAITING))
    if other.exclude(pk=decision.pk).exists():
        return
    state = states.REJECTED if against else states.DEFERRED
    documents.set_state(document_id=decision.document.pk, state=state, by=u.by)


def carry(u: Unit, decision: Decision, reason: str = "") -> None:
    """The point of the decision comes back at the next table by itself. The table is held."""
    item = AgendaItem.objects.select_for_update().get(pk=decision.item_id)
    after = states.leads_to(states.ITEM_TRANSITIONS, "carry", item.state)
    if after is None:
        return
    if item.state == states.ITEM_OPEN:
        item.ended_at = clock.now()
    item.state, item.reason = after, reason or item.reason
    item.save(update_fields=["state", "reason", "ended_at"])
    u.log("item.carried", object_type="agenda_item", object_id=item.pk)
