"""The steps of a random history of a text: drafted, consulted on, commented, amended, settled; by whoever, whenever."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from himaya.coordination import rules_content, states
from himaya.coordination.actions import amendments, clauses, comments, consultations, drafts
from himaya.coordination.models import Amendment, Clause, Comment, Consultation, Cycle, Document, Draft
from himaya.institutions.models import Mandate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Refusal
from tests import factories
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import consulting_at_hand as hand
from tests.rooms.coordination.fingerprints import fingerprint
from tests.rooms.coordination.history_stage import LARGE, WRITTEN

# The secretariat twice as often as each of the others; the last has no seat.
PEOPLE = (at.SECRETARY, at.SECRETARY, at.HEALTH, at.LABOUR, at.DAW, at.MINORS)
WHO, PICK = st.integers(0, len(PEOPLE) - 1), st.integers(0, 6)
WORDS = st.sampled_from(["Texte clair", "Texte plus clair", "Autre texte", "Texte court, daté"])
CLAUSES = st.sampled_from(["", *hand.ORDER, "ART-01", "A-02", "Q-03", "A-01-2", "Q-01-2", "GONE"])
EVERY_LANGUAGE = ("fr", "ar", "en")


def in_three(words: str) -> dict[str, str]:
    """The words in the three languages, each its own."""
    return {"fr": words, "ar": f"{words} ع", "en": f"{words} in English"}


class HistoryTexts(RuleBasedStateMachine):
    """One text of a cycle, from its first draft on."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block._from_testcase = True  # type: ignore[attr-defined]
        self.block.__enter__()
        self.now = factories.TUESDAY
        self.attempts = 0
        self.done: dict[str, int] = {}
        self.seen: dict[str, dict[object, str]] = {}
        self.frozen: dict[object, object] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize(method=st.sampled_from(states.METHODS), adopted=st.booleans(), confirm=st.booleans())
    def begins(self, method: str, adopted: bool, confirm: bool) -> None:
        with clock.stopped(self.now):
            confirmed_by = states.COMMISSION if confirm else states.NOBODY_CONFIRMS
            self.cycle: Cycle = at.cycle(method=method, confirm_by=confirmed_by)
            self.text: Document = hand.document(self.cycle)
            hand.draft(self.text, base=hand.edition(self.text) if adopted else None)

    # --- what stands -------------------------------------------------------------------------------------------------
    def draft(self) -> Draft | None:
        return Draft.objects.filter(document=self.text).order_by("-number").first()

    def round(self) -> Consultation | None:
        return Consultation.objects.filter(draft__document=self.text).order_by("-draft__number", "-number").first()

    def clause(self, pick: int) -> Clause | None:
        rows = list(Clause.objects.filter(draft=self.draft()).order_by("position"))
        return rows[pick % len(rows)] if rows else None

    def attempt(self, verb: str, deed: Callable[[], object]) -> bool:
        """Do it; when it is refused, nothing but the audit may have changed, and the refusal has a sentence.

        Reading every row costs more than the step itself, so every third attempt is held to it.
        """
        self.attempts += 1
        before = fingerprint(WRITTEN, without=LARGE) if self.attempts % 3 == 0 else None
        refused = ""
        with clock.stopped(self.now):
            try:
                deed()
            except Refusal as refusal:
                refused = str(refusal.sentence) or "no sentence"
        if refused:
            assert refused != "no sentence"
            assert before is None or fingerprint(WRITTEN, without=LARGE) == before
            return False
        self.done[verb] = self.done.get(verb, 0) + 1
        return True

    # --- time and mandates -------------------------------------------------------------------------------------------
    @rule(days=st.sampled_from([1, 1, 3, 8]))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(who=WHO, back=st.booleans())
    def a_mandate_lapses_or_is_renewed(self, who: int, back: bool) -> None:
        ends = None if back else self.now.date() - timedelta(days=1)
        Mandate.objects.filter(institution_id=PEOPLE[who].institution_id).update(valid_to=ends)

    # --- the draft ---------------------------------------------------------------------------------------------------
    @rule(who=WHO, source=st.sampled_from([drafts.EDITION, drafts.EDITION, drafts.EMPTY]))
    def a_draft_is_begun(self, who: int, source: str) -> None:
        self.attempt("begin", lambda: drafts.begin(document_id=self.text.pk, source=source, by=PEOPLE[who]))

    @rule(who=WHO, verb=st.sampled_from(["table", "table", "take_back", "withdraw"]), sure=PICK)
    def the_draft_moves(self, who: int, verb: str, sure: int) -> None:
        if verb == "withdraw" and sure:
            return
        more: dict[str, Any] = {"reason": "Doublon"} if verb == "withdraw" else {}
        found = self.draft()
        if found is None:
            return
        self.attempt(verb, lambda: getattr(drafts, verb)(draft_id=found.pk, by=PEOPLE[who], **more))

    @rule(who=WHO, pick=PICK, words=WORDS, meaning=st.booleans(), stale=st.booleans(), whole=st.booleans())
    def a_clause_is_written(self, who: int, pick: int, words: str, meaning: bool, stale: bool, whole: bool) -> None:
        row = self.clause(pick)
        if row is None:
            return
        changed = {**row.form, "required": True} if meaning else row.form
        done = self.attempt(
            "write",
            lambda: clauses.write(
                draft_id=row.draft_id,
                uid=row.uid,
                texts=in_three(words) if whole else {**row.texts, "fr": words},
                form=changed,
                changes_meaning=meaning,
                seen=row.revision + stale,
                checked=EVERY_LANGUAGE if whole else (),
                by=PEOPLE[who],
            ),
        )
        assert not (done and stale)

    @rule(who=WHO, after=CLAUSES, kind=st.sampled_from([states.ARTICLE, states.STEP, states.SECTION]), words=WORDS)
    def a_clause_is_added(self, who: int, after: str, kind: str, words: str) -> None:
        found = self.draft()
        if found is None:
            return
        self.attempt(
            "add",
            lambda: clauses.add(
                draft_id=found.pk,
                after=after,
                kind=kind,
                texts=in_three(words),
                form={},
                checked=EVERY_LANGUAGE,
                by=PEOPLE[who],
            ),
        )

    @rule(who=WHO, pick=PICK, after=CLAUSES, goes=st.booleans())
    def a_clause_goes_or_moves(self, who: int, pick: int, after: str, goes: bool) -> None:
        row = self.clause(pick)
        if row is None:
            return
        by = PEOPLE[who]
        if goes:
            self.attempt("remove", lambda: clauses.remove(draft_id=row.draft_id, uid=row.uid, seen=row.revision, by=by))
        else:
            self.attempt("shift", lambda: clauses.shift(draft_id=row.draft_id, uid=row.uid, after=after, by=by))

    @rule()
    def every_translation_is_checked(self) -> None:
        for row in Clause.objects.filter(draft=self.draft()):
            for code, state in row.translation.items():
                if state == states.TO_CHECK:
                    self._check(row, code)

    def _check(self, row: Clause, code: str) -> None:
        self.attempt(
            "check",
            lambda: clauses.check_translation(
                draft_id=row.draft_id, uid=row.uid, language=code, seen=row.revision, by=at.SECRETARY
            ),
        )

    # --- the consultation --------------------------------------------------------------------------------------------
    @rule(who=WHO, days=st.integers(-1, 9))
    def a_round_opens(self, who: int, days: int) -> None:
        found = self.draft()
        if found is None:
            return
        until = self.now.date() + timedelta(days=days)
        self.attempt(
            "open_round",
            lambda: consultations.open(draft_id=found.pk, opens_on=None, closes_on=until, by=PEOPLE[who]),
        )

    @rule(who=WHO)
    def the_round_closes(self, who: int) -> None:
        found = self.round()
        if found is None:
            return
        self.attempt("close_round", lambda: consultations.close(consultation_id=found.pk, by=PEOPLE[who]))

    def said_by(self, who: int, how: str) -> dict[str, Any]:
        """Who says it: the institution by click, or the secretariat for one of them."""
        by: Actor = PEOPLE[who]
        if by == at.SECRETARY:
            return {"institution_id": at.SEATED[len(self.done) % len(at.SEATED)], "how": how, "by": by}
        return {"institution_id": by.institution_id, "by": by}

    @rule(who=WHO, stance=st.sampled_from(states.CONSULTATION_STANCES), reason=st.booleans())
    def an_institution_takes_its_stance(self, who: int, stance: str, reason: bool) -> None:
        found = self.round()
        if found is None:
            return
        said = {"stance": stance, "reason": "Trop long" if reason else "", **self.said_by(who, states.MAIL)}
        self.attempt("stand", lambda: consultations.take_stance(consultation_id=found.pk, **said))

    @rule(who=WHO, uid=CLAUSES, private=st.booleans())
    def somebody_comments(self, who: int, uid: str, private: bool) -> None:
        found = self.round()
        if found is None:
            return
        visibility = states.FOR_SECRETARIAT if private else states.FOR_ALL
        said = {"uid": uid, "text": "Trop long.", "visibility": visibility, **self.said_by(who, states.LETTER)}
        self.attempt("comment", lambda: comments.make(consultation_id=found.pk, **said))

    @rule(who=WHO, pick=PICK, goes=st.booleans())
    def a_comment_is_answered_or_withdrawn(self, who: int, pick: int, goes: bool) -> None:
        rows = list(Comment.objects.order_by("made_at", "pk"))
        if not rows:
            return
        row, by = rows[pick % len(rows)], PEOPLE[who]
        if goes:
            self.attempt("withdraw_comment", lambda: comments.withdraw(comment_id=row.pk, by=by))
        else:
            self.attempt("answer", lambda: comments.answer(comment_id=row.pk, answer="Vu.", by=by))

    # --- amendments --------------------------------------------------------------------------------------------------
    @rule(
        who=WHO, op=st.sampled_from(states.AMENDMENT_OPS), pick=PICK, after=CLAUSES, words=WORDS, meaning=st.booleans()
    )
    def somebody_amends(self, who: int, op: str, pick: int, after: str, words: str, meaning: bool) -> None:
        found = self.round()
        if found is None:
            return
        row = self.clause(pick)
        uid = row.uid if row is not None else after
        asked = {
            "op": op,
            "uid": after if op == states.INSERT else uid,
            "after": after if op == states.MOVE else "",
            "kind": states.ARTICLE if op == states.INSERT else "",
            "texts": in_three(words) if op in (states.REPLACE, states.INSERT) else {},
            "changes_meaning": meaning,
            "reason": "Plus clair" if pick else "",
        }
        said = {**asked, **self.said_by(who, states.LETTER)}
        self.attempt("amend", lambda: amendments.submit(consultation_id=found.pk, **said))

    def amendment(self, pick: int) -> Amendment | None:
        rows = list(Amendment.objects.filter(draft__document=self.text).order_by("-draft__number", "number"))
        return rows[pick % len(rows)] if rows else None

    @rule(who=WHO, pick=PICK, proposal=st.sampled_from(states.PROPOSALS), words=WORDS)
    def an_outcome_is_proposed(self, who: int, pick: int, proposal: str, words: str) -> None:
        row = self.amendment(pick)
        if row is None:
            return
        texts = {"fr": words} if proposal == states.ACCEPTED_MODIFIED else None
        self.attempt(
            "propose",
            lambda: amendments.propose(
                amendment_id=row.pk, proposal=proposal, reason="Cohérent", texts=texts, by=PEOPLE[who]
            ),
        )

    @rule(who=WHO, pick=PICK, outcome=st.sampled_from(states.PROPOSALS), words=WORDS, answer=st.booleans())
    def an_amendment_is_settled(self, who: int, pick: int, outcome: str, words: str, answer: bool) -> None:
        row = self.amendment(pick)
        if row is None:
            return
        modified = outcome == states.ACCEPTED_MODIFIED
        self.attempt(
            f"settle_{outcome}",
            lambda: amendments.settle(
                amendment_id=row.pk,
                outcome=outcome,
                texts=in_three(words) if modified and row.op != states.MOVE else None,
                after="" if modified and row.op == states.MOVE else None,
                answer="Déjà dans la loi." if answer else "",
                by=PEOPLE[who],
            ),
        )

    @rule(who=WHO, pick=PICK)
    def an_amendment_is_withdrawn(self, who: int, pick: int) -> None:
        row = self.amendment(pick)
        if row is None:
            return
        self.attempt("withdraw_amendment", lambda: amendments.withdraw(amendment_id=row.pk, by=PEOPLE[who]))

    def uids(self) -> list[str]:
        """The clauses of the draft as it stands."""
        found = self.draft()
        return rules_content.uids(_content(found)) if found is not None else []


def _content(draft: Draft) -> dict[str, Any]:
    rows = Clause.objects.filter(draft=draft).order_by("position").values("uid")
    return {"clauses": list(rows)}
