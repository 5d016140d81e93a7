"""The verbs of a cluster: recommendations that ask for the same are put together, taken out, and left to themselves."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination import locks, no_case, numbering, policy, speaking
from himaya.coordination import states_following as states
from himaya.coordination.models import Cluster, Recommendation
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit

NOTE, MOST = 600, 60
FEWEST = 2


def form(*, titles: Mapping[str, str], recommendation_ids: Sequence[UUID], note: str = "", by: Actor) -> Cluster:
    """Put two recommendations or more together. One stands in one cluster only.

    Raises NotPermitted, NotFound, NotNow, NotValid.
    """
    with unit(by=by) as u:
        policy.check_secretariat(by)
        if len(set(recommendation_ids)) < FEWEST:
            raise NotValid(_("A cluster holds two recommendations or more: name them by number."), code="numbers")
        cluster = Cluster(made_on=clock.today(), note=_note(note), **no_case.titles(titles))
        rows = _free(recommendation_ids)
        numbering.save_numbered(cluster)
        _put(cluster, rows)
        u.log("cluster.formed", object_type="cluster", object_id=cluster.pk, code=str(len(rows)))
        return cluster


def join(*, cluster_id: UUID, recommendation_ids: Sequence[UUID], by: Actor) -> None:
    """Add recommendations to a cluster. Raises NotPermitted, NotFound, NotNow, NotValid."""
    with unit(by=by) as u:
        cluster = _held(by, cluster_id)
        if not recommendation_ids:
            raise NotValid(_("Name the recommendations by their numbers, such as 12, 15-17."), code="numbers")
        rows = _free(recommendation_ids)
        if cluster.recommendations.count() + len(rows) > MOST:
            raise NotValid(_("A cluster of so many is a theme. Form a second one."), code="numbers")
        _put(cluster, rows)
        for row in rows:
            u.log("cluster.joined", object_type="recommendation", object_id=row.pk, code=str(cluster.number))


def leave(*, cluster_id: UUID, recommendation_id: UUID, by: Actor) -> None:
    """Take a recommendation out of a cluster. Raises NotPermitted, NotFound, NotNow when it was out already."""
    with unit(by=by) as u:
        cluster = _held(by, cluster_id)
        row = locks.lock_row(Recommendation.objects.all(), recommendation_id)
        if row.cluster_id != cluster.pk:
            raise NotNow(
                _("This recommendation is no longer in the cluster: look at the page as it stands."), code="not_in_it"
            )
        row.cluster = None
        row.save(update_fields=["cluster"])
        u.log("cluster.left", object_type="recommendation", object_id=row.pk, code=str(cluster.number))


def rename(*, cluster_id: UUID, titles: Mapping[str, str], note: str = "", by: Actor) -> None:
    """Give a cluster another title or note. Raises NotPermitted, NotFound, NotValid."""
    with unit(by=by) as u:
        cluster = _held(by, cluster_id)
        for name, text in no_case.titles(titles).items():
            setattr(cluster, name, text)
        cluster.note = _note(note)
        cluster.save()
        u.log("cluster.renamed", object_type="cluster", object_id=cluster.pk)


def dissolve(*, cluster_id: UUID, by: Actor) -> None:
    """Leave its recommendations to themselves; they stay as they are. Raises NotPermitted, NotFound."""
    with unit(by=by) as u:
        cluster = _held(by, cluster_id)
        pks = [row.pk for row in cluster.recommendations.order_by("pk").select_for_update()]
        Recommendation.objects.filter(pk__in=pks).update(cluster=None)
        u.log("cluster.dissolved", object_type="cluster", object_id=cluster.pk, code=str(cluster.number))
        cluster.delete()


def _note(note: str) -> str:
    found = speaking.written(note, longest=NOTE)
    no_case.check_said(found)
    return found


def _held(by: Actor, cluster_id: UUID) -> Cluster:
    policy.check_secretariat(by)
    return locks.lock_row(Cluster.objects.all(), cluster_id, gone=_("This cluster was dissolved by somebody else."))


def _free(recommendation_ids: Iterable[UUID]) -> list[Recommendation]:
    """Hold them in one order, so that two never lock each other out. Raises NotFound, NotNow, NotValid."""
    wanted = set(recommendation_ids)
    if len(wanted) > MOST:
        raise NotValid(_("A cluster of so many is a theme. Form a second one."), code="numbers")
    rows = list(Recommendation.objects.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",)))
    if len(rows) != len(wanted):
        raise NotFound(_("One of these is not in the register: look at the list as it stands."), code="gone")
    for row in sorted(rows, key=lambda one: one.number):
        if row.cluster_id is not None:
            number = Cluster.objects.values_list("number", flat=True).get(pk=row.cluster_id)
            raise NotNow(
                format_lazy(
                    _("R-{number} is in cluster {cluster} by now. Take it out there first."),
                    number=row.number,
                    cluster=number,
                ),
                code="in_a_cluster",
            )
        if row.state not in states.RECOMMENDATION_OPEN:
            raise NotNow(
                format_lazy(_("R-{number} is no longer open. A cluster is for work still to do."), number=row.number),
                code="not_open",
            )
    return rows


def _put(cluster: Cluster, rows: Iterable[Recommendation]) -> None:
    for row in rows:
        row.cluster = cluster
        row.save(update_fields=["cluster"])
