"""An authority's demand: advised, decided by another, as narrow as it can be, and the person told when it is lawful."""

from datetime import date, timedelta
from itertools import combinations
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from himaya.cases.models import Case
from himaya.disclosures import queries, rules, states
from himaya.disclosures.access import open_demand, open_narrow
from himaya.disclosures.actions import demands, drills
from himaya.disclosures.models import LegalDemand, SeizureDrill
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotOpened, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, AuditSubject
from himaya.legal import rules_firewall as firewall
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.legal.demanding import COUNSEL, TODAY, WHAT, WHO, advised, answered, asked, decide, decided, recorded
from tests.rooms.legal.exporting import exposing
from tests.rooms.legal.registering import ELSEWHERE, OFFICER

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X10")]
BOTH = cast.actor("labour-both", "labour-north", "data_protection_officer", "legal_counsel")
AFTER = {
    ("advise", states.RECEIVED): states.ADVISED,
    ("advise", states.ADVISED): states.ADVISED,
    ("decide", states.ADVISED): states.DECIDED,
    ("give", states.DECIDED): states.ANSWERED,
    ("drop", states.RECEIVED): states.DROPPED,
    ("drop", states.ADVISED): states.DROPPED,
    ("drop", states.DECIDED): states.DROPPED,
    ("close", states.ANSWERED): states.CLOSED,
    ("close", states.DROPPED): states.CLOSED,
}


def test_the_truth_table_of_a_demand() -> None:
    for verb in states.TRANSITIONS:
        for state in states.STATES:
            assert states.leads_to(verb, state) == AFTER.get((verb, state)), (verb, state)


def test_the_truth_table_of_what_may_be_given() -> None:
    """Planted faults: a firewall that knows only removal lets a file serve the person's own prosecution; one that keeps
    the content alone tells the police at the counter, without any order, that a file exists.
    """
    for aim in firewall.AIMS:
        for power in states.POWERS:
            for asker in states.ASKERS:
                kept = set(rules.refused_parts(rules.PARTS, aim=aim, power=power, asker=asker))
                never = aim in ("prosecute_person", "remove_person") or asker in ("consulate", "other_state")
                no_order = power in ("letter", "spoken", "none")
                assert kept == (set(rules.PARTS) if never or no_order else set()), (aim, power, asker)


def test_what_exposes_leaves_for_no_demand() -> None:
    for aim in (*firewall.AIMS, "curiosity"):
        assert firewall.serves(aim) == (aim in ("protect", "proceed", "research", "unsaid")), aim
    said = {"a": "yes", "b": "yes", "c": "yes"}
    assert firewall.letting_through(said, {"a": (), "b": ("irregular_stay",)}) == {"a": "yes"}


def test_words_are_sealed_and_every_reading_is_written_down() -> None:
    demand_id = advised()
    row = LegalDemand.objects.get(pk=demand_id)
    with pytest.raises(NotOpened):
        _ = row.asked
    before = AuditEvent.objects.filter(action="demand.read").count()
    with open_demand(COUNSEL, demand_id) as opened:
        assert (opened.who, opened.asked, opened.counsel) == (WHO, WHAT, "Canary grounds")
    told = AuditEvent.objects.filter(action="demand.read").order_by("-pk")
    assert told.count() == before + 1
    assert (told[0].purpose, told[0].account_id) == ("legal_demand", COUNSEL.account_id)
    assert AuditSubject.objects.filter(event=told[0], subject_id=row.subject_id).exists()


def test_one_advises_and_another_decides() -> None:
    """Planted fault: without `check_decides` the officer who is also counsel decides alone."""
    demand_id = recorded()
    with pytest.raises(NotPermitted):
        demands.advise(demand_id=demand_id, advice="give", text="x", by=OFFICER)
    with pytest.raises(NotNow):
        decide(demand_id)
    demands.advise(demand_id=demand_id, advice="refuse", text="x", by=BOTH)
    for actor in (COUNSEL, BOTH):
        with pytest.raises(NotPermitted):
            decide(demand_id, by=actor)
    decide(demand_id)
    row = LegalDemand.objects.get(pk=demand_id)
    row.decided_by = row.advised_by
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_nobody_decides_on_advice_that_changed_under_their_eyes() -> None:
    """Planted fault: without the revision that was seen, "give less" is decided on after it became "contest"."""
    demand_id = advised()
    seen = LegalDemand.objects.get(pk=demand_id).revision
    demands.advise(demand_id=demand_id, advice="contest", text="Anew", by=COUNSEL)
    with refused(NotNow, "demand_moved"):
        demands.decide(demand_id=demand_id, parts=(), text="x", seen=seen, by=OFFICER)
    decide(demand_id)


