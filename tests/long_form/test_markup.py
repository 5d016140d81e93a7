"""What the server makes of a form for the long form, and what it says to what comes back."""

import re

import pytest
from django.test import RequestFactory
from lxml import etree, html

from himaya.adapters import form_sheets
from himaya.instruments.compiled import Compiled, compile_document
from himaya.instruments.lint.cells import NOT_SHOWN
from himaya.instruments.render import submission
from himaya.instruments.verify import verify
from himaya.kernel.errors import NotValid
from himaya.web import long_form
from himaya.web.long_form_markup import CannotShow, markup
from tests.long_form import site

pytestmark = pytest.mark.capability("C3")


@pytest.fixture(name="form", scope="module")
def _form() -> Compiled:
    return site.compiled("trial")


def drawn(compiled: Compiled) -> etree._Element:
    return html.fragment_fromstring(markup(compiled).form)


def test_nothing_in_it_is_refused_by_the_page_policy_or_leads_elsewhere(form: Compiled) -> None:
    written = markup(form).form
    assert not re.search(r"\sstyle=|\son\w+=|<script|<img|\ssrc=|href=|://", written)


def test_each_question_carries_what_our_instruments_say_beyond_the_format(form: Compiled) -> None:
    question = drawn(form).get_element_by_id("q-g1-t")
    assert (question.get("data-uid"), question.get("data-act"), question.get("data-exposes")) == (
        "T-1",
        "asked",
        "work",
    )
    warning = question.find(".//p[@class='exposes']")
    assert warning is not None
    assert [one.get("lang") for one in warning] == ["fr", "ar", "en"]
    assert "q-g1-t-exposes" in question.find(".//input").get("aria-describedby")
    assert "say" in drawn(form).get_element_by_id("q-g1-n").get("class").split()


def test_the_row_by_which_a_question_is_left_warns_of_nothing() -> None:
    """The question has warned already; that it was left exposes nobody. Seen red with the warning on both."""
    text = {"fr": "Un", "ar": "واحد", "en": "One"}
    row = {"type": "text", "name": "q", "label": text, "uid": "X-1", "exposes": ["work"]}
    left = {**row, "name": "q_left", "uid": "X-1-L", "type": "select_one leave", "appearance": "minimal leave"}
    choices = {"leave": [{"value": "refused", "reads": "refused", "label": text}]}
    document = {"instrument": "x", "version": "1", "title": text, "survey": [row, left], "choices": choices}
    form = drawn(compile_document(document))
    assert form.get_element_by_id("q-q").find(".//p[@class='exposes']") is not None
    companion = form.get_element_by_id("q-q_left")
    assert companion.find(".//p[@class='exposes']") is None
    assert "exposes" not in companion.find(".//select").get("aria-describedby", "")
    assert companion.get("data-exposes") == "work", "as protected as the question"


def test_labels_keep_a_little_emphasis_and_lose_everything_else() -> None:
    label = {"fr": '<b>Gras</b> <img src="x" onerror="y"><script>z</script> a < b', "ar": "نص", "en": "Text"}
    row = {"type": "text", "name": "q", "label": label, "uid": "X-1", "exposes": []}
    compiled = compile_document({"instrument": "x", "version": "1", "title": label, "survey": [row], "choices": {}})
    name = drawn(compiled).get_element_by_id("q-q").find("label")
    shown = html.tostring(name, encoding="unicode")
    assert "<b>Gras</b>" in shown
    assert not re.search(r"<img|<script|onerror", shown)


def test_a_language_that_a_spreadsheet_names_with_its_tag_is_called_by_the_tag() -> None:
    rows = [{"type": "text", "name": "q", "label": {"Français (fr)": "Un", "Arabic (ar)": "واحد"}}]
    document = {"instrument": "x", "version": "1", "title": "X", "survey": rows, "choices": {}}
    found = form_sheets.drawn(compile_document({**document, "settings": {"default_language": "Français (fr)"}}).xform)
    assert set(found.languages) == {"fr", "ar"}
    assert {one.get("lang") for one in found.form.iter("span")} - {None, ""} == {"fr", "ar"}


def test_a_group_is_one_page_where_it_says_so_and_where_it_repeats(form: Compiled) -> None:
    pages = drawn(form).xpath("//*[@data-page]")
    assert [one.get("id") or one.get("name") for one in pages][-2:] == ["q-g1-n", "/data/ev"]
    whole = html.fragment_fromstring(markup(form, "group").form).xpath("//*[@data-page]")
    assert [one.get("name") for one in whole] == ["/data/g1", "/data/ev"]


