"""The pages of an interview: what they show, what they refuse, and that nothing typed is ever lost."""

import pytest
from django.utils.html import escape
from django.utils.translation import override

from himaya.adapters import paper_html
from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.institutions.words import NOT_QUALIFIED
from himaya.interviews import access, queries, record_paper, rules, states
from himaya.interviews.actions import sittings
from himaya.interviews.models import Fact, Interpreter, Interview, Moment, Sitting
from tests import cast, factories
from tests.pages import body, page
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, READY, Held
from tests.signed_in import Sit

pytestmark = [pytest.mark.capability("C3"), pytest.mark.usefixtures("able")]

MARKUP = "<script>alert(1)</script>"
LONG = "ك" * 5000


def test_distress_that_comes_after_the_end_is_refused_with_its_words_kept(sit: Sit) -> None:
    """Another tab ended the sitting meanwhile. Seen red without the look at the state in `note_distress`."""
    one = at_hand.begun()
    client = sit(LEADER)
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    answer = client.post(f"/interviews/{one.pk}/distress/", {"steps": ["stop"], "words": "Canary wept", "topic": "E"})
    assert answer.status_code == 409
    for said in ("No sitting is under way. Prepare the next one.", "Canary wept", 'value="stop" checked'):
        assert said in answer.content.decode()
    assert not Moment.objects.filter(kind=states.DISTRESS).exists()


def test_the_whole_way_through_the_pages(sit: Sit) -> None:
    at_hand.form()
    one = at_hand.opened()
    Interview.objects.all().delete()
    client = sit(LEADER)
    of_case = f"/interviews/cases/{one.case_id}/"
    assert "Prepare an interview" in page(client, of_case)
    client.post(f"{of_case}told/", {"body": "police", "by_whom": "Canary herself", "words": "Canary papers"})
    assert "Canary papers" in page(client, of_case)
    answer = client.post(of_case)
    at = f"/interviews/{Interview.objects.get().pk}/"
    assert answer["Location"] == f"{at}prepare/"
    assert "Health that cannot wait" in page(client, f"{at}prepare/")
    offered = {
        "name": "Canary Interpreter",
        "language": "wo",
        "sex": "woman",
        "mode": "telephone",
        "vetted_by": "Canary desk",
        "vetted_on": "2026-11-01",
        "signed_on": "2026-11-01",
        "ticks": ["no_tie_to_community", "no_tie_to_suspect", "accepted"],
    }
    assert client.post(f"{at}interpreter/", offered).status_code == 302
    gates = {**READY, "who": str(Interpreter.objects.defer("details").get().pk), "alone_what": "Canary hall"}
    assert client.post(f"{at}prepare/", gates)["Location"] == f"{at}begin/"
    assert "Canary hall" in page(client, f"{at}prepare/")
    greyed = page(client, f"{at}begin/")
    assert "What I am obliged to report" in greyed
    assert "disabled" in greyed
    items = {f"item_{item}": "yes" for item in at_hand.ITEMS}
    how = {"language": "wo", "mode": "spoken", "witness": "interpreter"}
    assert client.post(f"{at}items/", {**items, **how}).status_code == 302
    assert 'aria-describedby="not-yet"' not in page(client, f"{at}begin/")
    answer = client.post(
        f"{at}begin/", {"limits_read": "limits_read", "present": ["interpreter"], "conditions": "Canary"}
    )
    assert answer["Location"] == f"{at}talk/"
    talk = page(client, f"{at}talk/")
    assert "data-long-form" in talk
    assert all(word in talk for word in ("Pause", "Distress", "Stop", "Enough to orient"))
    assert client.post(f"{at}draft/", {"xml": at_hand.filled("kept"), "revision": "0"}).json()["revision"] == 1
    assert client.post(f"{at}draft/", {"xml": at_hand.filled("lost"), "revision": "0"}).status_code == 409
    assert client.post(f"{at}draft/", {"xml": "<x/>", "revision": "1"}).status_code == 422
    assert client.post(f"{at}now/", {"do": "pause"}).status_code == 302
    assert client.post(f"{at}now/", {"do": "resume"})["Location"] == f"{at}talk/"
    assert client.post(f"{at}now/", {"do": "distress"})["Location"] == f"{at}distress/"
    assert "Ask no more questions" in page(client, f"{at}distress/")
    seen = {"steps": ["stop", "orient"], "words": "Canary wept", "topic": "E", "danger": "no"}
    assert client.post(f"{at}distress/", seen).status_code == 302
    assert "not again today: Exploitation" in page(client, at)
    client.post(f"{at}now/", {"do": "resume"})
    fact = {"do": "add", "topic": "C", "kind": "said", "text": "Canary fact", "interpretation": "Canary guess"}
    assert client.post(f"{at}facts/", fact).status_code == 302
    event = {"do": "add", "event_kind": "recruitment", "event_words": "Canary event", "values": ["AtWork"]}
    assert client.post(f"{at}timeline/", event).status_code == 302
    assert client.post(f"{at}facts/", {"do": "own", "rating": "much", "own_words": "Canary fear"}).status_code == 302
    odd = {"do": "odd", "odd_words": "Canary odd", "explanations": ["trauma"]}
    assert client.post(f"{at}facts/", odd).status_code == 302
    amend = {"do": "amend", "number": "1", "change": "correction", "amended": "Canary mended"}
    assert client.post(f"{at}facts/", amend).status_code == 302
    shown = page(client, f"{at}facts/")
    assert all(word in shown for word in ("Canary fact", "Canary mended", "Canary guess", "Canary fear", "Canary odd"))
    assert "<s>" in shown
    assert "Canary event" in page(client, f"{at}timeline/")
    text = body(client.post(f"{at}finish/", {"xml": at_hand.filled("end", papers=""), "revision": "1"}), 422)
    assert "end" in text
    asked = client.post(f"{at}finish/", {"xml": at_hand.filled("end"), "revision": "2"})
    assert asked["Location"] == f"{at}finish/"
    assert 'name="revision" value="3"' in page(client, f"{at}finish/")
    sure = {"xml": at_hand.filled("end"), "revision": "3", "sure": "yes"}
    assert client.post(f"{at}finish/", sure).status_code == 302
    assert client.post(f"{at}now/", {"ending": "enough"})["Location"] == at
    closing = {"do": "close", "outcome": "oriented", "read_back": "yes", "summary": "Canary summary"}
    assert client.post(f"{at}close/", closing).status_code == 302
    assert client.post(f"{at}close/", {"do": "after", "debrief": ["staff"], "steps": "Canary after"}).status_code == 302
    assert "Canary after" in page(client, f"{at}close/")
    for url in (at, f"{at}talk/", f"{at}facts/", f"{at}timeline/", f"{at}begin/", f"{at}prepare/"):
        page(client, url)


