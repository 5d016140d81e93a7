"""What a caseworker lost, was misled by or could not find at the pages of an interview, each met once at a screen."""

import re
from html import unescape

import pytest
from django.test import Client

from himaya.institutions.models import Desk
from himaya.interviews import content, queries, rules, states
from himaya.interviews.actions import agreements, happenings, preparations, sittings
from himaya.interviews.actions.preparations import Gates
from himaya.interviews.models import Agreement, Draft, Fact, Interpreter, Interview, Moment, Sitting
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, READY
from tests.signed_in import Sit

pytestmark = [pytest.mark.capability("C3"), pytest.mark.usefixtures("able")]

TICKS = ["no_tie_to_community", "no_tie_to_suspect", "accepted"]


def body(answer: object) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined]


def shown(client: Client, url: str) -> str:
    return body(client.get(url))


def test_each_form_says_where_it_goes_so_that_none_follows_the_address_of_another(sit: Sit) -> None:
    one = at_hand.begun()
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    texts = [shown(client, f"{at}{where}") for where in ("facts/", "timeline/", "distress/", "interpreter/")]
    texts.append(shown(client, f"/interviews/cases/{one.case_id}/told/"))
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    texts += [shown(client, f"{at}{where}") for where in ("prepare/", "begin/", "close/")]
    for text in texts:
        main = text[text.index("<main") : text.index("</main")]
        assert [form for form in re.findall(r"<form[^>]*>", main) if "action=" not in form] == []


def test_the_gates_stay_typed_when_putting_off_is_refused(sit: Sit) -> None:
    one = at_hand.opened()
    gates = {"alone": "yes", "alone_what": "Canary hall", "next_on": "2020-01-01"}
    answer = sit(LEADER).post(f"/interviews/{one.pk}/postpone/", gates)
    assert answer.status_code == 422
    assert "Canary hall" in body(answer)
    assert f'action="/interviews/{one.pk}/prepare/"' in body(answer)


@pytest.mark.parametrize("do", [{"do": "pause"}, {"ending": "stopped"}])
def test_what_was_typed_beside_the_bar_is_there_after_the_tap(sit: Sit, do: dict[str, str]) -> None:
    one = at_hand.begun()
    client = sit(LEADER)
    typed = {"from": "facts", "topic": "C", "kind": "said", "text": "Canary fact", "odd_words": "Canary odd"}
    answer = client.post(f"/interviews/{one.pk}/now/", {**typed, **do})
    assert answer.status_code == 200
    assert "Canary fact" in body(answer)
    assert "Canary odd" in body(answer)
    assert f'action="/interviews/{one.pk}/facts/"' in body(answer)
    assert not Fact.objects.exists()
    assert one.row.state != states.SITTING


@pytest.mark.parametrize(("page", "card"), [("facts", "A fact"), ("timeline", "Something that happened")])
def test_a_page_offers_nothing_new_to_write_once_the_yes_was_taken_back(sit: Sit, page: str, card: str) -> None:
    one = at_hand.begun()
    client, at = sit(LEADER), f"/interviews/{one.pk}/{page}/"
    assert f"<h2>{card}</h2>" in shown(client, at)
    agreements.withdraw(interview_id=one.pk, item="interview", by=LEADER)
    assert f"<h2>{card}</h2>" not in shown(client, at)


@pytest.mark.parametrize("page", ["facts", "timeline"])
def test_what_was_typed_waits_through_distress_and_comes_back(sit: Sit, page: str) -> None:
    one = at_hand.begun()
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    words = {"facts": "interpretation", "timeline": "anchor"}[page]
    typed = {"from": page, words: 'Canary "feast"\n<b>', "do": "distress"}
    text = body(client.post(f"{at}now/", typed))
    waiting = dict(re.findall(r'<textarea name="(kept_\w+)" hidden>(.*?)</textarea>', text, re.S))
    assert waiting == {"kept_from": page, f"kept_{words}": 'Canary "feast"\n<b>'}
    wrong = body(client.post(f"{at}distress/", {"from": "distress", **waiting, "steps": ["nonsense"], "words": "wept"}))
    assert f'<textarea name="kept_{words}" hidden>Canary' in wrong
    noted = {"from": "distress", **waiting, "steps": ["stop"], "words": "Canary wept"}
    back = client.post(f"{at}now/", {**noted, "do": "resume"})
    assert 'Canary "feast"' in body(back)
    assert Moment.objects.filter(kind=states.DISTRESS).count() == 1, "the note is written down with the tap"
    assert one.row.state == states.SITTING


