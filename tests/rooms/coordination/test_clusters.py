"""Recommendations that ask for the same are put together once, suggested across sources, and left to themselves."""

from typing import Any

import pytest

from himaya.coordination import states_following as states
from himaya.coordination.actions import clusters
from himaya.coordination.models import Cluster, Recommendation
from himaya.coordination.queries import gathering as queries
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import LABOUR, MINORS, POLICE, SECRETARY
from tests.rooms.coordination.following_at_hand import recommendation

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A9")]


def form(*rows: Recommendation, **changes: Any) -> Cluster:
    base: dict[str, Any] = {
        "titles": {"fr": "Formation des inspecteurs", "ar": "تكوين المفتشين"},
        "recommendation_ids": [row.pk for row in rows],
        "by": SECRETARY,
    }
    return clusters.form(**{**base, **changes})


def inside(cluster: Cluster) -> set[int]:
    return set(cluster.recommendations.values_list("number", flat=True))


def test_recommendations_of_several_sources_are_put_together() -> None:
    one, other = recommendation(), recommendation(states.FORMULATED, source_kind=states.AUDIT)
    cluster = form(one, other, note="Demandé par l’EPU et par l’audit")
    assert (cluster.number, inside(cluster)) == (1, {one.number, other.number})
    assert AuditEvent.objects.filter(action="cluster.formed", code="2").exists()
    # That it was grouped is no step of its own: a list that brought it can tell by the group itself.
    assert not other.steps.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"recommendation_ids": []}, "numbers"),
        ({"titles": {"fr": " "}}, "title_missing"),
        ({"titles": {"fr": "Dossier de Mme Amal Tazi"}}, "case_data"),
        ({"note": "a" * 601}, "text_length"),
        ({"note": "née le 3 mars 2008"}, "case_data"),
    ],
)
def test_what_is_missing_has_its_sentence(changes: dict[str, Any], code: str) -> None:
    with refused(NotValid, code):
        form(recommendation(), recommendation(), **changes)
    assert not Cluster.objects.exists()


def test_one_alone_is_no_cluster_however_often_it_is_named() -> None:
    row = recommendation()
    with pytest.raises(NotValid, match="numbers"):
        form(row, row)


def test_one_stands_in_one_cluster_only() -> None:
    one, other, third = recommendation(), recommendation(), recommendation()
    first = form(one, other)
    with pytest.raises(NotNow) as refusal:
        form(other, third)
    assert f"R-{other.number} is in cluster {first.number}" in str(refusal.value.sentence)
    third.refresh_from_db()
    assert third.cluster is None


@pytest.mark.parametrize("state", [states.VERIFIED, states.REC_CLOSED, states.MERGED])
def test_what_is_no_longer_open_is_grouped_no_more(state: str) -> None:
    with pytest.raises(NotNow, match="not_open"):
        form(recommendation(), recommendation(state))


def test_it_grows_shrinks_and_is_dissolved() -> None:
    one, other, third = recommendation(), recommendation(), recommendation()
    cluster = form(one, other)
    clusters.join(cluster_id=cluster.pk, recommendation_ids=[third.pk], by=SECRETARY)
    clusters.leave(cluster_id=cluster.pk, recommendation_id=one.pk, by=SECRETARY)
    assert inside(cluster) == {other.number, third.number}
    with pytest.raises(NotNow, match="not_in_it"):
        clusters.leave(cluster_id=cluster.pk, recommendation_id=one.pk, by=SECRETARY)
    with pytest.raises(NotValid, match="numbers"):
        clusters.join(cluster_id=cluster.pk, recommendation_ids=[], by=SECRETARY)
    with pytest.raises(NotFound):
        clusters.join(cluster_id=cluster.pk, recommendation_ids=[new_id()], by=SECRETARY)
    clusters.rename(cluster_id=cluster.pk, titles={"fr": "Compétences"}, by=SECRETARY)
    cluster.refresh_from_db()
    assert (cluster.title_fr, cluster.title_ar) == ("Compétences", "")
    clusters.dissolve(cluster_id=cluster.pk, by=SECRETARY)
    assert not Cluster.objects.exists()
    assert Recommendation.objects.filter(cluster__isnull=True).count() == 3
    with refused(NotFound, says="dissolved by somebody else"):
        clusters.dissolve(cluster_id=cluster.pk, by=SECRETARY)


def test_clusters_are_the_secretariats() -> None:
    one, other = recommendation(), recommendation()
    cluster = form(one, other)
    deeds: list[Any] = [
        lambda: form(one, other, by=LABOUR),
        lambda: clusters.join(cluster_id=cluster.pk, recommendation_ids=[one.pk], by=LABOUR),
        lambda: clusters.leave(cluster_id=cluster.pk, recommendation_id=one.pk, by=LABOUR),
        lambda: clusters.rename(cluster_id=cluster.pk, titles={"fr": "x"}, by=LABOUR),
        lambda: clusters.dissolve(cluster_id=cluster.pk, by=LABOUR),
        lambda: queries.suggestions(LABOUR),
    ]
    for deed in deeds:
        with pytest.raises(NotPermitted):
            deed()


def test_an_institution_sees_of_a_cluster_what_it_may_know() -> None:
    cycle = at_the_table.cycle()
    seen, quiet = recommendation(cycle=cycle), recommendation(states.FORMULATED, cycle=cycle)
    cluster = form(seen, quiet)
    assert queries.clusters(POLICE) == [(cluster, [seen])]
    assert queries.members_of(POLICE, queries.cluster_of(POLICE, cluster.pk)) == [seen]
    assert queries.clusters(MINORS) == []
    with pytest.raises(NotFound):
        queries.cluster_of(MINORS, cluster.pk)
    assert queries.members_of(SECRETARY, cluster) == [seen, quiet]


FIRST = "Former les inspecteurs du travail à la détection des victimes"
AGAIN = "Former à la détection des victimes tous les inspecteurs du travail"


def test_what_several_sources_ask_for_is_suggested_first() -> None:
    same = [recommendation(text_fr="Publier chaque année les statistiques de la traite") for _turn in range(2)]
    across = [recommendation(text_fr=FIRST), recommendation(text_fr=AGAIN, source_kind=states.TIP_REPORT)]
    for row in (*same, *across):
        row.text_ar = row.text_en = ""
        row.save()
    recommendation(text_fr="Créer un fonds", text_ar="إحداث صندوق", text_en="Create a fund")
    found = queries.suggestions(SECRETARY)
    assert [[row.number for row in one.rows] for one in found] == [
        [row.number for row in across],
        [row.number for row in same],
    ]


def test_nothing_is_suggested_of_what_is_grouped_or_over() -> None:
    texts = {"text_ar": "", "text_en": ""}
    one, other = recommendation(text_fr=FIRST, **texts), recommendation(text_fr=AGAIN, **texts)
    recommendation(states.VERIFIED, text_fr=FIRST, **texts)
    assert len(queries.suggestions(SECRETARY)) == 1
    cluster = form(one, other)
    assert queries.suggestions(SECRETARY) == []
    late = recommendation(text_fr=AGAIN, **texts)
    found = queries.suggestions(SECRETARY)
    assert [(one.cluster, one.free) for one in found] == [(cluster, [late])]
