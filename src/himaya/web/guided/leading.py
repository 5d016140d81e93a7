"""Where each step of the path leads: who sits there, what is done before, which page is opened."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from himaya.cases.models import Case
from himaya.coordination import drafting, rules_changes, states
from himaya.coordination.models import Amendment, Edition
from himaya.instruments import queries
from himaya.kernel import wall
from himaya.kernel.actor import Actor
from himaya.web.guided import acting, gates
from himaya.web.guided.standing import Standing

CHAIR, OFFICER_DESK = "presidence", "inspection-nord"
# The form on which the new question is seen, and the kind of worker that fills it.
FORM, WORKER = "first-line-labour", "labour"


@dataclass(frozen=True, slots=True)
class Lead:
    """One step: the account that sits there, the page, and what its button does first (nothing for most).

    `by_hand` is the page on which the same is done by hand, where it is another one.
    """

    account: str
    page: Callable[[Standing], str]
    does: Callable[[Actor], object] | None = None
    by_hand: Callable[[Standing], str] | None = None


def _path(at: Standing) -> str:
    return reverse("guided:path")


def _document(name: str) -> Callable[[Standing], str]:
    """The draft under way, or what was adopted."""

    def page(at: Standing) -> str:
        draft = at.draft(name)
        if draft is not None:
            return reverse("roundtable:draft", args=[draft.pk])
        return reverse("roundtable:document", args=[at.document(name).pk])

    return page


def _amendments(at: Standing) -> str:
    draft = at.draft("screening")
    if draft is None:
        return _document("screening")(at)
    return reverse("roundtable:consultation_said", args=[draft.pk])


def _unchecked(at: Standing) -> str:
    """The clauses that are still to be read over."""
    page = _document("screening")(at)
    return f"{page}?show=missing" if at.draft("screening") is not None else page


def _to_table(at: Standing) -> str:
    """The first of the two texts that is not before the table, with what it still wants."""
    for name in ("screening", "reporting"):
        draft = at.draft(name)
        if draft is not None and draft.state != states.DRAFT_TABLED:
            return reverse("roundtable:draft_missing", args=[draft.pk])
    return _document("screening")(at)


def _next_to_settle(at: Standing) -> str:
    """The first amendment that is not settled; the page itself goes on to the next one."""
    rows = Amendment.objects.filter(draft=at.draft("screening"), state__in=states.UNSETTLED).order_by("number")
    first = rows.first() if at.draft("screening") is not None else None
    return reverse("roundtable:amendment_settle", args=[first.pk]) if first is not None else _amendments(at)


def _room(at: Standing) -> str:
    return reverse("roundtable:room", args=[at.table.pk]) if at.table is not None else _path(at)


def _release(at: Standing) -> str:
    found = at.release("screening")
    return reverse("roundtable:release", args=[found.pk]) if found is not None else reverse("roundtable:releases")


def _releases(at: Standing) -> str:
    return reverse("roundtable:releases")


def _first_line(at: Standing) -> str:
    return reverse("frontline:sheet", args=[WORKER])


def _why(at: Standing) -> str:
    version = queries.in_force(FORM)
    there = {str(row.get("uid")) for row in version.source["survey"]}
    edition = at.edition("screening")
    changed = _changed(edition) if edition is not None else []
    uid = next((one for one in changed if one in there), "FL-15")
    return reverse("why:clause", args=[version.pk, uid])


def _changed(edition: Edition) -> list[str]:
    """The clauses that an edition changed, those with another meaning first."""
    before = (
        drafting.of_edition(edition.base) if edition.base is not None else {"clauses": [], "lists": {}, "forms": []}
    )
    found = rules_changes.compare(before, drafting.of_edition(edition)).changes
    return [one.uid for one in sorted(found, key=lambda one: one.what != rules_changes.REPLACED_BY)]


def _old_case(at: Standing) -> str:
    with wall.beyond(wall.EVERYTHING):
        case = Case.objects.filter(desk=OFFICER_DESK).order_by("opened_on", "pk").first()
    return reverse("casework:case", args=[case.pk]) if case is not None else reverse("casework:my_cases")


LEADS: dict[str, Lead] = {
    "begin": Lead(CHAIR, _path, lambda by: acting.begin(by=by)),
    "read": Lead(CHAIR, _amendments),
    "settle": Lead(CHAIR, _next_to_settle),
    "check": Lead(CHAIR, _path, lambda by: acting.check(by=by), by_hand=_unchecked),
    "table": Lead(CHAIR, _to_table),
    "put": Lead(CHAIR, _room, lambda by: acting.put("screening", by=by)),
    "reserve": Lead(CHAIR, _path, lambda by: acting.reserve(by=by), by_hand=_room),
    "agree": Lead(CHAIR, _path, lambda by: acting.let_agree("screening", by=by), by_hand=_room),
    "conclude": Lead(CHAIR, _room),
    "reporting": Lead(CHAIR, _room, lambda by: acting.put_and_agree("reporting", by=by)),
    "release": Lead(CHAIR, _release),
    "effects": Lead(CHAIR, _release),
    "pilot": Lead(CHAIR, _release),
    "safety": Lead(gates.SAFETY, _release),
    "data_protection": Lead(gates.DATA_PROTECTION, _release),
    "languages": Lead(CHAIR, _release),
    "training": Lead(CHAIR, _path, lambda by: gates.train("screening", by=by), by_hand=_release),
    "schedule": Lead(CHAIR, _release),
    "second": Lead(CHAIR, _path, lambda by: gates.pass_all("reporting", by=by), by_hand=_releases),
    "live": Lead(OFFICER_DESK, _first_line),
    "why": Lead(OFFICER_DESK, _why),
    "old": Lead(OFFICER_DESK, _old_case),
}
