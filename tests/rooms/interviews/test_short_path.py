"""The short path of the interview with an adult: what is always on it, and that what it leaves out is never a no."""

from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from himaya.adapters import paper_html
from himaya.cases.models import Case
from himaya.instruments import catalogue, short_path
from himaya.instruments.compiled import Compiled, compile_document, compile_instrument
from himaya.instruments.render import submission, visible
from himaya.instruments.source import Instrument, Row
from himaya.instruments.verify import Verdict, verify
from himaya.interviews import access, coded, record_paper, suggested
from himaya.interviews.actions import drafts
from himaya.interviews.models import Draft
from himaya.kernel.access import Access
from himaya.kernel.models import AuditEvent
from himaya.web import long_form_markup
from tests.pages import main_words, page, without_islands
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, Held
from tests.rooms.reasonings.test_reasoning_pages import at as reasoning_of
from tests.signed_in import Sit

pytestmark = [pytest.mark.capability("C3"), pytest.mark.usefixtures("able")]

FORM = next(one for one in catalogue.current() if one.name == "interview-adult")
CHILD = next(one for one in catalogue.current() if one.name == "interview-child")
COMPILED = compile_instrument(FORM)
HELD = compile_document({**FORM.document, "version": "1"})
SHORT = {short_path.QUESTION: short_path.SHORT}
# Asked of everybody, whichever path is chosen.
CONSENT = {"agrees", "told"}
DANGER = {"own_fears", "own_rating", "place_known", "relatives_at_risk", "pictures", "hurt"}
LIFE = {"thoughts", "hurt_self_before", "life_in_danger"}
WISHES = {"wish_first", "stay_or_return", "complaint_wish", "told_of_release"}
NEEDS = {"health_now", "dependants", "needs", "safe_contact", "safe_hours", "safe_words"}
AGE = {"age", "maybe_child"}
DECIDES = {
    "first_time", "promise", "usual_day", "pay", "imposed", "leaving_place", "papers_kept_by", "if_leaving", "debt",
}  # fmt: skip
READ_ALOUD = {"names_roles", "rules_of_talk", "purpose_said", "limits_said", "help_said", "read_back"}
ANSWERED = {"agrees": "yes", "hours": "14", "stops": "Canary stop", "journey_left": "refused", "thoughts": "no"}


def rows(form: Instrument = FORM) -> dict[str, Row]:
    return {row.name: row for row in form.survey if row.name}


def filled(answers: Mapping[str, str], compiled: Compiled = COMPILED) -> str:
    meta = {"instanceID": "uuid:00000000-0000-0000-0000-000000000007"}
    return submission(compiled, answers, meta).decode()


def read(text: str) -> str:
    """As somebody reads it: no marks around numbers, every space a space."""
    return without_islands(unescape(text)).replace("\xa0", " ").replace("\u202f", " ")


def verified(answers: Mapping[str, str]) -> Verdict:
    found = verify(COMPILED, filled(answers).encode())
    assert found.valid, found.errors
    return found


