"""Words for parts, states and verbs of the register."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.institutions.content_rows import DRAFT, TO_VERIFY, WORDING
from himaya.legal import states

PARTS: dict[str, Promise] = {
    states.CONTROLLER: _("Who answers for the data"),
    states.AUTHORISATION: _("Authorisation of the data authority"),
    states.BASIS: _("On what each purpose rests"),
    states.RECIPIENT: _("Who receives, and under which rules"),
    states.EXPORTS: _("Whether records may be exported"),
}
ASKED: dict[str, Promise] = {
    states.CONTROLLER: _("Which body answers for the files of this institution, and which function in it?"),
    states.AUTHORISATION: _("What was authorised?"),
    states.BASIS: _("On which text or agreement does this purpose rest?"),
    states.RECIPIENT: _("Under which rules does this institution receive data?"),
    states.EXPORTS: _(
        "Why may records leave as a file here, and who decided it? Without this entry nothing is exported."
    ),
}
STATES: dict[str, Promise] = {
    states.PROPOSED: pgettext_lazy("register", "Waits for a second person"),
    states.IN_FORCE: pgettext_lazy("register", "Confirmed"),
}
# What stands beside a row of law, as `content_rows.shown_mark` has it; `parts/mark.html` says the same on a page.
SHOWN: dict[str, Promise] = {
    TO_VERIFY: _("to be verified"),
    WORDING: _("these words were not yet compared with the text of the law in this language"),
    DRAFT: _("a draft, not in force"),
}
# What is known of a recipient's immunities, and of whether it passes things on. Empty is the same as not known yet.
NOT_KNOWN = _("not known yet")
IMMUNITIES: dict[str, Promise] = {
    states.YES: _("Yes: a court here may be unable to order it anything"),
    states.NO: _("No: the courts here can order it"),
    states.UNKNOWN: NOT_KNOWN,
}
ONWARD: dict[str, Promise] = {
    states.YES: _("Yes, it may"),
    states.NO: _("No, it promised not to"),
    states.UNKNOWN: NOT_KNOWN,
}
