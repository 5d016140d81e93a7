"""The rules of a cycle: as fields, and as sentences that say what they mean for the seats of today."""

from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from himaya.coordination import release_clock, rules, rules_cycle, states, words_tables
from himaya.coordination.rules import CycleRules
from himaya.web.roundtable.tables.lists import Item, of
from himaya.web.roundtable.tables.reading import Form

SHARES: dict[str, Promise] = {
    "1/3": gettext_lazy("a third"),
    "1/2": gettext_lazy("half"),
    "3/5": gettext_lazy("three fifths"),
    "2/3": gettext_lazy("two thirds"),
    "3/4": gettext_lazy("three quarters"),
}
YES_NO = (Item("yes", gettext_lazy("Yes")), Item("no", gettext_lazy("No")))
MORE_THAN = (
    Item("yes", gettext_lazy("more than the share is there")),
    Item("no", gettext_lazy("exactly the share is there, or more")),
)
FLAGS = ("quorum_more_than", "represented_counts", "chair_casts")
NUMBERS = (
    "quorum_least",
    "answer_days",
    "reminder_days",
    "minutes_days",
    "comment_days",
    "review_months",
    "pilot_days",
    "notice_days",
)
WORDS = ("quorum_share", "method", "majority", "confirm_by")


def choices() -> dict[str, Any]:
    """The lists that the fields choose from."""
    return {
        "shares": of(SHARES),
        "majorities": of(SHARES, "1/2", "3/5", "2/3", "3/4"),
        "more_than": MORE_THAN,
        "yes_no": YES_NO,
        "methods": of(words_tables.METHODS),
        "confirmers": of(words_tables.CONFIRMERS),
    }


def typed(its_rules: CycleRules) -> dict[str, str]:
    """The rules as the fields show them."""
    flags = {name: "yes" if getattr(its_rules, name) else "no" for name in FLAGS}
    return {**flags, **{name: str(getattr(its_rules, name)) for name in (*NUMBERS, *WORDS)}}


def read(form: Form) -> dict[str, object]:
    """The rules that were posted; what cannot stand has its sentence beside its field."""
    found: dict[str, object] = {name: form.text(name) for name in WORDS}
    for name in FLAGS:
        found[name] = form.choice(name, ("yes", "no"), words_tables.WRONG_RULES[name]) == "yes"
    for name in NUMBERS:
        found[name] = form.number(name, words_tables.WRONG_RULES[name])
    for name in rules_cycle.wrong(found):
        form.wrong.setdefault(name, words_tables.WRONG_RULES[name])
    return found


def sentences(its_rules: CycleRules, voices: int) -> list[str]:
    """What the rules mean, the quorum of today first."""
    return [
        _quorum(its_rules, voices),
        _method(its_rules),
        *_final(its_rules),
        _days(its_rules),
        _release(its_rules),
        *([str(release_clock.FAST)] if release_clock.is_fast() else []),
    ]


def _quorum(its_rules: CycleRules, voices: int) -> str:
    if not voices:
        return _("No voice yet: the quorum is counted once the seats are given")
    needed = rules.needed(its_rules, voices)
    said = ngettext("%(n)s voice: %(needed)s must be there", "%(n)s voices: %(needed)s must be there", voices)
    return said % {"n": voices, "needed": needed}


def _method(its_rules: CycleRules) -> str:
    if its_rules.method != states.VOTE:
        return str(words_tables.METHODS[its_rules.method])
    share = SHARES.get(str(Fraction(its_rules.majority)), its_rules.majority)
    said = _("A vote passes when more than %(share)s of the voices given agree.") % {"share": share}
    return f"{said} {_('The chair’s voice settles a tie.')}" if its_rules.chair_casts else said


def _final(its_rules: CycleRules) -> list[str]:
    found = []
    if its_rules.represented_counts:
        found.append(_("An institution represented by somebody without a mandate counts for the quorum."))
    if its_rules.confirm_by == states.AUTHORITIES:
        found.append(_("A decision is final once the validating authorities have confirmed it."))
    if its_rules.confirm_by == states.COMMISSION:
        found.append(_("A decision is final once the commission has confirmed it."))
    return found


def _days(its_rules: CycleRules) -> str:
    return _(
        "Answers within %(answer)s days, a reminder %(reminder)s days before; draft minutes within %(minutes)s working "
        "days, corrections within %(comment)s days."
    ) % {
        "answer": its_rules.answer_days,
        "reminder": its_rules.reminder_days,
        "minutes": its_rules.minutes_days,
        "comment": its_rules.comment_days,
    }


def _release(its_rules: CycleRules) -> str:
    return _(
        "What was adopted is tried for at least %(pilot)s days; its first day is announced at least %(notice)s days "
        "before."
    ) % {"pilot": its_rules.pilot_days, "notice": its_rules.notice_days}
