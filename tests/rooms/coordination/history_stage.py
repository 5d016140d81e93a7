"""Who stands in a random history, how a step is tried, how time and mandates pass."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import ClassVar

from django.apps import apps
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from himaya.coordination import states
from himaya.coordination.actions import (
    cycles,
    handovers,
    seats,
)
from himaya.coordination.models import (
    RoundTable,
)
from himaya.coordination.queries import tables as queries
from himaya.institutions import rules_mandates
from himaya.institutions.actions import mandates
from himaya.institutions.models import Account, Delegate, Desk, Institution, Mandate, Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Refusal
from tests import cast
from tests.rooms.coordination.fingerprints import fingerprint

HOUSES = ("health", "justice", "labour-ministry", "daw", "mizan")
FIRST_DAY = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
AGREES = {"fr": "Accord.", "ar": "موافقة.", "en": "Agreed."}
ROOM = [model for model in apps.get_models() if model.__module__.startswith("himaya.coordination.models")]
# What a step may write: a refused one leaves it as it was.
WRITTEN = (*ROOM, Mandate, Delegate)
# Frozen with its hash, and the hash is looked at.
LARGE = frozenset({"content"})
HOUSE, WHO = st.sampled_from(HOUSES), st.integers(0, 2)


Actors, People = dict[tuple[str, int], Actor], dict[tuple[str, int], Delegate]


def give(person: Delegate, role: str) -> None:
    mandates.give(
        institution_id=person.institution_id,
        delegate_id=person.pk,
        role=role,
        valid_from=clock.today(),
        letter_reference="1/2026",
        letter_on=clock.today(),
        by=cast.SECRETARY,
    )


def houses() -> tuple[Actors, People]:
    """Five institutions with three people each, of whom those of the first three hold mandates.

    All histories of a test begin with the same ones: making them took a fifth of each.
    """
    names = ("name_fr", "name_ar", "name_en")
    roles = (
        ("titular", "focal_point"),
        ("alternate", "focal_point_alternate"),
        ("validating", "validating_authority"),
    )
    actors: Actors = {}
    people: People = {}
    with clock.stopped(FIRST_DAY):
        for house in HOUSES:
            place = Institution.objects.create(
                id=house, kind="ministry", mark="G", source="invented", **dict.fromkeys(names, house)
            )
            desk = Desk.objects.create(id=f"desk-{house}", institution=place, kind="x", **dict.fromkeys(names, house))
            for number, (role, account_role) in enumerate(roles):
                account = Account.objects.create(username=f"{house}-{number}")
                Membership.objects.create(account=account, desk=desk, roles=[account_role], valid_from=clock.today())
                people[house, number] = Delegate.objects.create(
                    institution=place, name_latin=f"{house} {role}", account=account
                )
                actors[house, number] = Actor(
                    kind="account",
                    account_id=account.pk,
                    desk_id=desk.pk,
                    institution_id=house,
                    roles=frozenset({account_role}),
                )
        for house in HOUSES[:3]:
            for number, role in enumerate(rules_mandates.ROLES):
                give(people[house, number], role)
    return actors, people


def after_a_change[H: HistoryStage](look: Callable[[H], None]) -> Callable[[H], None]:
    """An invariant that is looked at after each step that changed something, or may have."""

    @wraps(look)
    def looked(history: H) -> None:
        if history.looked.get(look.__name__) != history.changes:
            look(history)
            history.looked[look.__name__] = history.changes

    checked: Callable[[H], None] = invariant()(looked)
    return checked


class HistoryStage(RuleBasedStateMachine):
    """One cycle from its opening on, through as many steps as there are."""

    # Of `houses`, the same for all histories of a test.
    actors: ClassVar[Actors]
    people: ClassVar[People]

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block._from_testcase = True  # type: ignore[attr-defined]
        self.block.__enter__()
        self.now = FIRST_DAY
        self.attempts = 0
        self.changes = 0
        self.known: dict[object, tuple[bool, Callable[[], object]]] = {}
        self.looked: dict[str, int] = {}
        self.seen: dict[str, dict[object, str]] = {"table": {}, "decision": {}, "minutes": {}, "item": {}}
        self.frozen: dict[object, tuple[object, ...]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    # --- who and when ------------------------------------------------------------------------------------------------
    @initialize(
        method=st.sampled_from(states.METHODS), confirm=st.sampled_from(states.CONFIRMERS), represented=st.booleans()
    )
    def opens(self, method: str, confirm: str, represented: bool) -> None:
        with clock.stopped(self.now):
            self.secretary = cast.SECRETARY
            cycle = cycles.open(
                titles=AGREES,
                organiser_id="health",
                funder_id=None,
                legal_basis="",
                rules={"method": method, "confirm_by": confirm, "represented_counts": represented, "comment_days": 2},
                themes=[],
                by=self.secretary,
            )
            self.cycle_id = cycle.pk
            for house in HOUSES[:4]:
                seats.give(
                    cycle_id=cycle.pk, kind="member", institution_id=house, valid_from=clock.today(), by=self.secretary
                )

    def attempt(self, deed: Callable[[], object]) -> bool:
        """Do it; when it is refused, nothing but the audit may have changed, and the refusal has a sentence.

        Reading every row of the room costs a good part of the step itself, so every other attempt is held to it.
        """
        self.attempts += 1
        before = fingerprint(WRITTEN, without=LARGE) if self.attempts % 2 == 0 else None
        self._forget_what_is_known()
        refused = ""
        with clock.stopped(self.now):
            try:
                deed()
            except Refusal as refusal:
                refused = str(refusal.sentence) or "no sentence"
        if refused:
            assert refused != "no sentence"
            assert before is None or fingerprint(WRITTEN, without=LARGE) == before
        # Unless it was just seen that nothing changed, all is looked at again.
        self.changes += 0 if refused and before is not None else 1
        return not refused

    def there_is(self, *what: object, asked: Callable[[], object]) -> bool:
        """What many rules ask before every step: once for each state of the store, not once for each rule."""
        if what not in self.known:
            self.known[what] = (bool(asked()), asked)
        return self.known[what][0]

    def _forget_what_is_known(self) -> None:
        """An old "no" shuts a rule for good, and a history of nothing is always legal: each fifth is asked anew."""
        for held, asked in self.known.values() if self.attempts % 5 == 0 else ():
            assert bool(asked()) == held, "a rule was told what is no longer so"
        self.known.clear()

    def table(self) -> RoundTable | None:
        return RoundTable.objects.filter(cycle_id=self.cycle_id).order_by("-number").first()

    def has_a_table(self) -> bool:
        return self.there_is("table", asked=self.table)

    def half_day(self) -> str:
        table = self.table()
        assert table is not None
        with clock.stopped(self.now):
            return queries.present_half_day(table)

    # --- time --------------------------------------------------------------------------------------------------------
    @rule(hours=st.sampled_from([1, 5, 24, 24 * 8]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def the_day_comes(self) -> None:
        table = self.table()
        if table is not None and table.state == states.INVITED:
            self.now = max(self.now, table.starts_at)

    # --- mandates ----------------------------------------------------------------------------------------------------
    @rule(house=HOUSE, number=WHO, role=st.sampled_from(rules_mandates.ROLES))
    def a_mandate_is_given(self, house: str, number: int, role: str) -> None:
        self.attempt(lambda: give(self.people[house, number], role))

    @rule(pick=st.integers(0, 20))
    def a_mandate_ends(self, pick: int) -> None:
        found = list(Mandate.objects.filter(valid_to__isnull=True).order_by("valid_from", "institution_id", "role"))
        if len(found) > pick:
            self.attempt(lambda: mandates.end(mandate_id=found[pick].pk, on=clock.today(), by=self.secretary))

    @rule(pick=st.integers(0, 20), number=WHO)
    def a_mandate_is_handed_over(self, pick: int, number: int) -> None:
        found = list(Mandate.objects.filter(valid_to__isnull=True).order_by("valid_from", "institution_id", "role"))
        if len(found) <= pick:
            return
        house = found[pick].institution_id
        self.attempt(
            lambda: handovers.hand_over(
                mandate_id=found[pick].pk,
                to_delegate_id=self.people[house, number].pk,
                on=clock.today() + timedelta(days=1),
                letter_reference="2/2026",
                letter_on=clock.today(),
                by=self.secretary,
            )
        )
