"""What trauma does to telling stands where an interviewer needs it; words that judge are asked about, once."""

import pytest
from django.db.models import Q
from django.test import Client

from himaya.interviews import access, rules, rules_wording, states, trauma
from himaya.interviews.actions import facts, notes
from himaya.interviews.actions.facts import Written
from himaya.interviews.models import Fact, Note
from himaya.kernel.errors import NotValid
from himaya.kernel.models import AuditEvent
from himaya.ops.content_rules.arabic import arabic_faults
from himaya.ops.content_rules.french import french_faults
from tests.refusals import refused
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("D4"), pytest.mark.usefixtures("able")]
# domain/risk.md, Trauma and testimony: the phenomenon, how surely it was read, the pages beside which it stands.
TABLE = {
    "fragmented": ("C", {"timeline", "facts", "reasoning"}),
    "delayed": ("C2", {"facts", "close"}),
    "demeanour": ("C2", {"distress", "facts", "close", "reasoning"}),
    "gaps": ("G", {"timeline", "before"}),
    "bond": ("G", {"before", "facts"}),
    "core": ("G", {"facts", "reasoning"}),
    "retelling": ("G", {"before", "distress", "close"}),
}
PAGES = {
    trauma.BEFORE: "/interviews/{pk}/prepare/",
    trauma.FACTS: "/interviews/{pk}/facts/",
    trauma.TIMELINE: "/interviews/{pk}/timeline/",
    trauma.DISTRESS: "/interviews/{pk}/distress/",
    trauma.CLOSE: "/interviews/{pk}/close/",
    trauma.REASONING: "/reasonings/cases/{case}/",
}
JUDGES = "A word here judges whether somebody is to be believed."


def test_the_seven_phenomena_stand_with_their_marks_as_the_domain_writes_them() -> None:
    assert {one.id: (one.mark, set(one.at)) for one in trauma.load().phenomena} == TABLE


@pytest.mark.parametrize("place", trauma.PLACES)
def test_each_stands_beside_the_page_on_which_it_is_needed(sit: Sit, place: str) -> None:
    begun = at_hand.begun()
    path = PAGES[place].format(pk=begun.pk, case=begun.case_id)
    page = sit(LEADER).get(path).content.decode()
    for one in trauma.trauma().phenomena:
        assert (one.work.en in page) == (place in one.at), one.id
    assert "/reference/trauma/" in page


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_anybody_reads_all_of_it_and_only_what_was_read_shows_a_source(language: str) -> None:
    page = Client(headers={"accept-language": language}).get("/reference/trauma/").content.decode()
    assert all(
        one.evidence.in_language(language) in page for one in trauma.trauma().phenomena if one.id != "fragmented"
    )
    assert "Powell 2022" in page
    assert "Hardy, Young &amp; Holmes 2009" in page
    assert page.count('class="mark"') == sum(one.unverified for one in trauma.trauma().phenomena) + len(
        trauma.trauma().before
    )


def test_no_text_reads_as_a_marker_of_credibility() -> None:
    for one in trauma.load().phenomena:
        for text in (one.names, one.evidence, one.work):
            assert not any(trauma.judging()(said) for said in (text.fr, text.ar, text.en)), one.id
            assert not [*french_faults(text.fr), *arabic_faults(text.ar)]


@pytest.mark.parametrize(
    ("said", "judges"),
    [
        ("She lied about the house", True),
        ("Not credible at all", True),
        ("Elle ment", True),
        ("Une menteuse", True),
        ("Récit peu crédible", True),
        ("تكذب في كلامها", True),
        ("لا مصداقية لها", True),
        ("Was silent and looked away", False),
        ("Santé mentale, mention d’un médicament", False),
        ("La police l’a laissée", False),
        ("ذكر أن البيت بعيد", False),
        ("أضافت تفاصيل", False),
    ],
)
def test_words_that_judge_are_found_in_three_languages(said: str, judges: bool) -> None:
    assert trauma.judging()(said) is judges


def test_a_stem_finds_words_and_no_parts_of_words() -> None:
    find = rules_wording.finder(("lies",))
    assert not find("She supplies water")
    assert find("Lies, they said")


def test_it_asks_once_and_keeps_the_words_of_whoever_insists(sit: Sit) -> None:
    one, client = at_hand.begun(), sit(LEADER)
    at = f"/interviews/{one.pk}/facts/"
    typed = {"do": "odd", "odd_words": "Elle ment sur les dates", "explanations": ["calendar"]}
    answer = client.post(at, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert JUDGES in page
    assert "Elle ment sur les dates" in page
    assert not Note.objects.filter(kind=rules.INCONSISTENCY).exists()
    assert not AuditEvent.objects.filter(Q(action="refused") | Q(code__contains="as_written")).exists()
    assert client.post(at, {**typed, "odd_as_written": "yes"}).status_code == 302
    assert Note.objects.filter(kind=rules.INCONSISTENCY).count() == 1


def test_what_the_person_said_is_not_looked_at_and_what_was_seen_is() -> None:
    one = at_hand.begun()
    facts.add(interview_id=one.pk, fact=Written("C", rules.SAID, "He lied about the wage"), by=LEADER)
    seen = Written("C", rules.OBSERVED, "Not credible, laughed")
    with refused(NotValid, "as_written"):
        facts.add(interview_id=one.pk, fact=seen, by=LEADER)
    with pytest.raises(NotValid):
        facts.add(interview_id=one.pk, fact=Written("C", rules.SAID, "Nine hours", "Exaggerates"), by=LEADER)
    kept = facts.add(
        interview_id=one.pk, fact=Written("C", rules.OBSERVED, "Not credible, laughed", as_written=True), by=LEADER
    )
    with refused(NotValid, "amended_as_written"):
        facts.amend(interview_id=one.pk, number=kept, change=rules.SUPPLEMENT, text="Lies again", by=LEADER)
    assert not AuditEvent.objects.filter(Q(action="refused") | Q(code__contains="as_written")).exists()
    facts.amend(interview_id=one.pk, number=1, change=rules.SUPPLEMENT, text="He lied twice", by=LEADER)
    assert Fact.objects.count() == 3


def test_what_is_added_later_is_a_supplement_and_the_old_line_stands() -> None:
    one = at_hand.begun()
    first = facts.add(interview_id=one.pk, fact=Written("C", rules.SAID, "Two houses"), by=LEADER)
    facts.amend(interview_id=one.pk, number=first, change=rules.SUPPLEMENT, text="There was a third", by=LEADER)
    with access.open_interview(LEADER, one.row, purpose=access.PURPOSE) as opened:
        assert [(fact.text, fact.stands) for fact in opened.facts] == [
            ("Two houses", True),
            ("There was a third", True),
        ]


def test_what_was_told_before_stands_above_the_gates(sit: Sit) -> None:
    one = at_hand.prepared()
    assert one.row.state == states.PREPARING
    page = sit(LEADER).get(f"/interviews/{one.pk}/prepare/").content.decode()
    assert "Ask the desks, not the person." in page
    notes_before = page.index("Rested, and heard once")
    assert notes_before < page.index("Before the sitting")


def test_notes_are_refused_without_an_explanation_first() -> None:
    one = at_hand.begun()
    with refused(NotValid, "explanations"):
        notes.inconsistency(interview_id=one.pk, said="She lied", explanations=[], by=LEADER)
