"""The codes of interviews alone, for whoever puts a file into the words of a standard: no fact, no sentence."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from himaya.cases.exposing import harmless_in
from himaya.interviews import policy
from himaya.interviews.models import Draft, Event
from himaya.kernel.access import Access

# Which question of a form holds which list; no other answer is looked at.
QUESTIONS: Mapping[str, str] = {
    "recruited_through": "how",
    "control": "control",
    "sector": "sector",
    "recruiter": "relation",
    "gender": "gender_said",
    "age": "age",
}
EVENT = "event"


@dataclass(frozen=True, slots=True)
class Coded:
    """Of one case: the codes noted with its events and chosen in its finished forms, by list."""

    codes: Mapping[str, tuple[str, ...]]


def coded_under(access: Access, cases: Collection[UUID]) -> dict[UUID, Coded]:
    """Under an access that is open already, of cases that the actor was shown; nothing for who knows no interviews.

    An answer that any version of its form marks as exposing is left out.
    """
    if not policy.works(access.actor):
        return {}
    events = list(Event.objects.filter(case__in=cases).order_by("interview", "number"))
    done = Draft.objects.filter(case__in=cases, finished_at__isnull=False, aside_at__isnull=True)
    forms = list(done.select_related("version").order_by("finished_at"))
    if events or forms:
        access.open(*events, *forms)
    harmless = harmless_in(one.version.name for one in forms if one.version is not None)
    found: dict[UUID, dict[str, tuple[str, ...]]] = {}
    for event in events:
        lists = found.setdefault(event.case_id, {})
        lists[EVENT] = (*lists.get(EVENT, ()), *(event.content or {}).get("values", ()))
    for form in forms:
        lists = found.setdefault(form.case_id, {})
        for question, name in QUESTIONS.items():
            said = str((form.values or {}).get(question) or "").split()
            if said and question in harmless:
                lists[name] = tuple(said)
    return {pk: Coded(lists) for pk, lists in found.items()}