@pytest.mark.parametrize("typed", ["", MARKUP, LONG, "0", "é" * 3])
def test_what_cannot_be_taken_comes_back_as_it_was_typed(sit: Sit, typed: str) -> None:
    one = at_hand.begun()
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    posts = [
        ("facts/", {"do": "add", "topic": "Z", "kind": "said", "text": typed}),
        ("facts/", {"do": "odd", "odd_words": typed}),
        ("facts/", {"do": "own", "rating": "", "own_words": typed}),
        ("facts/", {"do": "amend", "number": "77", "change": "correction", "amended": typed}),
        ("timeline/", {"do": "add", "event_kind": "x", "event_words": typed, "anchor": typed}),
        ("distress/", {"steps": ["nonsense"], "words": typed}),
    ]
    for where, data in posts:
        answer = client.post(f"{at}{where}", data)
        text = answer.content.decode()
        assert answer.status_code == 422, where
        assert MARKUP not in text
        if typed not in ("", "0", MARKUP):
            assert typed in text, where
    assert not Fact.objects.exists()


def test_every_button_that_is_none_is_refused_kindly(sit: Sit) -> None:
    one = at_hand.begun()
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    assert client.post(f"{at}facts/", {"do": "erase"}).status_code == 422
    assert client.post(f"{at}now/", {"do": "erase"}).status_code == 302
    assert Interview.objects.get().state == states.SITTING


