"""A search for duplicates: wanted by two, at most monthly, opened once in memory, done by the worker, or stopped."""

import logging
from datetime import timedelta
from pathlib import Path
from threading import Event
from uuid import UUID

import pytest

from himaya.adapters import linkage
from himaya.duplicates import progress, rules, searching, states
from himaya.duplicates.actions import pairs, searches
from himaya.duplicates.models import Pair, Search
from himaya.kernel import clock, decoys, opened_whole
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, ProofNeeded
from himaya.kernel.models import AuditEvent, AuditSubject, OutboxMessage
from himaya.kernel.unit import unit
from himaya.ops import duplicates_worker
from himaya.persons import matching, queries
from himaya.persons.models import IndexToken, MatchWeights, Person
from himaya.persons.signs import signs_of
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.duplicates.duplicated import LEAD, OFFICER, agreed, kept, laid, proven, searched, twice
from tests.rooms.legal.registering import ELSEWHERE

pytestmark = pytest.mark.capability("H1")


def state() -> str:
    return Search.objects.get().state


def test_nothing_is_opened_before_a_second_person_agrees() -> None:
    twice()
    before = AuditEvent.objects.filter(action="duplicates.unsealed").count()
    searches.ask(by=LEAD)
    assert not duplicates_worker.search_one(Event())
    assert (state(), before) == (states.ASKED, 0)
    assert not AuditEvent.objects.filter(action="duplicates.unsealed").exists()


@pytest.mark.parametrize("who", [cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE, cast.SECRETARY, cast.OPERATOR, OFFICER])
def test_only_a_lead_asks(who: Actor) -> None:
    with pytest.raises(NotPermitted):
        searches.ask(by=who)


def test_an_officer_of_the_house_agrees_with_a_second_factor_and_nobody_else() -> None:
    search_id = searches.ask(by=LEAD)
    with pytest.raises(ProofNeeded):
        searches.agree(search_id=search_id, by=OFFICER)
    with pytest.raises(NotPermitted):
        searches.agree(search_id=search_id, by=proven(cast.INSPECTOR_SOUTH))
    with pytest.raises(NotFound):
        searches.agree(search_id=search_id, by=proven(ELSEWHERE))
    both = Actor("account", LEAD.account_id, LEAD.desk_id, LEAD.institution_id, OFFICER.roles, proven_at=clock.now())
    with refused(NotPermitted, "same_person"):
        searches.agree(search_id=search_id, by=both)
    searches.agree(search_id=search_id, by=proven(OFFICER))
    assert state() == states.AGREED


def test_one_opening_names_everybody_in_the_audit_and_finds_whoever_is_kept_twice() -> None:
    one, other = twice()
    search_id = searched()
    event = AuditEvent.objects.get(action="duplicates.unsealed")
    assert (event.object_id, event.purpose, event.actor_kind) == (str(search_id), "check_duplicate", "system")
    named = set(AuditSubject.objects.filter(event=event).values_list("subject_id", flat=True))
    assert named == set(Person.objects.values_list("pk", flat=True))
    pair = Pair.objects.get()
    assert {pair.one_id, pair.other_id} == {one.person_id, other.person_id}
    row = Search.objects.get()
    assert (row.state, row.people, row.unnamed, row.set_aside) == (states.DONE, 3, 0, 0)
    assert row.low <= row.expected <= row.high
    assert not row.trained


def test_both_searches_weigh_the_same_two_people_alike() -> None:
    """What the search of duplicates says of two, the search at intake says of the second when it is typed."""
    twice()
    kept("Hanane Bouzerda", birth="1971")
    searched()
    weights = matching.weights_of("labour")
    assert weights is not None
    asked = signs_of("Hanane Bouzerda", birth="1998", number="AB123456")
    found = queries.find_candidates(name="Hanane Bouzerda", birth_year=1998, document="AB123456", by=cast.INSPECTOR)
    share = matching.share("labour", asked, weights.people)
    everybody = [signs_of("Hanane Bouzerda"), signs_of("حنان بوزردة"), signs_of("Mamadou Sowane")]
    batch = searching.shares_of([*everybody, signs_of("Hanane Bouzerda")])[asked.sound]
    assert share == batch == 0.75
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.9 > scores[-1]


