"""The races of lists that are imported, clusters, and follow-up actions."""

from datetime import timedelta

from himaya.adapters import sheets
from himaya.coordination import states_following as states
from himaya.coordination.actions import clusters, follow_up_actions, imports
from himaya.coordination.models import Cluster, FollowUpAction, ImportBatch, Recommendation
from himaya.kernel import clock
from tests.races.every_verb import FIRST, Race, Table, both, once, whole, word
from tests.rooms.coordination.at_the_table import Actor
from tests.rooms.coordination.following_at_hand import recommendation

races = Table()
LIST = sheets.as_csv(["Recommandation"], [["Former les inspecteurs"], ["Créer un fonds"]])


# --- lists -----------------------------------------------------------------------------------------------------------
def a_list() -> ImportBatch:
    return imports.read(data=LIST, source_kind=states.UPR, by=FIRST)


def an_import() -> ImportBatch:
    return imports.confirm(batch_id=a_list().pk, by=FIRST)


def state_of(batch: ImportBatch) -> str:
    return ImportBatch.objects.values_list("state", flat=True).get(pk=batch.pk)


@races.of("imports.read")
def two_lists_stand_side_by_side() -> Race:
    return both(
        lambda by: imports.read(data=LIST, source_kind=states.UPR, by=by),
        "import.read",
        lambda: ImportBatch.objects.count() == 2,
    )


@races.of("imports.confirm")
def a_list_is_imported_once() -> Race:
    batch = a_list()
    return once(
        lambda by: imports.confirm(batch_id=batch.pk, by=by),
        "import.confirmed",
        lambda: Recommendation.objects.count() == 2 and state_of(batch) == states.BATCH_IMPORTED,
    )


@races.of("imports.confirm")
def two_lists_get_numbers_of_their_own() -> Race:
    mine, other = a_list(), a_list()
    return both(
        lambda by: imports.confirm(batch_id=(mine if by == FIRST else other).pk, by=by),
        "import.confirmed",
        lambda: sorted(Recommendation.objects.values_list("number", flat=True)) == [1, 2, 3, 4],
    )


@races.of("imports.discard")
def a_list_is_thrown_away_once() -> Race:
    batch = a_list()
    return once(
        lambda by: imports.discard(batch_id=batch.pk, by=by),
        "import.discarded",
        lambda: state_of(batch) == states.BATCH_DISCARDED,
    )


@races.of("imports.discard")
def a_list_is_imported_or_thrown_away() -> Race:
    batch = a_list()
    return once(
        lambda by: (imports.confirm if by == FIRST else imports.discard)(batch_id=batch.pk, by=by),
        "refused",
        lambda: Recommendation.objects.exists() == (state_of(batch) == states.BATCH_IMPORTED),
    )


@races.of("imports.undo")
def an_import_is_undone_once() -> Race:
    batch = an_import()
    return once(
        lambda by: imports.undo(batch_id=batch.pk, by=by),
        "import.undone",
        lambda: not Recommendation.objects.exists() and state_of(batch) == states.BATCH_UNDONE,
    )


@races.of("imports.undo")
def what_is_grouped_while_it_is_undone_is_kept_or_not_there() -> Race:
    batch, other = an_import(), recommendation()
    one = Recommendation.objects.filter(batch=batch).order_by("number")[0]

    def deed(by: Actor) -> None:
        if by == FIRST:
            imports.undo(batch_id=batch.pk, by=by)
        else:
            clusters.form(titles={"fr": "Formation"}, recommendation_ids=[one.pk, other.pk], by=by)

    return once(
        deed,
        "refused",
        lambda: Cluster.objects.exists() == Recommendation.objects.filter(pk=one.pk).exists(),
    )


@races.of("imports.forget")
def a_list_is_emptied_once() -> Race:
    batch = a_list()
    ImportBatch.objects.update(made_at=clock.now() - timedelta(days=4))
    return both(
        lambda by: imports.forget(by=by), "import.expired", lambda: state_of(batch) == states.BATCH_DISCARDED, rows=1
    )


# --- clusters --------------------------------------------------------------------------------------------------------
def a_cluster(*more: Recommendation) -> Cluster:
    rows = [recommendation(), recommendation(), *more]
    return clusters.form(titles={"fr": "Formation"}, recommendation_ids=[row.pk for row in rows], by=FIRST)


@races.of("clusters.form")
def one_recommendation_gets_into_one_cluster() -> Race:
    ids = [recommendation().pk, recommendation().pk]
    return once(
        lambda by: clusters.form(titles={"fr": word(by)}, recommendation_ids=ids, by=by),
        "cluster.formed",
        lambda: Cluster.objects.get().recommendations.count() == 2,
    )