def test_a_day_that_is_none_is_refused_and_kept(sit: Sit) -> None:
    one = at_hand.opened()
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    page = body(client.post(f"{at}interpreter/", {"name": "Canary Name", "vetted_on": "soon"}), 422)
    assert "Canary Name" in page
    assert client.post(f"{at}postpone/", {"next_on": "soon"}).status_code == 422
    assert client.post(f"/interviews/cases/{one.case_id}/told/", {"body": "ngo", "on": "soon"}).status_code == 422


def test_the_greyed_button_says_what_is_missing(sit: Sit, able: set[object]) -> None:
    one = at_hand.agreed(at_hand.prepared(suspect="yes"))
    client = sit(LEADER)
    assert "Do not begin while a suspected person may be near." in page(client, f"/interviews/{one.pk}/begin/")
    assert "Not today" in page(client, f"/interviews/{one.pk}/prepare/")
    able.clear()
    assert "No qualification for this interview is entered for you." in page(client, f"/interviews/{one.pk}/begin/")
    assert not Sitting.objects.exists()


IMPLICATED = "The guardian may be implicated: do not call them, and nobody of the family before it is known who is."
NOBODY = "Nobody who may stand for the child is there."
NOT_ALONE = "Do not begin: the guardian may be implicated, and nobody of trust is there."


@pytest.mark.parametrize(
    ("trust", "says", "begins"),
    [
        (rules.PRESENT, "", True),
        (rules.ABSENT, NOBODY, True),
        (rules.OTHER_TRUSTED, IMPLICATED, True),
        (rules.IMPLICATED, IMPLICATED, False),
        (rules.DANGER_CHILD, IMPLICATED, True),
        (rules.DANGER_SEEN, IMPLICATED, True),
    ],
)
def test_a_child_whose_guardian_may_be_implicated_is_not_asked_alone(
    trust: str, says: str, *, begins: bool, sit: Sit
) -> None:
    """Seen red before: with nobody of trust the session began, and no danger was asked about."""
    one = at_hand.agreed(at_hand.prepared(at_hand.opened(age_group="child"), trust=trust))
    client = sit(LEADER)
    text = page(client, f"/interviews/{one.pk}/prepare/")
    assert ("Child circuit: now" in text) == bool(says)
    assert says in text
    assert {IMPLICATED, NOBODY} - {says} == {other for other in (IMPLICATED, NOBODY) if other not in text}
    assert ("Every gate is open" in text) == begins
    assert (NOT_ALONE in text) != begins
    assert "No question on means" in text
    answer = client.post(f"/interviews/{one.pk}/begin/", {"limits_read": "limits_read"})
    assert answer.status_code == (302 if begins else 409)
    assert Sitting.objects.exists() == begins
    if not begins:
        assert NOT_ALONE in body(answer, 409)
        assert f"/casework/cases/{one.case_id}/" in body(answer, 409), "the circuit goes on"


def test_of_a_danger_that_was_told_it_is_said_by_whom(sit: Sit) -> None:
    """Seen red without the look at its words."""
    one, client = at_hand.opened(age_group="child"), sit(LEADER)
    ready = {**at_hand.READY, "interpreter": rules.NONE_NEEDED, "alone_what": "", "language": "wo"}
    asked = {**ready, "trust": rules.DANGER_TOLD}
    at = f"/interviews/{one.pk}/prepare/"
    text = body(client.post(at, asked), 422)
    assert "Say who told of the danger: their role is enough." in text
    assert f'value="{rules.DANGER_TOLD}" checked' in text
    assert client.post(at, {**asked, "trust_what": "Canary teacher"}).status_code == 302


def test_no_page_tells_child_protection_to_call_child_protection(sit: Sit) -> None:
    """Seen red before: the desk was told to call itself, and offered to send the child to itself."""
    Desk.objects.filter(pk=LEADER.desk_id).update(services=["child_protection"])
    one = at_hand.prepared(at_hand.opened(age_group="child"), trust=rules.ABSENT)
    client = sit(LEADER)
    for address in (f"/interviews/{one.pk}/prepare/", f"/interviews/{one.pk}/begin/", f"/crisis/cases/{one.case_id}/"):
        text = page(client, address)
        for told in ("Call child protection", "send to child protection", "and the child protection desk"):
            assert told not in text, (address, told)
    assert "Your desk protects children: act now" in page(client, f"/interviews/{one.pk}/prepare/")
    assert "No parent is called before it is known who is implicated." in page(client, f"/crisis/cases/{one.case_id}/")


