"""The engine of duplicates: in memory only, and of one mind with the search at intake."""

import random
from pathlib import Path

import pytest

from himaya.adapters import linkage
from himaya.duplicates import rules_blocks, searching
from himaya.persons.matching import weights_that_ship
from himaya.persons.rules_matching import Signs, verdict
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
    laid = rules_blocks.lay_out(people)
    tables = {"sound": {"sound": list(shares), "tf_sound": list(shares.values())}}
    with linkage.memory() as memory:
        pairs = [
            pair
            for portion in linkage.scored(memory, laid.columns, tables, searching.model_of(weights))
            for pair in portion
        ]
    assert len(pairs) > 500
    for pair in pairs:
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
    laid = rules_blocks.lay_out(people, most_pairs=2000)
    assert laid.set_aside == 400
    assert set(laid.columns["by_sound"]) == {None}
    assert set(laid.columns["by_birthday"]) != {None}
    assert rules_blocks.lay_out(people).set_aside == 0
