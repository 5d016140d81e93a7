"""The register of recommendations: what matches, a page at a time, with the counts of all that match."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from himaya.coordination import policy, words_recommendations
from himaya.coordination.models import Cluster
from himaya.coordination.queries import gathering
from himaya.coordination.queries import recommendations as queries
from himaya.coordination.queries.recommendations import Listed, Wanted
from himaya.coordination.words_following import GRADES, SOURCES
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice import showing as practice
from himaya.web.roundtable.recommendations import showing
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import LONGEST, NUL

# What a reader may narrow by; the address of a list holds codes, and the words that were searched.
CODES = ("source", "theme", "institution", "state", "grade")
SEARCH = 120


@dataclass(frozen=True, slots=True)
class Part:
    """One group of the list with its count, and the address that shows it alone."""

    word: str | Promise
    count: int
    href: str
    here: bool


@require_safe
@at_the_table
def page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that the actor may know and that matches."""
    wanted = read(request.GET, actor)
    number = request.GET.get("page", "")
    found = queries.listed(actor, wanted, page=int(number) if number.isdecimal() and len(number) < 6 else 1)
    office = policy.is_secretariat(actor)
    context = {
        "lines": [showing.shown(line) for line in found.lines],
        "found": found,
        "headline": headline(found),
        "wanted": wanted,
        "narrowed": bool(_query(wanted, state="", overdue="")),
        "parts": _parts(found, wanted, office=office),
        "before": _to(wanted, page=str(found.page - 1)) if found.page > 1 else "",
        "after": _to(wanted, page=str(found.page + 1)) if found.page < found.pages else "",
        "all_of_it": _to(wanted, state="", overdue=""),
        "query": _query(wanted),
        "sources": lists.of(SOURCES),
        "themes": showing.themes(),
        "institutions": lists.as_items(lists.institutions()),
        "grades": lists.of(GRADES),
        "mine": practice.own(actor),
        "office": office,
        "cluster": _cluster(actor, wanted),
    }
    return render(request, "roundtable/recommendations/list.html", context)


def read(asked: QueryDict, actor: Actor) -> Wanted:
    """What an address asks for. What it does not know narrows nothing, or to nothing."""
    codes = {name: asked.get(name, "").replace(NUL, "")[:64] for name in CODES}
    text = " ".join(asked.get("q", "").replace(NUL, "")[:LONGEST].split())[:SEARCH]
    return Wanted(
        **codes,
        mine=actor.institution_id if asked.get("mine") == "yes" and not policy.is_secretariat(actor) else "",
        overdue=asked.get("overdue") == "yes",
        cluster=_uuid(asked.get("cluster", "")),
        table_id=_uuid(asked.get("table", "")),
        text=text,
    )


def _cluster(actor: Actor, wanted: Wanted) -> Cluster | None:
    """The cluster that the list is narrowed to, for whoever may know something of it."""
    try:
        return gathering.cluster_of(actor, wanted.cluster) if wanted.cluster else None
    except NotFound:
        return None


def headline(found: Listed) -> str:
    """The news of the list, with its number."""
    if not found.all:
        return _("No recommendation is here")
    if found.overdue:
        words = ngettext(
            "%(n)d recommendation overdue of %(all)d", "%(n)d recommendations overdue of %(all)d", found.overdue
        )
        return words % {"n": found.overdue, "all": found.all}
    still = found.all - found.counts[queries.VERIFIED] - found.counts[queries.ENDED]
    words = ngettext("%(n)d recommendation open of %(all)d", "%(n)d recommendations open of %(all)d", still)
    return words % {"n": still, "all": found.all}


def _parts(found: Listed, wanted: Wanted, *, office: bool) -> list[Part]:
    parts = [Part(_("all"), found.all, _to(wanted, state="", overdue=""), not wanted.state and not wanted.overdue)]
    for group, count in found.counts.items():
        if group == queries.DRAFT and not office:
            continue
        here = wanted.state == group and not wanted.overdue
        parts.append(Part(words_recommendations.GROUPS[group], count, _to(wanted, state=group, overdue=""), here))
    late = Part(_("overdue"), found.overdue, _to(wanted, state="", overdue="yes"), wanted.overdue)
    return [*parts, late]


def _query(wanted: Wanted, **changes: str) -> str:
    asked = {
        **{name: getattr(wanted, name) for name in CODES},
        "mine": "yes" if wanted.mine else "",
        "overdue": "yes" if wanted.overdue else "",
        "cluster": str(wanted.cluster or ""),
        "table": str(wanted.table_id or ""),
        "q": wanted.text,
        **changes,
    }
    return urlencode({name: value for name, value in asked.items() if value})


def _to(wanted: Wanted, **changes: str) -> str:
    return f"?{_query(wanted, **changes)}"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
