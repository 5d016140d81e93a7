"""The verbs of a reasoning: lines are added, sealed, never changed; who may not, learns nothing."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from himaya.cases.actions import grants
from himaya.cases.models import Case
from himaya.institutions.models import Desk, Institution
from himaya.institutions.queries import NO_STORIES
from himaya.kernel import belongings, clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotOpened, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.reasonings import rules
from himaya.reasonings.access import open_reasoning
from himaya.reasonings.actions import reasonings
from himaya.reasonings.argued import Argued
from himaya.reasonings.models import ReasonLine
from tests import cast, factories
from tests.refusals import refused
from tests.security import stage_reasonings

pytestmark = pytest.mark.capability("B2")
COUNSEL = cast.actor("inspector-2", "labour-north", "legal_counsel")
NOBODYS = (
    cast.OFFICER, cast.NURSE, cast.SHELTER, cast.SHELTER_LEAD, cast.LAWYER, cast.INSPECTOR_SOUTH, cast.SECRETARY,
    cast.AUDITOR, cast.OPERATOR, cast.LABOUR_LEAD, Actor(kind="anonymous"),
)  # fmt: skip


def opened_case(**changes: Any) -> UUID:
    return factories.hand_over(**changes).case_id


def said(case_id: UUID, by: Actor = cast.INSPECTOR) -> Argued:
    with open_reasoning(by, case_id) as argued:
        return argued


def add(case_id: UUID, by: Actor = cast.INSPECTOR, **changes: Any) -> int:
    fact = {"words": "Canary fact", "source": "said", "place": "act:recruit", "stance": "for", **changes}
    return reasonings.add(case_id=case_id, by=by, **fact)


def test_facts_placed_are_argued_and_what_is_missing_is_named() -> None:
    case_id = opened_case()
    fact = add(case_id, fact_number=7)
    reasonings.place(case_id=case_id, fact=fact, place="means:deception", stance="for", by=COUNSEL)
    reasonings.place(case_id=case_id, fact=fact, place="intended:LAB_FORCED", stance="for", by=COUNSEL)
    argued = said(case_id)
    assert [one.standing for one in argued.argument.elements] == [rules.FOR, rules.FOR, rules.FOR]
    assert argued.facts[0].fact_number == 7
    assert [place.element for place in argued.facts[0].places] == ["act", "means", "purpose"]
    assert "intention_suffices" in argued.argument.notes
    assert rules.Gap("form", "not_argued", "LAB_FORCED") in argued.argument.missing


def test_an_article_that_nobody_verified_stands_in_no_chain() -> None:
    """Seen red with G taken for advice."""
    case_id = opened_case()
    add(case_id, place="act:transport")
    add(case_id, place="means:threat")
    add(case_id, place="purpose:CRIME")
    articles = {one.id: one for one in said(case_id).articles}
    assert articles["ma-pc-448-1"].stands == "chain"
    assert articles["ma-pc-448-2"].stands == "advice"
    assert articles["ma-pc-448-14"].stands == "to_be_verified"
    assert {one.stands for one in articles.values() if one.mark in ("G", "?")} == {"to_be_verified"}
    assert {one.mark for one in articles.values() if one.stands == "chain"} == {"C"}


def test_the_last_word_on_an_effect_counts_and_the_earlier_one_stays() -> None:
    case_id = opened_case()
    for value in ("unknown", "yes"):
        reasonings.qualify(case_id=case_id, code="will_overridden", value=value, words=f"Canary {value}", by=COUNSEL)
    argued = said(case_id)
    assert [(one.value, one.words) for one in argued.qualifier] == [("yes", "Canary yes")]
    assert len(argued.lines) == 2


def test_smuggling_and_trafficking_are_two_flags_that_say_nothing_of_each_other() -> None:
    case_id = opened_case()
    before = said(case_id).argument
    for code, value in (("smuggling", "yes"), ("trafficking", "yes"), ("smuggling", "no")):
        reasonings.flag(case_id=case_id, code=code, value=value, by=cast.INSPECTOR)
    argued = said(case_id)
    assert {one.code: one.value for one in argued.flags} == {"smuggling": "no", "trafficking": "yes"}
    assert argued.argument == before, "a flag argues nothing"


def test_a_line_taken_back_counts_for_nothing_and_stays_readable() -> None:
    case_id = opened_case()
    fact = add(case_id)
    reasonings.place(case_id=case_id, fact=fact, place="means:force", stance="for", by=cast.INSPECTOR)
    reasonings.take_back(case_id=case_id, line=fact, words="Heard wrongly", by=COUNSEL)
    argued = said(case_id)
    assert argued.facts == ()
    assert [one.standing for one in argued.argument.elements] == [rules.NOTHING] * 3
    assert argued.lines[0].back == "Heard wrongly"
    for verb in (
        lambda: reasonings.take_back(case_id=case_id, line=fact, words="Again", by=COUNSEL),
        lambda: reasonings.place(case_id=case_id, fact=fact, place="act:receive", stance="for", by=COUNSEL),
    ):
        with pytest.raises(NotNow):
            verb()
    with pytest.raises(NotFound):
        reasonings.take_back(case_id=case_id, line=3, words="What takes back is not taken back", by=COUNSEL)
    with pytest.raises(NotFound):
        reasonings.place(case_id=case_id, fact=99, place="act:receive", stance="for", by=COUNSEL)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"words": ""}, "words"),
        ({"words": " \0 "}, "words"),
        ({"words": "x" * 601}, "words"),
        ({"source": "rumour"}, "source"),
        ({"place": "act:sell"}, "place"),
        ({"place": "purpose:SEX"}, "place"),
        ({"place": "", "stance": "for"}, "place"),
        ({"stance": ""}, "stance"),
        ({"stance": "proves"}, "stance"),
        ({"fact_number": 0}, "fact_number"),
        ({"fact_number": 10_000}, "fact_number"),
    ],
)
def test_what_cannot_be_taken_names_its_field_and_writes_nothing(changes: dict[str, Any], field: str) -> None:
    case_id = opened_case()
    with refused(NotValid, field):
        add(case_id, **changes)
    assert not ReasonLine.objects.exists()


def test_every_argument_says_what_it_rests_on() -> None:
    case_id = opened_case()
    for verb, code, value in (
        (reasonings.qualify, "dignity_injured", "unknown"),
        (reasonings.argue, "LAB_DOM", "for"),
        (reasonings.consider, "smuggling", "explains"),
    ):
        with refused(NotValid, "words"):
            verb(case_id=case_id, code=code, value=value, words="  ", by=cast.INSPECTOR)
        with refused(NotValid, "code"):
            verb(case_id=case_id, code="nothing", value=value, words="x", by=cast.INSPECTOR)
        with refused(NotValid, "value"):
            verb(case_id=case_id, code=code, value="guilty", words="x", by=cast.INSPECTOR)


def test_signs_are_read_in_the_list_of_the_age_and_unknown_is_counted() -> None:
    case_id = opened_case()
    reasonings.tick(
        case_id=case_id, answers={"EXP-01": "present", "EXP-02": "unknown", "COD-01": "absent"}, by=cast.INSPECTOR
    )
    signs = said(case_id).signs
    assert signs is not None
    assert (signs.subject, dict(signs.answers)) == ("adult", {"COD-01": "absent", "EXP-01": "present"})
    for answers in ({"GEN-01": "present"}, {"EXP-01": "maybe"}):
        with pytest.raises(NotValid):
            reasonings.tick(case_id=case_id, answers=answers, by=cast.INSPECTOR)


@pytest.mark.parametrize("actor", NOBODYS, ids=lambda one: f"{'-'.join(sorted(one.roles)) or 'nobody'}@{one.desk_id}")
def test_whoever_may_not_learns_nothing_and_leaves_nothing(actor: Actor) -> None:
    case_id = opened_case()
    add(case_id)
    before = AuditEvent.objects.filter(action="reasoning.read").count()
    for which in (case_id, uuid4()):
        with pytest.raises((NotFound, NotPermitted)), open_reasoning(actor, which):
            pytest.fail("it was opened")
        with pytest.raises((NotFound, NotPermitted)):
            add(which, by=actor)
    assert AuditEvent.objects.filter(action="reasoning.read").count() == before
    assert ReasonLine.objects.count() == 1


@pytest.mark.parametrize("kind", sorted(NO_STORIES))
def test_a_desk_of_police_or_a_court_has_no_reasoning_even_of_its_own_case(kind: str) -> None:
    """Its own desk, its own role, its own case: there is none. Seen red with the kind of the institution left out."""
    case_id = opened_case()
    for model, key in ((Desk, "labour-north"), (Institution, "labour")):
        was = model.objects.values_list("kind", flat=True).get(pk=key)
        model.objects.filter(pk=key).update(kind=kind)
        with pytest.raises(NotFound), open_reasoning(cast.INSPECTOR, case_id):
            pytest.fail("it was opened")
        with pytest.raises(NotFound):
            add(case_id)
        model.objects.filter(pk=key).update(kind=was)
    assert add(case_id) == 1


def test_a_colleague_who_was_let_in_to_the_story_reads_and_adds_nothing() -> None:
    case_id = opened_case()
    add(case_id)
    reader = cast.actor("inspector-south", "labour-south", "case_manager")
    grants.give(
        case_id=case_id, to=f"account:{reader.account_id}", kind="team", level="full", sections=("story",),
        until=clock.today(), reason="advice", by=cast.LABOUR_LEAD,
    )  # fmt: skip
    assert said(case_id, reader).begun
    with pytest.raises(NotFound):
        add(case_id, by=reader)


def test_a_summary_is_not_enough_to_read_a_reasoning() -> None:
    case_id = opened_case()
    reader = cast.actor("inspector-south", "labour-south", "case_manager")
    grants.give(
        case_id=case_id, to=f"account:{reader.account_id}", kind="team", level="summary", sections=(),
        until=clock.today(), reason="advice", by=cast.LABOUR_LEAD,
    )  # fmt: skip
    with pytest.raises(NotFound), open_reasoning(reader, case_id):
        pytest.fail("it was opened")


def test_what_is_said_is_sealed_and_outside_its_block_closed() -> None:
    case_id = opened_case()
    stage_reasonings.set_up(case_id)
    with pytest.raises(NotOpened):
        _ = ReasonLine.objects.order_by("number")[0].words
    with connection.cursor() as cursor:
        cursor.execute("SELECT codes, words FROM reason_line")
        stored = b"".join(bytes(cell) for row in cursor.fetchall() for cell in row if cell is not None)
    assert b"LAB_FORCED" not in stored
    assert b"Canary" not in stored


@pytest.mark.parametrize("change", ["number = 99", "kind = 'form'", "words = 'x'", "codes = 'x'", "added_by = id"])
def test_the_store_refuses_to_change_a_line(change: str) -> None:
    stage_reasonings.set_up(opened_case())
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE reason_line SET {change}")  # noqa: S608


def test_each_line_and_each_reading_is_in_the_audit_by_its_case_and_without_a_word() -> None:
    case_id = opened_case()
    stage_reasonings.set_up(case_id)
    said(case_id)
    events = AuditEvent.objects.filter(action__startswith="reasoning.")
    done = [one.action for one in events.order_by("pk") if one.action != "reasoning.read"]
    assert done == [
        f"reasoning.{one}"
        for one in ("added", "placed", "qualified", "argued", "considered", "flagged", "ticked", "taken_back")
    ]
    assert {(one.object_type, one.object_id, one.code) for one in events} == {("case", str(case_id), "")}
    assert not OutboxMessage.objects.filter(event__startswith="reasoning").exists()


def test_with_the_identity_the_words_go_and_the_codes_stay() -> None:
    case_id = opened_case()
    stage_reasonings.set_up(case_id)
    person = ReasonLine.objects.values_list("person_id", flat=True)[0]
    found = next(one for one in belongings.declared() if getattr(one, "model", None) is ReasonLine)
    assert isinstance(found, belongings.Belonging)
    assert found.erase(person, scope=belongings.IDENTITY) == 5
    argued = said(case_id)
    assert {one.text("words") for one in argued.lines} == {""}
    assert argued.forms[0].code == "LAB_FORCED"
    assert found.erase(person, scope=belongings.ALL) == 8
    assert not ReasonLine.objects.exists()


def test_nothing_is_added_to_a_closed_file_and_it_can_still_be_read() -> None:
    case_id = opened_case()
    add(case_id)
    Case.objects.filter(pk=case_id).update(state="closed", closed_on=clock.today())
    with pytest.raises(NotNow):
        add(case_id)
    assert said(case_id).begun
