"""The pages of one case, in the order in which a caseworker needs them. Each desk adds its line; the page checks."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page: the code by which it knows itself, its view (which takes `case_id`), its word."""

    code: str
    view: str
    label: Promise


CASE_PAGES = (
    CasePage("case", "casework:case", pgettext_lazy("page of a case", "The case")),
    CasePage("first_days", "plans:first_days", pgettext_lazy("page of a case", "First days")),
    CasePage("plan", "plans:plan", pgettext_lazy("page of a case", "Plan")),
    CasePage("consents", "casework:consents", _("Agreements")),
    CasePage("rights", "rights:of_case", pgettext_lazy("of a person", "Rights")),
    CasePage("files", "casework:files", pgettext_lazy("page of a case", "Files")),
    CasePage("conferences", "conferences:of_case", _("Conferences")),
    CasePage("tasks", "tasks:of_case", _("Tasks")),
    CasePage("handover", "casework:handover", pgettext_lazy("page of a case", "Hand over")),
    CasePage("access", "casework:grants", _("Who sees this file")),
    CasePage("closing", "casework:closing", pgettext_lazy("page of a case", "Closing")),
)