def test_a_note_of_distress_too_long_stops_the_tap_and_stands_there(sit: Sit) -> None:
    one = at_hand.begun()
    long = "w" * 7000
    answer = sit(LEADER).post(f"/interviews/{one.pk}/now/", {"from": "distress", "words": long, "do": "pause"})
    assert answer.status_code == 422
    assert long in body(answer)


def test_writing_one_thing_down_keeps_what_was_typed_in_another(sit: Sit) -> None:
    one = at_hand.begun()
    fact = {
        "from": "facts",
        "do": "add",
        "topic": "C",
        "kind": "said",
        "text": "Canary fact",
        "own_words": "Canary fear",
    }
    answer = sit(LEADER).post(f"/interviews/{one.pk}/facts/", fact)
    assert Fact.objects.count() == 1
    assert "Canary fear" in body(answer)


def test_the_paper_without_a_purpose_leaves_the_closing_as_it_was_typed(sit: Sit) -> None:
    one = at_hand.begun()
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    answer = client.post(f"{at}paper/", {"summary": "Canary summary", "outcome": "heard", "language": "fr"})
    assert answer.status_code == 422
    assert "Canary summary" in body(answer)
    assert f'action="{at}close/"' in body(answer)


def test_only_the_newest_answers_to_the_gates_count_and_none_before_the_last_sitting() -> None:
    one = at_hand.prepared()
    preparations.answer(interview_id=one.pk, gates=Gates({**READY, "interpreter": "missing"}), by=LEADER)
    prepared = queries.prepared(one.row)
    assert prepared is not None
    assert prepared.number == 2, "the newest, though an older one was complete"
    two = at_hand.prepared(one)
    at_hand.begun(at_hand.agreed(two))
    sittings.end(interview_id=one.pk, ending=states.STOPPED, by=LEADER)
    assert queries.prepared(one.row) is None, "older than the sitting"


def test_the_bar_stands_last_in_the_page_and_keeps_to_its_edge(sit: Sit) -> None:
    one = at_hand.begun()
    for where in ("", "talk/", "facts/", "timeline/", "distress/"):
        text = shown(sit(LEADER), f"/interviews/{one.pk}/{where}")
        bar = text.index('class="sitting-bar')
        assert "<textarea id" not in text[bar : text.index("</main")], where
        assert "himaya/interview.css" in text, where


def test_the_child_circuit_is_said_where_the_sitting_begins_and_goes_on(sit: Sit) -> None:
    at_hand.form("interview-child")
    one = at_hand.agreed(at_hand.prepared(at_hand.opened(age_group="child"), trust=rules.ABSENT))
    client = sit(LEADER)
    assert "Child circuit: now" in shown(client, f"/interviews/{one.pk}/begin/")
    at_hand.begun(one)
    assert "Child circuit: now" in shown(client, f"/interviews/{one.pk}/talk/")
    other = at_hand.begun(at_hand.agreed(at_hand.prepared(at_hand.opened(age_group="child"), trust=rules.PRESENT)))
    assert "Child circuit: now" not in shown(client, f"/interviews/{other.pk}/talk/")


def test_an_event_that_is_refused_shows_no_method_and_the_later_of_two_contrary_orders_counts(sit: Sit) -> None:
    one = at_hand.begun()
    for words in ("first", "second"):
        happenings.add(interview_id=one.pk, happened=happenings.Happened("recruitment", f"Canary {words}"), by=LEADER)
    client, at = sit(LEADER), f"/interviews/{one.pk}/timeline/"
    text = body(client.post(at, {"do": "place", "placed": "1", "how": "before", "other": "1"}))
    assert "dict_values" not in text
    assert "dict_values" not in shown(client, at)
    assert client.post(at, {"do": "place", "placed": "1", "how": "before", "other": "2"}).status_code == 302
    answer = client.post(at, {"do": "place", "placed": "2", "how": "before", "other": "1"}, follow=True)
    assert "no longer counts" in body(answer)
    assert body(answer).index("Canary second") < body(answer).index("Canary first")


