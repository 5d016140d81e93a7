"""Every question of an interview can be left without an answer and without a reason, on every renderer alike."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.template.loader import render_to_string
from lxml import html

from himaya.instruments import catalogue, derived
from himaya.instruments.compiled import Compiled, compile_instrument
from himaya.instruments.lint.run import lint_document
from himaya.instruments.render import screens, submission, visible
from himaya.instruments.source import Unreadable, load, read_document
from himaya.instruments.verify import verify

pytestmark = pytest.mark.capability("B4")
WAYS = ("not_asked", "refused", "unknown", "not_applicable")
NAMES = {"fr": "Lieu", "ar": "المكان", "en": "Place"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with the words of the shipped one."""
    (tmp_path / "instruments").mkdir()
    (tmp_path / "leaving.yaml").write_text((catalogue.root() / "leaving.yaml").read_text("utf-8"), "utf-8")
    return tmp_path / "instruments"


def question(type_: str, name: str, **more: Any) -> dict[str, Any]:
    carried = {"uid": name.upper(), "exposes": ["begging"], "compartment": "health", "label": NAMES}
    return {"type": type_, "name": name, "leave": True, **carried, **more}


def written(folder: Path, *rows: dict[str, Any], **lists: Any) -> Path:
    path = folder / "one.yaml"
    head = {"instrument": "one", "version": "1", "kind": "interview", "audience": "interviewer", "title": NAMES}
    body = {**head, "source": "tests", "mark": "G", "survey": list(rows), "choices": lists}
    path.write_text(yaml.safe_dump(body, allow_unicode=True), "utf-8")
    return path


def made(folder: Path, *rows: dict[str, Any], **lists: Any) -> Compiled:
    return compile_instrument(load(written(folder, *rows, **lists)))


def yes_no() -> list[dict[str, Any]]:
    return [{"value": one, "label": NAMES} for one in ("yes", "no")]


def test_a_question_with_one_answer_gets_the_four_ways_as_choices_and_others_keep_their_list(folder: Path) -> None:
    plain = {**question("select_one yn", "here")}
    del plain["leave"]
    form = made(folder, question("select_one yn", "there"), plain, yn=yes_no())
    offered = {one.key: [option.value for option in one.options] for one in screens(form, "fr")[0].questions}
    assert offered == {"there": ["yes", "no", *WAYS], "here": ["yes", "no"]}


def test_a_list_that_nobody_uses_any_more_goes(folder: Path) -> None:
    one, other = question("select_one yn", "there"), {**question("select_one yn", "here"), "leave": True}
    assert list(read_document(written(folder, one, other, yn=yes_no()))["choices"]) == ["yn_leave"]


def test_a_list_that_has_the_ways_already_stays_as_it_is(folder: Path) -> None:
    own = [{"value": one, "label": NAMES} for one in ("yes", *WAYS)]
    document = read_document(written(folder, question("select_one own", "there"), own=own))
    assert document["survey"][0]["type"] == "select_one own"


def test_any_other_question_gets_a_row_that_is_open_only_while_it_is_empty(folder: Path) -> None:
    form = made(folder, question("text", "story"), question("select_multiple yn", "several"), yn=yes_no())
    assert visible(form, {}) >= {"story_left", "several_left"}
    assert visible(form, {"story": "short", "several": "yes"}) & {"story_left", "several_left"} == frozenset()


def test_an_answer_wins_over_the_way_it_was_left(folder: Path) -> None:
    form = made(folder, question("text", "story"))
    left = verify(form, submission(form, {"story_left": "refused"}))
    assert (left.valid, left.readings) == (True, {"STORY": "not_asked", "STORY-L": "refused"})
    both = verify(form, submission(form, {"story": "short", "story_left": "refused"}))
    assert both.values == {"story": "short"}


def test_the_row_of_a_closed_question_is_closed_with_it(folder: Path) -> None:
    gate = {**question("select_one yn", "gate")}
    form = made(folder, gate, question("text", "story", relevant="${gate} = 'yes' or ${gate} = 'no'"), yn=yes_no())
    assert "story_left" not in visible(form, {"gate": "refused"})
    assert "story_left" in visible(form, {"gate": "yes"})


def test_the_way_it_was_left_is_as_protected_as_the_answer(folder: Path) -> None:
    row = made(folder, question("text", "story")).instrument.row("STORY-L")
    assert row is not None
    assert (row.compartment, row.exposes) == ("health", ("begging",))


@pytest.mark.parametrize(
    "row",
    [
        {"type": "note", "name": "said", "label": NAMES, "leave": True},
        {**question("text", "story"), "leave": "yes"},
        {"type": "begin_group", "name": "page", "label": NAMES, "leave": True},
    ],
    ids=["a note", "another word", "a group"],
)
def test_what_cannot_be_left_is_unreadable(folder: Path, row: dict[str, Any]) -> None:
    with pytest.raises(Unreadable, match="leave"):
        load(written(folder, row))


def test_a_suspended_clause_takes_the_way_it_was_left_with_it(folder: Path) -> None:
    document = read_document(written(folder, question("text", "story"), question("text", "other")))
    names = [row["name"] for row in derived.without_clause(document, "STORY")["survey"]]
    assert names == ["other", "other_left"]


def test_the_page_shows_a_long_answer_as_a_box_and_the_ways_compactly(folder: Path) -> None:
    form = made(folder, question("text", "story", appearance="multiline"))
    typed = "<b>a</b>\nb"
    page = render_to_string("instruments/screen.html", {"screen": screens(form, "fr", {"story": typed})[0]})
    assert "&lt;b&gt;a&lt;/b&gt;\nb</textarea>" in page
    empty = render_to_string("instruments/screen.html", {"screen": screens(form, "fr", {})[0]})
    offered = html.fromstring(empty).xpath("//select[@name='story_left']/option/@value")
    assert offered == ["", *WAYS]
    chosen = render_to_string("instruments/screen.html", {"screen": screens(form, "fr", {"story_left": "refused"})[0]})
    assert html.fromstring(chosen).xpath("//select/option[@selected]/@value") == ["refused"]
    assert html.fromstring(chosen).xpath("//label[@for='story_left-input']")


def test_an_element_of_nobodys_is_found(folder: Path) -> None:
    row = question("text", "story", element=["act:harbour", "means:charm"], hears=["DOM-01"])
    found = lint_document(read_document(written(folder, row)))[0]
    assert [(one.code, one.name, one.cell) for one in found] == [("kind", "story", "element")]