def test_within_a_month_no_second_search_opens_anybody() -> None:
    twice()
    searched()
    with refused(NotNow, "too_soon"):
        searches.ask(by=LEAD)
    with clock.stopped(clock.now() + rules.MONTH):
        searches.ask(by=LEAD)


def test_one_is_open_at_a_time_and_lapses_when_nobody_agrees() -> None:
    searches.ask(by=LEAD)
    with refused(NotNow, "one_is_open"):
        searches.ask(by=LEAD)
    with clock.stopped(clock.now() + rules.TO_AGREE):
        with pytest.raises(NotNow):
            searches.agree(search_id=Search.objects.get().pk, by=proven(OFFICER))
        searches.lapse(by=SYSTEM)
        assert state() == states.LAPSED
        # It opened nobody: the month does not count.
        searches.ask(by=LEAD)


def test_an_agreement_that_no_worker_began_in_time_opens_nobody() -> None:
    twice()
    agreed()
    with clock.stopped(clock.now() + rules.TO_BEGIN):
        assert searches.begin(by=SYSTEM) is None
        searches.lapse(by=SYSTEM)
        assert state() == states.LAPSED
        searches.ask(by=LEAD)


def test_what_is_stopped_while_it_runs_keeps_nothing() -> None:
    twice()
    search_id = agreed()
    claimed = searches.begin(by=SYSTEM)
    assert claimed is not None
    searches.stop(search_id=search_id, by=LEAD)
    assert not progress.reach(claimed, states.COMPARING, 1, 2)
    assert not searches.finish(claimed=claimed, found=searches.Found(people=3), by=SYSTEM)
    assert (state(), Pair.objects.count(), MatchWeights.objects.count()) == (states.STOPPED, 0, 0)


def test_a_worker_that_hears_of_the_stop_lets_go() -> None:
    twice()
    search_id = agreed()
    claimed = searches.begin(by=SYSTEM)
    assert claimed is not None

    def tell(stage: str, done: int, of: int) -> None:
        searches.stop(search_id=search_id, by=LEAD)
        raise linkage.Stopped

    with pytest.raises(linkage.Stopped):
        searching.search(claimed, tell, by=SYSTEM)
    assert not Pair.objects.exists()


def test_one_whose_worker_was_killed_is_begun_again_under_the_same_agreement_and_given_up_at_last() -> None:
    twice()
    agreed()
    first = searches.begin(by=SYSTEM)
    assert first is not None
    assert searches.begin(by=SYSTEM) is None
    with clock.stopped(clock.now() + rules.SILENT_FOR):
        second = searches.begin(by=SYSTEM)
        assert second is not None
        assert (second.id, second.attempt) == (first.id, 2)
        assert not progress.reach(first, states.OPENING, 1, 3)
        assert not searches.finish(claimed=first, found=searches.Found(people=3), by=SYSTEM)
    with clock.stopped(clock.now() + 2 * rules.SILENT_FOR):
        assert searches.begin(by=SYSTEM) is not None
    with clock.stopped(clock.now() + 3 * rules.SILENT_FOR):
        assert searches.begin(by=SYSTEM) is None
    assert (state(), Search.objects.get().fault) == (states.FAILED, "interrupted")


def test_under_an_agreement_that_lapsed_meanwhile_nobody_is_opened_again() -> None:
    twice()
    agreed()
    assert searches.begin(by=SYSTEM) is not None
    with clock.stopped(clock.now() + rules.TO_BEGIN):
        searches.lapse(by=SYSTEM)
        assert searches.begin(by=SYSTEM) is None
    assert (state(), Search.objects.get().fault) == (states.FAILED, "interrupted")


def test_each_attempt_is_told_to_who_reads_who_read_and_the_month_counts_from_the_last() -> None:
    twice()
    agreed()
    first, second = clock.now(), clock.now() + timedelta(days=6)
    assert searches.begin(by=SYSTEM) is not None
    with clock.stopped(second):
        again = searches.begin(by=SYSTEM)
        assert again is not None
        assert searches.finish(claimed=again, found=searches.Found(people=3), by=SYSTEM)
    assert opened_whole.moments("labour") == [second, first]
    with clock.stopped(first + rules.MONTH), pytest.raises(NotNow):
        searches.ask(by=LEAD)
    with clock.stopped(second + rules.MONTH):
        searches.ask(by=LEAD)