OF_ADULTS = ("research", "copy", "kept_for", "channel", "data_law")
TO_A_CHILD = {
    "fr": "Tu veux bien qu’on parle un peu\u202f?",
    "ar": "هل تقبل (تقبلين) أن نتحدث قليلا؟",
    "en": "Is it all right for you if we talk a little?",
}


TO_VERIFY = {"fr": "(à vérifier)", "ar": "(قيد التحقق)", "en": "(to be verified)"}


@pytest.mark.parametrize("language", TO_A_CHILD)
def test_a_child_is_asked_in_words_of_its_own_and_nothing_that_only_adults_are_asked(language: str, sit: Sit) -> None:
    """Seen red before: nine items of adults, research and the data authority among them."""
    one = at_hand.prepared(at_hand.opened(age_group="child"), trust=rules.PRESENT)
    client = sit(LEADER)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    text = page(client, f"/interviews/{one.pk}/begin/")
    assert TO_A_CHILD[language] in text
    assert "واش بغيتي نهضرو شوية؟" in text, "and as it is spoken"
    assert TO_VERIFY[language] in text.split(TO_A_CHILD[language])[1].split("</legend>")[0], "words of our own"
    assert [item for item in OF_ADULTS if f'name="item_{item}"' in text] == []
    adult = page(client, f"/interviews/{at_hand.prepared().pk}/begin/")
    assert [item for item in OF_ADULTS if f'name="item_{item}"' not in adult] == []
    assert TO_A_CHILD[language] not in adult
    at_hand.begun(at_hand.agreed(one))


