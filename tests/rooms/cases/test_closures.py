"""A file is closed for a reason and opened again; what is open stops it; afterwards nothing more flows from it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _

from himaya.cases import queries, queries_closures, queries_retention, rules_closures
from himaya.cases.access import open_case
from himaya.cases.actions import (
    assessments,
    closures,
    compartments,
    consents,
    emergencies,
    erasures,
    grants,
    notes,
    referrals,
    retention,
)
from himaya.cases.actions.closures import Ending
from himaya.cases.actions.consents import Question
from himaya.cases.closures_content import CLOSE, REOPEN, reasons
from himaya.cases.models import Case, Closure, Erasure, Grant, Referral, Tally
from himaya.disclosures import holdings
from himaya.instruments.models import Usage
from himaya.kernel import clock, still_open
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.kernel.still_open import STOPS, TELLS, WARNS, Still
from himaya.persons.models import Person
from tests import cast, factories
from tests.rooms.cases import apart_at_hand
from tests.rooms.cases.test_erasure_limits import placed
from tests.rooms.cases.test_erasures import IDENTITY, OFFICER, ask, ended, run_after_long
from tests.rooms.cases.test_referral_states import do
from tests.rooms.legal import requesting

pytestmark = [pytest.mark.usefixtures("stage", "nothing_to_fold"), pytest.mark.capability("E7")]
DONE = Ending("goals_reached", {"safety": "better", "papers": "not_known"})


def close(case_id: UUID, ending: Ending = DONE, by: Actor = cast.INSPECTOR) -> None:
    closures.close(case_id=case_id, ending=ending, by=by)


def reopen(case_id: UUID, reason: str = "person_came_back", by: Actor = cast.INSPECTOR) -> None:
    closures.reopen(case_id=case_id, reason=reason, by=by)


def kept(case_id: UUID) -> tuple[Any, ...]:
    return tuple(Case.objects.values_list("state", "close_reason", "closed_on").get(pk=case_id))


def test_a_file_is_closed_and_opened_again_more_than_once_and_each_time_is_a_line() -> None:
    done = ended()
    close(done.case_id)
    assert kept(done.case_id) == ("closed", "goals_reached", date(2026, 11, 24))
    assert not Usage.objects.filter(open__gt=0).exists()
    with pytest.raises(NotNow, match="closed_already"):
        close(done.case_id)
    reopen(done.case_id)
    assert kept(done.case_id) == ("open", "", None)
    assert Usage.objects.get().open == 1
    with pytest.raises(NotNow, match="open_already"):
        reopen(done.case_id)
    close(done.case_id, Ending("unreachable", tries=3))
    rows = list(Closure.objects.defer("outcomes").order_by("number"))
    assert [(one.number, one.word, one.reason, one.desk_id, one.role, one.tries) for one in rows] == [
        (1, "closed", "goals_reached", "labour-north", "case_manager", None),
        (2, "reopened", "person_came_back", "labour-north", "case_manager", None),
        (3, "closed", "unreachable", "labour-north", "case_manager", 3),
    ]
    told = list(OutboxMessage.objects.filter(event__startswith="case.").order_by("pk").values_list("event", "ids"))
    assert told == [(f"case.{one}", {"case": str(done.case_id)}) for one in ("closed", "reopened", "closed")]
    audit = AuditEvent.objects.filter(action__in=("case.closed", "case.reopened")).order_by("id")
    assert list(audit.values_list("code", flat=True)) == ["goals_reached", "person_came_back", "unreachable"]
    counted = Tally.objects.filter(kind="closed").order_by("answer").values_list("region", "answer", "count")
    assert list(counted) == [(cast.NORTH, "goals_reached", 1), (cast.NORTH, "unreachable", 1)]


def test_what_changed_is_sealed_and_what_was_not_asked_is_never_the_same() -> None:
    """Seen red with `or "same"` in `rules_closures.outcomes_of`."""
    done = ended()
    close(done.case_id)
    row = Closure.objects.get()
    assert b"better" not in bytes(row.__dict__["outcomes"])
    with Access(cast.INSPECTOR, "give_service", action="case.read", about=("case", done.case_id)) as reader:
        reader.open(row)
        said = row.outcomes
    assert (said["safety"], said["papers"], said["housing"]) == ("better", "not_known", "not_asked")
    assert set(said) == set(rules_closures.DOMAINS)
    assert rules_closures.outcomes_of({}) == dict.fromkeys(rules_closures.DOMAINS, "not_asked")
    for strange in ({"mood": "same"}, {"safety": "fine"}):
        assert rules_closures.outcomes_of(strange) is None
    other = ended(factories.hand_over(identity=None))
    close(other.case_id, Ending("person_asked"))
    assert Closure.objects.get(case=other.case_id).__dict__["outcomes"] is None


def test_the_store_changes_no_line_and_takes_no_second_closing() -> None:
    done = ended()
    close(done.case_id)
    row = Closure.objects.defer("outcomes").get()
    twice = Closure(person_id=row.person_id, case_id=row.case_id, number=2, word="closed", on=row.on, reason="died")
    twice.desk_id = row.desk_id
    wrong: list[Callable[[], object]] = [
        lambda: Closure.objects.filter(pk=row.pk).update(reason="died"),
        twice.save,
        lambda: Case.objects.filter(pk=row.case_id).update(closed_on=None),
        lambda: Case.objects.filter(pk=row.case_id).update(state="open"),
    ]
    for deed in wrong:
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


WRONG = [
    ("reason", Ending("")),
    ("reason", Ending("person_came_back")),
    ("tries", Ending("unreachable")),
    ("tries", Ending("unreachable", tries=2)),
    ("tries", Ending("unreachable", tries=1000)),
    ("tries", Ending("goals_reached", tries=3)),
    ("outcomes", Ending("goals_reached", {"safety": "perfect"})),
]


def test_what_is_wrong_is_named_and_changes_nothing() -> None:
    done = ended()
    for code, ending in WRONG:
        with pytest.raises(NotValid, match=code):
            close(done.case_id, ending)
    for reason in ("", "goals_reached"):
        with pytest.raises(NotValid, match="reason"):
            reopen(done.case_id, reason)
    for by in (cast.SHELTER, cast.INSPECTOR_SOUTH):
        with pytest.raises(NotFound):
            close(done.case_id, by=by)
        with pytest.raises(NotFound):
            reopen(done.case_id, by=by)
    assert kept(done.case_id)[0] == "open"
    assert not Closure.objects.exists()


def test_the_reasons_say_how_the_published_standard_calls_a_file() -> None:
    """Truth table: state × reason × another desk goes on → case status of HTCDS."""
    table = {
        ("open", "", False): "Active",
        ("open", "", True): "Active",
        ("closed", "closed", False): "Closed",
        ("closed", "closed_referred", False): "Closed-referred",
        ("closed", "closed", True): "Follow-up",
        ("closed", "closed_referred", True): "Follow-up",
    }
    for (state, status, runs), called in table.items():
        assert rules_closures.htcds_status(state, status, left_running=runs) == called
    assert {one.status for one in reasons().of(CLOSE)} == {"closed", "closed_referred"}
    assert len(reasons().of(CLOSE)) == 8
    assert len(reasons().of(REOPEN)) == 5
    tries = {None: False, 0: False, 2: False, 3: True, 99: True, 100: False}
    assert {n: rules_closures.enough_tries(n, needed=3) for n in tries} == tries


def test_a_referral_that_runs_is_left_to_its_desk_by_name_or_stops_the_closing() -> None:
    done = factories.hand_over()
    (referral,) = done.referral_ids
    with pytest.raises(NotNow, match="left_running"):
        close(done.case_id)
    do("ask", referral)
    with pytest.raises(NotNow, match="stops"):
        close(done.case_id, Ending("goals_reached", left_running=[referral]))
    do("answer", referral)
    do("accept", referral)
    close(done.case_id, Ending("goals_reached", left_running=[referral]))
    case, written = Case.objects.get(), list(queries_closures.lines(Case.objects.get()))
    assert written[0].left_running == 1
    assert queries_closures.htcds_status(case, written) == "Follow-up"
    do("report_back", referral)
    assert Referral.objects.get().state == "reported_back"
    assert queries_closures.htcds_status(case, written) == "Closed"


def test_nobody_asks_or_tells_more_about_a_closed_file() -> None:
    """Seen red before: the question of the receiver waited for an answer that nobody may give."""
    done = factories.hand_over()
    close(done.case_id, Ending("goals_reached", left_running=done.referral_ids))
    with pytest.raises(NotNow, match="case_closed"):
        do("ask", done.referral_ids[0])
    do("decline", done.referral_ids[0])


def test_an_emergency_an_erasure_and_a_persons_question_are_seen_before() -> None:
    done = ended()
    case = Case.objects.get()
    number = ask(done)
    with pytest.raises(NotNow, match="stops"):
        close(done.case_id)
    erasures.take_back(erasure_id=number, by=cast.INSPECTOR)
    requesting.recorded(case)
    with pytest.raises(NotNow, match="knowing"):
        close(done.case_id)
    begun = emergencies.begin(
        reference=done.reference, reason="urgent_care", proved_at=clock.now(), by=cast.INSPECTOR_SOUTH
    )
    with pytest.raises(NotNow, match="stops"):
        close(done.case_id, Ending("goals_reached", knowing=True))
    emergencies.review(emergency_id=begun.pk, outcome="justified", by=cast.LABOUR_LEAD)
    placed(done)
    seen = queries_closures.standing(case)
    assert ([one.still.code for one in seen.warns], [one.still.code for one in seen.tells]) == (
        ["data_request"],
        ["risk_never_assessed", "hold"],
    )
    close(done.case_id, Ending("goals_reached", knowing=True))
    assert not Grant.objects.filter(revoked_at__isnull=True, expires_at__isnull=False).exists()


def test_a_room_above_says_what_it_has_open_and_how_much_that_weighs(monkeypatch: pytest.MonkeyPatch) -> None:
    done, left = ended(), {"n": 2}
    for weight in (STOPS, WARNS, TELLS):
        still = Still("fake", weight, _("Tasks wait."), lambda _case: left["n"])
        monkeypatch.setattr(still_open, "declared", lambda one=still: [one])
        found = still_open.of_case(done.case_id)
        assert [(one.still.code, one.count) for one in found] == [("fake", 2)]
        if weight == STOPS:
            with pytest.raises(NotNow, match="stops"):
                close(done.case_id, Ending("goals_reached", knowing=True))
        elif weight == WARNS:
            with pytest.raises(NotNow, match="knowing"):
                close(done.case_id)
            close(done.case_id, Ending("goals_reached", knowing=True))
            reopen(done.case_id)
        else:
            close(done.case_id)
    left["n"] = 0
    assert still_open.of_case(done.case_id) == []


def test_rooms_declare_kinds_of_a_known_weight_and_each_code_once() -> None:
    declared = still_open.declared()
    assert {one.code for one in declared} >= {"question", "emergency", "erasure", "hold", "data_request", "export"}
    assert {one.weight for one in declared} <= set(still_open.WEIGHTS)
    assert len({one.code for one in declared}) == len(declared)


def test_every_verb_that_would_let_something_flow_refuses_on_a_closed_file() -> None:
    done = factories.hand_over()
    do("accept", done.referral_ids[0])
    apart = compartments.begin(case_id=done.case_id, kind="ngo_notes", by=cast.SHELTER)
    grants.give(
        case_id=done.case_id, to="desk:labour-south", kind="team", level="summary", sections=(),
        until=clock.today(), reason="advice", by=cast.LABOUR_LEAD,
    )  # fmt: skip
    close(done.case_id, Ending("goals_reached", left_running=done.referral_ids))
    with pytest.raises(NotFound), open_case(cast.INSPECTOR_SOUTH, done.case_id, purpose="give_service"):
        pass
    about = Question("desk:lawyers", ("needs",), "ary", "none", "spoken")
    deeds: list[Callable[[], object]] = [
        lambda: consents.give(case_id=done.case_id, question=about, by=cast.INSPECTOR),
        lambda: consents.ask(case_id=done.case_id, question=about, by=cast.INSPECTOR),
        lambda: consents.refuse(case_id=done.case_id, question=about, by=cast.INSPECTOR),
        lambda: referrals.send(
            case_id=done.case_id, wish=factories.wish(to_desk_id="lawyers", service="legal_aid"), basis="consent",
            language="ary", interpreter="none", told_first=True, agreed_at=clock.now(), by=cast.INSPECTOR,
        ),
        lambda: factories.case_file(done.case_id),
        lambda: assessments.add(
            case_id=done.case_id, version_id=factories.next_version().pk, answers=factories.ANSWERS,
            instance_id=uuid4(), by=cast.INSPECTOR,
        ),
        lambda: notes.add(compartment_id=apart, text="x", corrects=None, instance_id=uuid4(), by=cast.SHELTER),
        lambda: compartments.begin(case_id=done.case_id, kind="safe_house", by=cast.SHELTER),
        lambda: apart_at_hand.let_in(apart, apart_at_hand.at_the_annex("annex-worker", "case_manager")),
        lambda: grants.give(
            case_id=done.case_id, to="desk:labour-south", kind="team", level="summary", sections=(),
            until=clock.today(), reason="advice", by=cast.LABOUR_LEAD,
        ),
        lambda: emergencies.begin(
            reference=done.reference, reason="urgent_care", proved_at=clock.now(), by=cast.INSPECTOR_SOUTH
        ),
        lambda: retention.keep(case_id=done.case_id, by=cast.INSPECTOR),
    ]  # fmt: skip
    for deed in deeds:
        with pytest.raises(NotNow) as refused:
            deed()
        assert str(refused.value.sentence)
    # What takes back and what sets right stays possible.
    consents.withdraw(consent_id=Referral.objects.get().consent_id, by=cast.INSPECTOR)


# The day of closing, and the day on which name (12 months) and file (60 months) go.
DUE = [
    (date(2026, 11, 24), date(2027, 11, 24), date(2031, 11, 24)),
    (date(2027, 2, 28), date(2028, 2, 28), date(2032, 2, 28)),
    (date(2028, 2, 29), date(2029, 2, 28), date(2033, 2, 28)),
    (date(2028, 1, 31), date(2029, 1, 31), date(2033, 1, 31)),
]


@pytest.mark.capability("X1")
@pytest.mark.parametrize(("closed", "name_goes", "file_goes"), DUE)
def test_the_night_erases_what_was_closed_on_the_day_that_the_page_said(
    closed: date, name_goes: date, file_goes: date
) -> None:
    """Across a leap day, by the verb alone: nobody sets a day by hand. Seen red with `closed_on` left empty."""

    def on(day: date) -> datetime:
        return factories.TUESDAY.replace(year=day.year, month=day.month, day=day.day)

    with clock.stopped(on(closed)):
        done = ended()
        case = Case.objects.get()
        assert queries_retention.due_if_closed_today(case) == (name_goes, file_goes)
        close(done.case_id)
        seen = queries_retention.keeping(Case.objects.get())
        assert (seen.identity_due, seen.file_due) == (name_goes, file_goes)
    for day, nameless in ((name_goes - timedelta(days=1), False), (name_goes, True)):
        with clock.stopped(on(day)):
            run_after_long()
            assert (Person.objects.get().anonymous_since is not None) == nameless
    for day, there in ((file_goes - timedelta(days=1), True), (file_goes, False)):
        with clock.stopped(on(day)):
            run_after_long()
            assert Closure.objects.exists() == there
            assert Case.objects.exists() == there


@pytest.mark.capability("X1")
def test_opening_again_stops_the_clock_and_the_next_closing_begins_it_anew() -> None:
    done = ended()
    close(done.case_id)
    with clock.stopped(factories.TUESDAY.replace(year=2027, month=11, day=23)):
        reopen(done.case_id)
        assert queries_retention.keeping(Case.objects.get()).identity_due is None
        # Needed today, however old it is: the period of an open file begins today, and so do the days of silence.
        assert (Case.objects.get().stirred_on, Case.objects.get().needed_until) == (date(2027, 11, 23), None)
        assert not queries_retention.is_idle(Case.objects.get())
    with clock.stopped(factories.TUESDAY.replace(year=2027, month=12)):
        run_after_long()
        assert Person.objects.get().anonymous_since is None
        close(done.case_id)
        assert queries_retention.keeping(Case.objects.get()).identity_due == date(2028, 12, 24)
    with clock.stopped(factories.TUESDAY.replace(year=2028, month=12)):
        run_after_long()
        assert Person.objects.get().anonymous_since is not None
        with pytest.raises(NotNow, match="identity_erased"):
            reopen(done.case_id)


def test_an_erased_identity_leaves_its_line_and_no_way_back() -> None:
    done = ended()
    erasures.confirm(erasure_id=ask(done, IDENTITY), by=OFFICER)
    row = Closure.objects.defer("outcomes").get()
    assert (row.word, row.reason, row.number) == ("closed", "identity_erased", 1)
    with pytest.raises(NotNow, match="identity_erased"):
        reopen(done.case_id)
    assert Erasure.objects.get().state == "done"


def test_the_desk_finds_its_closed_files_and_the_person_is_told_of_the_closing() -> None:
    done = ended()
    close(done.case_id)
    assert [one.pk for one in queries_closures.closed_cases(cast.INSPECTOR)] == [done.case_id]
    assert not queries_closures.closed_cases(cast.SHELTER).exists()
    assert not queries.desk_cases(cast.INSPECTOR).exists()
    found = queries.case_by_reference(cast.INSPECTOR, done.reference)
    assert found is not None
    with open_case(cast.INSPECTOR, done.case_id, purpose="answer_the_person") as opened:
        items = [one for one in holdings.items(opened) if one.section == holdings.ENDING]
    assert [(one.name, one.raw) for one in items] == [
        ("closure:1", "goals_reached"),
        ("outcome:1:safety", "better"),
        ("outcome:1:papers", "not_known"),
    ]
    assert items[0].value == reasons().rows["goals_reached"].names.fr


def test_asking_how_it_was_is_left_where_it_could_endanger() -> None:
    """Reason × next step that the answers suggest → may the person be asked."""
    case = Case(state="closed")
    for reason, step in product(("goals_reached", "died", "unreachable", "identity_erased"), ("offer", "now")):
        case.close_reason, case.next_step = reason, step
        assert queries_closures.may_ask_feedback(case) == ((reason, step) == ("goals_reached", "offer"))
