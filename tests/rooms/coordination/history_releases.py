"""Who stands in a random history of releases, how a step is tried, and the steps: verbs as a page would call them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from himaya.coordination import states
from himaya.coordination.actions import harms, release_pilots, releases, reviews, suspensions
from himaya.coordination.models import (
    AgendaItem,
    Cycle,
    Document,
    Edition,
    HarmReport,
    Need,
    PilotDesk,
    Release,
    ReleaseStep,
    RoundTable,
    Suspension,
)
from himaya.instruments.models import InForce, Pilot
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import Refusal
from himaya.kernel.models import OutboxMessage
from himaya.ops import worker
from tests import cast
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import releases_at_hand as hand
from tests.rooms.coordination.at_the_table import SECRETARY
from tests.rooms.coordination.fingerprints import fingerprint

FIRST_DAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
# What these verbs write, and what is on the screens: reading the whole room would take most of the time.
WRITTEN: tuple[type[Model], ...] = (
    Release,
    ReleaseStep,
    PilotDesk,
    HarmReport,
    Suspension,
    Need,
    AgendaItem,
    InForce,
    Pilot,
    OutboxMessage,
)
SOMEBODY: list[Actor] = [
    SECRETARY,
    hand.SECOND_SECRETARY,
    hand.OFFICER,
    at_the_table.HEALTH,
    cast.LABOUR_LEAD,
    cast.SHELTER_LEAD,
    cast.INSPECTOR,
    at_the_table.MINORS,
    cast.AUDITOR,
    SYSTEM,
]
WHO, PICK = st.sampled_from(SOMEBODY), st.integers(0, 9)
UIDS = st.sampled_from(["", hand.UID, hand.OTHER_UID, hand.NEEDED_UID, "FL-99"])
CHANGES: tuple[tuple[hand.Change, ...], ...] = ((), (hand.replaced("FL-08", "FL-08-2"),), (hand.reworded("FL-02"),))


class ReleaseHistory(RuleBasedStateMachine):
    """One text from its first release on, through as many steps as there are."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block._from_testcase = True  # type: ignore[attr-defined]
        self.block.__enter__()
        self.now = FIRST_DAY
        self.attempts = 0
        self.seen: dict[str, dict[object, str]] = {"release": {}, "suspension": {}}
        self.text = Document.objects.get()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize(
        pilot_days=st.integers(0, 2),
        notice_days=st.integers(0, 2),
        times=st.sampled_from([1, 5, 8, 11, 11, 22]),
        change=st.integers(0, len(CHANGES) - 1),
    )
    def opens(self, pilot_days: int, notice_days: int, times: int, change: int) -> None:
        """A history begins somewhere on the way: eleven steps bring a release from its opening on the screens."""
        cycle = Cycle.objects.get()
        cycle.rules = {**cycle.rules, "pilot_days": pilot_days, "notice_days": notice_days}
        cycle.save(update_fields=["rules"])
        self.text.refresh_from_db()
        self.what_comes_next(times=times, change=CHANGES[change])

    def attempt(self, deed: Callable[[], object]) -> bool:
        """Do it; when it is refused nothing but the audit may have changed, and the refusal has a sentence.

        Reading every row of the room costs more than the step itself, so every third attempt is held to it.
        """
        self.attempts += 1
        before = fingerprint(WRITTEN) if self.attempts % 3 == 0 else None
        refused: Refusal | None = None
        try:
            with clock.stopped(self.now):
                deed()
        except Refusal as refusal:
            refused = refusal
        if refused is not None:
            assert str(refused.sentence)
            assert before is None or fingerprint(WRITTEN) == before
        return refused is None

    def one(self, pick: int, *wanted: str) -> Release | None:
        rows = list(Release.objects.filter(document=self.text, **({"state__in": wanted} if wanted else {})))
        rows.sort(key=lambda row: -row.number)
        return rows[pick % len(rows)] if rows else None

    # --- the usual course --------------------------------------------------------------------------------------------
    @rule(times=st.integers(1, 9), change=st.sampled_from(CHANGES))
    def the_secretariat_goes_on(self, times: int, change: tuple[hand.Change, ...]) -> None:
        self.what_comes_next(times=times, change=change)

    @rule(uid=st.sampled_from(["", hand.UID, hand.OTHER_UID, "FL-08-2"]))
    def two_people_stop_something(self, uid: str) -> None:
        row = self.one(0, states.LIVE)
        if row is None:
            return
        self.attempt(lambda: suspensions.ask(release_id=row.pk, uid=uid, reason="Fait peur", by=cast.LABOUR_LEAD))
        asked = Suspension.objects.filter(release=row, uid=uid, state=states.SUSPENSION_ASKED).first()
        if asked is not None:
            self.attempt(lambda: suspensions.confirm(suspension_id=asked.pk, by=hand.OFFICER))

    @rule(settle=st.sampled_from([suspensions.lift, suspensions.keep]))
    def a_table_looks_at_it(self, settle: Callable[..., object]) -> None:
        one = Suspension.objects.filter(state__in=states.SUSPENDS).order_by("-confirmed_at").first()
        if one is not None:
            table = self._table(met=True)
            self.attempt(lambda: settle(suspension_id=one.pk, table_id=table.pk, answer="Vu", by=SECRETARY))

    @rule()
    def it_goes_back_to_the_first_text(self) -> None:
        row = self.one(0, states.LIVE, states.SUSPENDED)
        first = Edition.objects.filter(document=self.text).order_by("number").first()
        if row is not None and first is not None:
            self.attempt(
                lambda: releases.roll_back(release_id=row.pk, to_edition_id=first.pk, reason="Retour", by=SECRETARY)
            )

    def what_comes_next(self, times: int, change: tuple[hand.Change, ...]) -> None:
        """What a secretariat would do next: without it few histories would ever come on the screens."""
        for _ in range(times):
            row = self.one(0, *states.RELEASE_UNDER_WAY)
            with clock.stopped(self.now):
                if row is None:
                    self.an_edition_is_released(change)
                elif row.state == states.SCHEDULED:
                    self.now = max(self.now, row.effective_at or self.now)
                    with clock.stopped(self.now):
                        worker.drain(self.now)
                else:
                    self.attempt(partial(self._pass, row))

    def _pass(self, row: Release) -> None:
        if row.gate != states.PILOT:
            hand.pass_gate(row, row.gate)
            return
        if row.pilot_from is None:
            hand.begin_pilot(row)
        else:
            self.now = max(self.now, row.pilot_until or self.now)
            with clock.stopped(self.now):
                for desk in row.pilot_desks.filter(found_on=None):
                    hand.find(row, by=SECRETARY, desk=desk.desk_id)
                release_pilots.end(release_id=row.pk, by=SECRETARY)

    def an_edition_is_released(self, change: tuple[hand.Change, ...]) -> None:
        last = Edition.objects.filter(document=self.text).order_by("-number").first()
        waits = last is not None and not Release.objects.filter(edition=last).exclude(state=states.ABANDONED).exists()
        known = {one["uid"] for one in last.content["clauses"]} if last is not None else set()
        fits = () if "FL-08-2" in known else change
        made = last if waits and last is not None else hand.edition(self.text, *fits)
        self.attempt(lambda: releases.open(edition_id=made.pk, by=SECRETARY))

    # --- anything, by anybody, at any time ---------------------------------------------------------------------------
    @rule(who=WHO, pick=PICK, gate=st.sampled_from(states.GATES), part=PICK)
    def a_gate_is_tried(self, who: Actor, pick: int, gate: str, part: int) -> None:
        row = self.one(pick)
        if row is None:
            return
        here: dict[str, Any] = {"release_id": row.pk, "by": who}
        language, half = ("fr", "ar", "en")[part % 3], states.REVIEWS[part % 2]
        deeds: dict[str, Callable[[], object]] = {
            states.CHECKS: lambda: releases.pass_checks(**here),
            states.GOLDEN: lambda: releases.acknowledge_golden(**here),
            states.IMPACT: lambda: releases.acknowledge_impact(**here),
            states.PILOT: lambda: release_pilots.begin(desk_ids=["labour-north", "shelter"][: part % 3], **here),
            states.REVIEW: lambda: reviews.review(part=half, note="Relu", **here),
            states.TRANSLATION: lambda: reviews.check_language(language=language, **here),
            states.TRAINING: lambda: reviews.acknowledge_training(institution_id=who.institution_id, **here),
            states.EFFECTIVE: lambda: releases.schedule(
                effective_on=self.now.date() + timedelta(days=part % 4), **here
            ),
        }
        self.attempt(deeds[gate])

    @rule(who=WHO, pick=PICK, harmful=st.booleans(), ends=st.booleans())
    def a_pilot_goes_on(self, who: Actor, pick: int, harmful: bool, ends: bool) -> None:
        row = self.one(pick)
        if row is None:
            return
        desk = who.desk_id or "labour-north"
        self.attempt(
            lambda: release_pilots.record_finding(
                release_id=row.pk, desk_id=desk, finding="Lu", harmful=harmful and ends, by=who
            )
        )
        if ends:
            self.attempt(lambda: release_pilots.end(release_id=row.pk, by=who))

    @rule(who=WHO, pick=PICK)
    def somebody_gives_up(self, who: Actor, pick: int) -> None:
        row = self.one(pick)
        if row is not None and pick % 2:
            self.attempt(lambda: releases.abandon(release_id=row.pk, reason="Sans objet", by=who))
        elif row is not None:
            self.attempt(lambda: reviews.refuse(release_id=row.pk, part=states.SAFETY, reason="Fait peur", by=who))

    @rule(who=WHO, pick=PICK, late=st.booleans())
    def it_is_to_go_live(self, who: Actor, pick: int, late: bool) -> None:
        row = self.one(pick)
        if row is None:
            return
        moment = row.effective_at or self.now
        at = moment if late else moment - timedelta(seconds=1)
        self.attempt(lambda: releases.go_live(release_id=row.pk, effective=at.isoformat(), by=who))

    @rule(who=st.sampled_from(SOMEBODY[:3]), pick=PICK, to=PICK)
    def the_way_back(self, who: Actor, pick: int, to: int) -> None:
        row = self.one(pick, states.LIVE, states.SUSPENDED, states.SUPERSEDED)
        editions = list(Edition.objects.filter(document=self.text).order_by("number"))
        if row is not None:
            edition = editions[to % len(editions)]
            self.attempt(
                lambda: releases.roll_back(release_id=row.pk, to_edition_id=edition.pk, reason="Retour", by=who)
            )

    # --- harm and what stops it --------------------------------------------------------------------------------------
    @rule(who=WHO, pick=PICK, uid=UIDS, reported=st.booleans())
    def harm_is_noticed(self, who: Actor, pick: int, uid: str, reported: bool) -> None:
        row = self.one(pick, states.LIVE) or self.one(pick)
        if row is None:
            return
        if reported:
            version = hand.in_force()
            self.attempt(lambda: harms.report(version_id=version.pk, uid=uid, kind="fear", text="Fait peur", by=who))
        self.attempt(lambda: suspensions.ask(release_id=row.pk, uid=uid, reason="Fait peur", by=who))

    @rule(who=WHO, pick=PICK, verb=st.sampled_from(["confirm", "confirm", "decline", "lift", "keep"]))
    def a_suspension_moves(self, who: Actor, pick: int, verb: str) -> None:
        rows = sorted(Suspension.objects.all(), key=lambda one: (one.asked_at, one.uid), reverse=True)
        if not rows:
            return
        one = rows[pick % len(rows)]
        if verb == "confirm":
            self.attempt(lambda: suspensions.confirm(suspension_id=one.pk, by=who))
        elif verb == "decline":
            self.attempt(lambda: suspensions.decline(suspension_id=one.pk, answer="Rien ne le montre", by=who))
        else:
            settle = suspensions.lift if verb == "lift" else suspensions.keep
            table = self._table(met=pick % 3 > 0)
            self.attempt(lambda: settle(suspension_id=one.pk, table_id=table.pk, answer="Vu", by=who))

    def _table(self, *, met: bool) -> RoundTable:
        """A table of the cycle that has just closed, or the one at which the text was adopted."""
        if not met:
            return RoundTable.objects.order_by("number")[0]
        self.now += timedelta(hours=1)
        return at_the_table.planned(
            self.text.cycle, state=states.TABLE_CLOSED, starts_at=self.now - timedelta(hours=1), ends_at=self.now,
            closed_at=self.now,
        )  # fmt: skip

    # --- time --------------------------------------------------------------------------------------------------------
    @rule(seconds=st.sampled_from([1, 2, 5, 3600]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        with clock.stopped(self.now):
            worker.drain(self.now)