def test_no_caseworker_answers_on_the_spot() -> None:
    for actor in (cast.INSPECTOR, cast.OPERATOR, cast.SECRETARY, cast.AUDITOR):
        with pytest.raises(NotPermitted):
            recorded(by=actor)
    demand_id = recorded(by=cast.LABOUR_LEAD)
    for actor, refusal in ((cast.LABOUR_LEAD, NotFound), (ELSEWHERE, NotFound)):
        with pytest.raises(refusal), open_demand(actor, demand_id):
            pass
    with pytest.raises(NotPermitted):
        demands.drop(demand_id=demand_id, by=cast.LABOUR_LEAD)


def test_the_holding_desk_opens_exactly_what_was_decided_and_under_that_purpose(case: Case) -> None:
    demand_id = decided(("confirmation", "answers"), file=case.reference)
    with open_narrow(cast.INSPECTOR, demand_id) as narrow:
        assert narrow.parts == ("confirmation", "answers")
        assert narrow.answers[0][1] == dict(factories.ANSWERS)
        assert narrow.held_back == 0
    told = AuditEvent.objects.filter(action="case.read").latest("pk")
    assert (told.purpose, told.object_id) == ("legal_demand", str(case.pk))
    for actor in (cast.SHELTER, cast.INSPECTOR_SOUTH, OFFICER):
        with pytest.raises(NotFound), open_narrow(actor, demand_id):
            pass


@pytest.mark.parametrize("parts", [one for n in range(1, 5) for one in combinations(rules.PARTS, n)], ids="-".join)
def test_whatever_is_decided_the_log_says_for_what_it_was_read_and_nothing_else_is_opened(
    case: Case, parts: tuple[str, ...]
) -> None:
    """Seen red: days and states alone were read to "follow up a delay", which the person was then told."""
    with open_narrow(cast.INSPECTOR, decided(parts, file=case.reference)) as narrow:
        assert (narrow.opened.person is not None) == (rules.IDENTITY in parts)
        assert bool(narrow.opened.submissions) == bool(narrow.answers) == (rules.ANSWERS in parts)
    told = AuditEvent.objects.filter(action="case.read").latest("pk")
    assert (told.purpose, told.object_id) == ("legal_demand", str(case.pk))


@pytest.mark.parametrize("asker", ["border", "administration"])
@pytest.mark.parametrize("aim", [firewall.PROCEED, firewall.PROTECT])
def test_an_answer_that_exposes_the_person_is_held_back_whoever_asks_and_for_whatever_aim(aim: str, asker: str) -> None:
    """The aim is what they say. Planted faults: without the firewall all seven answers leave and none is counted as
    held back; where the aim decides, border guards who say "to protect" get what the officer's page said stays.
    """
    case = Case.objects.get(pk=factories.hand_over(version_id=exposing().pk).case_id)
    with open_narrow(cast.INSPECTOR, decided(("answers",), file=case.reference, aim=aim, asker=asker)) as narrow:
        assert "q08" not in narrow.answers[0][1]
        assert narrow.held_back == 1


