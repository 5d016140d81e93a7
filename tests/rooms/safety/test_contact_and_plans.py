"""Rules of contact, plans and copies by their verbs: who may, when, what stays, what is refused."""

import subprocess
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from himaya.cases.models import Case
from himaya.kernel import belongings, clock, contact_hours
from himaya.kernel.access import Access
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid, Refusal
from himaya.kernel.models import AuditEvent
from himaya.safety import access, queries, rules, sheet
from himaya.safety.actions import contact_rules, safety_copies, safety_plans
from himaya.safety.models import ContactRules, SafetyCopy, SafetyPlan
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.safety import made
from tests.rooms.safety.made import BY

pytestmark = pytest.mark.capability("D3")


def test_the_last_line_counts_the_earlier_stay_and_what_was_said_at_hand_over_is_beside_them() -> None:
    case = made.case()
    made.rules(case)
    made.rules(case, ways=("never",), hours={}, word="", answer="")
    with access.open_contact(BY, case.pk) as opened:
        assert opened.now is not None
        assert opened.now.never
        assert (opened.now.number, [one.number for one in opened.earlier]) == (2, [1])
        assert opened.earlier[0].content["word"] == "Jasmin canari"
        assert opened.wishes["words"] == "Canary pharmacy"
    read = AuditEvent.objects.filter(action="contact_rules.read").get()
    assert (read.purpose, read.object_id) == ("contact_person", str(case.pk))
    with pytest.raises(DatabaseError), transaction.atomic():
        ContactRules.objects.filter(number=1).update(holds_until=clock.today())


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("ways", {"ways": ()}),
    ("ways", {"ways": ("never", "call")}),
    ("ways", {"ways": ("pigeon",)}),
    ("messages", {"messages": "perhaps"}),
    ("mon", {"hours": {"mon": "evening"}}),
    ("mon", {"hours": dict.fromkeys(made.NIGHT, "00:00-24:00")}),
    ("word", {"word": "", "answer": "Menthe"}),
    ("who", {"who": "x" * 301}),
    ("holds_until", {"holds_until": factories.TUESDAY.date() - timedelta(days=1)}),
    ("holds_until", {"holds_until": factories.TUESDAY.date() + timedelta(days=400)}),
]


@pytest.mark.parametrize(("code", "changes"), WRONG)
def test_what_does_not_hold_is_refused_beside_its_field(code: str, changes: dict[str, Any]) -> None:
    case = made.case()
    with refused(NotValid, code):
        made.rules(case, **changes)
    assert ContactRules.objects.count() == 0


def test_only_the_desk_that_holds_the_file_agrees_reads_and_plans() -> None:
    case = made.case()
    made.rules(case)
    made.plan(case)
    for stranger in (cast.SHELTER, cast.INSPECTOR_SOUTH, cast.OFFICER, cast.NURSE):
        for deed in (made.rules, made.plan, made.copy):
            with pytest.raises(NotFound):
                deed(case, by=stranger)
        for opening in (access.open_contact, access.open_plan):
            with pytest.raises(NotFound), opening(stranger, case.pk):
                pass
    with pytest.raises(NotPermitted):
        made.rules(case, by=cast.SECRETARY)


def test_a_case_that_the_police_holds_shows_its_rules_there() -> None:
    case = made.case(by=cast.OFFICER)
    made.rules(case, by=cast.OFFICER)
    with access.open_contact(cast.OFFICER, case.pk) as opened:
        assert opened.now is not None


def test_a_plan_is_revised_as_a_new_version_by_whoever_read_the_last() -> None:
    case = made.case()
    assert made.plan(case) == 1
    with pytest.raises(NotNow, match="stands"):
        made.plan(case)
    assert made.revised(case, staff="Rappellent à 10 h") == 2
    with pytest.raises(NotNow, match="revised"):
        made.revised(case, after=1)
    with access.open_plan(BY, case.pk) as (_case, plan):
        assert plan is not None
        assert list(plan.parts) == ["warning_signs", "who_to_call", "staff"]
        assert plan.parts["staff"] == "Rappellent à 10 h"
    first = SafetyPlan.objects.get(number=1)
    with Access(BY, "give_service") as reader:
        reader.open(first)
        assert first.parts["staff"] == made.PARTS["staff"]
    with pytest.raises(NotNow, match="revised"):
        safety_plans.end(case_id=case.pk, after=1, reason="found", by=BY)
    safety_plans.end(case_id=case.pk, after=2, reason="found", by=BY)
    with pytest.raises(NotNow, match="no_plan"):
        safety_plans.end(case_id=case.pk, after=2, reason="found", by=BY)
    assert queries.standing_plan(case.pk) is None
    assert made.plan(case) == 3


