"""The pages of one case, in the order in which a caseworker needs them. Each desk adds its line; the page checks."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.cases.rules_grants import CRISIS, SAFETY_PLAN, STORY
from himaya.enquiries import policy as enquiries
from himaya.health import policy as health
from himaya.interviews import policy as interviews
from himaya.kernel.actor import Actor
from himaya.packets import policy as packets
from himaya.reasonings import policy as reasonings
from himaya.returns import policy as returns


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page: the code by which it knows itself, its view (which takes `case_id`), its word.

    `may` leaves it out for whoever may not even know that there is such a page.
    """

    code: str
    view: str
    label: Promise
    may: Callable[[Actor], bool] | None = None


# By the part of a case that an emergency opened, the pages where it stands; what was told stands on the second.
IN_AN_EMERGENCY = {CRISIS: ("crisis",), STORY: ("risk",), SAFETY_PLAN: ("safety_plan",)}
CASE_PAGES = (
    CasePage("case", "casework:case", pgettext_lazy("page of a case", "The case")),
    CasePage("first_days", "plans:first_days", pgettext_lazy("page of a case", "First days")),
    CasePage("crisis", "crisis:of_case", pgettext_lazy("page of a case", "Life in danger")),
    CasePage("plan", "plans:plan", pgettext_lazy("page of a case", "Plan")),
    CasePage("risk", "risks:of_case", pgettext_lazy("page of a case", "Risk")),
    CasePage("contact", "safety:contact", pgettext_lazy("page of a case", "How to reach the person")),
    CasePage("safety_plan", "safety:plan", pgettext_lazy("page of a case", "Safety plan")),
    CasePage("returns", "returns:of_case", pgettext_lazy("page of a case", "Going or staying"), may=returns.exists_for),
    CasePage("consents", "casework:consents", _("Agreements")),
    CasePage(
        "reasoning", "reasonings:of_case", pgettext_lazy("page of a case", "Reasoning"), may=reasonings.exists_for
    ),
    CasePage("rights", "rights:of_case", pgettext_lazy("of a person", "Rights")),
    CasePage("decision", "determinations:of_case", pgettext_lazy("page of a case", "Decision")),
    CasePage("letters", "attestations:of_case", pgettext_lazy("page of a case", "Letters")),
    CasePage(
        "packets",
        "packets:of_case",
        pgettext_lazy("page of a case", "Partners abroad"),
        may=packets.exists_for,
    ),
    CasePage(
        "enquiries",
        "enquiries:of_case",
        pgettext_lazy("page of a case", "Other services"),
        may=enquiries.exists_for,
    ),
    CasePage("files", "casework:files", pgettext_lazy("page of a case", "Files")),
    CasePage("interviews", "interviews:of_case", _("Interviews"), may=interviews.works),
    CasePage("conferences", "conferences:of_case", _("Conferences")),
    CasePage("tasks", "tasks:of_case", _("Tasks")),
    CasePage("relations", "relations:of_case", _("Who belongs together")),
    CasePage("health", "health:of_case", pgettext_lazy("page of a case", "Care of a clinician"), may=health.loads),
    CasePage("handover", "casework:handover", pgettext_lazy("page of a case", "Hand over")),
    CasePage("access", "casework:grants", _("Who sees this file")),
    CasePage("closing", "casework:closing", pgettext_lazy("page of a case", "Closing")),
)
