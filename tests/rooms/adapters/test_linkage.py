"""The engine of duplicates: in memory only, and of one mind with the search at intake."""

import logging
import random
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID

import duckdb
import pytest
from splink.internals.exceptions import EMTrainingException, SplinkException
from splink.internals.linker_components.training import LinkerTraining

from himaya.adapters import linkage
from himaya.duplicates import rules, rules_blocks, searching, states
from himaya.persons.matching import weights_that_ship
from himaya.persons.rules_matching import Signs, chance_among, verdict
from himaya.persons.signs import signs_of

pytestmark = pytest.mark.capability("H1")

FIRST = ("Mohamed", "محمد", "Hanane", "حنان", "Fatima Zahra", "Youssef", "يوسف", "Aïcha", "", "🙂")
LAST = ("Bouzerda", "بوزردة", "Bouzardane", "El Idrissi", "الإدريسي", "Ben Ali", "بنعلي", "Sowane", "")
BIRTHS = ("1998", "03/05/1998", "1999", "01/01/1998", "about 1970", "", "12/1998")


def register(size: int = 120) -> list[Signs]:
    """Invented people in both scripts, some twice, some with nothing."""
    rng = random.Random(5)
    numbers = ["", *(f"AB{one}" for one in range(30))]
    return [
        signs_of(
            f"{rng.choice(FIRST)} {rng.choice(LAST)}",
            rng.choice(("", "", "Hanane Bouzerda", "Joy Adebayo")),
            birth=rng.choice(BIRTHS),
            number=rng.choice(numbers),
            telephone=rng.choice(("", "0612345678", f"06{rng.randint(10**7, 10**8 - 1)}")),
        )
        for _ in range(size)
    ]


def test_the_engine_and_the_search_at_intake_weigh_every_pair_alike() -> None:
    """Seen red with a limit of .85 for near names on one side only."""
    people = register()
    weights = weights_that_ship(len(people))
    shares = searching.shares_of(people)
    laid = rules_blocks.lay_out(people, shares)
    model = searching.model_of(weights)
    with linkage.memory() as memory:
        found = linkage.scored(memory, laid.columns, laid.frequencies, model, least=-1000.0)
    assert len(found.likely) == found.pairs > 500
    for pair in found.likely:
        one, other = people[pair.one], people[pair.other]
        assert verdict(one, other, weights, share=shares.get(one.sound)).weight == pytest.approx(pair.weight, abs=1e-6)


