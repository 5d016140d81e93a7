"""The register of recommendations: lists that are narrowed and counted, a page at a time, and one with its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from himaya.coordination import policy, policy_following
from himaya.coordination import rules_following as rules
from himaya.coordination import states_following as states
from himaya.coordination.models import Decision, FollowUpReminder, Recommendation, RoundTable
from himaya.coordination.queries.silence import silences
from himaya.coordination.states import BINDING
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound

ON_A_PAGE = 50
DRAFT, WAITING, ANSWERED, IN_PROGRESS, REPORTED, VERIFIED, ENDED = (
    "draft",
    "waiting",
    "answered",
    "in_progress",
    "reported",
    "verified",
    "ended",
)
# What a page counts: the lead's own word (`reported`) and what was found (`verified`) are never one.
GROUPS: Mapping[str, tuple[str, ...]] = {
    DRAFT: (states.FORMULATED,),
    WAITING: (states.ADDRESSED,),
    ANSWERED: (states.ANSWERED,),
    IN_PROGRESS: (states.IN_PROGRESS,),
    REPORTED: (states.REPORTED_DONE,),
    VERIFIED: (states.VERIFIED, states.REC_CLOSED),
    ENDED: states.ENDED_OTHERWISE,
}
GROUP_OF = {state: group for group, known in GROUPS.items() for state in known}
# Wider ones, by which other pages lead here: whatever was addressed, whatever is still to be done.
KNOWN, OPEN = "known", "open"
WIDER = {
    KNOWN: tuple(one for one in states.RECOMMENDATION_STATES if one != states.FORMULATED),
    OPEN: states.RECOMMENDATION_OPEN,
}
# Longest search: more words than this narrow nothing further.
WORDS = 6
SEARCHED = ("text_fr", "text_ar", "text_en", "indicator", "source_ref", "lead_name")
# What a line of the list shows; the long texts beside it stay in the store.
LATER = ("rationale", "resources", "response_reason", "ended_reason", "exception", "grade_note", "target", "baseline")

# What the rule of silence looks at.
SILENCE = ("state", "due_on", "answer_by", "heard_on", "grade")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see. `institution` is the lead; `state` a group, a wider group, or one state.

    `mine` is an institution that leads or contributes; `grade` is the one to show, so D is the one that silence gave.
    """

    source: str = ""
    theme: str = ""
    institution: str = ""
    mine: str = ""
    state: str = ""
    overdue: bool = False
    grade: str = ""
    cluster: UUID | None = None
    table_id: UUID | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One recommendation in a list, with what is computed and never stored."""

    row: Recommendation
    overdue: bool
    grade: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list. `counts` and `overdue` are of everything that matches apart from its state."""

    lines: list[Line]
    total: int
    counts: dict[str, int]
    overdue: int
    page: int
    pages: int

    @property
    def all(self) -> int:
        """Everything that matches, in whatever state."""
        return sum(self.counts.values())


def narrowed(actor: Actor, wanted: Wanted) -> "QuerySet[Recommendation]":
    """The recommendations that match and that the actor may know: open ones first, the nearest day first."""
    return _in_order(_by_state(_but_state(actor, wanted), wanted))


