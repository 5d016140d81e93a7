"""The first lines of a file: what threatens and what is late, for whoever may know it, and for nobody else."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from himaya.cases.actions import exclusions, grants, referrals
from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.budget import Budget
from himaya.kernel.models import AuditEvent
from himaya.kernel.open_items import LIFE, OWED, RISK, WEIGHTS, Kind, declared, open_items
from himaya.ops import worker
from himaya.tasks import states
from himaya.tasks.models import Task
from himaya.tasks.words import KINDS
from tests import cast, factories
from tests.pages import body, main_words
from tests.rooms.casework import waiting
from tests.rooms.crisis import looked
from tests.rooms.risks import assessed
from tests.rooms.tasks import of_two
from tests.signed_in import Sit

HELD = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE, cast.LABOUR_LEAD)


def first_lines(client: Client, case_id: UUID) -> str:
    """What a reader reads of the page of a case, before everything else that stands there."""
    return main_words(body(client.get(f"/casework/cases/{case_id}/")))


def codes(actor: Actor, case_id: UUID | None = None) -> list[str]:
    return [one.kind.code for one in open_items(actor, case_id)]


def test_a_life_comes_first_then_a_grave_risk_then_what_is_late(sit: Sit) -> None:
    done = waiting.everything()
    with clock.stopped(clock.now() + waiting.LATER):
        page = first_lines(sit(cast.INSPECTOR), done.case_id)
    places = [page.index(said) for said in (waiting.LIFE, waiting.LEVEL, waiting.REFERRAL, "Identity")]
    assert places == sorted(places)
    assert page.index(waiting.LEVEL) < page.index(waiting.TASK) < page.index("Identity")


def test_each_line_says_until_when_and_leads_to_where_it_is_settled(sit: Sit) -> None:
    done = waiting.everything()
    client = sit(cast.INSPECTOR)
    page = body(client.get(f"/casework/cases/{done.case_id}/"))
    said = main_words(page)
    assert "A life is in danger: somebody sees or hears the person again. By tomorrow, 10:00" in said
    assert "Critical" not in said.replace("At least critical", "")
    assert "Last assessed 24 November 2026 · 10 areas not assessed" in said
    assert "To be looked at again by 25 November 2026" in said
    for where in ("crisis:of_case", "risks:of_case"):
        assert f'href="{reverse(where, args=[done.case_id])}"><b>' in page
    with clock.stopped(clock.now() + waiting.LATER):
        late = first_lines(sit(cast.INSPECTOR), done.case_id)
    assert "Late: by 25 November 2026, 10:00" in late
    assert "To be looked at again, late: by 25 November 2026" in late


def test_where_nothing_waits_nothing_is_said(sit: Sit) -> None:
    done = factories.hand_over()
    page = body(sit(cast.INSPECTOR).get(f"/casework/cases/{done.case_id}/"))
    assert 'id="now"' not in page
    assert not AuditEvent.objects.filter(action="risk_assessment.read").exists()


def test_a_risk_that_is_not_grave_stands_after_what_is_late(sit: Sit) -> None:
    done = factories.hand_over()
    waiting.risky(done.case_id, R2=("1", "4"))
    with clock.stopped(clock.now() + timedelta(days=2)):
        page = first_lines(sit(cast.INSPECTOR), done.case_id)
    assert page.index(waiting.REFERRAL) < page.index("At least moderate") < page.index("Identity")
    assert "11 areas not assessed" in page


def test_the_level_is_read_under_the_audit_and_never_beside_a_name(sit: Sit) -> None:
    done = waiting.everything()
    client, path = sit(cast.INSPECTOR), f"/casework/cases/{done.case_id}/"
    reads = AuditEvent.objects.filter(action="risk_assessment.read", object_id=str(done.case_id))
    before = reads.count()
    body(client.get(path))
    assert reads.count() == before + 1
    for what, purpose in (("identity", "contact_person"), ("answers", "give_service")):
        page = main_words(body(client.post(path, {"show": what, "purpose": purpose})))
        assert waiting.LEVEL not in page
        assert waiting.LIFE in page
        assert waiting.LOOK in page
    assert reads.count() == before + 1


def narrow(_roles: frozenset[str]) -> Budget:
    """Nobody may be opened."""
    return Budget(confirm_at=0, stop_at=0)


def test_whoever_opened_too_many_persons_still_sees_that_a_life_is_in_danger(sit: Sit, settings: LazySettings) -> None:
    done = waiting.everything()
    settings.HIMAYA_BUDGET = f"{__name__}.narrow"
    # What was opened within the hour stays open: two hours on, the person would be a new one.
    with clock.stopped(clock.now() + timedelta(hours=2)):
        page = first_lines(sit(cast.INSPECTOR), done.case_id)
    assert waiting.LIFE in page
    assert waiting.LOOK in page
    assert waiting.LEVEL not in page


@pytest.mark.parametrize("who", HELD, ids=lambda one: str(one.account_id)[:4])
def test_everybody_at_the_desk_that_holds_the_file_sees_the_same(who: Actor) -> None:
    done = waiting.everything()
    with clock.stopped(clock.now() + waiting.LATER):
        assert codes(who, done.case_id) == codes(who) == ["crisis", "risk", "referral_unanswered", "task"]


def test_a_desk_with_a_referral_sees_what_it_owes_and_nothing_of_the_file() -> None:
    done = waiting.everything()
    with clock.stopped(clock.now() + waiting.LATER):
        found = open_items(cast.SHELTER)
    assert [one.kind.code for one in found] == ["referral_to_answer"]
    assert found[0].args == {"referral_id": done.referral_ids[0]}


def test_a_question_about_a_referral_waits_for_whoever_sent_it_and_for_nobody_else() -> None:
    done = factories.hand_over()
    referrals.ask(referral_id=done.referral_ids[0], question="Canary when?", by=cast.SHELTER)
    assert codes(cast.INSPECTOR) == ["referral_asked"]
    assert codes(cast.SHELTER) == []


def test_a_report_that_is_owed_waits_at_both_desks() -> None:
    done = factories.hand_over()
    referrals.accept(referral_id=done.referral_ids[0], by=cast.SHELTER)
    with clock.stopped(clock.now() + timedelta(days=20)):
        assert codes(cast.SHELTER) == ["referral_to_report"]
        assert codes(cast.INSPECTOR) == ["referral_unreported"]


@pytest.mark.parametrize("who", [*cast.NOT_OF_THE_CASE, NOBODY], ids=lambda one: str(one.account_id)[:4])
def test_for_whoever_has_nothing_to_do_with_a_file_nothing_waits(who: Actor) -> None:
    done = waiting.everything()
    with clock.stopped(clock.now() + waiting.LATER):
        assert codes(who) == codes(who, done.case_id) == []


def test_a_conflict_of_interest_takes_every_line_away() -> None:
    done = waiting.everything()
    out = cast.INSPECTOR_COLLEAGUE.account_id
    assert out is not None
    exclusions.add(case_id=done.case_id, account_id=out, reason="family", by=cast.LABOUR_LEAD)
    assert codes(cast.INSPECTOR_COLLEAGUE) == codes(cast.INSPECTOR_COLLEAGUE, done.case_id) == []
    assert "crisis" in codes(cast.INSPECTOR)


def let_in(case_id: UUID, level: str, *sections: str) -> Actor:
    """A colleague of a sister desk, let into the file by its lead for today."""
    guest = cast.INSPECTOR_SOUTH
    grants.give(
        case_id=case_id,
        to=f"account:{guest.account_id}",
        kind="team",
        level=level,
        sections=sections,
        until=clock.today(),
        reason="advice",
        by=cast.LABOUR_LEAD,
    )
    return guest


@pytest.mark.parametrize(("level", "sections", "seen"), [
    ("exists", (), []), ("summary", (), []), ("full", ("identity",), []), ("full", ("story",), ["risk"]),
])  # fmt: skip
def test_a_guest_sees_the_risk_with_the_story_only_and_nothing_of_what_the_desk_does(
    sit: Sit, level: str, sections: tuple[str, ...], seen: list[str]
) -> None:
    done = waiting.everything()
    guest = let_in(done.case_id, level, *sections)
    assert codes(guest, done.case_id) == codes(guest) == seen
    page = body(sit(guest).get(f"/casework/cases/{done.case_id}/"))
    assert ('id="now"' in page) is bool(seen)
    assert (waiting.LEVEL in page) is bool(seen)
    assert waiting.LIFE not in page


def held_by_police() -> UUID:
    """A file of the police desk with a risk of health that another desk would read, and a lower one of its own."""
    case_id = factories.hand_over(by=cast.OFFICER).case_id
    row = assessed.begun(Case.objects.get(pk=case_id), by=cast.OFFICER)
    assessed.answered(row, "R2", "2", "2", by=cast.OFFICER)
    assessed.finished(row, 1, by=cast.OFFICER)
    return case_id


def test_police_read_nothing_of_health_not_even_in_the_level(sit: Sit) -> None:
    case_id = held_by_police()
    page = first_lines(sit(cast.OFFICER), case_id)
    assert "At least moderate" in page
    assert "8 areas not assessed" in page
    assert "Three domains of health are not read here, assessed or not." in page


def test_police_that_hold_the_file_are_told_that_a_life_is_in_danger(sit: Sit) -> None:
    case_id = factories.hand_over(by=cast.OFFICER).case_id
    looked.begun(case_id, by=cast.OFFICER)
    assert waiting.LIFE in first_lines(sit(cast.OFFICER), case_id)


def test_what_a_desk_keeps_apart_stands_on_no_page_of_the_file() -> None:
    case_id = factories.hand_over(by=cast.NURSE).case_id
    person = Case.objects.get(pk=case_id).person_id
    for kind in (states.KEPT_APART, "risk_worse"):
        Task.objects.create(
            case_id=case_id, person_id=person, desk_id="ward", kind=kind, about_kind="case", about_id=case_id,
            urgent=True, state="open", given_at=clock.now(), told="raised", told_at=clock.now(),
        )  # fmt: skip
    assert [str(one.sentence) for one in open_items(cast.NURSE, case_id)] == [str(KINDS["risk_worse"])]


EVERYBODY = (*HELD, cast.SHELTER, *cast.NOT_OF_THE_CASE)


def second_of(act: str, *, urgent: bool) -> tuple[Actor, ...]:
    """An act that takes two is begun; everybody, and who began it or may be the second of it."""
    stage = (
        partial(of_two.exception, "danger" if urgent else "legal_duty") if act == "exception" else of_two.STAGES[act]
    )
    begun = stage()
    for one in begun.actors:
        of_two.seated(one)
    return tuple({(one.account_id, one.desk_id): one for one in (*EVERYBODY, *begun.actors)}.values())


@pytest.mark.parametrize("kind", declared(), ids=lambda one: one.code)
def test_a_line_is_given_to_those_alone_who_may_read_where_it_leads(sit: Sit, kind: Kind) -> None:
    """By what each page answers: whoever may not read the room is given none of its lines."""
    done = waiting.everything()
    if kind.code == "referral_asked":
        referrals.ask(referral_id=done.referral_ids[0], question="Canary when?", by=cast.SHELTER)
    if kind.code in ("referral_to_report", "referral_unreported"):
        referrals.accept(referral_id=done.referral_ids[0], by=cast.SHELTER)
    who_is_asked = EVERYBODY
    if (act := kind.code.removesuffix("_now")) in of_two.ACTS:
        who_is_asked = second_of(act, urgent=kind.weight == LIFE)
    with clock.stopped(clock.now() + timedelta(days=20)):
        given = {who: [one for one in open_items(who) if one.kind.code == kind.code] for who in who_is_asked}
        every = {reverse(one.kind.view, kwargs=dict(one.args)) for items in given.values() for one in items}
        assert every
        for who, items in given.items():
            mine = {reverse(one.kind.view, kwargs=dict(one.args)) for one in items}
            for where in every:
                answers = sit(who).get(where).status_code
                assert answers == 200 if where in mine else answers != 200 or kind.code in OPEN_TO_MORE


# A referral has two desks, which read one page: each is told what it is itself waited for. And whoever may not be the
# second of two reads the page as well: who is, tests/rooms/tasks/test_two_people.py holds against the verb itself.
OPEN_TO_MORE = {
    one.code for one in declared() if one.code.startswith("referral_") or one.code.removesuffix("_now") in of_two.ACTS
}


def test_the_weights_of_all_rooms_are_known() -> None:
    assert {one.weight for one in declared()} <= set(WEIGHTS)
    assert [one.weight for one in declared() if one.code in ("crisis", "risk", "task")] == [LIFE, RISK, OWED]


@pytest.mark.parametrize("who", [cast.SECRETARY, cast.OPERATOR, cast.AUDITOR], ids=("secretary", "operator", "auditor"))
def test_whoever_counts_or_operates_is_shown_no_page_of_a_file(sit: Sit, who: Actor) -> None:
    done = waiting.everything()
    answer = sit(who).get(f"/casework/cases/{done.case_id}/")
    assert answer.status_code in (403, 404)
    assert waiting.LIFE not in answer.content.decode()


def test_the_last_look_at_a_person_counts_and_after_the_end_there_is_none() -> None:
    case_id = factories.hand_over(identity=None).case_id
    looked.begun(case_id)
    first = open_items(cast.INSPECTOR, case_id)[0].waits.at
    with clock.stopped(clock.now() + timedelta(hours=20)):
        looked.again(case_id)
        (again,) = (one for one in open_items(cast.INSPECTOR, case_id) if one.kind.code == "crisis")
        assert first is not None
        assert again.waits.at == first + timedelta(hours=20)
    with clock.stopped(clock.now() + timedelta(hours=40)):
        looked.ended(case_id)
        assert "crisis" not in codes(cast.INSPECTOR, case_id)


def test_a_task_about_what_another_line_says_already_is_not_said_twice() -> None:
    done = waiting.everything()
    worker.drain()
    with clock.stopped(clock.now() + waiting.LATER):
        worker.drain()
        there = set(Task.objects.filter(case_id=done.case_id, state="open").values_list("kind", flat=True))
        said = [str(one.sentence) for one in open_items(cast.INSPECTOR, done.case_id)]
    assert {"see_again", "risk_again"} <= there
    assert not {str(KINDS[one]) for one in ("see_again", "risk_again", "answer_referral")} & set(said)
    assert len(said) == len(set(said))
