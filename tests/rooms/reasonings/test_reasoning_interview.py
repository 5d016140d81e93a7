"""Facts of the interview on the page of a reasoning: used by their number, read there, copied nowhere."""

from typing import Any
from uuid import UUID

import pytest

from himaya.cases.models import Case
from himaya.determinations import prefill
from himaya.interviews import access as interviews
from himaya.interviews import rules as told
from himaya.interviews.actions import facts
from himaya.interviews.models import Interview
from himaya.kernel.access import Access
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.models import AuditEvent
from himaya.reasonings import rules
from himaya.reasonings.access import open_reasoning
from himaya.reasonings.actions import reasonings
from himaya.reasonings.argued import Argued
from himaya.reasonings.models import ReasonLine
from tests import cast, factories
from tests.pages import body
from tests.refusals import refused
from tests.rooms.interviews import interview_at_hand
from tests.rooms.reasonings.test_reasoning_pages import at
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("B2")

WORDS = interview_at_hand.WORDS


@pytest.fixture(name="heard")
def _heard(the_cast: None) -> Case:
    """A case with a closed interview: one fact, and a form that was finished."""
    case_id = factories.hand_over().case_id
    interview_at_hand.whole(case_id)
    return Case.objects.get(pk=case_id)


def use(case: Case, number: int = 1, *, place: str = "act:recruit", interview: int = 1) -> int:
    return reasonings.use(
        case_id=case.pk,
        interview=interview,
        fact_number=number,
        place=place,
        stance="for" if place else "",
        by=cast.INSPECTOR,
    )


def correct(case: Case, number: int = 1, change: str = told.CORRECTION) -> int:
    pk: UUID = Interview.objects.get(case=case).pk
    return facts.amend(
        interview_id=pk, number=number, change=change, text="Canary put right", by=interview_at_hand.NORTH
    )


def argued(case: Case) -> Argued:
    with open_reasoning(cast.INSPECTOR, case.pk) as said:
        return said


def test_a_fact_is_used_by_its_number_and_its_words_are_read_where_they_stand(heard: Case) -> None:
    """Seen red with the words copied into the line."""
    use(heard)
    fact = argued(heard).facts[0]
    assert (fact.words, fact.source, fact.fact_number, fact.interview) == (WORDS, "said", 1, 1)
    row = ReasonLine.objects.get()
    with Access(cast.INSPECTOR, "give_service", action="reasoning.read", about=("case", heard.pk)) as reader:
        reader.open(row)
        assert row.words is None, "no second copy of what somebody told"
    assert argued(heard).argument.of(rules.ACT).standing == rules.FOR


def test_a_corrected_fact_shows_as_corrected_and_nothing_rests_on_it(heard: Case) -> None:
    """Seen red without the look at the corrections."""
    use(heard)
    assert "Canary told this" in prefill.of(cast.INSPECTOR, heard).found
    correct(heard, change=told.SUPPLEMENT)
    assert not argued(heard).facts[0].corrected, "a supplement leaves it standing"
    correct(heard)
    said = argued(heard)
    assert said.facts[0].corrected
    assert said.facts[0].words == WORDS, "it is still read"
    assert said.argument.of(rules.ACT).standing == rules.NOTHING
    assert rules.Gap("facts", "unplaced") not in said.argument.missing
    assert prefill.of(cast.INSPECTOR, heard).found == ""
    use(heard, 3)
    assert argued(heard).argument.of(rules.ACT).standing == rules.FOR


def test_a_number_typed_by_hand_shows_its_correction_too(heard: Case) -> None:
    reasonings.add(
        case_id=heard.pk, words="As I understood it", source="said", place="act:recruit", stance="for",
        fact_number=1, by=cast.INSPECTOR,
    )  # fmt: skip
    assert not argued(heard).facts[0].corrected
    correct(heard)
    assert argued(heard).facts[0].corrected
    assert argued(heard).facts[0].words == "As I understood it"


def test_what_cannot_be_used_is_said_and_writes_nothing(heard: Case) -> None:
    for number, interview in ((2, 1), (1, 2), (0, 1), (1, 0)):
        with refused(NotValid, "told"):
            use(heard, number, interview=interview)
    correct(heard)
    with pytest.raises(NotNow):
        use(heard, 1)
    use(heard, 2)
    with pytest.raises(NotNow):
        use(heard, 2)
    assert ReasonLine.objects.count() == 1
    with pytest.raises(NotFound):
        reasonings.use(case_id=heard.pk, interview=1, fact_number=2, place="", stance="", by=cast.OFFICER)


