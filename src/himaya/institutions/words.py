"""What the codes of institutions and mandates are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.institutions import rules_mandates, rules_resets

KINDS: dict[str, Promise] = {
    "state": _("State"),
    "ministry": _("Ministry"),
    "police": _("Police"),
    "border": _("Border police"),
    "gendarmerie": _("Gendarmerie"),
    "prosecution": _("Public prosecution"),
    "judiciary": _("Judiciary"),
    "delegation": _("Delegation"),
    "labour_inspectorate": _("Labour inspectorate"),
    "social_services": _("Social services"),
    "child_protection": _("Child protection"),
    "hospital": _("Hospital"),
    "ngo": _("Association"),
    "international": _("International organisation"),
    "commission": _("National commission"),
    "council": _("National council"),
    "data_authority": _("Data-protection authority"),
}
ROLES: dict[str, Promise] = {
    rules_mandates.TITULAR: pgettext_lazy("mandate", "Titular"),
    rules_mandates.ALTERNATE: pgettext_lazy("mandate", "Alternate"),
    rules_mandates.VALIDATING: _("Validating authority"),
}
ROLE_MEANINGS: dict[str, Promise] = {
    rules_mandates.TITULAR: _("Speaks and decides for the institution; one at a time."),
    rules_mandates.ALTERNATE: _("Speaks and decides when the titular cannot; there may be several."),
    rules_mandates.VALIDATING: _("Makes an answer of the institution official; one at a time."),
}
STANDINGS: dict[str, Promise] = {
    rules_mandates.TO_COME: pgettext_lazy("mandate", "not begun"),
    rules_mandates.VALID: pgettext_lazy("mandate", "valid"),
    rules_mandates.ENDS_SOON: pgettext_lazy("mandate", "ends within 30 days"),
    rules_mandates.LAPSED: pgettext_lazy("mandate", "lapsed"),
    rules_mandates.MISSING: pgettext_lazy("mandate", "missing"),
}
RESET_REASONS: dict[str, Promise] = {
    "telephone_lost": _("The telephone or the key is lost or broken"),
    "telephone_stolen": _("The telephone or the key was stolen or taken away"),
    "password_forgotten": _("The password is forgotten"),
    "everything_lost": _("Nothing is left: telephone, key, codes and password"),
}
RESET_STANDINGS: dict[str, Promise] = {
    rules_resets.WAITING: _("waits for a second person"),
    rules_resets.APPROVED: _("approved, not used yet"),
    rules_resets.USED: _("used"),
    rules_resets.STOPPED: _("stopped"),
    rules_resets.EXPIRED: _("left too long, over"),
}