@pytest.fixture(name="shipped")
def _shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the form that is shipped, under the number that the hand gives to every form."""
    monkeypatch.setattr(at_hand, "SOURCE", HELD.instrument.document)


def kept(answers: Mapping[str, str]) -> Held:
    one = at_hand.begun()
    drafts.keep(interview_id=one.pk, xml=filled(answers, HELD), revision=0, by=LEADER)
    return one


def finished(answers: Mapping[str, str]) -> Held:
    one = at_hand.begun()
    done = drafts.finish(interview_id=one.pk, xml=filled(answers, HELD), revision=0, by=LEADER)
    assert done.flaws == ()
    return one


def test_it_is_about_thirty_questions_and_each_row_says_why_it_stands_there() -> None:
    short, whole = short_path.lengths(FORM)
    assert 25 <= short.questions <= 32
    assert short.screens < whole.screens
    assert whole.questions > 3 * short.questions
    marked = [row for row in FORM.document["survey"] if row.get("short")]
    known = {path.name for path in Path("docs/domain").glob("*.md")}
    for row in marked:
        named = {word.strip(",;").removeprefix("domain/") for word in row["short"].split() if "domain/" in word}
        assert named <= known, row["short"]
        assert named or "model, not adopted" in row["short"], row["name"]


@pytest.mark.parametrize("pinned", [CONSENT, DANGER, LIFE, WISHES, NEEDS, AGE, DECIDES, READ_ALOUD])
def test_what_protects_and_what_decides_is_always_on_it(pinned: set[str]) -> None:
    """Seen red with the mark taken from `hurt_self_before`."""
    assert {name for name in pinned if not rows()[name].short} == set()


def test_every_part_of_the_definition_is_heard_on_it() -> None:
    said = {one.partition(":")[0] for row in FORM.survey if row.short for one in row.element}
    assert said == {"act", "means", "purpose", "qualifier"}


def test_how_a_question_was_left_goes_with_the_question() -> None:
    """Seen red without `short` among what the row of leaving takes along: then a refusal could not be noted."""
    assert {name for name, row in rows().items() if f"{name}_left" in rows() and row.short} == {
        name.removesuffix("_left") for name, row in rows().items() if name.endswith("_left") and row.short
    }


def test_no_path_closes_a_question() -> None:
    """Fault to plant: a `relevant` that reads the path; what was answered before would be gone once it is closed."""
    whole = visible(COMPILED, {"agrees": "yes"})
    assert visible(COMPILED, {"agrees": "yes", **SHORT}) == whole
    assert not any(short_path.QUESTION in str(row.get("relevant")) for row in FORM.document["survey"])


@pytest.mark.parametrize("path", ["", short_path.SHORT, short_path.WHOLE])
def test_a_change_of_path_loses_no_answer(path: str) -> None:
    found = verified({**ANSWERED, short_path.QUESTION: path}).values
    assert {name: found[name] for name in ANSWERED} == ANSWERED


def test_what_it_leaves_out_reads_as_not_asked_and_never_as_no() -> None:
    found = verified({**SHORT, "agrees": "yes", "thoughts": "no"})
    left = [row for part in short_path.not_asked(FORM, found.values) for row in part.rows]
    assert len(left) == short_path.lengths(FORM)[1].questions - short_path.lengths(FORM)[0].questions
    assert {found.readings[row.uid] for row in left} == {"not_asked"}
    assert found.readings[rows()["thoughts"].uid] == "no"
    assert {found.values.get(row.name, "") for row in left} == {""}


def test_a_question_that_was_asked_all_the_same_is_not_called_left_out() -> None:
    """Seen red without the look at how a question was left."""
    left = {row.name for part in short_path.not_asked(FORM, {**ANSWERED, **SHORT}) for row in part.rows}
    assert "watched" in left
    assert not {"hours", "stops", "journey"} & left


@pytest.mark.parametrize("path", ["", short_path.WHOLE])
def test_only_the_short_path_leaves_out(path: str) -> None:
    assert short_path.not_asked(FORM, {"agrees": "yes", short_path.QUESTION: path}) == ()
    assert not short_path.is_offered(CHILD)


def test_the_page_of_the_form_knows_which_questions_are_on_it() -> None:
    """The script keeps the others out of sight by these marks alone."""
    drawn = str(long_form_markup.markup(COMPILED).form)
    marks = drawn.split('class="question')[1:]
    asked = [one.partition(">")[0] for one in marks]
    assert sum('data-path="yes"' in one for one in asked) == 1
    for name in ("thoughts", "life_in_danger", "agrees"):
        assert 'data-short="yes"' in next(one for one in asked if one.count(f'-{name}"'))
    for name in ("hours", "journey", "what_next_left"):
        assert not any('data-short="yes"' in one for one in asked if one.count(f'-{name}"'))


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("language", "short", "whole"),
    [
        (
            "fr",
            "au plus {} questions, en {} parties, en plus de ce qui a déjà une réponse",
            "au plus {} questions, en {}",
        ),
        ("ar", "{} سؤالا على الأكثر، في {} جزءا، إضافة إلى ما له جواب", "{} سؤالا على الأكثر، في {} جزءا"),
        (
            "en",
            "at most {} questions in {} parts, beside what has an answer already",
            "at most {} questions in {} parts",
        ),
    ],
)
def test_the_page_says_how_long_each_path_is(sit: Sit, language: str, short: str, whole: str) -> None:
    """As many as the rows say. Seen red with the number of the whole written beside the short path."""
    one = at_hand.begun()
    shown = without_islands(page(sit(LEADER, language), f"/interviews/{one.pk}/talk/"))
    lengths = shown.split('id="lengths"')[1].split("</dl>")[0]
    of_short, of_whole = short_path.lengths(FORM)
    assert short.format(of_short.questions, of_short.screens) in unescape(lengths)
    assert whole.format(of_whole.questions, of_whole.screens) in unescape(lengths)


def test_a_form_without_a_short_path_speaks_of_none(sit: Sit) -> None:
    one = at_hand.begun()
    assert 'id="lengths"' not in page(sit(LEADER), f"/interviews/{one.pk}/talk/")


@pytest.mark.usefixtures("shipped")
def test_whoever_finishes_and_whoever_reads_sees_what_was_not_asked(sit: Sit) -> None:
    """Seen red with the answers alone: a reader could not tell “not asked” from “nothing said”."""
    one = kept({**ANSWERED, **SHORT})
    client, left = sit(LEADER), short_path.not_asked(FORM, {**ANSWERED, **SHORT})
    count = sum(len(part.rows) for part in left)
    sure = main_words(page(client, f"/interviews/{one.pk}/finish/"))
    assert f"Not asked in the short interview · {count}" in sure
    assert "choose the whole interview in part 1 of the form: what was answered stays" in sure
    drafts.finish(interview_id=one.pk, xml=filled({**ANSWERED, **SHORT}, HELD), revision=1, by=LEADER)
    shown = unescape(without_islands(page(client, f"/interviews/{one.pk}/talk/")))
    assert "Canary stop" in shown, "what was answered beyond the short path is in the record"
    listed = shown.split('id="not-asked"')[1].split("</details>")[0]
    assert listed.count("<b>Not asked</b>") == count
    assert rows()["watched"].label["en"] in listed
    assert rows()["stops"].label["en"] not in listed
    assert "choose the whole interview" not in listed, "nobody fills it in any more"


@pytest.mark.usefixtures("shipped")
def test_a_whole_interview_lists_nothing_as_left_out(sit: Sit) -> None:
    one = kept({**ANSWERED, short_path.QUESTION: short_path.WHOLE})
    assert 'id="not-asked"' not in page(sit(LEADER), f"/interviews/{one.pk}/finish/")


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Questions du formulaire non demandées : {}. « Non demandé » n’est pas « non »."),
        ("ar", "أسئلة الاستمارة التي لم يُسأل عنها: {}. «لم يُسأل عنه» لا يعني «لا»."),
        ("en", "Questions of the form that were not asked: {}. Not asked is not “no”."),
    ],
)
def test_the_paper_says_that_it_was_short(language: str, said: str) -> None:
    one = kept({**ANSWERED, **SHORT})
    about = ("interview", one.pk)
    with override(language), Access(LEADER, access.PURPOSE, action="interview.printed", about=about) as opening:
        opened, count = access.opened_under(opening, one.row), access.not_asked_under(opening, one.row)
        html = paper_html.write(record_paper.compose(one.row, opened, language, not_asked=count))
        silent = paper_html.write(record_paper.compose(one.row, opened, language))
    assert said.format(count) in read(html)
    assert said.partition(":")[0].strip() not in read(silent)


@pytest.mark.usefixtures("shipped")
def test_the_paper_is_one_line_of_the_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    one = kept({**ANSWERED, **SHORT})
    monkeypatch.setattr("himaya.adapters.pdf.render", lambda html, seconds: html.encode())
    before = AuditEvent.objects.count()
    paper = record_paper.make(LEADER, one.row, purpose=access.PURPOSE, language="en").decode()
    assert "Not asked is not “no”." in unescape(paper)
    assert AuditEvent.objects.count() == before + 1


@pytest.mark.usefixtures("shipped")
def test_what_is_suggested_for_a_decision_says_what_was_not_asked(sit: Sit) -> None:
    """Beside the answers, with its element. Seen red without `suggested.not_asked` on the page."""
    one = finished({**ANSWERED, **SHORT, "papers_kept_by": "employer"})
    version = Draft.objects.select_related("version").get(interview=one.pk).version
    assert version is not None
    values: Mapping[str, Any] = verified({**ANSWERED, **SHORT, "papers_kept_by": "employer"}).values
    left = suggested.not_asked(version, values)
    assert {each.said for each in left} == {""}
    assert not {each.question for each in left} & {each.question for each in suggested.speaks_to(version, values)}
    shown = unescape(page(sit(LEADER), reasoning_of(Case.objects.get(pk=one.case_id))))
    part = shown.split("The form suggests")[1].split("</details>")[0]
    said, listed = part.split("Not asked in the short interview")
    assert rows()["papers_kept_by"].label["en"] in said
    assert rows()["watched"].label["en"] in listed
    assert listed.count("<b>Not asked</b>") == len(left)
    assert "neither for an element nor against it" in listed


@pytest.mark.usefixtures("shipped")
def test_a_code_that_was_not_asked_for_is_in_no_figure() -> None:
    """Neither a no nor “none”: nothing at all."""
    one = finished({**SHORT, "agrees": "yes", "age": "30"})
    about = ("case", one.case_id)
    with Access(LEADER, access.PURPOSE, action="interview.draft_read", about=about) as opening:
        found = coded.coded_under(opening, [one.case_id])
    assert found[one.case_id].codes == {"age": ("30",)}


@pytest.mark.usefixtures("shipped")
def test_the_printed_sheet_marks_what_is_on_it(sit: Sit) -> None:
    at_hand.form()
    shown = unescape(without_islands(page(sit(LEADER), "/interviews/sheet/adult/")))
    short, whole = short_path.lengths(FORM)
    assert f"at most {short.questions} questions of at most {whole.questions}" in shown
    marked = [line for line in shown.split("<li>") if '<b class="meta">(short)</b>' in line]
    assert len(marked) == sum(bool(row.short and not row.name.endswith("_left")) for row in FORM.survey)
    assert any(rows()["thoughts"].label["en"] in line for line in marked)
    assert not any(rows()["hours"].label["en"] in line for line in marked)
