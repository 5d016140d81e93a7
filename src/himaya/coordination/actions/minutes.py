"""The verbs of minutes: begun when a session closes, circulated, approved at a later table, locked."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from himaya.coordination import (
    approving,
    canonical,
    locks,
    minutes_check,
    minutes_content,
    minutes_state,
    no_case,
    policy,
    states,
    words_tables,
)
from himaya.coordination.actions import agenda
from himaya.coordination.models import AgendaItem, Decision, Minutes, MinutesVersion, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import Unit, unit

LONGEST_DELAY = timedelta(days=180)
LONGEST_TITLE = 240


def draft(*, table_id: UUID, by: Actor) -> Minutes:
    """Begin the minutes of a closed table. Doing it twice begins them once. Raises NotNow, NotFound."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        return _begun(u, locks.lock_table(by, table_id))


def say(*, item_id: UUID, said: Mapping[str, str], by: Actor) -> None:
    """Write down what was said on a point, while the minutes are a draft. Raises NotNow, NotValid, NotFound."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        item = locks.lock_item(by, item_id)
        _begun(u, item.table)
        minutes_state.check_writable(item.table)
        agenda.say(item_id=item_id, said=said, by=by)


def translate(*, item_id: UUID, decision_id: UUID | None, texts: Mapping[str, str], by: Actor) -> None:
    """Add what is missing of a point's title, or of the wording of a decision on it, in a language; nothing that is
    written is changed. Raises NotNow once the minutes went round, NotValid, NotFound.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        item = locks.lock_item(by, item_id)
        _begun(u, item.table)
        minutes_state.check_writable(item.table)
        if decision_id is None:
            if _fill(item, "title", texts, LONGEST_TITLE):
                u.log("item.translated", object_type="agenda_item", object_id=item.pk)
            return
        decision = locks.lock_row(Decision.objects.filter(item=item), decision_id)
        if _fill(decision, "wording", texts, agenda.LONGEST_SAID):
            u.log("decision.translated", object_type="decision", object_id=decision.pk)


def write(
    *,
    item_id: UUID,
    said: Mapping[str, str],
    titles: Mapping[str, str],
    wordings: Mapping[UUID, Mapping[str, str]],
    by: Actor,
) -> None:
    """What was said on a point and what was missing of its translations, all of it or nothing. Raises as they do."""
    with unit(by=by):
        say(item_id=item_id, said=said, by=by)
        if any(titles.values()):
            translate(item_id=item_id, decision_id=None, texts=titles, by=by)
        for decision_id, texts in wordings.items():
            if any(texts.values()):
                translate(item_id=item_id, decision_id=decision_id, texts=texts, by=by)


def circulate(*, table_id: UUID, deadline_on: date | None, by: Actor) -> MinutesVersion:
    """Send the draft round: its text becomes version 1. Without a day the rules of the cycle give one.

    Raises NotNow while the check finds something, NotValid for a day in the past.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table = locks.lock_table(by, table_id)
        _begun(u, table)
        row = minutes_state.held(table)
        after = minutes_state.after(row, "circulate")
        day = deadline_on or clock.today() + timedelta(days=queries.rules_of(table.cycle).comment_days)
        if not clock.today() <= day <= clock.today() + LONGEST_DELAY:
            raise NotValid(_("Choose a day for corrections between today and six months from now."), code="deadline")
        content = minutes_content.build(_whole(table))
        _check(content)
        row.state, row.circulated_on, row.deadline_on = after, clock.today(), day
        row.save(update_fields=["state", "circulated_on", "deadline_on"])
        version = add_version(row, content, number=1, reason="")
        u.log("minutes.circulated", object_type="round_table", object_id=table.pk)
        return version


def approve(*, table_id: UUID, at_table_id: UUID, by: Actor) -> Minutes:
    """Approve the minutes at a later table of the cycle, in session or after it.

    Silence until the deadline is tacit agreement, and written down as such for each institution. Raises NotNow while
    a correction waits, or while an institution may still ask for one and is not at the table that approves.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table, later = approving.both(by, table_id, at_table_id)
        row = minutes_state.held(table)
        after = minutes_state.after(row, "approve")
        table_after = states.leads_to(states.TABLE_TRANSITIONS, "approve_minutes", table.state)
        if table_after is None:
            raise NotNow(words_tables.NOT_IN_STATE[table.state], code=f"table_{table.state}")
        row.agreements = approving.agreements(row, table, later)
        row.state, row.approved_on, row.approved_at_table = after, clock.today(), later
        row.save(update_fields=["agreements", "state", "approved_on", "approved_at_table"])
        table.state = table_after
        table.save(update_fields=["state"])
        u.log("minutes.approved", object_type="round_table", object_id=table.pk)
        return row


def lock(*, table_id: UUID, by: Actor) -> Minutes:
    """Lock approved minutes: the hash of their last version is what is printed, and nothing changes. Raises NotNow."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table = locks.lock_table(by, table_id)
        row = minutes_state.held(table)
        row.state = minutes_state.after(row, "lock")
        row.sha256, row.locked_at = minutes_state.latest(row).sha256, clock.now()
        row.save(update_fields=["state", "sha256", "locked_at"])
        u.log("minutes.locked", object_type="round_table", object_id=table.pk)
        return row


def add_version(row: Minutes, content: minutes_content.Data, *, number: int, reason: str) -> MinutesVersion:
    """Keep a text as it goes round. Inside the unit of the verb that made it."""
    return MinutesVersion.objects.create(
        minutes=row,
        number=number,
        made_at=clock.now(),
        content=content,
        sha256=canonical.digest(content),
        reason=reason,
    )


def _begun(u: Unit, table: RoundTable) -> Minutes:
    found = Minutes.objects.filter(table=table).first()
    if found is not None:
        return found
    if table.state != states.TABLE_CLOSED:
        raise NotNow(words_tables.NOT_IN_STATE[table.state], code=f"table_{table.state}")
    row = Minutes.objects.create(table=table, state=states.MINUTES_DRAFT, drafted_on=clock.today())
    u.log("minutes.drafted", object_type="round_table", object_id=table.pk)
    return row


def _fill(row: AgendaItem | Decision, name: str, texts: Mapping[str, str], longest: int) -> bool:
    """Write what is missing and given; False when nothing was: somebody was faster, or nothing was typed."""
    empty = [f"{name}_{code}" for code in languages.CODES if not getattr(row, f"{name}_{code}")]
    filled = []
    for field in empty:
        text = texts.get(field[-2:], "").strip()
        if len(text) > longest:
            raise NotValid(_("This is too long. Keep to what the other language says."), code="text_length")
        no_case.check_said(text)
        setattr(row, field, text)
        if text:
            filled.append(field)
    if filled:
        row.save(update_fields=filled)
    return bool(filled)


def _whole(table: RoundTable) -> RoundTable:
    rows = RoundTable.objects.select_related("cycle__organiser", "cycle__funder", "chair__institution")
    return rows.get(pk=table.pk)


def _check(content: minutes_content.Data) -> None:
    found = minutes_check.findings(content)
    if found:
        sentence = ngettext(
            "The check found %(n)d thing to settle before these minutes go round. It stands in the list.",
            "The check found %(n)d things to settle before these minutes go round. They stand in the list.",
            len(found),
        )
        raise NotNow(sentence % {"n": len(found)}, code="minutes_check")
