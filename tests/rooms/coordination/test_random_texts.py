"""Random histories of a text: drafts, rounds, amendments, decisions, editions; never a state that may not be.

Every step is a verb as a page would call it, by somebody who may or may not, at a moment that may or may not be right.
After each step the text is looked at against what the rules of a round table say; a refused step leaves nothing.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from himaya.coordination import canonical, rules_changes, rules_content, states
from himaya.coordination.models import (
    Amendment,
    Clause,
    Comment,
    Consultation,
    Decision,
    Draft,
    Edition,
    EditionForm,
    Stance,
)
from tests.rooms.coordination.history_texts_table import HistoryTextsTable
from tests.rooms.coordination.test_random_histories import follow

SHARDS = range(1, 5)
pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A5", "A6", "A7")]
DONE: dict[str, int] = {}


class History(HistoryTextsTable):
    """A history, looked at after every step."""

    def teardown(self) -> None:
        for verb, times in self.done.items():
            DONE[verb] = DONE.get(verb, 0) + times
        super().teardown()

    # --- what can never be -------------------------------------------------------------------------------------------
    @invariant()
    def every_move_stands_in_a_table(self) -> None:
        closing = {"close": ((states.CONSULTATION_OPEN,), states.CONSULTATION_CLOSED)}
        ends = {
            "conclude": ((states.PUT,), states.AGREED),
            "await": ((states.PUT,), states.AWAITING),
            "fail": ((states.PUT,), states.NOT_AGREED),
        }
        for model, moves in (
            (Draft, states.DRAFT_TRANSITIONS),
            (Amendment, states.AMENDMENT_TRANSITIONS),
            (Comment, states.COMMENT_TRANSITIONS),
            (Consultation, closing),
            (Decision, {**states.DECISION_TRANSITIONS, **ends}),
        ):
            follow(self.seen.setdefault(model.__name__, {}), model, moves)

    @invariant()
    def what_was_adopted_never_changes(self) -> None:
        adopted = Draft.objects.filter(edition__isnull=False)
        for kept, rows in (
            ("edition", Edition.objects.values_list("pk", "number", "sha256", "decision", "adopted_on")),
            ("form", EditionForm.objects.values_list("pk", "edition", "name", "version", "changed")),
            ("draft", adopted.values_list("pk", "state", "edition", "revision")),
            ("clause", Clause.objects.filter(draft__in=adopted).values_list("pk", "uid", "text_fr", "position")),
        ):
            now = set(rows)
            before = self.frozen.setdefault(kept, set())
            assert isinstance(before, set)
            assert before <= now, kept
            self.frozen[kept] = now

    @invariant()
    def the_hash_of_an_edition_is_that_of_its_content(self) -> None:
        for row in Edition.objects.exclude(pk__in=self.frozen.get("hashed", ())):  # type: ignore[misc]
            assert canonical.digest(row.content) == row.sha256
            self._looked_at(row)

    def _looked_at(self, row: Edition) -> None:
        """Once: it never changes."""
        known = self.frozen.setdefault("hashed", set())
        assert isinstance(known, set)
        known.add(row.pk)
        decision = row.decision
        assert decision.state in states.BINDING
        assert decision.document_id == row.document_id
        if decision.quorum is not None:
            assert decision.quorum.reached
        for other in Edition.objects.filter(document=row.document, number__lt=row.number):
            assert rules_changes.same_uid_other_meaning(other.content, row.content) == []
        uids = rules_content.uids(row.content)
        assert len(set(uids)) == len(uids)
        assert {one["parent"] for one in row.content["clauses"]} <= {"", *uids}
        self._was_ready(row)

    def _was_ready(self, row: Edition) -> None:
        """Nothing was open when it was adopted, and every language was looked at."""
        draft = Draft.objects.filter(edition=row).first()
        if draft is None:
            return
        assert not Amendment.objects.filter(draft=draft, state__in=states.UNSETTLED).exists()
        assert not Comment.objects.filter(consultation__draft=draft, state=states.COMMENT_OPEN).exists()
        assert all(set(one.translation.values()) == {states.CHECKED} for one in draft.clauses.all())
        assert (draft.state == states.DRAFT_ADOPTED_IN_PART) == bool(row.parts)

    @invariant()
    def what_was_settled_says_when_and_stays(self) -> None:
        for row in Amendment.objects.exclude(state__in=states.UNSETTLED):
            now: Any = (row.state, row.answer, row.settled_uid, row.settled_at, str(row.settled_texts))
            assert row.settled_at is not None
            assert row.state != states.AMENDMENT_REJECTED or row.answer
            assert self.frozen.setdefault(("amendment", row.pk), now) == now
        assert not Amendment.objects.filter(state__in=states.UNSETTLED, settled_at__isnull=False).exists()
        assert not Comment.objects.filter(state=states.COMMENT_ANSWERED, answer="").exists()

    @invariant()
    def a_closed_round_is_silent_for_ever(self) -> None:
        closed = Consultation.objects.filter(state=states.CONSULTATION_CLOSED)
        for row in closed.exclude(pk__in=[pk for kind, pk in self._rounds()]):
            self.frozen["round", row.pk] = self._stances(row)
        for _kind, pk in self._rounds():
            assert self._stances(Consultation.objects.get(pk=pk)) == self.frozen["round", pk]

    def _rounds(self) -> list[tuple[str, object]]:
        return [key for key in self.frozen if isinstance(key, tuple) and key[0] == "round"]

    def _stances(self, row: Consultation) -> object:
        return sorted(Stance.objects.filter(consultation=row).values_list("institution", "stance", "reason"))

    @invariant()
    def the_words_stand_still_while_institutions_or_the_table_look_at_them(self) -> None:
        """In consultation nothing changes; before the table only a settlement changes it, never under a question."""
        for row in Draft.objects.filter(state=states.IN_CONSULTATION):
            assert self.frozen.setdefault(("quiet", row.pk, row.consultations.count()), row.revision) == row.revision
        for decision in Decision.objects.filter(state=states.PUT).exclude(result__revision=None):
            draft = Draft.objects.get(pk=decision.result["draft"])
            assert draft.revision == decision.result["revision"]


def walk(histories: int, steps: int, number: int) -> None:
    """As many histories, always the same ones for a number, so that a failure can be walked again."""
    machine = type(f"Texts{number}", (History,), {})
    run_state_machine_as_test(
        seed(number)(machine),
        settings=settings(
            max_examples=histories,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            database=None,
            phases=(Phase.generate,),
        ),
    )


def test_a_few_short_histories_of_a_text_know_no_illegal_state() -> None:
    walk(3, 8, 0)


@pytest.mark.night
@pytest.mark.once
@pytest.mark.parametrize("number", SHARDS)
def test_five_hundred_histories_of_a_text_know_no_illegal_state(number: int) -> None:
    DONE.clear()
    walk(125, 12, number)
    assert Draft.objects.count() == 0
    # They went where they were meant to go.
    for verb in (
        "table",
        "put",
        "conclude",
        "amend",
        "settle_accepted",
        "settle_accepted_modified",
        "close_round",
        "refused_by_the_store",
    ):
        assert DONE.get(verb, 0) >= 2, (verb, DONE)