def test_the_engine_reaches_no_file_and_cannot_be_opened_again(tmp_path: Path) -> None:
    file = str(tmp_path / "x.csv")
    for statement in (
        f"COPY (SELECT 1) TO '{file}'",
        f"ATTACH '{tmp_path}/x.db'",
        "SET temp_directory = '/tmp'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM read_csv('/etc/hostname')",
    ):
        with pytest.raises(linkage.LinkageFailed) as failed, linkage.memory() as memory:
            memory.execute(statement).fetchall()
        assert failed.value.code == "engine"
    with linkage.memory() as memory:
        (where,) = memory.execute("SELECT current_setting('temp_directory')").fetchall()
    assert where == ("",)
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_fit_fails_and_does_not_spill(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    small = tuple("SET memory_limit = '20MB'" if "memory_limit" in one else one for one in linkage.SHUT)
    monkeypatch.setattr(linkage, "SHUT", small)
    with pytest.raises(linkage.LinkageFailed) as failed, linkage.memory() as memory:
        memory.execute("CREATE TABLE x AS SELECT range AS a, random() AS b FROM range(10000000)").fetchall()
    assert failed.value.code == "memory"
    assert list(tmp_path.iterdir()) == []


def test_a_sign_that_too_many_share_brings_nobody_together_and_is_counted() -> None:
    """One name for everybody: their dates and numbers are compared, and their name is not."""
    people = [signs_of("Mohamed Alami", birth=f"{1 + place % 28}/3/{1960 + place % 40}") for place in range(400)]
    laid = rules_blocks.lay_out(people, {}, most_pairs=2000)
    assert laid.set_aside == 400
    assert set(laid.columns["by_sound"]) == {None}
    assert set(laid.columns["by_birthday"]) != {None}
    assert rules_blocks.lay_out(people, {}).set_aside == 0


def everybody(size: int) -> list[Signs]:
    """Invented people, one in ten of them twice: enough to learn from."""
    rng = random.Random(11)
    people = []
    for place in range(size):
        born = f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/{rng.randint(1960, 2005)}"
        number, telephone = f"AB{rng.randint(10**5, 10**6)}", f"06{rng.randint(10**7, 10**8 - 1)}"
        name = f"{rng.choice(FIRST[:8])} {rng.choice(('Bou', 'Cha', 'Gha'))}{rng.choice(('sal', 'taz'))}{place % 40}r"
        people.append(signs_of(name, birth=born, number=number, telephone=telephone))
        if place % 10 == 0:
            people.append(signs_of(name, birth=born[-4:], number=number, telephone=rng.choice((telephone, ""))))
    return people


def learnt(people: list[Signs] | None = None, **more: Any) -> linkage.Learnt:
    people = register() if people is None else people
    laid, weights = rules_blocks.lay_out(people, {}), weights_that_ship(len(people))
    with linkage.memory() as memory:
        return linkage.learn(
            memory,
            laid.columns,
            {},
            searching.model_of(weights),
            **{"within": searching.WITHIN, **more},
            surely=searching.SURELY,
            recall=searching.RECALL,
            seed=1,
        )


OWN = [{"document"}, {"phone"}, {"name", "birth"}, {"birth"}, {"name"}]


@pytest.mark.parametrize(("block", "own"), list(zip(searching.WITHIN, OWN, strict=True)))
def test_no_trait_is_learnt_where_all_agree_in_it(block: tuple[str, ...], own: set[str]) -> None:
    """Within one document all have the same: that says nothing of how often it is. Seen red with the sign alone."""
    assert set(learnt(everybody(400), within=(block,)).m) == {"name", "birth", "document", "phone"} - own


def test_the_chance_is_learnt_from_all_pairs_and_what_is_expected_with_it() -> None:
    """One in ten is kept twice. Seen red without the rounds: four times as many were expected."""
    people = everybody(1000)
    weights = replace(weights_that_ship(len(people)), chance=chance_among(len(people), twice=0.9))
    laid = rules_blocks.lay_out(people, searching.shares_of(people))
    model = searching.model_of(weights)
    with linkage.memory() as memory:
        found = linkage.scored(memory, laid.columns, laid.frequencies, model, least=0.0, learns_chance=True)
    assert found.expected == pytest.approx(100, rel=0.15)
    assert found.chance == pytest.approx(chance_among(len(people), twice=100 / len(people)), rel=0.15)
    for pair in found.likely[:20]:
        one, other = people[pair.one], people[pair.other]
        share = searching.shares_of(people).get(one.sound)
        said = verdict(one, other, replace(weights, chance=found.chance), share=share)
        assert said.weight == pytest.approx(pair.weight, abs=1e-6)


def test_nothing_but_the_sounds_that_are_compared_letter_by_letter_reaches_the_engine_as_text() -> None:
    people = register()
    laid = rules_blocks.lay_out(people, searching.shares_of(people))
    for name, column in laid.columns.items():
        flat = [value for one in column for value in (one if isinstance(one, list) else [one])]
        assert all(value is None or isinstance(value, int) for value in flat) or name == "weak"
    assert all(isinstance(one, int) for one in laid.frequencies["sound"]["sound"])


@pytest.mark.parametrize(
    "step", ["estimate_u_using_random_sampling", "estimate_parameters_using_expectation_maximisation"]
)
def test_what_does_not_fit_while_it_learns_is_a_fault_and_not_a_lesson(
    monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Seen red: the search went on with the weights that ship, and the page said that they were learnt."""

    def full(*_args: object, **_named: object) -> None:
        raise SplinkException("SELECT 'Hanane'") from duckdb.OutOfMemoryException("of Hanane")

    monkeypatch.setattr(LinkerTraining, step, full)
    with pytest.raises(linkage.LinkageFailed) as failed:
        learnt()
    assert failed.value.code == "memory"
    assert failed.value.__cause__ is None


def test_a_fault_of_the_program_is_no_lesson_either(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise TypeError

    monkeypatch.setattr(LinkerTraining, "estimate_u_using_random_sampling", broken)
    with pytest.raises(TypeError):
        learnt()


def test_a_register_that_teaches_nothing_is_said_to_have_taught_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red: `trained` was true whatever was learnt."""

    def nothing(*_args: object, **_named: object) -> None:
        raise EMTrainingException

    monkeypatch.setattr(LinkerTraining, "estimate_parameters_using_expectation_maximisation", nothing)
    found = learnt()
    assert found.m == {}
    before = weights_that_ship(2000)
    assert searching.learned(before, found) == before
    assert not before.trained
    assert searching.learned(before, linkage.Learnt(None, {"name": {"same": 0.5}})).trained


def test_it_is_asked_between_two_steps_of_learning_whether_to_go_on() -> None:
    """Seen red: a stop was heard when all was learnt."""
    asked: list[tuple[int, int]] = []

    def between(done: int, of: int) -> None:
        asked.append((done, of))
        if done == 3:
            raise linkage.Stopped

    with pytest.raises(linkage.Stopped):
        learnt(between=between)
    assert asked == [(0, 7), (1, 7), (2, 7), (3, 7)]


def test_what_runs_is_broken_off_once_it_is_said_and_nothing_else_begins() -> None:
    """Seen red without `interrupt`: the query ran on."""
    halt, over = linkage.Halt(), Event()

    def say() -> None:
        while not over.wait(0.01):
            halt.set()

    saying = Thread(target=say)
    with pytest.raises(linkage.Stopped), linkage.memory(halt) as memory:
        saying.start()
        try:
            memory.execute("SELECT sum(sqrt(range)) FROM range(3000000000)").fetchall()
        finally:
            over.set()
            saying.join()


@pytest.mark.deep("a minute: a thousand people teach the weights")
def test_more_than_a_thousand_teach_weights_and_nothing_of_them_lands_in_a_file_or_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Seen red without `_quiet` around a step of learning: its log has the shares of each level."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    said: list[str] = []
    catch = logging.Handler()
    catch.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    people, told = everybody(rules.LEAST_TO_LEARN), list[tuple[str, int, int]]()
    for name in ("", "splink"):
        logging.getLogger(name).addHandler(catch)
    try:
        found = searching.compared(
            [UUID(int=place) for place in range(len(people))], people, lambda *one: told.append(one)
        )
    finally:
        for name in ("", "splink"):
            logging.getLogger(name).removeHandler(catch)
    assert found.weights is not None
    assert found.weights.trained
    assert found.weights.m != weights_that_ship(len(people)).m
    assert len(found.likely) >= rules.LEAST_TO_LEARN // 12
    assert [one for one in told if one[0] == states.LEARNING] == [(states.LEARNING, done, 7) for done in range(7)]
    assert list(tmp_path.rglob("*")) == []
    assert said == []
    assert capfd.readouterr() == ("", "")