def test_the_sheets_run_once_for_a_version(form: Compiled, monkeypatch: pytest.MonkeyPatch) -> None:
    first = markup(form)
    monkeypatch.setattr(form_sheets, "drawn", None)
    assert markup(compile_document(form.instrument.document)) is first


@pytest.mark.parametrize("type_", [*NOT_SHOWN[:-1], f"{NOT_SHOWN[-1]} yn"])
def test_a_form_with_a_field_that_needs_a_widget_is_refused_and_not_shown_wrong(type_: str) -> None:
    words = {"fr": "Un", "ar": "واحد", "en": "One"}
    choices = {"yn": [{"value": "a", "label": words}, {"value": "b", "label": words}]}
    rows = [{"type": type_, "name": "q", "label": words}]
    compiled = compile_document({"instrument": "x", "version": "1", "title": words, "survey": rows, "choices": choices})
    with pytest.raises(CannotShow, match="/data/q"):
        markup(compiled)


def posted(xml: str, revision: str = "0") -> long_form.Draft:
    request = RequestFactory().post("/", {"xml": xml, "revision": revision})
    return long_form.read(request, site.compiled("trial"))


def test_a_draft_with_answers_missing_is_read_with_its_id(form: Compiled) -> None:
    xml = submission(form, {"long": "a\nb"}, {"instanceID": "uuid:1"}).decode()
    draft = posted(xml, "7")
    assert (draft.revision, draft.instance_id) == (7, "uuid:1")
    assert draft.xml == xml
    assert "long" not in repr(draft)


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("", "malformed"),
        ("<data", "malformed"),
        ('<!DOCTYPE data [<!ENTITY a "b">]><data id="trial" version="1"/>', "doctype"),
        ('<data id="other" version="1"/>', "wrong_form"),
        ('<other id="trial" version="1"/>', "wrong_form"),
        ('<data id="trial" version="2"/>', "wrong_version"),
        ('<data id="trial" version="1"><smuggled>x</smuggled></data>', "unknown_node"),
        ('<data id="trial" version="1"><g1><t>a</t><t>b</t></g1></data>', "duplicate"),
        (f'<data id="trial" version="1"><g1><t>{"x" * 1_000_000}</t></g1></data>', "too_large"),
    ],
)
def test_what_is_no_record_of_the_form_is_refused_with_a_sentence(xml: str, code: str) -> None:
    with pytest.raises(NotValid) as refusal:
        posted(xml)
    assert refusal.value.code == code
    assert str(refusal.value.sentence)


@pytest.mark.parametrize("revision", ["", "-1", "1.5", "x", "٣", "1" * 10])
def test_a_revision_that_is_no_number_is_refused(form: Compiled, revision: str) -> None:
    with pytest.raises(NotValid):
        posted(submission(form, {}).decode(), revision)


def test_each_flaw_of_a_refused_finish_leads_to_its_question(form: Compiled) -> None:
    verdict = verify(form, submission(form, {"age": "500"}))
    found = long_form.links(form, verdict.errors, "fr")
    assert [one.id for one in found] == ["q-g1-t", "q-g1-age"]
    assert found[0].sentence.startswith("Texte gras & co – ")
    assert found[1].sentence == "Âge – Entre 1 et 119"
    assert long_form.links(form, verify(form, b"<data").errors, "fr")[0].id == ""


def test_a_record_of_a_field_client_or_of_the_plain_pages_is_gone_on_with_under_its_one_id(form: Compiled) -> None:
    """Red when the metadata stays in a namespace of its own: the engine then keeps it twice, and no draft is read."""
    began = submission(form, {"t": "là"}, {"instanceID": "uuid:7"}).decode()
    started = long_form.long_form(form, "fr", started=began).started
    assert "<meta><instanceID>uuid:7</instanceID></meta>" in started
    assert posted(started).instance_id == "uuid:7"


def test_a_form_that_is_kept_needs_an_account_for_its_key(form: Compiled) -> None:
    assert long_form.long_form(form, "fr").key == ""
    with pytest.raises(ValueError, match="account"):
        long_form.long_form(form, "fr", draft_url="/x/")