def test_a_line_taken_back_lets_the_fact_be_used_again(heard: Case) -> None:
    line = use(heard)
    reasonings.take_back(case_id=heard.pk, line=line, words="Too early", by=cast.INSPECTOR)
    use(heard)
    assert len(argued(heard).facts) == 1


def test_the_page_lists_the_facts_and_uses_one(sit: Sit, heard: Case) -> None:
    client = sit(cast.INSPECTOR)
    before = AuditEvent.objects.filter(action="interview.facts_read").count()
    page = body(client.get(at(heard)))
    assert AuditEvent.objects.filter(action="interview.facts_read").count() == before + 1
    assert "Canary told this" in page
    assert "Recruitment" in page, "the event that the fact belongs to"
    assert 'name="told" value="1.1"' in page
    assert "Canary guess" not in page, "what was made of it stays where it is"
    answer = client.post(at(heard), {"verb": "use", "told": "1.1", "place": "act:recruit", "stance": "for"})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    page = body(client.get(at(heard)))
    assert 'name="told" value="1.1"' not in page, "it is in the reasoning already"
    correct(heard)
    page = body(client.get(at(heard)))
    assert "corrected in the interview" in page
    assert 'name="told" value="1.2"' in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "told"),
        ({"told": "1.9"}, "told"),
        ({"told": "one"}, "told"),
        ({"told": "1.1", "place": "act:sell", "stance": "for"}, "place"),
        ({"told": "1.1", "place": "act:recruit"}, "stance"),
    ],
)
def test_a_fact_chosen_wrongly_is_named_and_the_choice_stays(
    sit: Sit, heard: Case, typed: dict[str, str], field: str
) -> None:
    page = body(sit(cast.INSPECTOR).post(at(heard), {"verb": "use", **typed}), 422)
    assert f'href="#use-{field}"' in page
    if typed.get("told") == "1.1":
        assert 'value="1.1" checked' in page
    assert not ReasonLine.objects.exists()


def test_without_an_interview_nothing_of_it_stands_on_the_page(sit: Sit) -> None:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    page = body(sit(cast.INSPECTOR).get(at(case)))
    assert 'value="use"' not in page
    assert "The form suggests" not in page
    assert not AuditEvent.objects.filter(action="interview.facts_read").exists()


def test_the_finished_form_suggests_places_and_places_nothing(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with a left question among the suggestions."""
    survey: list[dict[str, Any]] = [dict(one) for one in interview_at_hand.SOURCE["survey"]]
    survey[1]["element"] = ["act:harbour", "qualifier:will"]
    survey[2]["element"] = ["means:threat"]
    monkeypatch.setitem(interview_at_hand.SOURCE, "survey", survey)
    choices = {
        **interview_at_hand.SOURCE["choices"],
        "yn": [
            {"value": "yes", "reads": "refused", "label": interview_at_hand.TEXT},
            {"value": "no", "reads": "no", "label": interview_at_hand.TEXT},
        ],
    }
    monkeypatch.setitem(interview_at_hand.SOURCE, "choices", choices)
    case = Case.objects.get(pk=factories.hand_over().case_id)
    interview_at_hand.whole(case.pk)
    page = body(sit(cast.INSPECTOR).get(at(case)))
    assert "The form suggests" in page
    part = page[page.index("The form suggests") :]
    part = part[: part.index("</details>")]
    assert "Act · Harbouring" in part
    assert "will was overridden" in part
    assert "Canary account" in part
    assert "Threat of force" not in part, "a question that was left speaks to nothing"
    assert argued(case).facts == ()
    assert not ReasonLine.objects.exists()


def test_whoever_may_not_know_of_interviews_reads_none_here(
    sit: Sit, heard: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red with the list opened without asking the room of interviews."""

    def nobody(*_: object) -> Case:
        raise NotFound

    monkeypatch.setattr(interviews, "known_case", nobody)
    page = body(sit(cast.INSPECTOR).get(at(heard)))
    assert "Canary told this" not in page
    assert 'value="use"' not in page
    assert sit(cast.INSPECTOR).post(at(heard), {"verb": "use", "told": "1.1"}).status_code == 404
