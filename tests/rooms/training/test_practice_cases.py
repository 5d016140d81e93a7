"""Practice cases as content: what ships is whole and true to the pages, and what is broken is told in a sentence."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po

from himaya.institutions.content import content_root, load_pack
from himaya.institutions.content_reader import ContentError
from himaya.interviews.trauma import load_judging
from himaya.kernel.places import ROOT
from himaya.ops.content_check import content_check_main
from himaya.ops.content_rules.practice_cases import practice_case_gaps
from himaya.training import content
from himaya.training import practice_cases as room
from himaya.web.training.practice_cases import PLACES

pytestmark = pytest.mark.capability("G1", "X9")
Doc = dict[str, Any]
Break = Callable[[Callable[[Doc], object]], None]
COVERED = ("shelter", "refusal", "child", "received", "telephone", "not_today", "not_to_ask")


@pytest.fixture(name="spoil")
def _spoil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Break:
    """A copy of the content in which the case of the child is changed."""
    folder = tmp_path / "content"
    shutil.copytree(content_root(), folder)
    monkeypatch.setenv("HIMAYA_CONTENT", str(folder))

    def change(how: Callable[[Doc], object]) -> None:
        file = folder / room.FOLDER / "child.yaml"
        document: Doc = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        how(document)
        file.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8")

    return change


def gaps() -> list[str]:
    found = practice_case_gaps(room.load(), load_pack(room.NATION), content.load(), load_judging())
    return [gap.gap for gap in found]


def test_what_ships_covers_the_module_and_has_no_gap() -> None:
    assert tuple(room.load()) == COVERED
    assert gaps() == []
    assert {case.mark for case in room.load().values()} == {"G"}


def test_every_page_that_a_step_may_name_is_a_page_without_anybodys_id() -> None:
    assert set(PLACES) == set(room.PAGES)
    for place in PLACES.values():
        assert not re.search(r"\d", place.address), place.address


def _shown(language: str) -> set[str]:
    """Every label that a page can show in a language, from the catalogues and the words that are content."""
    said: set[str] = set()
    for file in (ROOT / "locale").glob("*/fr/LC_MESSAGES/django.po" if language == "en" else f"*/{language}/**/*.po"):
        with file.open("rb") as opened:
            for message in read_po(opened):
                said.add(str(message.id if language == "en" else message.string))
    for name in ("first_line_words.yaml", "services.yaml", "purposes.yaml"):
        said |= _in(language, yaml.load((content_root() / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    said |= _in(
        language,
        yaml.load((content_root() / "instruments/first-line/lines.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader),
    )
    return {_plain(one) for one in said}


def _in(language: str, node: object) -> set[str]:
    if isinstance(node, list):
        return set().union(*(_in(language, one) for one in node))
    if isinstance(node, dict):
        own = {node[language]} if isinstance(node.get(language), str) else set()
        return own.union(*(_in(language, one) for one in node.values()))
    return set()


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ").strip().removesuffix(":").strip()


@pytest.mark.parametrize(
    ("language", "quoted"), [("fr", r"«([^»]*)»"), ("ar", r"«([^»]*)»"), ("en", r"“([^”]*)”")], ids=["fr", "ar", "en"]
)
def test_what_a_step_says_to_press_stands_so_on_a_page(language: str, quoted: str) -> None:
    """Planted fault: a button was renamed in a catalogue, and the step still said the old word."""
    shown, told = _shown(language), 0
    for case in room.load().values():
        for line in (*case.steps, *case.facts):
            for label in re.findall(quoted, line.text.in_language(language)):
                told += 1
                assert _plain(label) in shown, f"{case.id} {line.id}: {label}"
    assert told > 20


BROKEN: list[tuple[str, Callable[[Doc], object], str]] = [
    ("no language", lambda one: one["told"].pop("ar"), "told must have exactly fr, ar and en"),
    ("a file of another name", lambda one: one.update(id="girl"), "must be girl.yaml"),
    ("an image", lambda one: one.update(image="room.jpg"), "image has no place in a practice case"),
    ("nobody sits", lambda one: one.update(seats=[]), "name the account and the desk"),
    ("a step elsewhere", lambda one: one["steps"][0].update(at="police-nord"), "nobody sits at police-nord"),
    ("an unknown page", lambda one: one["steps"][0].update(page="secret"), "page is 'secret', not one of"),
    ("no page to begin on", lambda one: one["steps"][0].pop("page"), "say on which page it begins"),
    ("a seat for nothing", lambda one: one["steps"].pop(), "no step is done at enfance-nord"),
    ("nothing to look at", lambda one: one.update(facts=[]), "facts is empty"),
    ("nothing to practise", lambda one: one.update(objectives=[]), "objectives is empty"),
    ("nothing to speak of", lambda one: one.update(talk=[]), "talk is empty"),
    ("too long", lambda one: one.update(minutes=31), "a case takes 1 to 30"),
    ("the place of another", lambda one: one.update(number=1), "number 1 stands in another case"),
    ("an unknown mark", lambda one: one.update(mark="Z"), "mark is 'Z', not one of"),
]


@pytest.mark.parametrize(("how", "said"), [one[1:] for one in BROKEN], ids=[one[0] for one in BROKEN])
def test_a_broken_file_is_not_loaded_and_says_what_to_mend(
    spoil: Break, how: Callable[[Doc], object], said: str
) -> None:
    spoil(how)
    with pytest.raises(ContentError, match=re.escape(said)):
        room.load()


UNFIT: list[tuple[str, Callable[[Doc], object], str]] = [
    ("no such account", lambda one: _sit(one, username="nobody"), "the nation demo has no account nobody"),
    ("no such desk", lambda one: _sit(one, desk="nowhere"), "the nation demo has no desk nowhere"),
    ("another desk", lambda one: _sit(one, desk="police-nord"), "sits at hopital-nord, not at police-nord"),
    ("no objective", lambda one: one.update(objectives=["m7.o9"]), "there is no objective m7.o9"),
    ("a status", lambda one: one["told"].update(en="A victim comes."), "“victim” is a status"),
    ("a word that judges", lambda one: one["told"].update(fr="Elle exagère."), "judges"),
    ("more than two hours", lambda one: one.update(minutes=30), "the cases take 115 minutes together: 105"),
]


def _sit(document: Doc, **values: str) -> None:
    name = document["seats"][0]["username"]
    document["seats"][0].update(values)
    for line in (*document["steps"], *document["facts"]):
        line["at"] = values.get("username", name) if line["at"] == name else line["at"]


@pytest.mark.parametrize(("how", "said"), [one[1:] for one in UNFIT], ids=[one[0] for one in UNFIT])
def test_what_the_demo_or_the_curriculum_does_not_have_is_a_gap(
    spoil: Break, how: Callable[[Doc], object], said: str
) -> None:
    spoil(how)
    assert [gap for gap in gaps() if said in gap]


def test_an_objective_of_the_module_that_nobody_practises_and_a_missing_case_are_gaps(spoil: Break) -> None:
    cases = dict(room.load())
    for name in ("telephone", "refusal", "child"):
        del cases[name]
    found = [one.gap for one in practice_case_gaps(cases, load_pack(room.NATION), content.load(), load_judging())]
    assert found == [
        "there are 4 practice cases: two hours hold 5 to 7",
        "no case practises m7.o4: name it in the objectives of one",
    ]


def test_the_command_names_the_file_and_exits_1(spoil: Break, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(lambda one: _sit(one, desk="nowhere"))
    assert content_check_main([]) == 1
    assert "training/practice/child.yaml: hopital-nord: the nation demo has no desk nowhere" in capsys.readouterr().out
