"""The period: none by default, counted where configured, a gate for nothing. The note: agreed, advised, given."""

import ast
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from himaya.cases.actions import consents
from himaya.cases.models import Case, Consent
from himaya.determinations import access, queries, states
from himaya.determinations.actions import decision_notes, periods
from himaya.determinations.models import Note, Period
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import OutboxMessage
from himaya.ops import reactions
from himaya.rights import rules as rights
from himaya.rights.access import open_rights
from himaya.tasks.models import Task
from tests import cast, factories
from tests.refusals import refuses_in_own_words as refuses
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations.determination_at_hand import ASKS, COUNSEL

pytestmark = pytest.mark.capability("C4")
SRC = Path(__file__).resolve().parents[3] / "src" / "himaya"


def react(event: str) -> None:
    """What the worker does with what was told."""
    for row in OutboxMessage.objects.filter(event=event).order_by("pk"):
        for reaction in reactions.REACTIONS[event]:
            reaction(row.ids)


def test_none_is_configured_and_there_is_no_clock() -> None:
    case_id, _decision = at_hand.decided()
    refuses(lambda: periods.start(case_id=case_id, by=ASKS), NotNow, "no_period")
    assert queries.last_period(case_id) is None


@pytest.mark.parametrize("since", states.SINCE)
def test_a_configured_period_is_counted_from_its_event_and_a_task_reminds_of_its_end(since: str) -> None:
    at_hand.period(30, since)
    case_id = at_hand.ready()
    refuses(lambda: periods.start(case_id=case_id, by=ASKS), NotNow, "event")
    decision = at_hand.recorded(at_hand.asked(case_id))
    at_hand.told(decision)
    for stranger in (cast.SHELTER, cast.OFFICER, at_hand.RECORDER):
        with pytest.raises((NotFound, NotPermitted)):
            periods.start(case_id=case_id, by=stranger)
    periods.start(case_id=case_id, by=ASKS)
    refuses(lambda: periods.start(case_id=case_id, by=ASKS), NotNow, "begun")
    row = Period.objects.get()
    assert (row.since_on, row.last_on) == (clock.today(), clock.today() + timedelta(days=30))
    due = OutboxMessage.objects.get(event="period.ending").due_at.astimezone(clock.here())
    assert (due.date(), due.hour) == (row.last_on - timedelta(days=7), 9)
    react("period.ending")
    assert Task.objects.get(kind="period_ends").due_on == row.last_on
    later = row.last_on + timedelta(days=10)
    refuses(lambda: periods.extend(case_id=case_id, last_on=later, reason="", by=ASKS), NotValid, "reason")
    refuses(lambda: periods.extend(case_id=case_id, last_on=row.last_on, reason="ill", by=ASKS), NotValid, "last_on")
    periods.extend(case_id=case_id, last_on=later, reason="Canary illness", by=ASKS)
    react("period.extended")
    assert Task.objects.get(kind="period_ends").state == "closed"
    react("period.ending")
    assert Task.objects.get(kind="period_ends", state="open").due_on == later
    with pytest.raises(DatabaseError), transaction.atomic():
        Period.objects.update(last_on=row.last_on)


def test_a_decision_is_a_task_of_the_desk_until_the_person_is_told() -> None:
    request = at_hand.asked()
    decision = at_hand.recorded(request)
    react("determination.recorded")
    task = Task.objects.get(kind="tell_decision")
    assert (task.desk_id, task.about_id, task.state) == ("labour-north", decision, "open")
    at_hand.told(decision)
    react("determination.told")
    assert Task.objects.get(kind="tell_decision").state == "closed"
    react("determination.recorded")
    assert Task.objects.filter(kind="tell_decision").count() == 1


def test_the_rights_are_read_by_what_the_body_decided_and_a_no_closes_none() -> None:
    case_id = at_hand.ready()

    def status() -> str:
        with open_rights(ASKS, case_id) as opened:
            return opened.facts.status

    assert status() == rights.UNKNOWN
    at_hand.recorded(at_hand.asked(case_id))
    assert status() == rights.PRESUMED
    at_hand.recorded(at_hand.asked(case_id, step=states.IDENTIFIED), states.NOT_ESTABLISHED)
    assert status() == rights.UNKNOWN
    concern = rights.Concern(status=rights.PRESUMED)
    assert [rights.reading(rights.Facts(status=one), concern) for one in ("unknown", "presumed", "identified")] == [
        "unknown",
        "yes",
        "yes",
    ]


