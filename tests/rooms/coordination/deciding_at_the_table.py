"""A question at a table in session, what is said on it, its conclusion: what tests of decisions share."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from himaya.coordination import states
from himaya.coordination.actions import decisions
from himaya.coordination.actions.decisions import Reserve
from himaya.coordination.models import Decision, Document, Position, RoundTable
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import SECRETARY

THERE = at_the_table.SEATED[:6]
WORDS = {"fr": "Le protocole est adopté.", "ar": "اعتمد البروتوكول."}
LATER = at_the_table.DAY + timedelta(days=90)


@pytest.fixture(autouse=True)
def _in_the_morning(stage: None) -> Any:
    with at_the_table.in_the_morning(), translation.override("en"):
        yield


def table_with(**rules: object) -> RoundTable:
    return at_the_table.in_session(at_the_table.cycle(**rules))


def next_table(table: RoundTable) -> RoundTable:
    step = timedelta(days=30)
    return at_the_table.planned(table.cycle, starts_at=at_the_table.STARTS + step, ends_at=at_the_table.ENDS + step)


def put(table: RoundTable, **changes: Any) -> Decision:
    base: dict[str, Any] = {"item_id": at_the_table.open_item(table).pk, "wording": WORDS, "by": SECRETARY}
    return decisions.put(**{**base, **changes})


def say(decision: Decision, institution: str, stance: str = states.AGREE, **changes: Any) -> Position:
    base: dict[str, Any] = {"stance": stance, "reason": "Trop court" if stance == states.OBJECT else ""}
    if stance == states.RESERVE:
        base["reservation"] = Reserve("7", "Sauf le délai", None)
    return decisions.speak(decision_id=decision.pk, institution_id=institution, **{**base, "by": SECRETARY, **changes})


def all_agree(decision: Decision, *but: str) -> None:
    for institution in THERE:
        if institution not in but:
            say(decision, institution)


def conclude(decision: Decision, **changes: Any) -> Decision:
    return decisions.conclude(decision_id=decision.pk, **{"by": SECRETARY, **changes})


def document(table: RoundTable, **changes: Any) -> Document:
    base: dict[str, Any] = {"cycle": table.cycle, "kind": "protocol", "title_fr": "P", "state": states.PREPARED}
    return Document.objects.create(**{**base, **changes})
