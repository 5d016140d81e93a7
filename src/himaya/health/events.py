"""What this room writes into the audit, each with a sentence for humans.

One event for every entry, and for a letter that nobody wanted: who reads the audit counts no refusal and no scale (ADR
50). Steps of care and letters have their own (ADR 51).
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "health.read": _("What a clinician keeps apart of a person was read."),
    "health_entry.added": _("What a clinician keeps apart was added to, or emptied of something."),
    "scale.loaded": _("A published scale was loaded as its authors wrote it."),
    "scale.confirmed": _("A second clinician confirmed that a scale may be used."),
    "scale.withdrawn": _("A scale was withdrawn: it is offered no more."),
    "care_step.added": _("A line of stepped care was added, apart."),
    "clinician_letter.drafted": _("A clinician drafted a letter."),
    "clinician_letter.released": _("A person released a clinician’s letter."),
    "clinician_letter.printed": _("A clinician’s letter was made on paper."),
    "clinician_letter.revoked": _("A clinician’s letter was taken back."),
}