def test_no_verb_of_help_asks_for_a_status() -> None:
    """Help never waits for a decision: outside this room only the reading of rights asks, and verbs never do."""
    asked = {"himaya.kernel.decided", "himaya.determinations"}
    found: dict[str, set[str]] = {}
    for file in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = set()
            if isinstance(node, ast.ImportFrom) and node.module:
                names = {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
            hit = {name for name in names if any(name == one or name.startswith(f"{one}.") for one in asked)}
            if hit:
                found.setdefault(file.relative_to(SRC).parts[0] + "/" + file.relative_to(SRC).parts[1], set()).update(
                    hit
                )
    outside = {place for place in found if not place.startswith(("determinations/", "web/", "ops/"))}
    # A file in the fields of a standard says what was decided, and decisions are counted: neither is a verb of help.
    known = {
        "rights/access.py",
        "disclosures/holdings_decisions.py",
        "exchange/held.py",
        "insight/monitoring_measures.py",
    }
    assert outside == known & outside
    helping = [place for place in found if place.split("/")[0] in ("cases", "plans", "tasks", "services", "persons")]
    assert helping == []


def test_the_note_waits_for_the_persons_yes_and_counsels_word_and_tells_no_story() -> None:
    case_id = factories.hand_over().case_id

    def draft(**changes: Any) -> Any:
        whole: dict[str, Any] = {"case_id": case_id, "to_desk": "police-north", "covered": ("work",), "by": ASKS}
        return decision_notes.draft(**{**whole, **changes})

    refuses(draft, NotNow, "not_agreed")
    at_hand.agree(case_id, "police-north", data_class=queries.NOTE)
    refuses(lambda: draft(to_desk="shelter"), NotValid, "to_desk")
    refuses(lambda: draft(covered=()), NotValid, "covered")
    refuses(lambda: draft(covered=("murder",)), NotValid, "covered")
    with pytest.raises(NotFound):
        draft(by=cast.OFFICER)
    refuses(lambda: draft(by=cast.INSPECTOR_COLLEAGUE), NotPermitted, "not_the_lead")
    note = draft()
    refuses(lambda: decision_notes.give(note_id=note, on=clock.today(), by=ASKS), NotNow, "drafted")
    refuses(lambda: decision_notes.advise(note_id=note, yes=True, by=ASKS), NotPermitted, "not_counsel")
    for stranger in (cast.LAWYER, cast.OFFICER):
        with pytest.raises(NotFound):
            decision_notes.advise(note_id=note, yes=True, by=stranger)
    decision_notes.advise(note_id=note, yes=True, by=COUNSEL)
    refuses(lambda: decision_notes.advise(note_id=note, yes=False, by=COUNSEL), NotNow, "advised")
    tomorrow = clock.today() + timedelta(days=1)
    refuses(lambda: decision_notes.give(note_id=note, on=tomorrow, by=ASKS), NotValid, "on")
    decision_notes.give(note_id=note, on=clock.today(), by=ASKS)
    with access.open_chain(ASKS, Case.objects.get(pk=case_id)) as chain:
        assert [row.word for row, _body in chain.notes] == ["drafted", "advised", "given"]
        assert [body for _row, body in chain.notes] == [{"covered": ["work"]}, {}, {}]
    line = Consent.objects.filter(recipient_id="police-north").latest("number")
    consents.withdraw(consent_id=line.pk, by=ASKS)
    refuses(lambda: decision_notes.give(note_id=note, on=clock.today(), by=ASKS), NotNow, "not_agreed")
    against = _advised_against(case_id)
    refuses(lambda: decision_notes.give(note_id=against, on=clock.today(), by=ASKS), NotNow, "advised_against")
    with pytest.raises(DatabaseError), transaction.atomic():
        Note.objects.update(word="given")


def _advised_against(case_id: Any) -> Any:
    at_hand.agree(case_id, "police-north", data_class=queries.NOTE)
    note = decision_notes.draft(case_id=case_id, to_desk="police-north", covered=("stay",), by=ASKS)
    decision_notes.advise(note_id=note, yes=False, by=COUNSEL)
    return note