@pytest.mark.parametrize(
    ("parts", "language", "code"),
    [
        ({}, "fr", "warning_signs"),
        ({"strange": "x"}, "fr", "warning_signs"),
        ({"staff": "x" * 401}, "fr", "staff"),
        ({"staff": "a\n" * 9}, "fr", "staff"),
        (dict.fromkeys(rules.PARTS, "x" * 300), "fr", "warning_signs"),
        ({"staff": "x"}, "de", "language"),
    ],
)
def test_a_plan_that_would_not_fit_is_refused(parts: dict[str, str], language: str, code: str) -> None:
    case = made.case()
    with refused(NotValid, code):
        safety_plans.write(case_id=case.pk, parts=parts, language=language, by=BY)


def test_a_no_to_a_copy_needs_no_other_answer() -> None:
    case = made.case()
    with pytest.raises(NotNow, match="no_plan"):
        made.copy(case, "none")
    made.plan(case)
    safety_copies.answer(case_id=case.pk, version=1, wish="none", risk={}, heard=False, by=BY)
    with access.open_plan(BY, case.pk) as (_case, plan):
        assert plan is not None
        assert plan.copy == {"wish": "none"}


def test_a_copy_follows_the_risk_question_and_the_advice_was_heard() -> None:
    case = made.case()
    made.plan(case)
    for changes, code in (
        ({"wish": "carries", "finds": ""}, "risk"),
        ({"wish": "pigeon"}, "wish"),
        ({"wish": "photo", "harm": "yes"}, "heard"),
    ):
        with refused(NotValid, code):
            made.copy(case, **changes)
    made.copy(case, "staff", harm="yes")
    made.copy(case, "carries", harm="yes", heard=True)
    assert SafetyCopy.objects.count() == 2
    # Of a new version it is asked anew.
    made.revised(case)
    with access.open_plan(BY, case.pk) as (_case, plan):
        assert plan is not None
        assert plan.copy == {}


def test_nothing_is_written_into_a_closed_file() -> None:
    case = made.case()
    made.plan(case)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today(), close_reason="goals_reached")
    deeds = (made.rules, made.revised, made.copy)
    for deed in deeds:
        with pytest.raises(NotNow):
            deed(case)


def test_hours_hold_for_a_clock_without_a_key_and_for_no_other_file() -> None:
    case, other = made.case(), made.case(identity=None)
    made.rules(case)
    at = factories.TUESDAY.astimezone(clock.here()).replace(hour=21, minute=30)
    assert contact_hours.not_before(case.pk, at) == (at + timedelta(days=1)).replace(hour=8, minute=0)
    assert contact_hours.not_before(other.pk, at) == at
    made.rules(case, hours={})
    assert contact_hours.not_before(case.pk, at) == at


@pytest.mark.parametrize(("scope", "left"), [("identity", (0, 1, 1)), ("all", (0, 0, 0))])
def test_how_somebody_is_reached_goes_with_the_identity(scope: str, left: tuple[int, int, int]) -> None:
    case = made.case()
    made.rules(case)
    made.plan(case)
    made.copy(case)
    for one in belongings.of_persons():
        if one.model.__module__ == "himaya.safety.models":
            one.erase(case.person_id, scope=scope)
    assert (ContactRules.objects.count(), SafetyPlan.objects.count(), SafetyCopy.objects.count()) == left
    assert not SafetyPlan.objects.filter(parts__isnull=False).exists()


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_sheet_is_one_page_that_says_neither_who_nor_where(language: str) -> None:
    words = {"fr": "Appeler Salma, puis sortir par la cour. ", "ar": "الاتصال بسلمى ثم الخروج من الفناء. "}[language]
    case = made.case()
    made.plan(case, parts=dict.fromkeys(rules.PARTS, (words * 8)[:250]), language=language)
    with access.open_plan(BY, case.pk) as (_case, plan):
        assert plan is not None
        body = sheet.make(plan)
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()
    assert told.count("\f") == 1, "one page"
    assert "2026" in told
    hidden = [case.reference, factories.SAID, case.desk.name, case.institution.name, factories.PHONE]
    for telling in (*hidden, "himaya", "traite", "victim", "police", "ضحية", "الاتجار", "حماية", "sécurité"):
        assert str(telling).lower() not in told.lower(), telling
    info = subprocess.run(["pdfinfo", "-"], input=body, capture_output=True, check=True).stdout.decode().lower()
    assert "himaya" not in info


def test_a_refusal_is_in_the_audit_without_a_word() -> None:
    case = made.case()
    with pytest.raises(Refusal):
        made.rules(case, who="Canary sister " * 40)
    assert not AuditEvent.objects.filter(action="contact_rules.agreed").exists()


def test_a_step_past_the_hours_is_written_with_its_reason() -> None:
    case = made.case()
    made.rules(case)
    contact_rules.step_past(case_id=case.pk, purpose="contact_person", by=BY)
    row = AuditEvent.objects.get(action="contact_rules.passed")
    assert (row.purpose, row.object_id) == ("contact_person", str(case.pk))
