"""What is written into the audit of lists that are imported, clusters, follow-up actions."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "import.read": _("A list of recommendations was read, and nothing entered yet."),
    "import.confirmed": _("A list of recommendations was taken into the register."),
    "import.discarded": _("A list of recommendations was thrown away."),
    "import.expired": _("A list of recommendations that nobody imported was emptied."),
    "import.undone": _("The import of a list of recommendations was undone."),
    "cluster.formed": _("Recommendations that ask for the same were put together."),
    "cluster.joined": _("A recommendation was put into a cluster."),
    "cluster.left": _("A recommendation was taken out of a cluster."),
    "cluster.renamed": _("A cluster of recommendations got another title or note."),
    "cluster.dissolved": _("A cluster of recommendations was dissolved."),
    "action.planned": _("A follow-up action was planned."),
    "action.serves": _("A follow-up action came to serve a further recommendation."),
    "action.no_longer_serves": _("A follow-up action no longer serves a recommendation."),
    "action.begun": _("A follow-up action was begun."),
    "action.finished": _("A follow-up action was said to be done."),
    "action.dropped": _("A follow-up action was dropped, with the reason."),
    "action.resumed": _("A follow-up action was taken up again."),
}
