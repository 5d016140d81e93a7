"""The races of duplicates: a search asked for, agreed to and begun once; two people of one pair said one thing once."""

from datetime import timedelta

from himaya.duplicates import rules, states
from himaya.duplicates.actions import pairs, searches
from himaya.duplicates.models import Pair, Search
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.persons.models import SamePerson
from tests import factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.duplicates.duplicated import BY, LEAD, LEAD_TOO, OFFICER, OFFICER_TOO, agreed, laid, proven, twice

races = Table()
LEADS, OFFICERS, WORKERS, HANDS = (LEAD, LEAD_TOO), (OFFICER, OFFICER_TOO), (SYSTEM, SYSTEM), (BY, LEAD)
FOUND = searches.Found(people=3)


def state() -> str:
    return Search.objects.get().state


@races.of("searches.ask")
def a_search_is_asked_for_once() -> Race:
    return once(lambda by: searches.ask(by=by), "duplicates.asked", lambda: Search.objects.count() == 1, by=LEADS)


@races.of("searches.agree")
def a_search_is_agreed_to_once() -> Race:
    search_id = searches.ask(by=LEAD)
    return once(
        lambda by: searches.agree(search_id=search_id, by=proven(by)),
        "duplicates.agreed",
        lambda: state() == states.AGREED,
        by=OFFICERS,
    )


@races.of("searches.refuse")
def a_search_is_refused_once() -> Race:
    search_id = searches.ask(by=LEAD)
    return once(
        lambda by: searches.refuse(search_id=search_id, by=by),
        "duplicates.refused",
        lambda: state() == states.REFUSED,
        by=OFFICERS,
    )


@races.of("searches.stop")
def a_search_is_stopped_once() -> Race:
    search_id = agreed()
    return once(
        lambda by: searches.stop(search_id=search_id, by=by),
        "duplicates.stopped",
        lambda: state() == states.STOPPED,
        by=(LEAD, OFFICER),
    )


@races.of("searches.begin")
def two_workers_begin_a_search_once() -> Race:
    agreed()
    return both(
        lambda by: searches.begin(by=by),
        "duplicates.begun",
        lambda: Search.objects.get().attempts == 1,
        by=WORKERS,
        rows=1,
    )


@races.of("searches.finish")
def what_was_found_is_kept_once() -> Race:
    agreed()
    claimed = searches.begin(by=SYSTEM)
    assert claimed is not None
    return both(
        lambda by: searches.finish(claimed=claimed, found=FOUND, by=by),
        "duplicates.finished",
        lambda: state() == states.DONE,
        by=WORKERS,
        rows=1,
    )


@races.of("searches.fail")
def a_search_fails_once() -> Race:
    agreed()
    claimed = searches.begin(by=SYSTEM)
    assert claimed is not None
    return both(
        lambda by: searches.fail(claimed=claimed, fault="engine", by=by),
        "duplicates.failed",
        lambda: state() == states.FAILED,
        by=WORKERS,
        rows=1,
    )


@races.of("searches.lapse", at=factories.TUESDAY + rules.TO_AGREE + timedelta(days=1))
def a_search_lapses_once() -> Race:
    with clock.stopped(factories.TUESDAY):
        searches.ask(by=LEAD)
    return both(
        lambda by: searches.lapse(by=by),
        "duplicates.lapsed",
        lambda: state() == states.LAPSED,
        by=WORKERS,
        rows=1,
    )


@races.of("pairs.join")
def two_are_joined_once() -> Race:
    pair = laid(*twice())
    return once(
        lambda by: pairs.join(pair_id=pair.pk, by=by),
        "duplicates.joined",
        lambda: SamePerson.objects.filter(parted_at__isnull=True).count() == 1,
        by=HANDS,
    )


@races.of("pairs.keep_apart")
def two_are_kept_apart_once() -> Race:
    pair = laid(*twice())
    return once(
        lambda by: pairs.keep_apart(pair_id=pair.pk, by=by),
        "duplicates.kept_apart",
        lambda: Pair.objects.get().state == states.APART,
        by=HANDS,
    )


@races.of("pairs.part")
def two_are_parted_once() -> Race:
    pair = laid(*twice())
    pairs.join(pair_id=pair.pk, by=BY)
    return once(
        lambda by: pairs.part(pair_id=pair.pk, by=by),
        "duplicates.parted",
        lambda: SamePerson.objects.get().parted_at is not None,
        by=HANDS,
    )
