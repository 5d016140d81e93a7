"""The processing register: one writes, another confirms, and the gate follows what is confirmed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from himaya.institutions import catalogue
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid, Refusal
from himaya.kernel.models import AuditEvent
from himaya.legal import gate, rules, states
from himaya.legal.actions import entries, overrides
from himaya.legal.models import LegalOverride, RegisterEntry
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.legal.registering import ELSEWHERE, OFFICER, SECOND, complete, confirmed, said

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X10")]
AFTER = {
    ("confirm", states.PROPOSED): states.IN_FORCE,
    ("refuse", states.PROPOSED): states.REFUSED,
    ("end", states.IN_FORCE): states.ENDED,
}


@pytest.mark.parametrize("verb", list(states.TRANSITIONS))
@pytest.mark.parametrize("state", states.STATES)
def test_the_truth_table_of_an_entry(verb: str, state: str) -> None:
    assert states.leads_to(verb, state) == AFTER.get((verb, state))


def test_nothing_counts_before_a_second_person_has_confirmed_it() -> None:
    """Planted fault: without the check of who wrote it, the officer confirms alone and this entry is in force."""
    entry_id = entries.propose(said=said(), by=OFFICER)
    assert rules.Gap(states.CONTROLLER) in gate.standing("labour").missing
    with refused(NotPermitted, "same_person"):
        entries.confirm(entry_id=entry_id, by=OFFICER)
    entries.confirm(entry_id=entry_id, by=SECOND)
    assert rules.Gap(states.CONTROLLER) not in gate.standing("labour").missing
    told = AuditEvent.objects.filter(object_id=str(entry_id)).order_by("pk")
    assert [(row.action, row.account_id) for row in told] == [
        ("register.proposed", OFFICER.account_id),
        ("register.confirmed", SECOND.account_id),
    ]


def test_the_database_refuses_what_one_person_confirmed_alone() -> None:
    entry = RegisterEntry.objects.get(pk=confirmed())
    entry.decided_by = entry.proposed_by
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


def test_who_may_write_and_who_may_confirm() -> None:
    for actor in (SECOND, cast.INSPECTOR, cast.LABOUR_LEAD, cast.SECRETARY, cast.OPERATOR, cast.AUDITOR):
        with pytest.raises(NotPermitted):
            entries.propose(said=said(), by=actor)
    entry_id = entries.propose(said=said(), by=OFFICER)
    for actor in (cast.INSPECTOR, cast.LABOUR_LEAD, cast.OPERATOR):
        with pytest.raises(NotPermitted):
            entries.confirm(entry_id=entry_id, by=actor)
    for unknown, actor in ((entry_id, ELSEWHERE), (uuid4(), SECOND)):
        with pytest.raises(NotFound):
            entries.confirm(entry_id=unknown, by=actor)


def test_a_later_entry_replaces_the_one_before_and_an_ended_one_leaves_a_gap() -> None:
    first = confirmed()
    second = confirmed(text="The ministry")
    assert RegisterEntry.objects.get(pk=first).state == states.REPLACED
    with pytest.raises(NotPermitted):
        entries.end(entry_id=second, by=SECOND)
    entries.end(entry_id=second, by=OFFICER)
    assert rules.Gap(states.CONTROLLER) in gate.standing("labour").missing
    with pytest.raises(NotNow):
        entries.end(entry_id=second, by=OFFICER)


WRONG = {
    "part_unknown": {"part": "secret"},
    "text_missing": {"text": "  "},
    "purpose_unknown": {"part": states.BASIS, "about": "curiosity"},
    "recipient_unknown": {"part": states.RECIPIENT, "about": "labour"},
    "number_missing": {"part": states.AUTHORISATION, "number": ""},
    "day_to_come": {"part": states.AUTHORISATION, "dated": date(2027, 1, 1)},
}


@pytest.mark.parametrize("code", list(WRONG))
def test_what_cannot_be_taken_has_its_code(code: str) -> None:
    base = said(WRONG[code].get("part") if code not in ("part_unknown", "text_missing") else states.CONTROLLER)  # type: ignore[arg-type]
    changed = {**{name: getattr(base, name) for name in base.__slots__}, **WRONG[code]}
    with refused(NotValid, code):
        entries.propose(said=entries.Said(**changed), by=OFFICER)


def test_the_gate_opens_with_the_last_entry_and_closes_with_the_first_that_ends(nation: None) -> None:
    """Planted fault: a gate that looks at the store as a whole opens for the hospital with the labour register."""
    complete()
    assert gate.standing("labour").state == rules.COMPLETE
    gate.check_real_identities("labour")
    with refused(NotNow, "legal_setup_missing"):
        gate.check_real_identities("hospital")
    for row in RegisterEntry.objects.exclude(part=states.RECIPIENT):
        RegisterEntry.objects.filter(pk=row.pk).update(state=states.ENDED)
        assert gate.standing("labour").missing == (rules.Gap(row.part, row.about if row.part == states.BASIS else ""),)
        with pytest.raises(NotNow):
            gate.check_real_identities("labour")
        RegisterEntry.objects.filter(pk=row.pk).update(state=states.IN_FORCE)


def test_every_purpose_needs_its_own_basis() -> None:
    found = rules.gaps([], purposes=catalogue.purposes())
    assert {gap.about for gap in found if gap.part == states.BASIS} == set(catalogue.purposes())


def test_a_real_name_waits_for_the_register_and_goes_in_afterwards(nation: None) -> None:
    with pytest.raises(NotNow) as refused:
        factories.hand_over()
    # By the gate of the name itself: without it the receiver's missing regime would refuse too, and nobody would see.
    assert refused.value.code == "legal_setup_missing"
    complete()
    assert factories.hand_over().referral_ids


def test_an_override_is_named_reasoned_and_short_and_is_told_to_every_desk(nation: None) -> None:
    today = clock.today()
    for name, reason in (("", "flood"), ("A. Minister", " ")):
        with pytest.raises(NotValid):
            overrides.sign(institution_id="labour", signed_by=name, reason=reason, by=OFFICER)
    for until in (today - timedelta(days=1), today + timedelta(days=91)):
        with pytest.raises(NotValid):
            overrides.sign(institution_id="labour", signed_by="A.", reason="flood", until=until, by=OFFICER)
    overrides.sign(institution_id="labour", signed_by="A. Minister", reason="flood", by=OFFICER)
    gate.check_real_identities("labour")
    assert "A. Minister" in gate.sentence("labour")
    with pytest.raises(NotNow):
        overrides.sign(institution_id="labour", signed_by="B.", reason="again", by=OFFICER)
    with pytest.raises(NotNow):
        gate.check_real_identities("daw")
    LegalOverride.objects.update(signed_on=today - timedelta(days=90), until=today - timedelta(days=1))
    with pytest.raises(NotNow):
        gate.check_real_identities("labour")


def test_the_longest_name_and_reason_of_an_override_are_taken_and_no_longer_ones(nation: None) -> None:
    for name, reason in (("A" * 121, "flood"), ("A. Minister", "f" * 2001)):
        with pytest.raises(NotValid):
            overrides.sign(institution_id="labour", signed_by=name, reason=reason, by=OFFICER)
    overrides.sign(institution_id="labour", signed_by="A" * 120, reason="f" * 2000, by=OFFICER)
    assert LegalOverride.objects.get().signed_by == "A" * 120


def test_an_override_ends_at_once_and_only_by_whom_it_concerns(nation: None) -> None:
    overrides.sign(institution_id="", signed_by="A. Minister", reason="flood", by=SYSTEM)
    gate.check_real_identities("daw")
    for institution, actor in (("labour", cast.INSPECTOR), ("labour", ELSEWHERE), ("", OFFICER)):
        with pytest.raises((NotPermitted, NotFound)):
            overrides.end(institution_id=institution, by=actor)
    overrides.end(institution_id="", by=SYSTEM)
    with pytest.raises(NotNow):
        gate.check_real_identities("daw")


def test_an_exercise_is_told_nothing_and_stores_its_invented_names() -> None:
    assert gate.standing("labour").state == rules.EXERCISE
    gate.check_real_identities("labour")
    assert gate.sentence("labour") == ""


RECIPIENTS = [
    # known, abroad, number, bound -> may it go
    (True, False, "", True, rules.OPEN),
    (False, False, "", True, rules.NO_REGIME),
    (False, False, "", False, rules.OPEN),
    (True, True, "", True, rules.NO_NUMBER),
    (True, True, "  ", False, rules.NO_NUMBER),
    (False, True, "", False, rules.NO_NUMBER),
    (True, True, "T-7", True, rules.OPEN),
    (True, True, "T-7", False, rules.OPEN),
]


@pytest.mark.parametrize(("known", "abroad", "number", "bound", "found"), RECIPIENTS)
def test_the_truth_table_of_a_recipient(known: bool, abroad: bool, number: str, bound: bool, found: str) -> None:
    assert rules.recipient(known=known, abroad=abroad, number=number, bound=bound) == found


def not_handed_over(code: str) -> None:
    with refused(Refusal, code):
        factories.hand_over()
    assert not AuditEvent.objects.filter(action="referral.sent").exists()


def test_nothing_goes_abroad_without_a_number_in_an_exercise_and_under_an_override_too(nation: None) -> None:
    """Planted fault: a gate that lets an override pass sends the packet abroad, and `referral.sent` stands there."""
    complete(recipients=())
    confirmed(states.RECIPIENT, abroad=True)
    not_handed_over("transfer_without_number")
    overrides.sign(institution_id="", signed_by="A. Minister", reason="flood", by=SYSTEM)
    not_handed_over("transfer_without_number")
    confirmed(states.RECIPIENT, abroad=True, number="T-7")
    assert factories.hand_over().referral_ids


def test_a_body_of_another_state_is_abroad_whatever_nobody_wrote_down() -> None:
    assert factories.hand_over().referral_ids
    Institution.objects.filter(pk="daw").update(kind="state")
    with refused(NotNow, "transfer_without_number"):
        factories.hand_over()


def test_in_a_real_nation_a_recipient_without_a_regime_gets_nothing(nation: None) -> None:
    complete(recipients=("hospital",))
    not_handed_over("recipient_without_regime")
    confirmed(states.RECIPIENT)
    assert factories.hand_over().referral_ids
