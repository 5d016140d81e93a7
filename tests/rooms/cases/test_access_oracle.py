"""The policy of access against an oracle that knows none of its code: hypothesis gives, ends, excludes, waits, sends.

The oracle keeps a list of plain facts and answers by reading the rules of design/security.md aloud: something in force,
for your desk or for you at that institution, and no conflict of interest. Faults to plant: an end that is
not looked at; `not_excluded` left out of `visible_cases`; the institution of an account's access ignored; what is kept
apart opened by a full access to the case, or by an emergency.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from himaya.cases import access, queries
from himaya.cases.actions import emergencies, exclusions, grants, referrals
from himaya.cases.models import Case, CompartmentGrant, Grant
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted, Refusal
from tests import cast, factories, sampled
from tests.rooms.cases import apart_at_hand as at_hand

# What it plants is found on either database; the rows themselves are walled off in tests/races/test_row_security.py.
pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.capability("X2")]

LEAD = cast.LABOUR_LEAD
ELSEWHERE = replace(cast.INSPECTOR_SOUTH, desk_id="shelter", institution_id="daw")
PEOPLE = (
    LEAD,
    cast.INSPECTOR,
    cast.INSPECTOR_COLLEAGUE,
    cast.INSPECTOR_SOUTH,
    ELSEWHERE,
    cast.SHELTER,
    cast.LAWYER,
    cast.SECRETARY,
    cast.OPERATOR,
)
WORKERS = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE, cast.INSPECTOR_SOUTH)
TARGETS = ("desk:labour-south", "desk:shelter", "desk:lawyers", *(f"account:{one.account_id}" for one in WORKERS))
ANNEX_ACCOUNT = cast.actor("annex-worker", "shelter", "case_manager").account_id
DEPTH = {"": 0, "exists": 1, "summary": 2, "full": 3}


@dataclass
class Fact:
    """One access as a reader of the register would note it."""

    case: UUID
    whom: str
    level: str
    parts: frozenset[str]
    until: datetime | None
    kind: str
    ended: bool = False


class Oracle:
    """What is known, and who therefore sees what."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.kept_out: set[tuple[UUID, UUID]] = set()
        # By case, what the shelter keeps apart, and until when a colleague of its annex opens it.
        self.apart: dict[UUID, UUID] = {}
        self.let_in: dict[UUID, datetime] = {}
        self.now = factories.TUESDAY

    def counts(self, fact: Fact, who: Actor) -> bool:
        if fact.ended or (fact.until is not None and self.now >= fact.until):
            return False
        if fact.whom.startswith("desk:"):
            return fact.whom == f"desk:{who.desk_id}"
        return fact.whom == f"account:{who.account_id}" and who.institution_id == "labour"

    def sees(self, who: Actor, case: UUID) -> tuple[str, frozenset[str]]:
        reads = {"front_line", "case_manager", "interviewer", "desk_lead", "health_professional", "legal_counsel"}
        if not reads & who.roles or who.account_id is None or (case, who.account_id) in self.kept_out:
            return "", frozenset()
        held = [one for one in self.facts if one.case == case and self.counts(one, who)]
        level = max((one.level for one in held), key=lambda one: DEPTH[one], default="")
        parts = frozenset(part for one in held if one.level == "full" for part in one.parts)
        return level, parts

    def opens(self, who: Actor, case: UUID) -> bool:
        """What is kept apart: those of its desk whose work it is, and a colleague until a day; nobody else."""
        if (case, who.account_id) in self.kept_out or not {"front_line", "case_manager", "interviewer"} & who.roles:
            return False
        if who.desk_id == "shelter":
            return True
        named = who.desk_id == "annex" and who.account_id == ANNEX_ACCOUNT
        return named and case in self.let_in and self.now < self.let_in[case]


