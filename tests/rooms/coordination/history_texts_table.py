"""The steps of a random history of a text at the table: put, spoken on, concluded, confirmed; and the usual course."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from hypothesis import strategies as st
from hypothesis.stateful import rule

from himaya.adapters.paper import Mode
from himaya.coordination import states
from himaya.coordination.actions import agenda, comments, decisions
from himaya.coordination.actions.decisions import Reserve
from himaya.coordination.models import (
    AgendaItem,
    Amendment,
    Attendance,
    Clause,
    Comment,
    Decision,
    Draft,
    Edition,
    EditionForm,
    RoundTable,
)
from himaya.coordination.papers import data
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination.history_texts import PEOPLE, PICK, WHO, WORDS, HistoryTexts

AGREES = {"fr": "Le texte est adopté.", "ar": "اعتمد النص.", "en": "The text is adopted."}
MODES: tuple[Mode, ...] = ("fr", "ar", "both")


class HistoryTextsTable(HistoryTexts):
    """Tables that decide, papers that are asked for, and somebody who tries to change what was adopted."""

    def table(self) -> RoundTable | None:
        return RoundTable.objects.filter(cycle=self.cycle, state=states.IN_SESSION).first()

    def put_question(self) -> Decision | None:
        return Decision.objects.filter(table__cycle=self.cycle, state=states.PUT).first()

    # --- the session -------------------------------------------------------------------------------------------------
    @rule(there=st.sampled_from([6, 6, 6, 3]))
    def a_session_opens(self, there: int) -> None:
        """Straight into the store, with its first point open: how tables open is walked elsewhere."""
        if self.table() is not None:
            return
        starts = datetime.combine(self.now.date(), at.STARTS.timetz()) + timedelta(days=1)
        self.now = starts.astimezone(UTC) + timedelta(hours=1)
        table = RoundTable.objects.create(
            cycle=self.cycle,
            number=RoundTable.objects.filter(cycle=self.cycle).count() + 1,
            kind=states.TABLE,
            starts_at=starts,
            ends_at=starts + timedelta(hours=8),
            zone="Africa/Casablanca",
            state=states.IN_SESSION,
            opened_at=starts,
            chair=at.delegate("justice"),
        )
        for _place in range(3):
            at.item(table, kind=states.DOCUMENT)
        half_day = f"{self.now.date().isoformat()}-am"
        Attendance.objects.bulk_create(
            Attendance(
                table=table,
                half_day=half_day,
                institution_id=institution,
                status=states.PRESENT if place < there else states.ABSENT,
                delegate=at.delegate(institution) if place < there else None,
                marked_at=self.now,
            )
            for place, institution in enumerate(at.SEATED)
        )

    @rule()
    def the_session_closes(self) -> None:
        table = self.table()
        if table is not None and self.put_question() is None:
            RoundTable.objects.filter(pk=table.pk).update(state=states.TABLE_CLOSED, closed_at=self.now)

    # --- the decision ------------------------------------------------------------------------------------------------
    @rule(who=WHO, whole=st.booleans(), picks=st.lists(PICK, min_size=1, max_size=3))
    def the_text_is_put(self, who: int, whole: bool, picks: list[int]) -> None:
        table, uids = self.table(), self.uids()
        if table is None:
            return
        parts = () if whole or not uids else tuple(uids[pick % len(uids)] for pick in picks)
        item = AgendaItem.objects.filter(table=table, state=states.ITEM_OPEN).first()
        if item is None:
            item = AgendaItem.objects.filter(table=table).order_by("-position")[picks[0] % 3]
            self.attempt("start", lambda: agenda.start(item_id=item.pk, by=at.SECRETARY))
        self.attempt(
            "put",
            lambda: decisions.put(
                item_id=item.pk,
                wording=AGREES,
                document_id=self.text.pk,
                parts=parts,
                by=PEOPLE[who],
            ),
        )

    @rule(stance=st.sampled_from([states.AGREE, states.AGREE, states.RESERVE, states.OBJECT]), pick=PICK)
    def all_speak(self, stance: str, pick: int) -> None:
        """Everybody who is there agrees, but for one."""
        decision = self.put_question()
        if decision is None:
            return
        uids = self.uids()
        held = Reserve(clause=uids[pick % len(uids)] if uids else "", text="Délai", review_on=None)
        there = Attendance.objects.filter(table=decision.table, status=states.PRESENT).order_by("institution_id")
        for place, row in enumerate(there):
            says = stance if place == pick else states.AGREE
            more: dict[str, Any] = {"reservation": held} if says == states.RESERVE else {}
            self._speak(decision, row.institution_id, says, more)

    def _speak(self, decision: Decision, institution: str, stance: str, more: dict[str, Any]) -> None:
        reason = "Trop court" if stance == states.OBJECT else ""
        self.attempt(
            f"speak_{stance}",
            lambda: decisions.speak(
                decision_id=decision.pk,
                institution_id=institution,
                stance=stance,
                reason=reason,
                by=at.SECRETARY,
                **more,
            ),
        )

    @rule(who=WHO, taken_back=PICK)
    def the_question_is_settled(self, who: int, taken_back: int) -> None:
        decision = self.put_question()
        if decision is None:
            return
        if taken_back:
            self.attempt("conclude", lambda: decisions.conclude(decision_id=decision.pk, asked=True, by=PEOPLE[who]))
        else:
            self.attempt(
                "take_question_back",
                lambda: decisions.withdraw(decision_id=decision.pk, reason="À revoir", by=PEOPLE[who]),
            )

    @rule(refused=PICK)
    def the_decision_is_made_final(self, refused: int) -> None:
        row = Decision.objects.filter(state=states.AWAITING).first()
        if row is None:
            return
        if refused:
            self.attempt(
                "confirm",
                lambda: decisions.confirm(decision_id=row.pk, on=clock.today(), reference="C/1", by=at.SECRETARY),
            )
        else:
            self.attempt(
                "refuse",
                lambda: decisions.refuse_confirmation(
                    decision_id=row.pk, reason="À revoir", on=clock.today(), by=at.SECRETARY
                ),
            )

    # --- papers, and a hand in the store -----------------------------------------------------------------------------
    @rule(pick=PICK)
    def its_papers_are_laid_out(self, pick: int) -> None:
        mode = MODES[pick % len(MODES)]
        draft, consultation = self.draft(), self.round()
        edition = Edition.objects.filter(document=self.text).order_by("-number").first()
        wanted = [(data.EDITION, edition), (data.TEXT, draft), (data.CONSULTATION, consultation), (data.TRACKED, draft)]
        kind, row = wanted[pick % len(wanted)]
        if row is not None:
            paper = data.lay_out(kind, data.gather(kind, row.pk, "labour"), mode=mode, exercise=True)
            assert paper.blocks

    @rule()
    def somebody_changes_what_was_adopted_in_the_store(self) -> None:
        adopted = Draft.objects.filter(edition__isnull=False)
        deeds: tuple[Callable[[], int], ...] = (
            lambda: Edition.objects.update(sha256="0" * 64),
            lambda: Edition.objects.filter(number=1).update(content={}),
            lambda: Clause.objects.filter(draft__in=adopted).update(text_fr="autre"),
            lambda: adopted.update(state=states.DRAFTED),
            lambda: EditionForm.objects.update(changed=False),
            lambda: Clause.objects.filter(draft__in=adopted).delete()[0],
        )
        for deed in deeds:
            try:
                with transaction.atomic():
                    assert deed() == 0, "the database let it happen"
            except DatabaseError:
                self.done["refused_by_the_store"] = self.done.get("refused_by_the_store", 0) + 1

    # --- the usual course --------------------------------------------------------------------------------------------
    @rule(words=WORDS, pick=PICK)
    def it_goes_all_the_way(self, words: str, pick: int) -> None:
        self.what_comes_next(times=14, words=words, pick=pick)

    @rule(times=st.integers(1, 6), words=WORDS, pick=PICK)
    def what_comes_next(self, times: int, words: str, pick: int) -> None:
        """Without it few random histories would ever see a text adopted."""
        for turn in range(times):
            self.next_step(words, pick + turn)

    def next_step(self, words: str, pick: int) -> None:
        draft = self.draft()
        if draft is None or draft.state not in states.DRAFT_UNDER_WAY:
            self.a_draft_is_begun(who=0, source="edition")
            self.a_clause_is_written(who=0, pick=pick, words=words, meaning=bool(pick % 2), stale=False, whole=True)
        elif draft.state == states.IN_CONSULTATION:
            self.somebody_amends(
                who=2, op=states.AMENDMENT_OPS[pick % 4], pick=pick + 1, after="A-01", words=words, meaning=False
            )
            if pick % 3 == 0:
                self.the_round_closes(who=0)
        elif draft.state == states.DRAFT_TABLED:
            self.decide(pick)
        elif draft.state == states.DRAFTED and not draft.consultations.exists():
            self.a_round_opens(who=0, days=9)
        else:
            self.make_ready(draft, words, pick)

    def make_ready(self, draft: Draft, words: str, pick: int) -> None:
        """Every comment answered, every amendment settled, every translation checked; then before the table."""
        for comment in Comment.objects.filter(consultation__draft=draft, state=states.COMMENT_OPEN):
            self._answer(comment)
        for place, _row in enumerate(Amendment.objects.filter(draft=draft, state__in=states.UNSETTLED)):
            outcome = states.PROPOSALS[(pick + place) % len(states.PROPOSALS)]
            rows = list(Amendment.objects.filter(draft__document=self.text).order_by("-draft__number", "number"))
            found = next((n for n, one in enumerate(rows) if one.state in states.UNSETTLED), 0)
            self.an_amendment_is_settled(who=0, pick=found, outcome=outcome, words=words, answer=True)
        self.every_translation_is_checked()
        self.the_draft_moves(who=0, verb="table", sure=0)

    def _answer(self, row: Comment) -> None:
        self.attempt("answer", lambda: comments.answer(comment_id=row.pk, answer="Vu.", by=at.SECRETARY))

    def decide(self, pick: int) -> None:
        if Decision.objects.filter(table__cycle=self.cycle, state=states.AWAITING).exists():
            self.the_decision_is_made_final(refused=1)
        elif self.table() is None:
            self.a_session_opens(there=6)
        elif self.put_question() is None:
            self.the_text_is_put(who=0, whole=pick % 3 > 0, picks=[pick])
            if self.put_question() is None:
                self.the_session_closes()
        else:
            self.all_speak(stance=states.RESERVE if pick % 2 else states.AGREE, pick=2)
            self.the_question_is_settled(who=0, taken_back=1)