def test_help_for_the_body_is_named_beside_the_desk_that_is_on_call(sit: Sit) -> None:
    one = at_hand.begun()
    client = sit(LEADER)
    assert "No desk for this is known here" in shown(client, f"/interviews/{one.pk}/distress/")
    cast.telephones()
    text = shown(client, f"/interviews/{one.pk}/distress/")
    assert "Desk ward" in text
    assert "Desk police-north" in text
    bar = text.index('class="sitting-bar')
    main = text[text.index("<main") : bar]
    assert main.count('class="btn"') == 1, "one clear action"
    assert 'class="btn"' not in text[bar : text.index("</main")]


def test_in_distress_the_nearest_hospital_stands_first_and_of_a_child_child_protection_against_a_threat(
    sit: Sit,
) -> None:
    cast.a_nearer_hospital()
    for age, against in (("adult", ["police-north"]), ("child", ["children", "police-north"])):
        one = at_hand.begun(at_hand.agreed(at_hand.prepared(at_hand.opened(age_group=age), trust=rules.PRESENT)))
        for at in ("distress/", "prepare/"):
            text = shown(sit(LEADER), f"/interviews/{one.pk}/{at}")
            names = [Desk.objects.get(pk=name).name_en for name in ("ward-of-the-north", "ward", *against)]
            said = re.findall(r"(Desk [a-z-]+) · <span", text)
            assert said == names
    with clock.stopped(factories.TUESDAY.replace(hour=1)):
        Desk.objects.filter(pk="ward-of-the-north").update(hours=cast.OFFICE_HOURS)
        said = re.findall(r"(Desk [a-z-]+) · <span", shown(sit(LEADER), f"/interviews/{one.pk}/distress/"))
        assert said[0] == "Desk ward"


def test_finishing_the_form_is_asked_first(sit: Sit) -> None:
    one = at_hand.begun()
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    filled = {"xml": at_hand.filled("Canary end"), "revision": "0"}
    # A question, not the answer to a form: "back" and loading it again send nothing.
    assert client.post(f"{at}finish/", filled)["Location"] == f"{at}finish/"
    asked = client.get(f"{at}finish/")
    assert Draft.objects.defer("xml", "values").get().finished_at is None
    assert "Keep the form open" in body(asked)
    assert "Canary end" in shown(client, f"{at}talk/"), "kept, whatever is answered"
    sure = dict(re.findall(r'name="(xml|revision|sure)"[^>]*?value="([^"]*)"', body(asked)))
    assert sure == {"revision": "1", "sure": "yes"}
    answer = client.post(f"{at}finish/", {**sure, "xml": filled["xml"]})
    assert answer.status_code == 302
    assert Draft.objects.defer("xml", "values").get().finished_at is not None
    assert client.get(f"{at}finish/")["Location"] == f"{at}talk/"


@pytest.mark.parametrize("item", sorted(rules.TOLD))
def test_nothing_begins_while_something_was_not_explained(item: str) -> None:
    one = at_hand.agreed(**{item: "no"})
    with refused(NotNow, "not_told"):
        at_hand.begun(one)


def test_a_wish_refused_and_an_explanation_declined_stop_nothing() -> None:
    wishes = {one.id for one in content.words().agreement} - rules.TOLD - {"interview"}
    assert wishes
    said = {**dict.fromkeys(wishes, "no"), **dict.fromkeys(rules.TOLD, "declined")}
    at_hand.begun(at_hand.agreed(**said))
    assert Sitting.objects.count() == 1
    assert Agreement.objects.filter(answer="no").count() == len(wishes)


def test_a_topic_that_rests_takes_a_fact_only_when_it_came_from_the_person(sit: Sit) -> None:
    one = at_hand.begun()
    sittings.note_distress(interview_id=one.pk, distress=sittings.Distress(topic="E"), by=LEADER)
    client, at = sit(LEADER), f"/interviews/{one.pk}/facts/"
    fact = {"do": "add", "topic": "E", "kind": "said", "text": "Canary fact"}
    answer = client.post(at, fact)
    assert answer.status_code == 422
    assert "Canary fact" in body(answer)
    assert client.post(at, {**fact, "all_the_same": "yes"}).status_code == 302
    assert Fact.objects.count() == 1


