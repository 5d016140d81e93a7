"""A table in the words of a page: its number, its hours, its state, and the pages that belong to it."""

from dataclasses import dataclass

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.coordination import moments, policy, states, words_tables
from himaya.coordination.models import RoundTable
from himaya.kernel.actor import NOBODY, Actor

register = template.Library()


@dataclass(frozen=True, slots=True)
class Link:
    """A page of one table. `here` when it is the one being looked at."""

    href: str
    label: str | Promise
    here: bool


PAGES: tuple[tuple[str, Promise], ...] = (
    ("table", _("Overview")),
    ("agenda", _("Agenda")),
    ("invitations", _("Invitations")),
    ("attendance", _("Attendance")),
    ("room", _("In the room")),
    ("session", _("Expert’s day")),
    ("needs", _("Needs")),
    ("table_recommendations", _("Recommendations")),
    ("packet", _("What is asked of us")),
    ("table_follow_up", _("Follow-up")),
    ("restitution", _("Restitution")),
    ("minutes", _("Minutes")),
)
# Pages that only make sense in some states; the others always do.
FROM_SESSION = (states.IN_SESSION, states.TABLE_CLOSED, states.MINUTES_APPROVED, states.ARCHIVED)
ONLY_IN = {
    "invitations": (states.INVITED, *FROM_SESSION, states.CANCELLED),
    "attendance": (states.INVITED, *FROM_SESSION),
    "room": (states.INVITED, *FROM_SESSION),
    "packet": (states.INVITED, *FROM_SESSION),
    "table_recommendations": (*FROM_SESSION, states.RECORDED),
    "table_follow_up": (*states.BEFORE_SESSION, *FROM_SESSION),
    "restitution": FROM_SESSION[1:],
    "minutes": (*FROM_SESSION[1:], states.RECORDED),
}


@register.filter
def table_name(table: RoundTable) -> str:
    """`Round table 3`, in the page's language."""
    return moments.number_in_words(table)


@register.filter
def table_when(table: RoundTable) -> str:
    """Day and hours by the clock of the table's place."""
    return moments.when(table)


@register.filter
def clock_note(table: RoundTable) -> str:
    """A sentence when the nation's clock stands elsewhere on that day than today."""
    return moments.clock_note(table)


@register.filter
def half_day(code: str) -> str:
    """`10 December 2026, morning`."""
    return moments.half_day_in_words(code)


@register.filter
def table_state(state: str) -> str:
    """The state of a table as a word."""
    return str(words_tables.TABLE_STATES.get(state, state))


@register.filter
def table_tone(state: str) -> str:
    """The tone of the chip of that state."""
    return words_tables.TABLE_TONES.get(state, "")


@register.simple_tag(takes_context=True)
def table_links(context: template.Context, table: RoundTable, here: str = "") -> list[Link]:
    """The pages of this table that the actor may open, in order."""
    actor: Actor = context.get("actor") or NOBODY
    found = []
    for name, label in PAGES:
        if table.state not in ONLY_IN.get(name, (table.state,)) or not _opens(actor, name, table):
            continue
        try:
            href = reverse(f"roundtable:{name}", args=[table.pk])
        except NoReverseMatch:
            continue
        found.append(Link(href, label, name == here))
    return found


def _opens(actor: Actor, name: str, table: RoundTable) -> bool:
    """Whether the link is of use to this actor; each page checks for itself."""
    if name == "session":
        return table.kind == states.EXPERT_SESSION
    if name == "packet":
        return not policy.is_secretariat(actor)
    return name != "invitations" or policy.is_secretariat(actor)


@register.filter
def item_state(state: str) -> str:
    """The state of a point of the agenda as a word."""
    return str(words_tables.ITEM_STATES.get(state, state))


@register.filter
def item_tone(state: str) -> str:
    """The tone of its chip."""
    return words_tables.ITEM_TONES.get(state, "")
