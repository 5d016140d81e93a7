"""What this room writes into the audit, each with a sentence for humans. A check of a letter is not there (ADR 44)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "attestations.read": _("The letters of a person were read."),
    "attestation.issued": _("A letter was made for a person."),
    "attestation.moved": _("Where a letter lies was written down."),
    "attestation.taken_back": _("A letter was taken back."),
}
