"""Searches of an institution, and of their pairs those of whom the actor reads both people anyway."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from himaya.cases import policy as cases
from himaya.cases import rules_grants
from himaya.cases.models import Case
from himaya.cases.queries import kept_from
from himaya.duplicates import policy, states
from himaya.duplicates.models import Pair, Search
from himaya.institutions.models import Account
from himaya.kernel import wall
from himaya.kernel.actor import Actor
from himaya.persons import matching

Files = Mapping[UUID, list["File"]]


@dataclass(frozen=True, slots=True)
class File:
    """A file of one of two people that the actor sees with its identity; `held` at the desk that may change it."""

    case_id: UUID
    reference: str
    desk: str
    held: bool


def latest(actor: Actor) -> Search | None:
    """The last search of the actor's institution; None before the first, or for a role that reads none."""
    return Search.objects.filter(policy.visible_searches(actor)).order_by("-asked_at").first()


def last_opened(institution_id: str) -> datetime | None:
    """When identities were last opened for a search in an institution."""
    rows = Search.objects.filter(institution_id=institution_id, opened_at__isnull=False)
    return rows.order_by("-opened_at").values_list("opened_at", flat=True).first()


def names_of(search: Search) -> dict[UUID, str]:
    """The names under which those who asked and agreed sign in: inside their institution, where they are known."""
    ids = [one for one in (search.asked_by, search.decided_by) if one is not None]
    return dict(Account.objects.filter(pk__in=ids).values_list("pk", "username"))


def read_by(actor: Actor, people: Iterable[UUID]) -> dict[UUID, list[File]]:
    """Of these people, those whom the actor may read, each with the files in which they may.

    Nobody from whom a conflict of interest keeps the actor, by whichever file.
    """
    wanted = set(people) - kept_from(actor)
    rows = list(
        Case.objects.filter(cases.visible_cases(actor), person_id__in=wanted)
        .select_related("desk")
        .order_by("reference")
    )
    given: dict[UUID, list[rules_grants.Given]] = {}
    accesses = cases.granted(actor).filter(case__in=[row.pk for row in rows] or [UUID(int=0)])
    for case_id, kind, level, sections, until in accesses.values_list(
        "case_id", "kind", "level", "sections", "expires_at"
    ):
        given.setdefault(case_id, []).append(rules_grants.Given(kind, level, tuple(sections), until))
    found: dict[UUID, list[File]] = {}
    for row in rows:
        view = rules_grants.view(given.get(row.pk, ()))
        if view is not None and view.shows(rules_grants.IDENTITY):
            file = File(row.pk, row.reference, row.desk.name, row.desk_id == actor.desk_id)
            found.setdefault(row.person_id, []).append(file)
    return found


def may_look(actor: Actor, pair: Pair, files: Files) -> bool:
    """True for who reads both people of a pair, and whose desk holds a file of one: a guest on both sides says nothing.

    A merge never joins what the actor may not read on either side.
    """
    if not (policy.looks(actor) and pair.one_id in files and pair.other_id in files):
        return False
    return any(file.held for file in (*files[pair.one_id], *files[pair.other_id]))


def pairs(actor: Actor) -> list[tuple[Pair, Files]]:
    """The pairs that the actor may look at: those that wait, the likeliest first; then the others, the last said first.

    All of them: what was said once can be taken back as long as somebody may look at both.
    """
    if not policy.looks(actor):
        return []
    rows = list(Pair.objects.filter(institution_id=actor.institution_id).order_by("-decided_at", "-probability", "pk"))
    files = read_by(actor, {end for row in rows for end in (row.one_id, row.other_id)})
    mine = [row for row in rows if may_look(actor, row, files)]
    waits = [row for row in mine if row.state == states.WAITS]
    waits.sort(key=lambda row: -row.probability)
    return [(row, files) for row in (*waits, *(row for row in mine if row.state != states.WAITS))]


@dataclass(frozen=True, slots=True)
class Said:
    """Pairs of an institution of which somebody said something: all of them, and those that were decided.

    Taken back is not decided. Two who are one by way of a third are decided, whether or not they were ever a pair.
    """

    known: frozenset[frozenset[UUID]]
    decided: frozenset[frozenset[UUID]]


NOTHING_SAID = Said(frozenset(), frozenset())


def said(institution_id: str) -> Said:
    """What was said in an institution, for its search: for the worker, who reads whatever is there."""
    rows = Pair.objects.filter(institution_id=institution_id).exclude(state=states.WAITS)
    found = [(frozenset((one, other)), state) for one, other, state in rows.values_list("one_id", "other_id", "state")]
    as_one = {frozenset((one, other)) for one, others in matching.joined_in(institution_id).items() for other in others}
    decided = frozenset(as_one).union(ends for ends, state in found if state in (states.JOINED, states.APART))
    return Said(decided.union(ends for ends, _state in found), decided)


def said_apart(people: Iterable[UUID]) -> bool:
    """True when somebody said of two among these that they are two people, whoever may look at that pair."""
    among = set(people)
    with wall.beyond(wall.EVERYTHING):
        return Pair.objects.filter(one_id__in=among, other_id__in=among, state=states.APART).exists()


def waiting(institution_id: str) -> int:
    """How many pairs of an institution nobody looked at yet, whoever may: a number, and nobody of whom."""
    with wall.beyond(wall.EVERYTHING):
        return Pair.objects.filter(institution_id=institution_id, state=states.WAITS).count()


def decided_since(search: Search) -> float:
    """How many duplicates those pairs of a search stood for that were decided since: a number, and nobody of whom."""
    with wall.beyond(wall.EVERYTHING):
        rows = Pair.objects.filter(search=search, state__in=(states.JOINED, states.APART))
        return float(rows.aggregate(all=Sum("probability"))["all"] or 0.0)
