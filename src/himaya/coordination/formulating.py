"""What is written in a recommendation, looked at field by field before it is kept."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import content_following, locks_practice, no_case, plans, policy, speaking, states
from himaya.coordination import states_following as following
from himaya.coordination.models import Contributor, Recommendation
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.languages import CODES

TEXT = 2000
LONGEST = {
    "source_ref": 160,
    "rationale": 600,
    "lead_name": 160,
    "indicator": 240,
    "baseline": 80,
    "target": 80,
    "resources": 240,
}
MOST_CONTRIBUTORS = 20
# A table at which something can have been recommended, also one that is told from a source.
SPOKEN = (*locks_practice.SPOKEN, states.ARCHIVED, states.RECORDED)


class Takes(TypedDict):
    """What `recommendations.enter` and `edit` take. `lead_id` is in the list of institutions, `lead_name` outside."""

    source_kind: str
    texts: Mapping[str, str]
    priority: str
    source_ref: NotRequired[str]
    source_on: NotRequired[date | None]
    cycle_id: NotRequired[UUID | None]
    table_id: NotRequired[UUID | None]
    item_id: NotRequired[UUID | None]
    rationale: NotRequired[str]
    theme: NotRequired[str]
    action_type: NotRequired[str]
    plan_axis: NotRequired[str]
    sdg: NotRequired[str]
    lead_id: NotRequired[str]
    lead_name: NotRequired[str]
    contributors: NotRequired[Sequence[str]]
    contributor_names: NotRequired[Sequence[str]]
    due_on: NotRequired[date | None]
    indicator: NotRequired[str]
    baseline: NotRequired[str]
    target: NotRequired[str]
    resources: NotRequired[str]


def fill(row: Recommendation, takes: Takes, *, by: Actor) -> None:
    """Write into a row what was typed; the row is not saved. Raises NotFound, NotNow, NotValid."""
    _source(row, takes, by)
    for code, text in _texts(takes["texts"]).items():
        setattr(row, f"text_{code}", text)
    for name, longest in LONGEST.items():
        setattr(row, name, speaking.written(str(takes.get(name, "")), longest=longest))
    no_case.check_said(*row.texts.values(), *(getattr(row, name) for name in LONGEST))
    _codes(row, takes)
    row.lead = _institution(takes.get("lead_id", ""), _("Choose the lead from the list, or name it below."))
    if row.lead is not None and row.lead_name:
        raise NotValid(_("Choose the lead from the list, or name it below: not both."), code="lead")
    row.due_on = takes.get("due_on")


def join(row: Recommendation, takes: Takes) -> None:
    """Set who helps the lead of a saved row: from the list, or by name. Raises NotValid."""
    chosen = [one for one in dict.fromkeys(takes.get("contributors", ())) if one and one != row.lead_id]
    tidy = [" ".join(name.split()) for name in takes.get("contributor_names", ())]
    named = [name for name in dict.fromkeys(tidy) if name and name != row.lead_name]
    if len(chosen) + len(named) > MOST_CONTRIBUTORS:
        raise NotValid(_("These are too many contributors. Name those who have work to do."), code="contributors")
    if any(len(name) > LONGEST["lead_name"] for name in named):
        raise NotValid(_("This is too long. Write the name of the institution only."), code="contributors")
    no_case.check_said(*named)
    if chosen and Institution.objects.filter(pk__in=chosen).count() != len(chosen):
        raise NotValid(_("Choose the contributors from the list."), code="contributors")
    wanted = {(one, "") for one in chosen} | {(None, name) for name in named}
    if row.revision:
        there = {(one.institution_id, one.name): one for one in row.contributors.all()}
        for key, one in there.items():
            if key not in wanted:
                one.delete()
        wanted -= set(there)
    Contributor.objects.bulk_create(
        Contributor(recommendation=row, institution_id=one, name=name)
        for one, name in sorted(wanted, key=lambda key: (key[0] is None, key[0] or "", key[1]))
    )


def _source(row: Recommendation, takes: Takes, by: Actor) -> None:
    row.source_kind, row.source_on = takes["source_kind"], takes.get("source_on")
    if row.source_kind not in following.SOURCES:
        raise NotValid(_("Choose where the recommendation comes from."), code="source")
    if row.source_on is not None and row.source_on > clock.today():
        raise NotValid(_("This day is still to come. Write the day of the source."), code="source_on")
    table_id, cycle_id, item_id = takes.get("table_id"), takes.get("cycle_id"), takes.get("item_id")
    row.table, row.item, row.cycle = None, None, None
    if table_id is not None:
        if row.source_kind != following.FROM_TABLE:
            raise NotValid(_("What is entered at a table comes from this table."), code="source")
        row.table = locks_practice.lock_table_in(by, table_id, SPOKEN)
        row.item = locks_practice.item_of(row.table, item_id)
        row.cycle = row.table.cycle
    elif cycle_id is not None:
        row.cycle = policy.cycle_of(by, cycle_id)


def _texts(written: Mapping[str, str]) -> dict[str, str]:
    found = {code: speaking.written(written.get(code, ""), longest=TEXT) for code in CODES}
    if not any(found.values()):
        raise NotValid(_("Write what is recommended, in at least one language."), code="text_missing")
    return found


def _codes(row: Recommendation, takes: Takes) -> None:
    lists = content_following.register()
    row.priority = takes["priority"]
    if row.priority not in states.PRIORITIES:
        raise NotValid(_("Choose how pressing it is."), code="priority")
    row.theme = _code(takes.get("theme", ""), lists.themes, "theme")
    row.sdg = _code(takes.get("sdg", ""), lists.goals, "sdg")
    row.action_type = _code(takes.get("action_type", ""), following.ACTION_TYPES, "action_type")
    axis = takes.get("plan_axis", "")
    # What was filed under a plan that has since left the content stays filed under it.
    row.plan_axis = axis if axis == row.plan_axis else _code(axis, plans.axes(), "plan_axis")


def _code(code: str, known: Mapping[str, object] | Sequence[str], what: str) -> str:
    if code and code not in known:
        raise NotValid(_("Choose one of the list, or leave it empty."), code=what)
    return code


def _institution(institution_id: str, missing: Any) -> Institution | None:
    if not institution_id:
        return None
    found = Institution.objects.filter(pk=institution_id).first()
    if found is None or (found.valid_to is not None and found.valid_to < clock.today()):
        raise NotValid(missing, code="lead")
    return found
