"""What is written into the audit of progress reports, evidence and reply links."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "progress.written": _("An institution wrote a progress report on a recommendation."),
    "progress.submitted": _("A progress report was handed in to the institution’s authority."),
    "progress.validated": _("The authority of an institution validated a progress report."),
    "progress.returned": _("A progress report was sent back, with the reason."),
    "progress.accepted": _("The secretariat took a progress report into the record."),
    "progress.withdrawn": _("A progress report was withdrawn."),
    "recommendation.heard": _("The lead of a recommendation was heard: it handed in a progress report."),
    "recommendation.progressed": _("A report of the lead moved a recommendation on."),
    "recommendation.reported_done": _("The lead reported a recommendation done. That is its own word."),
    "evidence.added": _("Evidence was added to a recommendation."),
    "evidence.read": _("The file of a piece of evidence was read."),
    "evidence.withdrawn": _("Evidence was withdrawn, with the reason."),
    "reply_link.made": _("The secretariat made a reply link for a delegate."),
    "reply_link.used": _("Something was said for an institution by a reply link."),
    "reply_link.revoked": _("The secretariat withdrew a reply link."),
}