def test_what_does_not_fit_into_memory_is_told_and_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    twice()
    agreed()

    def full(*_args: object, **_named: object) -> searches.Found:
        raise linkage.LinkageFailed("memory")

    monkeypatch.setattr(searching, "compared", full)
    assert duplicates_worker.search_one(Event())
    assert (state(), Search.objects.get().fault) == (states.FAILED, "memory")


@pytest.mark.parametrize("names", [[], ["Hanane Bouzerda"], ["", "🙂", "123"]])
def test_a_register_with_nothing_to_compare_is_a_result(names: list[str]) -> None:
    for place, name in enumerate(names):
        kept(name, phone=f"06000000{place}0")
    searched()
    row = Search.objects.get()
    assert (row.state, row.people, Pair.objects.count()) == (states.DONE, len(names), 0)
    assert row.unnamed == (3 if len(names) == 3 else 0)


def test_an_erased_identity_and_a_decoy_are_not_opened() -> None:
    one, other = twice()
    with unit(by=SYSTEM):
        decoys.keep(one.person_id)
    Person.objects.filter(pk=other.person_id).update(anonymous_since=clock.today())
    searched()
    event = AuditEvent.objects.get(action="duplicates.unsealed")
    named = set(AuditSubject.objects.filter(event=event).values_list("subject_id", flat=True))
    assert {one.person_id, other.person_id}.isdisjoint(named)
    assert not AuditEvent.objects.filter(action=decoys.READ).exists()
    assert not OutboxMessage.objects.filter(event=decoys.READ).exists()
    assert Search.objects.get().people == 1


def test_no_other_institution_is_opened() -> None:
    twice()
    factories.hand_over(identity=factories.identity(full_name="Hanane Bouzerda"), by=cast.OFFICER)
    searched()
    assert Search.objects.get().people == 3
    assert Pair.objects.count() == 1


def test_nothing_of_it_lands_in_a_file_or_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    said: list[str] = []
    catch = logging.Handler()
    catch.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(catch)
    try:
        twice()
        searched()
    finally:
        logging.getLogger().removeHandler(catch)
    assert list(tmp_path.rglob("*")) == []
    assert not any(word in one.lower() for one in said for word in ("bouzerda", "بوزردة", "ab123456", "hnn"))


def test_pairs_that_nobody_looked_at_are_deleted_and_what_was_said_stays_for_the_next_search() -> None:
    one, other = twice()
    pair = laid(one, other)
    pairs.keep_apart(pair_id=pair.pk, by=cast.INSPECTOR)
    with clock.stopped(clock.now() + rules.MONTH):
        searched()
        assert [row.state for row in Pair.objects.all()] == [states.APART]
    with clock.stopped(clock.now() + rules.MONTH + timedelta(days=31)):
        Pair.objects.update(state=states.WAITS, decided_by=None, decided_at=None)
        searches.lapse(by=SYSTEM)
        assert not Pair.objects.exists()


def test_the_frequencies_of_the_search_are_those_of_the_blind_index() -> None:
    for name in ("Hanane Bouzerda", "Hanane Bouzerda Alami", "Mamadou Sowane", "محمد بن علي"):
        kept(name)
    people = [signs_of(one) for one in ("Hanane Bouzerda", "Hanane Bouzerda Alami", "Mamadou Sowane", "محمد بن علي")]
    shares = searching.shares_of(people)
    assert IndexToken.objects.exists()
    for one in people:
        assert matching.share("labour", one, 4) == shares[one.sound]


def test_ids_only_leave_the_search() -> None:
    one, other = twice()
    searched()
    row = Pair.objects.get()
    assert all(isinstance(end, UUID) for end in (row.one_id, row.other_id))
    assert {one.person_id, other.person_id} == {row.one_id, row.other_id}
