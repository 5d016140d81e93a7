"""Lists that were imported, clusters, suggestions for them, follow-up actions: what the actor may see of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from himaya.coordination import policy, policy_following, rules_likeness
from himaya.coordination import states_following as states
from himaya.coordination.models import ActionServes, Cluster, FollowUpAction, ImportBatch, Recommendation
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.kernel.languages import CODES

MOST_SUGGESTED = 20
OPEN_ACTIONS = (states.ACTION_PLANNED, states.ACTION_UNDER_WAY)


# --- lists -----------------------------------------------------------------------------------------------------------
def batches(actor: Actor, most: int = 20) -> list[ImportBatch]:
    """The lists that wait or were imported, the latest first, without their rows. Raises NotPermitted."""
    policy.check_secretariat(actor)
    standing = ImportBatch.objects.filter(state__in=(states.BATCH_READ, states.BATCH_IMPORTED))
    return list(standing.defer("rows").order_by("-made_at")[:most])


def batch_of(actor: Actor, batch_id: UUID) -> ImportBatch:
    """One list. Raises NotPermitted, NotFound."""
    policy.check_secretariat(actor)
    found = ImportBatch.objects.filter(pk=batch_id).first()
    if found is None:
        raise NotFound
    return found


# --- recommendations by their number ---------------------------------------------------------------------------------
def numbered(actor: Actor, numbers: Iterable[int]) -> dict[int, Recommendation]:
    """The recommendations of these numbers that the actor may know."""
    rows = policy_following.visible(actor).filter(number__in=list(numbers)).order_by("number")
    return {row.number: row for row in rows}


def text_of(row: Recommendation) -> str:
    """The text in the page's language, or in a language that it has."""
    return languages.pick(row.texts) or next((text for text in row.texts.values() if text), "")


# --- clusters --------------------------------------------------------------------------------------------------------
def clusters(actor: Actor) -> list[tuple[Cluster, list[Recommendation]]]:
    """The clusters that hold something the actor may know, each with just that, the latest first."""
    held = policy_following.visible(actor).select_related("lead").order_by("number")
    rows = Cluster.objects.order_by("-number").prefetch_related(Prefetch("recommendations", held))
    found = [(one, list(one.recommendations.all())) for one in rows]
    return [(one, members) for one, members in found if members or policy.is_secretariat(actor)]


def cluster_of(actor: Actor, cluster_id: UUID) -> Cluster:
    """One cluster of which the actor may know something. Raises NotFound."""
    rows = Cluster.objects.filter(pk=cluster_id)
    if not policy.is_secretariat(actor):
        rows = rows.filter(pk__in=policy_following.visible(actor).values("cluster"))
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def members_of(actor: Actor, cluster: Cluster) -> list[Recommendation]:
    """What a cluster holds, as far as the actor may know it."""
    rows = policy_following.visible(actor).filter(cluster=cluster)
    return list(rows.select_related("lead").order_by("number"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Recommendations that ask for nearly the same. `cluster` is the one in which some of them are already."""

    rows: Sequence[Recommendation]
    cluster: Cluster | None

    @property
    def free(self) -> list[Recommendation]:
        """Those that are in no cluster."""
        return [row for row in self.rows if row.cluster_id is None]


def suggestions(actor: Actor) -> list[Suggestion]:
    """Groups of open recommendations that resemble each other, of which at least one is in no cluster.

    The widest across sources come first: the same asked by several is what a cluster is for. Raises NotPermitted.
    """
    policy.check_secretariat(actor)
    open_ones = Recommendation.objects.filter(state__in=states.RECOMMENDATION_OPEN).order_by("number")
    texts = [
        (pk, dict(zip(CODES, said, strict=True)))
        for pk, *said in open_ones.values_list("pk", *(f"text_{code}" for code in CODES))
    ]
    groups = rules_likeness.groups(rules_likeness.pairs(texts))
    wanted = [pk for group in groups for pk in group]
    known = {row.pk: row for row in Recommendation.objects.filter(pk__in=wanted).select_related("lead", "cluster")}
    found = []
    for group in groups:
        rows = sorted((known[pk] for pk in group), key=lambda row: row.number)
        homes = {row.cluster_id: row.cluster for row in rows if row.cluster_id is not None}
        # Two clusters that resemble each other were kept apart by somebody: nothing is suggested over them.
        if len(homes) < 2 and any(row.cluster_id is None for row in rows):
            found.append(Suggestion(rows, next(iter(homes.values()), None)))
    found.sort(key=lambda one: (-len({_source(row) for row in one.rows}), one.rows[0].number))
    return found[:MOST_SUGGESTED]


def _source(row: Recommendation) -> tuple[str, str]:
    return row.source_kind, row.source_ref or str(row.table_id or "")


# --- follow-up actions -----------------------------------------------------------------------------------------------
def visible_actions(actor: Actor) -> "QuerySet[FollowUpAction]":
    """All for the secretariat; for an institution its own, and those that serve what it may know."""
    if policy.is_secretariat(actor):
        return FollowUpAction.objects.all()
    if not policy.takes_part(actor) or not policy.my_mandates(actor):
        return FollowUpAction.objects.none()
    served = ActionServes.objects.filter(recommendation__in=policy_following.visible(actor).values("pk"))
    return FollowUpAction.objects.filter(Q(institution_id=actor.institution_id) | Q(pk__in=served.values("action")))


def actions(actor: Actor, *, state: str = "", number: int | None = None) -> "QuerySet[FollowUpAction]":
    """Those that the actor may see, the open ones first by their day; of one state, or serving one recommendation."""
    rows = visible_actions(actor)
    if state in states.ACTION_TRANSITIONS["resume"][0] + OPEN_ACTIONS:
        rows = rows.filter(state=state)
    if number is not None:
        served = policy_following.visible(actor).filter(number=number)
        rows = rows.filter(serves__recommendation__in=served.values("pk"))
    shown = ActionServes.objects.filter(recommendation__in=policy_following.visible(actor).values("pk"))
    return (
        rows.select_related("institution")
        .prefetch_related(Prefetch("serves", shown.select_related("recommendation"), "shown"))
        .order_by("ended_on", "due_on", "number")
    )


def action_of(actor: Actor, action_id: UUID) -> FollowUpAction:
    """One action that the actor may see. Raises NotFound."""
    found = visible_actions(actor).select_related("institution").filter(pk=action_id).first()
    if found is None:
        raise NotFound
    return found


def served_by(actor: Actor, action: FollowUpAction) -> list[Recommendation]:
    """What an action serves, as far as the actor may know it."""
    rows = policy_following.visible(actor).filter(pk__in=action.serves.values("recommendation"))
    return list(rows.select_related("lead").order_by("number"))


def late(action: FollowUpAction) -> bool:
    """True for an open action whose day is over. Computed, never stored."""
    return action.state in OPEN_ACTIONS and action.due_on is not None and action.due_on < clock.today()


def own_open(actor: Actor, most: int = 60) -> list[Recommendation]:
    """What an action of the actor's institution may serve: open, and naming it as lead or contributor."""
    rows = policy_following.visible(actor).filter(state__in=states.RECOMMENDATION_OPEN)
    if not policy.is_secretariat(actor):
        rows = rows.filter(policy_following.concerns(actor.institution_id))
    return list(rows.order_by("number")[:most])