@races.of("clusters.form")
def two_clusters_have_numbers_of_their_own() -> Race:
    mine, other = [[recommendation().pk, recommendation().pk] for _turn in range(2)]
    return both(
        lambda by: clusters.form(titles={"fr": word(by)}, recommendation_ids=mine if by == FIRST else other, by=by),
        "cluster.formed",
        lambda: sorted(Cluster.objects.values_list("number", flat=True)) == [1, 2],
    )


@races.of("clusters.join")
def a_recommendation_joins_once() -> Race:
    cluster, row = a_cluster(), recommendation()
    return once(
        lambda by: clusters.join(cluster_id=cluster.pk, recommendation_ids=[row.pk], by=by),
        "cluster.joined",
        lambda: cluster.recommendations.count() == 3,
    )


@races.of("clusters.leave")
def a_recommendation_leaves_once() -> Race:
    row = recommendation()
    cluster = a_cluster(row)
    return once(
        lambda by: clusters.leave(cluster_id=cluster.pk, recommendation_id=row.pk, by=by),
        "cluster.left",
        lambda: cluster.recommendations.count() == 2,
    )


@races.of("clusters.rename")
def a_cluster_has_the_title_and_the_note_of_one() -> Race:
    cluster = a_cluster()

    def holds() -> bool:
        row = Cluster.objects.get(pk=cluster.pk)
        return whole(row.title_fr, row.note)

    return both(
        lambda by: clusters.rename(cluster_id=cluster.pk, titles={"fr": word(by)}, note=word(by), by=by),
        "cluster.renamed",
        holds,
    )


@races.of("clusters.dissolve")
def a_cluster_is_dissolved_once() -> Race:
    cluster = a_cluster()
    return once(
        lambda by: clusters.dissolve(cluster_id=cluster.pk, by=by),
        "cluster.dissolved",
        lambda: not Cluster.objects.exists() and Recommendation.objects.count() == 2,
    )


# --- follow-up actions -----------------------------------------------------------------------------------------------
def an_action(state: str = states.ACTION_PLANNED, *more: Recommendation) -> FollowUpAction:
    rows = [recommendation(), *more]
    row = follow_up_actions.plan(
        text="Former", institution_id="labour", recommendation_ids=[one.pk for one in rows], by=FIRST
    )
    FollowUpAction.objects.filter(pk=row.pk).update(state=state)
    return row


def action_state(row: FollowUpAction) -> str:
    return FollowUpAction.objects.values_list("state", flat=True).get(pk=row.pk)


@races.of("follow_up_actions.plan")
def two_actions_have_numbers_of_their_own() -> Race:
    row = recommendation()
    return both(
        lambda by: follow_up_actions.plan(text=word(by), institution_id="labour", recommendation_ids=[row.pk], by=by),
        "action.planned",
        lambda: sorted(FollowUpAction.objects.values_list("number", flat=True)) == [1, 2],
    )


@races.of("follow_up_actions.serve")
def an_action_comes_to_serve_it_once() -> Race:
    action, row = an_action(), recommendation()
    return once(
        lambda by: follow_up_actions.serve(action_id=action.pk, recommendation_ids=[row.pk], by=by),
        "action.serves",
        lambda: action.serves.count() == 2,
    )


@races.of("follow_up_actions.stop_serving")
def the_last_that_an_action_serves_stays() -> Race:
    row = recommendation()
    action = an_action(states.ACTION_PLANNED, row)
    first = action.serves.exclude(recommendation=row).values_list("recommendation_id", flat=True).get()
    return once(
        lambda by: follow_up_actions.stop_serving(
            action_id=action.pk, recommendation_id=row.pk if by == FIRST else first, by=by
        ),
        "action.no_longer_serves",
        lambda: action.serves.count() == 1,
    )


@races.of("follow_up_actions.begin")
def an_action_is_begun_once() -> Race:
    action = an_action()
    return once(
        lambda by: follow_up_actions.begin(action_id=action.pk, by=by),
        "action.begun",
        lambda: action_state(action) == states.ACTION_UNDER_WAY,
    )


@races.of("follow_up_actions.finish")
def an_action_is_finished_once() -> Race:
    action = an_action()
    return once(
        lambda by: follow_up_actions.finish(action_id=action.pk, note=word(by), by=by),
        "action.finished",
        lambda: action_state(action) == states.ACTION_DONE,
    )


@races.of("follow_up_actions.drop")
def an_action_is_dropped_once() -> Race:
    action = an_action()
    return once(
        lambda by: follow_up_actions.drop(action_id=action.pk, reason=word(by), by=by),
        "action.dropped",
        lambda: action_state(action) == states.ACTION_DROPPED,
    )


@races.of("follow_up_actions.resume")
def an_action_is_taken_up_again_once() -> Race:
    action = an_action(states.ACTION_DONE)
    return once(
        lambda by: follow_up_actions.resume(action_id=action.pk, by=by),
        "action.resumed",
        lambda: action_state(action) == states.ACTION_UNDER_WAY,
    )
