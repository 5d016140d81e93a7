"""What the codes of institutions, mandates, resets and qualifications are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.institutions import rules_mandates, rules_qualifications, rules_resets

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
    "consulate": _("Consulate of another State"),
    "consular_service": _("Consular service of this State"),
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
RESET_NO_DESK = _("This account sits at no desk today. Give it a role at a desk first.")
ACCOUNT_CLOSED = _("This account is closed: nobody signs in with it.")
RESET_STANDINGS: dict[str, Promise] = {
    rules_resets.WAITING: _("waits for a second person"),
    rules_resets.APPROVED: _("approved, not used yet"),
    rules_resets.USED: _("used"),
    rules_resets.STOPPED: _("stopped"),
    rules_resets.EXPIRED: _("left too long, over"),
}
QUALIFICATION_STANDINGS: dict[str, Promise] = {
    rules_qualifications.WAITING: _("waits for a second person"),
    rules_qualifications.TO_COME: pgettext_lazy("qualification", "not begun"),
    rules_qualifications.IN_FORCE: pgettext_lazy("qualification", "in force"),
    rules_qualifications.ENDS_SOON: pgettext_lazy("qualification", "ends within 30 days"),
    rules_qualifications.OVER: pgettext_lazy("qualification", "over"),
    rules_qualifications.ENDED: pgettext_lazy("qualification", "ended early"),
    rules_qualifications.REFUSED: pgettext_lazy("qualification", "refused"),
}
QUALIFICATION_REFUSALS: dict[str, Promise] = {
    "certificate_not_shown": _("The certificate was not shown"),
    "differs_from_certificate": _("What was entered differs from the certificate"),
    "entered_by_mistake": _("It was entered by mistake"),
    "not_recognised": _("The institution does not recognise this certificate"),
}
QUALIFICATION_ENDINGS: dict[str, Promise] = {
    "certificate_withdrawn": _("Whoever issued the certificate withdrew it"),
    "entered_by_mistake": _("It was entered by mistake"),
    "asked_by_holder": _("The holder asks for it"),
    "other_work": _("The holder does other work now"),
}
# For somebody with whom a person sits: what is missing, and who can enter it.
NOT_QUALIFIED: dict[str, Promise] = {
    rules_qualifications.MISSING: _(
        "No qualification for this interview is entered for you. Show your certificate to the lead of a desk of your "
        "institution or to its data protection officer: one enters it, another confirms it."
    ),
    rules_qualifications.WAITING: _(
        "Your qualification is entered and waits for a second person. Show your certificate to another lead of your "
        "institution, or to its data protection officer."
    ),
    rules_qualifications.TO_COME: _(
        "Your qualification has not begun yet. Until then a qualified colleague leads the interview; the lead of your "
        "desk knows who."
    ),
    rules_qualifications.OVER: _(
        "Your qualification is over. Show your new certificate to the lead of a desk of your institution or to its "
        "data protection officer: one enters it, another confirms it."
    ),
    rules_qualifications.ENDED: _(
        "Your qualification was ended. The lead of your desk can say why, and enter another one with a new certificate."
    ),
    rules_qualifications.NO_ROLE: _(
        "You do not hold the role that leads this interview. The technical administrator gives it, at the word of the "
        "lead of your desk."
    ),
}
