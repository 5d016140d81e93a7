"""Modules, questions and tracks ship whole, and what breaks a rule of the loader does not load."""

from collections.abc import Callable

import pytest

from himaya.institutions.content import ContentError
from himaya.institutions.content_rows import LANGUAGES
from himaya.interviews.trauma import load_judging
from himaya.ops.content_rules.training import training_gaps
from himaya.training import content
from tests.rooms.training.broken import M1, M7, TRACKS, Break, Doc, both, item, right, shipped, spoil, wrong

pytestmark = pytest.mark.capability("G2")
__all__ = ["shipped", "spoil"]

# What the hours of the round tables' curriculum are, with m0 and m7 beside it.
HOURS = {"m0": 1, "m1": 2, "m2": 2, "m3": 3, "m4": 2, "m5": 4, "m6": 3, "m7": 2}


def test_what_ships_loads_and_has_no_gap() -> None:
    known = content.training()
    assert {module.id: module.hours for module in known.modules.values()} == HOURS
    assert list(training_gaps(known, load_judging())) == []


def test_nothing_is_adopted_and_every_proposal_says_so() -> None:
    known = content.training()
    assert not known.adopted
    for row in (*known.modules.values(), *known.tracks.values()):
        assert row.mark == "G"
        assert row.source
    assert {module.expires_months for module in known.modules.values()} == {24}


def test_a_folder_is_adopted_only_when_each_part_of_it_is(spoil: Break, shipped: dict[str, Doc]) -> None:
    for file in shipped:
        spoil(file, lambda document: document.update(adoption="a decision"))
    assert content.load().adopted
    spoil("modules/m3.yaml", lambda document: document.update(adoption=None))
    assert not content.load().adopted


def test_both_forms_of_a_module_ask_the_same_blueprint() -> None:
    for module in content.training().modules.values():
        first, second = module.form(content.FORM_A), module.form(content.FORM_B)
        assert len(first) == len(second) >= 6
        assert [(one.objective, one.kind) for one in first] == [(one.objective, one.kind) for one in second]
        assert [one.twin for one in first] == [one.id for one in second]
        assert {one.objective for one in first} == {one.id for one in module.objectives}


def test_a_right_answer_rests_on_what_was_checked_or_says_that_it_is_a_rule_of_ours() -> None:
    marks = [item.mark for module in content.training().modules.values() for item in module.items]
    assert set(marks) == {"C", "C2", "H"}
    for module in content.training().modules.values():
        for one in module.items:
            assert one.house == one.source.startswith("House rule, "), one.id


def test_only_the_interview_track_opens_a_qualification_and_it_takes_every_module() -> None:
    tracks = content.training().tracks
    assert {track.id: track.grants for track in tracks.values() if track.grants} == {
        "interview": "identification_interview"
    }
    assert tracks["interview"].modules == tuple(HOURS)
    assert len(tracks) == 11


def test_every_track_begins_with_the_same_three_modules_and_sums_its_hours() -> None:
    for track in content.training().tracks.values():
        assert track.modules[:3] == content.CORE
        assert len(track.modules) > 3
        assert track.hours == sum(HOURS[name] for name in track.modules)


def test_the_right_answer_of_a_sort_and_of_an_order_is_told_apart_from_a_choice() -> None:
    known = content.training().modules
    order = next(one for one in known["m7"].items if one.kind == content.ORDER)
    sort = next(one for one in known["m1"].items if one.kind == content.SORT)
    single = next(one for one in known["m1"].items if one.kind == content.SINGLE)
    assert order.right == ("a", "b", "c", "d")
    assert sort.right == ("a:means", "b:purpose", "c:act", "d:act")
    assert len(single.right) == 1


def test_six_bad_questions_are_reformulated_and_practice_cases_are_named_as_such() -> None:
    known = content.training().modules
    assert sum(one.text.en.startswith("Reformulate") for one in known["m5"].items) == 6
    for one in known["m7"].items:
        if one.objective in ("o1", "o2"):
            assert one.text.en.startswith("Practice case")
            assert one.text.fr.startswith("Dossier d’exercice")
            assert one.text.ar.startswith("ملف للتمرين")