def test_an_answer_is_held_back_when_a_later_version_of_its_form_marks_it(case: Case) -> None:
    """Planted fault: a look at the answer's own version alone gives what was found to do harm since."""
    demand_id = decided(("answers",), file=case.reference)
    exposing()
    with open_narrow(cast.INSPECTOR, demand_id) as narrow:
        assert "q08" not in narrow.answers[0][1]
        assert narrow.held_back == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"aim": "remove_person"},
        {"aim": "prosecute_person"},
        {"power": "spoken"},
        {"asker": "police", "power": "none", "aim": "unsaid"},
        {"asker": "consulate"},
    ],
    ids=lambda one: "-".join(one.values()),
)
def test_the_firewall_holds_a_decision_back(case: Case, changes: dict[str, str]) -> None:
    demand_id = advised(file=case.reference, **changes)
    for part in ("identity", "confirmation"):
        with refused(NotNow, "held_back"):
            decide(demand_id, (part,))
    decide(demand_id)
    row = LegalDemand.objects.get(pk=demand_id)
    if row.aim in firewall.NEVER:
        row.parts = ["identity"]
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_a_file_of_another_institution_is_absent() -> None:
    for unknown in ("2346-79CD", Case.objects.get(pk=factories.hand_over(by=cast.NURSE).case_id).reference):
        with pytest.raises(NotFound):
            recorded(file=unknown)


def test_a_demand_is_closed_only_when_the_person_was_told_or_there_is_nobody(case: Case) -> None:
    demand_id: UUID = answered(file=case.reference)
    with refused(NotNow, "not_told"):
        demands.close(demand_id=demand_id, by=OFFICER)
    for reason, until in (
        ("", TODAY + timedelta(days=5)),
        ("order_forbids", TODAY),
        ("order_forbids", TODAY + timedelta(91)),
    ):
        with pytest.raises(NotValid):
            demands.put_off(demand_id=demand_id, reason=reason, until=until, by=COUNSEL)
    demands.put_off(demand_id=demand_id, reason="order_forbids", until=TODAY + timedelta(days=30), by=COUNSEL)
    assert not queries.notice_due(LegalDemand.objects.get(pk=demand_id))
    with clock.stopped(factories.TUESDAY + timedelta(days=30)):
        assert queries.notice_due(LegalDemand.objects.get(pk=demand_id))
    with pytest.raises(NotValid):
        demands.nobody_to_tell(demand_id=demand_id, reason="no_file", by=OFFICER)
    demands.tell(demand_id=demand_id, on=TODAY, by=OFFICER)
    demands.close(demand_id=demand_id, by=OFFICER)
    assert LegalDemand.objects.get(pk=demand_id).state == states.CLOSED
    with pytest.raises(NotNow):
        demands.put_off(demand_id=demand_id, reason="order_forbids", until=TODAY + timedelta(days=30), by=OFFICER)


def test_it_is_given_between_its_arrival_and_today() -> None:
    demand_id = decided(received_on=TODAY - timedelta(days=5))

    def give(day: date) -> None:
        demands.give(demand_id=demand_id, form="refusal_sent", given_on=day, text="Canary letter", by=OFFICER)

    for day in (TODAY - timedelta(days=6), TODAY + timedelta(days=1)):
        with refused(NotValid, "day_wrong"):
            give(day)
    give(TODAY - timedelta(days=5))


def test_what_cannot_be_taken_is_refused_and_nothing_is_kept() -> None:
    wrong = ({"asker": "neighbour"}, {"power": "charm"}, {"aim": "fun"}, {"who": " "}, {"asked": "x" * 5000})
    for changes in wrong:
        with pytest.raises(NotValid):
            demands.record(asked=asked(**changes), by=OFFICER)
    assert not LegalDemand.objects.exists()
    with pytest.raises(NotFound):
        demands.drop(demand_id=uuid4(), by=OFFICER)


def test_a_rehearsal_leaves_a_record_once_a_day_and_is_due_after_a_year() -> None:
    assert queries.drill_due(OFFICER)
    for wrong in ({"steps": []}, {"steps": ["dance"]}, {"minutes": 0}, {"held_on": TODAY + timedelta(days=1)}):
        with pytest.raises(NotValid):
            drills.record(**{"held_on": TODAY, "minutes": 40, "steps": ["called"], "by": OFFICER, **wrong})  # type: ignore[arg-type]
    drills.record(held_on=TODAY, minutes=40, steps=["restored", "called"], by=OFFICER)
    assert SeizureDrill.objects.get().steps == ["called", "restored"]
    with pytest.raises(NotNow):
        drills.record(held_on=TODAY, minutes=40, steps=["called"], by=OFFICER)
    assert not queries.drill_due(OFFICER)
    with clock.stopped(factories.TUESDAY + timedelta(days=366)):
        assert queries.drill_due(OFFICER)
