"""What is new at a table, as one sentence with its number, and the one thing to do next."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from himaya.coordination import freezing, moments, policy, states, words_tables
from himaya.coordination.models import Invitation, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.kernel import clock
from himaya.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Next:
    """The table that matters now. `asked` is 0 where no answers are counted."""

    table: RoundTable
    headline: str
    href: str
    label: str
    second_href: str = ""
    second_label: str = ""
    answered: int = 0
    asked: int = 0
    note: str = ""


def counted(table: RoundTable) -> tuple[int, int]:
    """How many institutions have answered, of how many that were asked and still sit on the day."""
    seated = queries.seats_on(table.cycle, queries.meeting_day(table)).values("institution_id")
    rows = Invitation.objects.filter(table=table, institution_id__in=seated)
    return rows.exclude(answer=states.NO_ANSWER).count(), rows.count()


def until(table: RoundTable) -> str:
    """`in 12 days`, `tomorrow`, `today`; nothing once the day is over."""
    left = (queries.meeting_day(table) - clock.today()).days
    if left == 0:
        return _("today")
    if left == 1:
        return _("tomorrow")
    return ngettext("in %(n)s day", "in %(n)s days", left) % {"n": left} if left > 0 else ""


def pressing(tables: Iterable[RoundTable]) -> RoundTable | None:
    """The table that matters now: in session, else the next one, else the last that was held."""
    rows = [one for one in tables if one.state not in (states.CANCELLED, states.RECORDED)]
    for wanted in ((states.IN_SESSION,), states.BEFORE_SESSION):
        found = [one for one in rows if one.state in wanted]
        if found:
            return min(found, key=lambda one: one.starts_at)
    return max(rows, key=lambda one: one.starts_at, default=None)


def headline(table: RoundTable, actor: Actor) -> str:
    """The news of the table for this actor."""
    name = moments.number_in_words(table)
    said = {"table": name, "when": until(table), "what": _what(table, actor)}
    if table.state in states.BEFORE_SESSION and said["when"]:
        return _("%(table)s %(when)s: %(what)s") % said
    return _("%(table)s: %(what)s") % said


def _what(table: RoundTable, actor: Actor) -> str:
    if table.state == states.IN_SESSION:
        now = queries.quorum_now(table, queries.present_half_day(table))
        return _("in session, %(there)s of %(seats)s there, %(needed)s needed") % {
            "there": now.there,
            "seats": now.seats,
            "needed": now.needed,
        }
    if table.state == states.INVITED:
        return _answers(table) if policy.is_secretariat(actor) else _my_answer(table, actor)
    if table.state == states.PLANNED:
        return _("nobody has been convened yet")
    return str(words_tables.TABLE_STATES[table.state])


def _answers(table: RoundTable) -> str:
    answered, asked = counted(table)
    said = ngettext(
        "%(n)s of %(all)s institution has answered", "%(n)s of %(all)s institutions have answered", answered
    )
    return said % {"n": answered, "all": asked}


def _my_answer(table: RoundTable, actor: Actor) -> str:
    row = Invitation.objects.filter(table=table, institution_id=actor.institution_id).first()
    if row is None:
        return _("your institution was not asked")
    return str(
        {
            states.NO_ANSWER: pgettext("news", "your institution has not answered"),
            states.PRESENT: pgettext("news", "your institution will be present"),
            states.REPRESENTED: pgettext("news", "your institution will be represented"),
            states.EXCUSED: pgettext("news", "your institution is excused"),
        }[row.answer]
    )


def next_step(table: RoundTable, actor: Actor) -> Next:
    """The table with its headline and the one thing to do next."""
    news, note = headline(table, actor), moments.clock_note(table)
    if not policy.is_secretariat(actor):
        return _for_delegate(table, actor, news, note)
    label, href = _for_secretariat(table)
    answered, asked = counted(table) if table.state == states.INVITED else (0, 0)
    return Next(
        table,
        news,
        href,
        label,
        to("agenda", table) if table.state in (*states.BEFORE_SESSION, states.IN_SESSION) else "",
        _("Agenda"),
        answered,
        asked,
        note,
    )


def _for_secretariat(table: RoundTable) -> tuple[str, str]:
    if table.state == states.PLANNED:
        return _("Convene the institutions"), to("convene", table)
    if table.state == states.INVITED and freezing.checkable(table):
        return _("Open the session"), to("open", table)
    if table.state == states.INVITED:
        return _("See who has answered"), to("invitations", table)
    if table.state == states.IN_SESSION:
        return _("Go into the room"), to("room", table) or to("attendance", table)
    if table.state == states.TABLE_CLOSED and (minutes := to("minutes", table)):
        return _("Prepare the minutes"), minutes
    return _("Look at the table"), to("table", table)


def _for_delegate(table: RoundTable, actor: Actor, news: str, note: str) -> Next:
    row = Invitation.objects.filter(table=table, institution_id=actor.institution_id).first()
    packet = to("packet", table)
    if row is not None and table.state == states.INVITED:
        waiting = row.answer == states.NO_ANSWER
        label = _("Answer the invitation") if waiting else _("Look at the answer")
        href = reverse("roundtable:invitation", args=[row.pk])
        return Next(table, news, href, label, packet, _("What is asked of us"), note=note)
    label, href = _("Look at the table"), to("table", table)
    if table.state == states.IN_SESSION:
        label, href = _("Go into the room"), to("room", table) or to("attendance", table)
    return Next(table, news, href, label, packet, _("What is asked of us"), note=note)


def to(name: str, table: RoundTable) -> str:
    """The address of a page of this table; empty where that page is not."""
    try:
        return reverse(f"roundtable:{name}", args=[table.pk])
    except NoReverseMatch:
        return ""