def test_the_sheet_asks_nothing_by_the_rows_with_which_a_question_is_left(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red with these rows among the prompts."""
    label = {"fr": "Left row", "ar": "Left row", "en": "Left row"}
    left = {"type": "select_one yn", "name": "account_left", "uid": "INT-FREE-1-L", "appearance": "minimal leave"}
    survey = [dict(one) for one in at_hand.SOURCE["survey"]]
    survey.insert(2, {**left, "label": label, "source": "x", "mark": "G"})
    monkeypatch.setitem(at_hand.SOURCE, "survey", survey)
    at_hand.form()
    text = page(sit(LEADER), "/interviews/sheet/adult/")
    assert "Canary" in text
    assert "Left row" not in text


def test_the_sheet_holds_the_prompts_of_the_form_and_no_case(sit: Sit) -> None:
    at_hand.begun()
    text = page(sit(LEADER), "/interviews/sheet/adult/")
    assert "Canary" in text, "the form's own prompt"
    assert at_hand.WORDS not in text
    assert Case.objects.get().reference not in text
    assert "Where age is in doubt, it is a child." in page(sit(LEADER), "/interviews/sheet/child/")
    assert "Say" in page(sit(LEADER), "/interviews/sheet/child/")
    page(sit(LEADER), "/interviews/sheet/other/", 404)


def test_the_bar_stays_on_every_page_of_a_running_sitting(sit: Sit) -> None:
    one = at_hand.begun()
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    for where in ("", "talk/", "facts/", "timeline/", "distress/", "prepare/", "begin/", "close/"):
        assert f'action="{at}now/"' in page(client, f"{at}{where}"), where


def test_who_only_reads_is_offered_no_button(sit: Sit) -> None:
    one = at_hand.begun()
    client, at = sit(cast.SHELTER_LEAD), f"/interviews/{one.pk}/"
    for where in ("", "talk/", "facts/", "timeline/", "close/"):
        assert f'action="{at}now/"' not in page(client, f"{at}{where}"), where
    assert client.post(f"{at}now/", {"do": "pause"}).status_code == 403
    assert client.post(f"{at}facts/", {"do": "add", "topic": "C", "kind": "said", "text": "x y"}).status_code == 403


def test_a_desk_that_enforces_finds_no_line_and_no_page(sit: Sit) -> None:
    one = at_hand.begun()
    client = sit(cast.OFFICER)
    for url in addresses(one):
        for method in (client.get, client.post):
            assert method(url).status_code in (404, 405), url
    assert "/interviews/" not in page(client, "/casework/cases/")


def addresses(one: Held) -> list[str]:
    """Every address of an interview and of its case."""
    at = f"/interviews/{one.pk}/"
    parts = "prepare postpone interpreter begin items refuse talk draft finish now distress facts timeline close paper"
    of_case = f"/interviews/cases/{one.case_id}/"
    return [at, *(f"{at}{part}/" for part in parts.split()), of_case, f"{of_case}told/", "/interviews/sheet/adult/"]


def test_a_break_taken_in_another_window_is_said(sit: Sit) -> None:
    one = at_hand.begun()
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    answer = client.post(f"{at}now/", {"do": "pause"}, follow=True)
    assert "No sitting is under way" in answer.content.decode()
    assert client.post(f"{at}draft/", {"xml": at_hand.filled("late words"), "revision": "0"}).status_code == 200
    assert queries.draft(one.row).turn == 1  # type: ignore[union-attr]


def test_what_was_answered_is_read_in_words_where_nobody_fills_it_in(sit: Sit) -> None:
    one = at_hand.begun()
    sit(LEADER).post(f"/interviews/{one.pk}/draft/", {"xml": at_hand.filled("Canary account"), "revision": "0"})
    assert "Canary account" in page(sit(cast.SHELTER_LEAD), f"/interviews/{one.pk}/talk/")
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    shown = page(sit(LEADER), f"/interviews/{one.pk}/talk/")
    assert "Canary account" in shown
    assert "data-long-form" not in shown


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_record_says_in_each_language_that_it_is_no_statement(language: str) -> None:
    one = at_hand.whole(factories.hand_over().case_id)
    with (
        override(language),
        access.open_interview(at_hand.NORTH, one.row, purpose=access.PURPOSE, action="interview.printed") as opened,
    ):
        html = paper_html.write(record_paper.compose(one.row, opened, language))
    assert {"fr": "n’est pas une déclaration", "ar": "ليس هذا تصريحا", "en": "not a statement"}[language] in html
    words = ("told this", "guess", "event", "fear", "summary")
    assert [word for word in words if f"Canary {word}" not in html] == []
    assert "trafficking" not in html
    assert "Canary Interpreter" not in html


def test_who_holds_no_certificate_learns_it_before_the_first_question(sit: Sit, able: set[object]) -> None:
    """With what to do and who at the desk may lead; no question is asked that ends in a refusal.

    Seen red with the pages as they were: ten gates and nine items, then a button that could not be pressed.
    """
    one = at_hand.opened()
    able.clear()
    client = sit(LEADER)
    pages = [page(client, f"/interviews/{one.pk}/{part}") for part in ("prepare/", "begin/")]
    Interview.objects.all().delete()
    with override("en"):
        why = escape(str(NOT_QUALIFIED["missing"]))
    for shown in (page(client, f"/interviews/cases/{one.case_id}/"), *pages):
        assert why in shown
        assert "Nobody at your desk may lead it today." in shown
        for asked in ("Prepare an interview", 'id="gate-', 'name="item_', "I read aloud what stands above"):
            assert asked not in shown
    able.add(LEADER.account_id)
    assert "Prepare an interview" in page(client, f"/interviews/cases/{one.case_id}/")


def test_a_certificate_that_ends_under_the_hand_takes_no_word_away(sit: Sit, able: set[object]) -> None:
    """Seen red with the gates gone from the page of the refusal, and with them what was typed."""
    one = at_hand.opened()
    able.clear()
    client = sit(LEADER)
    typed = {"alone": "yes", "alone_what": "Canary hall", "reason": "Canary far"}
    shown = body(client.post(f"/interviews/{one.pk}/prepare/", typed), 422)
    with override("en"):
        assert escape(str(NOT_QUALIFIED["missing"])) in shown
    assert "Canary hall" in shown
    Interview.objects.all().delete()
    with override("en"):
        refused = body(client.post(f"/interviews/cases/{one.case_id}/"), 403)
        assert escape(str(NOT_QUALIFIED["missing"])) in refused
    assert not Interview.objects.exists()
