"""The verbs of a correction to minutes: asked by an institution, settled by the secretariat, each with a reason."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.coordination import locks, minutes_check, minutes_content, minutes_state, no_case, policy, states
from himaya.coordination.actions import agenda
from himaya.coordination.actions import minutes as minutes_verbs
from himaya.coordination.models import AgendaItem, Correction, Minutes, MinutesVersion, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.coordination.wordings import names_of
from himaya.institutions.models import Delegate
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit

LONGEST, LONGEST_ANSWER, LONGEST_REASON = 1000, 600, 240


def ask(
    *,
    minutes_id: UUID,
    institution_id: str,
    item_id: UUID | None,
    text: str,
    how: str,
    by: Actor,
    received_on: date | None = None,
) -> Correction:
    """Ask for a correction: by click with a mandate of the meeting day, or by mail or letter through the secretariat.

    `received_on` is the day on which mail or a letter came in. Raises NotNow after the deadline, NotPermitted for
    another institution or without a mandate, NotValid.
    """
    with unit(by=by) as u:
        table, row = _held(by, minutes_id)
        minutes_state.after(row, "correct")
        delegate = _who(by, table, institution_id, how)
        asked_on = received_on if how != states.CLICK and received_on is not None else clock.today()
        _check_in_time(row, asked_on)
        made = Correction.objects.create(
            minutes=row,
            institution_id=institution_id,
            item=_item(table, item_id),
            text=_clean(row, text, LONGEST, _("Say in one or two sentences what should read differently.")),
            how=how,
            delegate=delegate,
            asked_on=asked_on,
            state=states.ASKED,
        )
        u.log("correction.asked", object_type="correction", object_id=made.pk, code=institution_id)
        return made


def settle(
    *, correction_id: UUID, taken: bool, answer: str, by: Actor, said: Mapping[str, str] | None = None
) -> MinutesVersion | None:
    """Take a correction, which makes a new version with its reason, or answer why it is not taken.

    `said` is the new text of the point, by language; without it only the note at the end says what was corrected.
    Returns the new version. Raises NotNow when it is settled already or the minutes are approved, NotValid.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        minutes_id = Correction.objects.filter(pk=correction_id).values_list("minutes_id", flat=True).first()
        if minutes_id is None:
            raise NotFound
        table, row = _held(by, minutes_id)
        correction = locks.lock_row(Correction.objects.select_related("institution", "item"), correction_id)
        if correction.state != states.ASKED:
            raise NotNow(_("This correction has been settled already. Its answer stands in the list."), code="settled")
        after = minutes_state.after(row, "correct")
        correction.answer = _clean(row, answer, LONGEST_ANSWER, _("Say what was changed, or why nothing is changed."))
        correction.state = states.TAKEN if taken else states.DECLINED
        correction.settled_on = clock.today()
        correction.save(update_fields=["answer", "state", "settled_on"])
        u.log("correction.settled", object_type="correction", object_id=correction.pk, code=correction.state)
        if not taken:
            return None
        row.state = after
        row.save(update_fields=["state"])
        version = _corrected(row, correction, said or {})
        u.log("minutes.corrected", object_type="round_table", object_id=table.pk, code=str(version.number))
        return version


def _corrected(row: Minutes, correction: Correction, said: Mapping[str, str]) -> MinutesVersion:
    last = minutes_state.latest(row)
    content: minutes_content.Data = deepcopy(last.content)
    point = next((one for one in content["items"] if one["id"] == str(correction.item_id)), None)
    if any(len(text.strip()) > agenda.LONGEST_SAID for text in said.values()):
        raise NotValid(agenda.SAID_LONG, code="said_long")
    if point is not None:
        point["said"] |= {code: text.strip() for code, text in said.items() if text.strip()}
    content["corrections"].append(
        {
            "institution": names_of(correction.institution),
            "item": point["number"] if point is not None else None,
            "text": correction.text,
            "answer": correction.answer,
        }
    )
    if minutes_check.findings(content):
        raise NotValid(
            _("The new text would not pass the check: a translation is missing, or it holds personal details."),
            code="minutes_check",
        )
    reason = correction.answer[:LONGEST_REASON]
    return minutes_verbs.add_version(row, content, number=last.number + 1, reason=reason)


def _held(by: Actor, minutes_id: UUID) -> tuple[RoundTable, Minutes]:
    """The table and its minutes, held in this order. A draft is not there for an institution. Raises NotFound."""
    table_id = Minutes.objects.filter(pk=minutes_id).values_list("table_id", flat=True).first()
    if table_id is None:
        raise NotFound
    table = locks.lock_table(by, table_id)
    row = minutes_state.held(table)
    if row.state == states.MINUTES_DRAFT and not policy.is_secretariat(by):
        raise NotFound
    return table, row


def _who(by: Actor, table: RoundTable, institution_id: str, how: str) -> Delegate | None:
    on = queries.meeting_day(table)
    if not queries.seats_on(table.cycle, on).filter(institution_id=institution_id).exists():
        raise NotValid(_("This institution had no seat at the table. Choose one that sat there."), code="no_seat")
    if how == states.CLICK:
        return policy.check_speaks(by, institution_id=institution_id, on=on)
    policy.check_secretariat(by)
    if how not in states.CHANNELS:
        raise NotValid(_("Say how the correction reached you: by mail or by letter."), code="how")
    return None


def _check_in_time(row: Minutes, asked_on: date) -> None:
    if asked_on > clock.today() or (row.circulated_on is not None and asked_on < row.circulated_on):
        raise NotValid(
            _("It was received between the day of circulation and today. Look at the day again."), code="received_on"
        )
    if row.deadline_on is not None and asked_on > row.deadline_on:
        sentence = _(
            "The time for corrections ended on %(day)s. Say it at the table that approves the minutes: what the table "
            "agrees there stands in its own minutes."
        )
        told = {"day": days.in_words(row.deadline_on, languages.current())}
        raise NotNow(str(sentence) % told, code="deadline_over")


def _item(table: RoundTable, item_id: UUID | None) -> AgendaItem | None:
    if item_id is None:
        return None
    found = AgendaItem.objects.filter(pk=item_id, table=table).first()
    if found is None:
        raise NotValid(_("Choose a point of this table’s agenda."), code="item_unknown")
    return found


def _clean(row: Minutes, text: str, longest: int, missing: Promise) -> str:
    """Tidy, there, short enough, and without a person's details: it is printed in the next version."""
    tidy = " ".join(text.split())
    if not tidy:
        raise NotValid(str(missing), code="text_missing")
    if len(tidy) > longest:
        raise NotValid(_("This is too long. Keep one or two sentences."), code="text_length")
    no_case.check(tidy, known=minutes_check.known_names(minutes_state.latest(row).content))
    return tidy