def _in_order(rows: "QuerySet[Recommendation]") -> "QuerySet[Recommendation]":
    place = Case(
        When(state__in=states.RECOMMENDATION_OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return rows.order_by(place, F("due_on").asc(nulls_last=True), "number")


def listed(actor: Actor, wanted: Wanted, *, page: int = 1) -> Listed:
    """One page of them, with the counts of all. A page that does not exist is the last one."""
    matching = _but_state(actor, wanted)
    counts, late = _counted(matching)
    rows = _in_order(_by_state(matching, wanted))
    total = _total(rows, wanted, counts, late)
    pages = max(1, -(-total // ON_A_PAGE))
    page = min(max(1, page), pages)
    # The ids alone first: a sort that carries the texts of the whole register along takes as long as all the rest.
    ids = list(rows.values_list("pk", flat=True)[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
    shown = Recommendation.objects.select_related("lead", "cluster").defer(*LATER).in_bulk(ids)
    return Listed(lines(shown[pk] for pk in ids), total, counts, late, page, pages)


def lines(rows: Iterable[Recommendation]) -> list[Line]:
    """Each with whether it is overdue, and the grade to show, in one more question to the store."""
    found, today = list(rows), clock.today()
    quiet = silences(found)
    return [
        Line(row, rules.overdue(row.state, row.due_on, today), rules.grade(row.grade, quiet[row.pk], today))
        for row in found
    ]


def line_of(row: Recommendation) -> Line:
    """The same of one."""
    today = clock.today()
    grade = rules.grade(row.grade, silences([row])[row.pk], today)
    return Line(row, rules.overdue(row.state, row.due_on, today), grade)


def _but_state(actor: Actor, wanted: Wanted) -> "QuerySet[Recommendation]":
    rows = policy_following.visible(actor)
    equal = {"source_kind": wanted.source, "theme": wanted.theme, "lead": wanted.institution}
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    if wanted.mine:
        rows = rows.filter(policy_following.concerns(wanted.mine))
    if wanted.cluster is not None:
        rows = rows.filter(cluster=wanted.cluster)
    if wanted.table_id is not None:
        rows = rows.filter(table=wanted.table_id)
    if wanted.grade:
        rows = _graded(rows, wanted.grade)
    return _said(rows, wanted.text)


def _by_state(rows: "QuerySet[Recommendation]", wanted: Wanted) -> "QuerySet[Recommendation]":
    if wanted.overdue:
        rows = rows.filter(_late())
    if not wanted.state:
        return rows
    return rows.filter(state__in=GROUPS.get(wanted.state) or WIDER.get(wanted.state) or (wanted.state,))


def _late() -> Q:
    return Q(state__in=states.WITH_THE_LEAD, due_on__lt=clock.today())


def _said(rows: "QuerySet[Recommendation]", text: str) -> "QuerySet[Recommendation]":
    """Every word somewhere in it; a number, with or without its letter, finds the one that has it."""
    for word in text.split()[:WORDS]:
        found = Q()
        for name in SEARCHED:
            found |= Q(**{f"{name}__icontains": word})
        number = word.upper().removeprefix("R-")
        if number.isdecimal() and len(number) < 8:
            found |= Q(number=int(number))
        rows = rows.filter(found)
    return rows


def _graded(rows: "QuerySet[Recommendation]", grade: str) -> "QuerySet[Recommendation]":
    """Those with a grade; silence hides the one that was given before."""
    silent = _silent(rows)
    if grade == states.GRADE_SILENT:
        return rows.filter(pk__in=silent)
    return rows.filter(grade=grade).exclude(pk__in=silent)


def _silent(rows: "QuerySet[Recommendation]") -> list[UUID]:
    """Those whose lead has been reminded often enough and is silent: few, so they are computed by the one rule."""
    sent = FollowUpReminder.objects.filter(sent_on__isnull=False).values("recommendation").annotate(n=Count("pk"))
    often = sent.filter(n__gte=rules.REMINDERS_BEFORE_D).values("recommendation")
    reminded = rows.filter(state__in=states.WITH_THE_LEAD, pk__in=often).only(*SILENCE)
    return [one.row.pk for one in lines(reminded) if one.grade == states.GRADE_SILENT]


def _counted(rows: "QuerySet[Recommendation]") -> tuple[dict[str, int], int]:
    counts, late = dict.fromkeys(GROUPS, 0), 0
    found = rows.order_by().values("state").annotate(n=Count("pk"), late=Count("pk", filter=_late()))
    for one in found:
        counts[GROUP_OF[one["state"]]] += one["n"]
        late += one["late"]
    return counts, late


def _total(rows: "QuerySet[Recommendation]", wanted: Wanted, counts: Mapping[str, int], late: int) -> int:
    """How many match, from the counts where they know it already."""
    if wanted.overdue:
        return rows.count() if wanted.state else late
    if not wanted.state:
        return sum(counts.values())
    return counts[wanted.state] if wanted.state in counts else rows.count()


def waiting_for(actor: Actor) -> dict[str, int]:
    """What waits for a word today, by group: for the secretariat what was reported done, for a lead its own answers."""
    rows = policy_following.visible(actor)
    if policy.is_secretariat(actor):
        return {REPORTED: rows.filter(state=states.REPORTED_DONE).count()}
    own = rows.filter(lead=actor.institution_id)
    return {WAITING: own.filter(state=states.ADDRESSED).count(), "overdue": own.filter(_late()).count()}


def one_of(actor: Actor, recommendation_id: UUID) -> Recommendation:
    """One recommendation that the actor may know, with who helps its lead. Raises NotFound."""
    rows = policy_following.visible(actor).select_related(
        "lead", "cycle", "table__cycle", "item", "cluster", "successor", "ended_decision__table"
    )
    found = rows.prefetch_related("contributors__institution").filter(pk=recommendation_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Known:
    """Which of the things that a recommendation points to the actor may know: it is named in it, no more than that."""

    successor: bool
    table: bool
    decision: bool


def known_from(actor: Actor, row: Recommendation) -> Known:
    """A lead from outside the cycle is led to no page that answers it with nothing, and reads nothing of it."""
    if policy.is_secretariat(actor):
        return Known(True, True, True)
    tables = RoundTable.objects.filter(policy.visible_tables(actor))
    decided_at = row.ended_decision.table_id if row.ended_decision is not None else None
    return Known(
        row.successor_id is not None and policy_following.visible(actor).filter(pk=row.successor_id).exists(),
        row.table_id is not None and tables.filter(pk=row.table_id).exists(),
        decided_at is not None and tables.filter(pk=decided_at).exists(),
    )


def open_ones(actor: Actor, *, but: UUID) -> "QuerySet[Recommendation]":
    """Those that may take the place of another one: they have not ended themselves."""
    rows = policy_following.visible(actor).exclude(pk=but).exclude(state__in=states.ENDED_OTHERWISE)
    return rows.order_by("number")


def by_number(actor: Actor, typed: str) -> UUID | None:
    """The id of the one that has this number, written with or without its letter; None when there is none."""
    number = typed.upper().replace(" ", "").removeprefix("R-")
    if not number.isdecimal() or len(number) > 7:
        return None
    return policy_following.visible(actor).filter(number=int(number)).values_list("pk", flat=True).first()


def binding(actor: Actor) -> "QuerySet[Decision]":
    """The decisions that bind, the last first: only by one of them is a recommendation set aside."""
    if not policy.is_secretariat(actor):
        return Decision.objects.none()
    return Decision.objects.filter(state__in=BINDING).select_related("table__cycle").order_by("-put_at")