class Register(RuleBasedStateMachine):
    """Two cases, their leads and everybody else; each step in a transaction that the test rolls back at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block._from_testcase = True  # type: ignore[attr-defined]
        self.block.__enter__()
        self.oracle = Oracle()
        self.still = clock.stopped(self.oracle.now)
        self.still.__enter__()
        cast.play()
        self.annex = at_hand.at_the_annex("annex-worker", "case_manager")
        done = [factories.hand_over(), factories.hand_over()]
        self.cases = [one.case_id for one in done]
        self.referrals = dict(zip(self.cases, (one.referral_ids[0] for one in done), strict=True))
        self.standing = set(self.cases)
        for case in self.cases:
            whole = frozenset({"identity", "story"})
            self.oracle.facts.append(Fact(case, "desk:labour-north", "full", whole, None, "team"))

    def teardown(self) -> None:
        self.still.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def tried(self, deed: Callable[[], Any]) -> Any:
        """The result of a verb, or None when it refused. What it may refuse is looked at by the other tests."""
        try:
            return deed() or True
        except Refusal:
            return None

    @rule(
        turn=st.integers(0, 1),
        to=st.sampled_from(TARGETS),
        kind=st.sampled_from(("team", "referral", "conference")),
        level=st.sampled_from(("exists", "summary", "full")),
        parts=st.sets(st.sampled_from(("identity", "story"))),
        days=st.integers(0, 3),
    )
    def give(self, turn: int, to: str, kind: str, level: str, parts: set[str], days: int) -> None:
        case, day = self.cases[turn], clock.today() + timedelta(days=days)
        made = self.tried(
            lambda: grants.give(
                case_id=case, to=to, kind=kind, level=level, sections=sorted(parts), until=day, reason="advice", by=LEAD
            )
        )
        if made is None:
            return
        outside = to in ("desk:shelter", "desk:lawyers")
        assert not (outside and level == "full"), "the story went to another institution"
        assert not outside or case in self.standing, "another institution sees a case without a referral"
        assert not outside or to == "desk:shelter", "a desk without a referral was let in"
        until = Grant.objects.get(pk=made).expires_at
        assert until is not None
        self.oracle.facts.append(Fact(case, to, level, frozenset(parts), until, kind))

    @precondition(lambda self: len(self.oracle.facts) > 2)
    @rule(which=st.integers(0, 30))
    def end(self, which: int) -> None:
        fact = self.oracle.facts[2 + which % (len(self.oracle.facts) - 2)]
        if fact.ended:
            return
        kind, number = fact.whom.split(":")
        mine = Grant.objects.filter(case_id=fact.case, kind=fact.kind, expires_at=fact.until, revoked_at=None)
        mine = mine.filter(**{f"{kind}_id": number}, level=fact.level)
        row = next((one for one in mine if set(one.sections) == fact.parts), None)
        if row and self.tried(lambda: grants.end(case_id=fact.case, grant_id=row.pk, by=LEAD)):
            fact.ended = True

    @rule(turn=st.integers(0, 1), who=st.sampled_from(WORKERS))
    def keep_out(self, turn: int, who: Actor) -> None:
        case, account = self.cases[turn], who.account_id
        assert account is not None
        if self.tried(lambda: exclusions.add(case_id=case, account_id=account, reason="family", by=LEAD)):
            self.oracle.kept_out.add((case, account))
            for fact in self.oracle.facts:
                fact.ended = fact.ended or (fact.case == case and fact.whom == f"account:{account}")

    @precondition(lambda self: self.oracle.kept_out)
    @rule(which=st.integers(0, 5))
    def let_back(self, which: int) -> None:
        # In an order of its own: the ids of files are drawn by chance, and a history is replayed.
        known = sorted(self.oracle.kept_out, key=lambda one: (self.cases.index(one[0]), one[1]))
        case, account = known[which % len(known)]
        row = exclusions.Exclusion.objects.get(case_id=case, account_id=account, lifted_at=None)
        exclusions.lift(case_id=case, exclusion_id=row.pk, by=LEAD)
        self.oracle.kept_out.discard((case, account))

    @rule(turn=st.integers(0, 1), who=st.sampled_from(PEOPLE))
    def emergency(self, turn: int, who: Actor) -> None:
        case = self.cases[turn]
        before, parts = self.oracle.sees(who, case)
        reference = Case.objects.get(pk=case).reference
        done = self.tried(
            lambda: emergencies.begin(reference=reference, reason="urgent_care", proved_at=clock.now(), by=who)
        )
        if done is None:
            return
        assert who.institution_id == "labour", "an emergency opened another institution's file"
        assert (case, who.account_id) not in self.oracle.kept_out, "an emergency went round a conflict of interest"
        assert before != "full" or len(parts) < 2
        until = self.oracle.now + timedelta(hours=4)
        whole = frozenset({"identity", "story"})
        self.oracle.facts.append(Fact(case, f"account:{who.account_id}", "full", whole, until, "break_glass"))

    @rule(turn=st.integers(0, 1))
    def keep_apart(self, turn: int) -> None:
        case = Case.objects.get(pk=self.cases[turn])
        made = self.tried(lambda: at_hand.begun(case))
        if made is None:
            return
        assert case.pk in self.standing, "a desk without a referral began to keep notes"
        self.oracle.apart[case.pk] = made
        at_hand.written(made)

    @precondition(lambda self: self.oracle.apart)
    @rule(which=st.integers(0, 3), days=st.integers(0, 2))
    def let_a_colleague_in(self, which: int, days: int) -> None:
        case, one = sorted(self.oracle.apart.items())[which % len(self.oracle.apart)]
        made = self.tried(lambda: at_hand.let_in(one, self.annex, days=days))
        if made is not None:
            until = CompartmentGrant.objects.get(pk=made).expires_at
            assert until is not None
            self.oracle.let_in[case] = until

    @rule(turn=st.integers(0, 1))
    def take_back(self, turn: int) -> None:
        case = self.cases[turn]
        if case not in self.standing:
            return
        referrals.withdraw(referral_id=self.referrals[case], by=LEAD)
        self.standing.discard(case)
        for fact in self.oracle.facts:
            rests = fact.case == case and fact.whom == "desk:shelter" and fact.kind in ("referral", "conference")
            fact.ended = fact.ended or rests

    @rule(hours=st.sampled_from((1, 3, 4, 23, 50)))
    def wait(self, hours: int) -> None:
        self.still.__exit__(None, None, None)
        self.oracle.now += timedelta(hours=hours)
        self.still = clock.stopped(self.oracle.now)
        self.still.__enter__()

    @invariant()
    def everybody_sees_what_the_oracle_says(self) -> None:
        for who in PEOPLE:
            listed = {*queries.shared_cases(who).values_list("pk", flat=True)}
            listed |= {*queries.desk_cases(who).values_list("pk", flat=True)}
            for case in self.cases:
                level, parts = self.oracle.sees(who, case)
                assert (case in listed) == bool(level), (who, level)
                assert self.opened(who, case) == (level, parts), who
        for case, one in self.oracle.apart.items():
            for who in (*PEOPLE, self.annex):
                assert (at_hand.read(who, one) is not None) == self.oracle.opens(who, case), (who, "kept apart")

    def opened(self, who: Actor, case: UUID) -> tuple[str, frozenset[str]]:
        try:
            with access.open_case(who, case, purpose="give_service") as seen:
                shown = {"identity"} if seen.person is not None else set()
                shown |= {"story"} if seen.submissions else set()
                assert bool(seen.referrals) == (seen.view.level != "exists")
                return seen.view.level, frozenset(shown)
        except (NotFound, NotPermitted):
            return "", frozenset()


def test_the_policy_agrees_with_an_oracle_at_every_step() -> None:
    slow = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
    chosen = settings(
        max_examples=60 if sampled.NIGHT else 5, stateful_step_count=20, deadline=None, suppress_health_check=slow
    )
    run_state_machine_as_test(Register, settings=chosen)
