"""How a recommendation is referred to, and the pages of the register of recommendations."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from himaya.coordination import policy, words_movement
from himaya.kernel.actor import NOBODY, Actor

register = template.Library()


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the register. `here` when it is the one being looked at."""

    href: str
    label: str | Promise
    here: bool


# The pages, and whether an institution opens them too.
PAGES: tuple[tuple[str, Promise, bool], ...] = (
    ("cycles", _("Round tables"), True),
    ("recommendations", _("Recommendations"), True),
    ("clusters", _("Clusters"), True),
    ("follow_up_actions", _("Actions"), True),
    ("follow_up_packet", _("What is awaited"), True),
    ("reminders", _("Reminders"), False),
    ("reply_links", _("Reply links"), False),
    ("pictures", _("Pictures"), True),
    ("publishing", _("Public page"), False),
    ("reports", _("Reports"), True),
)


@register.filter
def ref(number: int) -> SafeString:
    """`R-12`, which keeps its direction inside Arabic."""
    return format_html('<bdi dir="ltr" class="ref">{}</bdi>', words_movement.reference(number))


@register.simple_tag(takes_context=True)
def register_links(context: template.Context, here: str = "") -> list[Link]:
    """The pages around the register that the actor may open, in order."""
    actor: Actor = context.get("actor") or NOBODY
    office = policy.is_secretariat(actor)
    return [
        Link(reverse(f"roundtable:{name}"), label, name == here)
        for name, label, all_open in PAGES
        if all_open or office
    ]
