"""Who stands in a random history of recommendations, how a step is tried, and the steps: verbs as a page calls them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from himaya.coordination import states as of_tables
from himaya.coordination import states_following as states
from himaya.coordination.actions import (
    endings,
    evidence,
    grades,
    progress,
    recommendations,
    reminders,
    responses,
    verifications,
)
from himaya.coordination.models import (
    Contributor,
    Decision,
    Evidence,
    FollowUpReminder,
    ProgressReport,
    Recommendation,
    RecommendationStep,
)
from himaya.institutions.models import Account, Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Refusal
from tests import cast
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.fingerprints import fingerprint
from tests.rooms.coordination.following_at_hand import TEXTS

FIRST_DAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WRITTEN = (Recommendation, RecommendationStep, Contributor, ProgressReport, Evidence, FollowUpReminder)
LABOUR_AUTHORITY = cast.actor("authority-labour", "labour-north", "validating_authority")
# One leads, its authority, one helps, one does neither, one has no seat; the secretariat.
SOMEBODY = [
    at_the_table.SECRETARY,
    at_the_table.LABOUR,
    LABOUR_AUTHORITY,
    at_the_table.POLICE,
    at_the_table.DAW,
    at_the_table.MINORS,
]
OUTSIDE = "Conseil régional"
# Usually the one who may: else almost every step of a history would be a refusal.
MINE, ANYBODY = st.just(None), st.sampled_from(SOMEBODY)
WHO = MINE | MINE | MINE | ANYBODY
ROW, BIT = st.integers(0, 2), st.booleans()
SOMETIMES = st.sampled_from([True, True, True, False])


def people() -> Decision:
    """The cast with an authority of the lead, and a decision that binds."""
    cast.play()
    at_the_table.people()
    Account.objects.create(id=LABOUR_AUTHORITY.account_id, username="authority-labour")
    Membership.objects.create(
        account_id=LABOUR_AUTHORITY.account_id,
        desk_id="labour-north",
        roles=["validating_authority"],
        valid_from=at_the_table.SINCE,
    )
    at_the_table.mandate("labour", "authority-labour", of_tables.VALIDATING, account_id=LABOUR_AUTHORITY.account_id)
    table = at_the_table.closed()
    return Decision.objects.create(
        table=table,
        item=table.items.order_by("position")[0],
        number=1,
        wording_fr="Sans objet.",
        method=of_tables.CONSENSUS,
        half_day=at_the_table.MORNING,
        state=of_tables.AGREED,
        put_at=clock.now(),
        concluded_at=clock.now(),
        confirm_by=of_tables.NOBODY_CONFIRMS,
    )


class RecommendationHistory(RuleBasedStateMachine):
    """Up to three recommendations and whatever is tried on them, in whatever order."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block._from_testcase = True  # type: ignore[attr-defined]
        self.block.__enter__()
        self.now = FIRST_DAY
        self.states: dict[object, str] = {}
        self.reports: dict[object, str] = {}
        self.steps: dict[object, list[tuple[object, ...]]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    # --- how a step is tried ------------------------------------------------------------------------------------------
    def attempt(self, deed: Callable[[], object]) -> None:
        """Do it; when it is refused, nothing but the audit may have changed, and the refusal has a sentence."""
        before, refused = fingerprint(WRITTEN), ""
        with clock.stopped(self.now):
            try:
                deed()
            except Refusal as refusal:
                refused = str(refusal.sentence) or "no sentence"
        assert refused != "no sentence"
        assert not refused or fingerprint(WRITTEN) == before

    def row(self, number: int) -> Recommendation | None:
        """One of the recommendations, by its place in the register."""
        rows = list(Recommendation.objects.order_by("number"))
        return rows[number % len(rows)] if rows else None

    def on(self, number: int, verb: Callable[..., object], **takes: Any) -> None:
        """Try a verb on one of them."""
        row = self.row(number)
        if row is not None:
            self.attempt(partial(verb, recommendation_id=row.pk, **takes))

    # --- from the text to the answer ----------------------------------------------------------------------------------
    @initialize()
    def two_are_there(self) -> None:
        for inside in (True, False):
            self.enters(whole=True, inside=inside, who=None)

    @rule(whole=SOMETIMES, inside=SOMETIMES, who=WHO)
    def enters(self, whole: bool, inside: bool, who: Actor | None) -> None:
        if Recommendation.objects.count() == 3:
            return
        takes: dict[str, Any] = {"texts": TEXTS if whole else {"fr": "Former"}, "source_kind": states.AUDIT}
        takes |= {"lead_id": "labour"} if inside else {"lead_name": OUTSIDE}
        self.attempt(
            lambda: recommendations.enter(
                **takes, priority="low", contributors=["police"], by=who or at_the_table.SECRETARY
            )
        )

    @rule(number=ROW, seen=st.integers(0, 2), who=WHO)
    def edits(self, number: int, seen: int, who: Actor | None) -> None:
        takes: dict[str, Any] = {"texts": TEXTS, "source_kind": states.AUDIT, "priority": "high", "lead_id": "labour"}
        self.on(number, recommendations.edit, seen=seen, by=who or at_the_table.SECRETARY, **takes)

    @rule(number=ROW, who=WHO)
    def addresses(self, number: int, who: Actor | None) -> None:
        self.on(number, recommendations.address, by=who or at_the_table.SECRETARY)

    @rule(number=ROW, response=st.sampled_from(states.RESPONSES), reason=SOMETIMES, paper=BIT, who=WHO)
    def answers(self, number: int, response: str, reason: bool, paper: bool, who: Actor | None) -> None:
        by = who or (at_the_table.SECRETARY if paper else at_the_table.LABOUR)
        takes: dict[str, Any] = {"response": response, "reason": "Budget" if reason else "", "by": by}
        if by == at_the_table.SECRETARY:
            takes |= {"how": "letter", "received_on": self.now.date()}
        self.on(number, responses.give, **takes)

    @rule(number=ROW, later=st.integers(-5, 90), who=WHO)
    def moves_the_day(self, number: int, later: int, who: Actor | None) -> None:
        day = (self.now + timedelta(days=later)).date()
        self.on(number, recommendations.move_due, due_on=day, reason="Retard", by=who or at_the_table.SECRETARY)

    @rule(number=ROW, public=BIT)
    def shows(self, number: int, public: bool) -> None:
        verb = recommendations.show_publicly if public else recommendations.hide_publicly
        self.on(number, verb, by=at_the_table.SECRETARY)

    # --- reports and evidence -----------------------------------------------------------------------------------------
    @rule(number=ROW, done=BIT, seen=st.integers(0, 3), who=WHO)
    def writes(self, number: int, done: bool, seen: int, who: Actor | None) -> None:
        takes: dict[str, Any] = {"text": "Douze séances", "as_of": self.now.date(), "done": done, "seen": seen}
        self.on(number, progress.write, by=who or at_the_table.LABOUR, **takes)

    @rule(number=ROW, done=BIT)
    def sends_a_letter(self, number: int, done: bool) -> None:
        row = self.row(number)
        if row is None:
            return
        who = {"institution_id": row.lead_id} if row.lead_id else {"entity": row.lead_name}
        takes: dict[str, Any] = {"text": "Par lettre", "as_of": self.now.date(), "done": done, **who}
        paper = {"how": "letter", "received_on": self.now.date(), "signed_by": "Le directeur"}
        self.on(number, progress.enter_letter, by=at_the_table.SECRETARY, **takes, **paper)

    @rule(
        verb=st.sampled_from(["submit", "validate", "send_back", "accept", "withdraw"]),
        which=st.integers(0, 5),
        who=WHO,
    )
    def moves_a_report(self, verb: str, which: int, who: Actor | None) -> None:
        rows = list(ProgressReport.objects.order_by("recommendation__number", "number"))
        if not rows:
            return
        row = rows[which % len(rows)]
        usual = {"submit": at_the_table.LABOUR, "withdraw": at_the_table.LABOUR, "validate": LABOUR_AUTHORITY}
        by = who or usual.get(verb, at_the_table.SECRETARY)
        takes: dict[str, Any] = {"reason": "Dire combien"} if verb == "send_back" else {}
        self.attempt(partial(getattr(progress, verb), report_id=row.pk, by=by, **takes))

    @rule(number=ROW, who=WHO)
    def adds_evidence(self, number: int, who: Actor | None) -> None:
        takes: dict[str, Any] = {"kind": "circular", "title": "Circulaire", "where": "Bureau d’ordre"}
        self.on(
            number,
            evidence.add,
            dated_on=self.now.date(),
            confidentiality=states.TO_MEMBERS,
            by=who or at_the_table.LABOUR,
            **takes,
        )

    @rule(which=st.integers(0, 3), who=WHO)
    def takes_evidence_back(self, which: int, who: Actor | None) -> None:
        rows = list(Evidence.objects.order_by("recommendation__number", "pk"))
        if rows:
            deed = partial(evidence.withdraw, reason="Erreur", by=who or at_the_table.SECRETARY)
            self.attempt(lambda: deed(evidence_id=rows[which % len(rows)].pk))

    # --- what the secretariat finds -----------------------------------------------------------------------------------
    @rule(number=ROW, excused=BIT, who=WHO)
    def verifies(self, number: int, excused: bool, who: Actor | None) -> None:
        said = "Vu sur place" if excused else ""
        self.on(number, verifications.verify, exception=said, by=who or at_the_table.SECRETARY)

    @rule(number=ROW, verb=st.sampled_from(["give_back", "reopen"]), who=WHO)
    def goes_back(self, number: int, verb: str, who: Actor | None) -> None:
        self.on(number, getattr(verifications, verb), reason="Ne tient pas", by=who or at_the_table.SECRETARY)

    @rule(number=ROW, who=WHO)
    def closes(self, number: int, who: Actor | None) -> None:
        self.on(number, verifications.close, by=who or at_the_table.SECRETARY)

    @rule(number=ROW, grade=st.sampled_from([*states.GRADES, "F"]), who=WHO)
    def grades_it(self, number: int, grade: str, who: Actor | None) -> None:
        self.on(number, grades.give, grade=grade, note="À moitié", by=who or at_the_table.SECRETARY)

    @rule(number=ROW, other=ROW, verb=st.sampled_from(["merge", "supersede"]), who=WHO)
    def goes_into_another(self, number: int, other: int, verb: str, who: Actor | None) -> None:
        into = self.row(other)
        if into is not None:
            name = "into_id" if verb == "merge" else "successor_id"
            self.on(
                number, getattr(endings, verb), reason="Même objet", by=who or at_the_table.SECRETARY, **{name: into.pk}
            )

    @rule(number=st.integers(1, 2))
    def is_the_same_as_the_one_before(self, number: int) -> None:
        """The secretariat merges it: two drawn at random are one and the same too often, or nobody may."""
        self.goes_into_another(number, number - 1, "merge", None)

    @rule(number=ROW, decided=BIT, who=ANYBODY)
    def is_set_aside(self, number: int, decided: bool, who: Actor) -> None:
        decision = Decision.objects.values_list("pk", flat=True)[0] if decided else None
        self.on(number, endings.set_aside, decision_id=decision, reason="Sans objet", by=who)

    @rule(number=ROW, done=SOMETIMES)
    def goes_its_usual_way(self, number: int, done: bool) -> None:
        """The next right step, so that a history also comes to its end."""
        row = self.row(number)
        if row is None:
            return
        if row.state == states.FORMULATED:
            self.addresses(number, None)
        elif row.state == states.ADDRESSED:
            self.answers(number, states.ACCEPTS, True, True, None)
        elif row.state in (states.ANSWERED, states.IN_PROGRESS):
            self.sends_a_letter(number, done)
            for report in ProgressReport.objects.filter(recommendation=row, state=states.VALIDATED):
                self.attempt(partial(progress.accept, report_id=report.pk, by=at_the_table.SECRETARY))
        elif row.state == states.REPORTED_DONE:
            self.adds_evidence(number, None)
            self.verifies(number, False, None)

    # Rules are drawn evenly: without these, one step in twenty would be a right one, and few histories got anywhere.
    @rule(number=ROW, done=SOMETIMES)
    def goes_on(self, number: int, done: bool) -> None:
        """The same again."""
        self.goes_its_usual_way(number, done)

    @rule(number=ROW)
    def goes_all_the_way(self, number: int) -> None:
        """From wherever it stands to verified, where nothing is in its way."""
        for _step in range(5):
            self.goes_its_usual_way(number, True)

    @rule(number=ROW)
    def goes_on_with_more_to_come(self, number: int) -> None:
        """The same, with a report that does not say done."""
        self.goes_its_usual_way(number, False)

    # --- time ---------------------------------------------------------------------------------------------------------
    @rule(days=st.sampled_from([1, 15, 61, 91]))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        with clock.stopped(self.now):
            reminders.remind_due()

    @rule()
    def a_reminder_goes_out_by_letter(self) -> None:
        row = FollowUpReminder.objects.filter(sent_on__isnull=True).first()
        if row is not None:
            takes: dict[str, Any] = {"how": "letter", "sent_on": self.now.date(), "by": at_the_table.SECRETARY}
            self.attempt(lambda: reminders.record(reminder_ids=[row.pk], **takes))
