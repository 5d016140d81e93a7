"""What this room says of its codes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.duplicates import rules, states
from himaya.persons import rules_matching as matching

STATES: dict[str, Promise] = {
    states.ASKED: pgettext_lazy("search", "waits for a second person"),
    states.AGREED: pgettext_lazy("search", "agreed, about to begin"),
    states.RUNNING: pgettext_lazy("search", "under way"),
    states.DONE: pgettext_lazy("search", "done"),
    states.REFUSED: pgettext_lazy("search", "not agreed"),
    states.STOPPED: pgettext_lazy("search", "stopped"),
    states.FAILED: pgettext_lazy("search", "not done"),
    states.LAPSED: pgettext_lazy("search", "not begun in time"),
}
STAGES: dict[str, Promise] = {
    states.OPENING: _("Identities are opened and turned into keys"),
    states.LEARNING: _("Weights are learnt"),
    states.COMPARING: _("Pairs are compared"),
    states.KEEPING: _("What was found is kept"),
}
FAULTS: dict[str, Promise] = {
    "": _("The search could not be done and nothing of it was kept. Tell the technical administrator."),
    "memory": _(
        "There are more identities than fit into the memory that the search may use. It was ended rather than written "
        "to a disk, and nothing of it was kept. Tell the technical administrator."
    ),
    "interrupted": _(
        "The search was interrupted three times and was given up: each time it opens identities anew. Tell the "
        "technical administrator before it is asked for again."
    ),
}
PAIRS: dict[str, Promise] = {
    states.WAITS: pgettext_lazy("pair", "to look at"),
    states.JOINED: pgettext_lazy("pair", "one person"),
    states.APART: pgettext_lazy("pair", "two people"),
    states.PARTED: pgettext_lazy("pair", "taken back"),
}
LIKELY: dict[str, Promise] = {
    rules.VERY_LIKELY: _("Much speaks for one person"),
    rules.LIKELY: _("More speaks for one person than for two"),
    rules.POSSIBLE: _("It may be one person"),
    rules.UNLIKELY: _("Little speaks for one person"),
}
REASONS: dict[tuple[str, str], Promise] = {
    (matching.NAME, matching.SAME): _("The names are written or sound the same."),
    (matching.NAME, matching.WITHIN): _("One name is a part of the other, or one of the other names is the same."),
    (matching.NAME, matching.NEAR): _("The names sound alike."),
    (matching.NAME, matching.OTHER): _("The names differ."),
    (matching.BIRTH, matching.PRECISE): _("Born on the same day."),
    (matching.BIRTH, matching.YEAR): _("Born in the same year; the day of one or of both is not known."),
    (matching.BIRTH, matching.CLOSE): _("The years of birth lie close together."),
    (matching.BIRTH, matching.OTHER): _("The years of birth differ."),
    (matching.DOCUMENT, matching.SAME): _("The same document number."),
    (matching.DOCUMENT, matching.OTHER): _("Another document number."),
    (matching.PHONE, matching.SAME): _("The same telephone number, which several people may share."),
    (matching.PHONE, matching.OTHER): _("Another telephone number."),
}


def reasons(levels: Mapping[str, str]) -> list[Promise]:
    """What agrees and what does not, in the order of the traits; what is not known is not said."""
    return [said for trait in matching.LEVELS if (said := REASONS.get((trait, levels.get(trait, "")))) is not None]