# m1-01 and -02 sort; m1-03 to -12 have one right choice; m7-01 and -02 order.
REFUSED: list[tuple[str, str, Callable[[Doc], object], str]] = [
    ("general knowledge", M1, lambda d: item(d, "m1-03").update(mark="G"), "a right answer rests on what was checked"),
    ("not found", M1, lambda d: item(d, "m1-03").update(mark="?"), "a right answer rests on what was checked"),
    ("a rule of ours as a fact", M7, lambda d: item(d, "m7-03").update(mark="C"), "mark H goes with a source"),
    ("a fact as a rule of ours", M1, lambda d: item(d, "m1-03").update(mark="H"), "mark H goes with a source"),
    (
        "a rule that is not there",
        M7,
        lambda d: item(d, "m7-07").update(source="House rule, do no harm 23"),
        "there is no rule do no harm 23",
    ),
    ("no source", M1, lambda d: item(d, "m1-03").update(source=" "), "source must be a text"),
    ("two right", M1, lambda d: wrong(item(d, "m1-03")).update(right=True), "exactly one choice is right, not 2"),
    (
        "none right",
        M1,
        lambda d: right(item(d, "m1-03")).update(right=False, why=dict.fromkeys(LANGUAGES, "x")),
        "not 0",
    ),
    ("two choices", M1, lambda d: item(d, "m1-03")["choices"].remove(wrong(item(d, "m1-03"))), "three choices or more"),
    ("a wrong choice without why", M1, lambda d: wrong(item(d, "m1-03")).pop("why"), "says no why"),
    ("a step without why", M7, lambda d: item(d, "m7-01")["choices"][0].pop("why"), "choice a says no why"),
    (
        "no explanation",
        M1,
        lambda d: item(d, "m1-03").pop("explanation"),
        "explanation must have exactly fr, ar and en",
    ),
    ("a card in no bin", M1, lambda d: item(d, "m1-01")["choices"][0].update(bin="other"), "each card in one of them"),
    (
        "an empty bin",
        M1,
        lambda d: item(d, "m1-01")["choices"][0].update(bin="act"),
        "two bins or more, each with a card",
    ),
    (
        "bins of a choice",
        M1,
        lambda d: item(d, "m1-03").update(bins=item(d, "m1-01")["bins"]),
        "only cards to sort have bins",
    ),
    ("a twin that looks away", M1, lambda d: item(d, "m1-04").update(twin="m1-05"), "must name each other"),
    ("a twin that is not there", M1, lambda d: item(d, "m1-04").update(twin="m1-44"), "must name each other"),
    ("twins in one form", M1, lambda d: item(d, "m1-04").update(form="a"), "stand in different forms"),
    (
        "a twin of another objective",
        M1,
        lambda d: item(d, "m1-04").update(objective="o2"),
        "the same objective and kind",
    ),
    ("a twin of another kind", M1, lambda d: item(d, "m1-04").update(kind="incident"), "the same objective and kind"),
    ("a twin much harder", M1, lambda d: item(d, "m1-04").update(difficulty=0.4), "must be of like difficulty"),
    (
        "an objective that is not there",
        M1,
        lambda d: both(d, "m1-03", "m1-04", objective="o9"),
        "names the objective o9",
    ),
    ("a kind that is not there", M1, lambda d: item(d, "m1-03").update(kind="essay"), "kind is 'essay'"),
    ("a third form", M1, lambda d: item(d, "m1-03").update(form="c"), "form is 'c'"),
    ("an id that stands twice", M1, lambda d: item(d, "m1-04").update(id="m1-03"), "this id stands twice"),
    (
        "an id of another module",
        M1,
        lambda d: (item(d, "m1-04").update(twin="m2-03"), item(d, "m1-03").update(id="m2-03")),
        "m2-03 is no number of module m1",
    ),
    ("too easy", M1, lambda d: item(d, "m1-03").update(difficulty=0.95), "difficulty is the share"),
    ("too hard", M1, lambda d: item(d, "m1-03").update(difficulty=0.2), "difficulty is the share"),
    ("a difficulty in words", M1, lambda d: item(d, "m1-03").update(difficulty="easy"), "difficulty is the share"),
    ("a language short", M1, lambda d: item(d, "m1-03")["text"].pop("ar"), "text must have exactly fr, ar and en"),
    ("an empty language", M1, lambda d: item(d, "m1-03")["text"].update(ar=" "), "must not be empty in any language"),
    ("no hours", M1, lambda d: d.update(hours=0), "hours must be 1 or more"),
    ("no version", M1, lambda d: d.update(version=0), "version must be 1 or more"),
    ("no expiry", M1, lambda d: d.update(expires_months=0), "expires_months must be 1 or more"),
    ("another file name", M1, lambda d: d.update(id="m9", items=[]), "must be m9.yaml"),
    ("a circle", M1, lambda d: d.update(prerequisites=["m5"]), "go round in a circle: m1, m5, m6"),
    ("itself first", M1, lambda d: d.update(prerequisites=["m1"]), "go round in a circle"),
    (
        "a module that is not there first",
        M1,
        lambda d: d.update(prerequisites=["m8"]),
        "m1 asks for m8, which is no module",
    ),
    (
        "a track of an unknown module",
        TRACKS,
        lambda d: item(d, "media")["modules"].append("m8"),
        "there is no module m8",
    ),
    ("a track without its core", TRACKS, lambda d: item(d, "media")["modules"].remove("m1"), "begins with m0, m1, m2"),
    (
        "a module before its time",
        TRACKS,
        lambda d: item(d, "media").update(modules=["m0", "m1", "m2", "m6", "m3"]),
        "m6 comes after m3",
    ),
    ("hours that are no sum", TRACKS, lambda d: item(d, "media").update(hours=7), "hours are 7, its modules take 8"),
    (
        "an unknown qualification",
        TRACKS,
        lambda d: item(d, "media").update(grants="press"),
        "there is no qualification press",
    ),
]


@pytest.mark.parametrize(("file", "how", "gap"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_broken_does_not_load(spoil: Break, file: str, how: Callable[[Doc], object], gap: str) -> None:
    spoil(file, how)
    with pytest.raises(ContentError, match=gap.replace("(", r"\(").replace("?", r"\?")):
        content.load()