def test_an_interpreter_is_told_all_that_is_missing_at_once(sit: Sit) -> None:
    one = at_hand.opened()
    client, at = sit(LEADER), f"/interviews/{one.pk}/interpreter/"
    wrong = {"name": "ك" * 5000, "language": "", "vetted_by": "Canary desk", "vetted_on": "2027-06-01", "ticks": TICKS}
    text = body(client.post(at, wrong))
    assert "at most 300 signs" in text
    assert "Choose the language" in text
    assert "a day before it" in text
    assert "Say by whom" not in text
    assert not Interpreter.objects.exists()


def test_an_interpreter_of_another_language_is_taken_with_a_word_about_it(sit: Sit) -> None:
    one = at_hand.opened()
    Interview.objects.get(pk=one.pk)
    spoken = one.case.language
    other = next(code for code in ("wo", "bm", "fr") if code != spoken)
    at_hand.interpreter(one, language=other)
    assert "not the language noted in the file" in shown(sit(LEADER), f"/interviews/{one.pk}/prepare/")


def test_what_was_told_before_stands_beside_the_questions(sit: Sit) -> None:
    one = at_hand.begun()
    client = sit(LEADER)
    client.post(f"/interviews/cases/{one.case_id}/told/", {"body": "police", "words": "Canary papers"})
    for where in ("talk/", "facts/"):
        assert "Canary papers" in shown(client, f"/interviews/{one.pk}/{where}")


def test_over_a_shoulder_nothing_large_says_what_it_is_about(sit: Sit) -> None:
    one = at_hand.begun()
    at_hand.fact(one, "E")
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    for where in ("talk/", "facts/", "timeline/", "prepare/"):
        text = shown(client, f"{at}{where}")
        large = " ".join(re.findall(r"<(?:h1|h2|summary)[^>]*>(.*?)</(?:h1|h2|summary)>", text))
        assert not re.search("Recruit|Exploit|expose|rape", large), where


def test_a_gate_without_an_answer_is_asked_for_and_not_answered_for_somebody(sit: Sit) -> None:
    one = at_hand.opened()
    preparations.answer(interview_id=one.pk, gates=Gates({"alone": "yes"}), by=LEADER)
    text = shown(sit(LEADER), f"/interviews/{one.pk}/prepare/")
    assert "Do not begin: see to the emergency." not in text
    assert "Not answered yet: There is a medical or psychiatric emergency" in text


def test_the_part_of_the_form_is_found_again_after_distress(sit: Sit) -> None:
    one = at_hand.begun()
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    assert client.post(f"{at}now/", {"do": "distress", "part": "7"})["Location"] == f"{at}distress/"
    shown(client, f"{at}distress/")
    assert client.post(f"{at}now/", {"do": "resume", "from": "distress"})["Location"] == f"{at}talk/"
    assert 'name="part" value="7" data-part' in shown(client, f"{at}talk/")
    assert client.post(f"{at}now/", {"do": "pause", "part": "<b>"})["Location"] == at


def test_the_part_of_one_interview_is_no_part_of_another_and_is_taken_once(sit: Sit) -> None:
    """Red when the session remembers a number without saying of which interview, or for as long as it lives."""
    one = at_hand.begun()
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    client.post(f"{at}now/", {"do": "pause", "part": "7"})
    assert client.session["interview_parts"] == {str(one.pk): 7}
    session = client.session
    session["interview_parts"] = {str(one.case_id): 4}
    session.save()
    assert 'name="part" value="" data-part' in shown(client, f"{at}talk/")
    client.post(f"{at}now/", {"do": "resume", "part": "7"})
    assert 'name="part" value="7" data-part' in shown(client, f"{at}talk/")
    assert 'name="part" value="" data-part' in shown(client, f"{at}talk/")
    client.post(f"{at}now/", {"do": "pause", "part": "7"})
    client.post(f"{at}now/", {"ending": "done"})
    assert "interview_parts" not in client.session


@pytest.mark.parametrize("page", ["prepare", "facts", "draft", "close"])
def test_what_is_posted_of_an_interview_stands_in_no_report_of_an_error(sit: Sit, page: str) -> None:
    one = at_hand.begun()
    answer = sit(LEADER).post(f"/interviews/{one.pk}/{page}/", {"do": "dance"})
    assert getattr(answer.wsgi_request, "sensitive_post_parameters", "") == "__ALL__"
