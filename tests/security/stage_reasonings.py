"""On the reasoning of the case: a line of every kind, so that whatever reads it finds something sealed."""

from uuid import UUID

from himaya.kernel.actor import Actor
from himaya.reasonings.actions import reasonings
from tests import cast


def set_up(case_id: UUID, *, by: Actor = cast.INSPECTOR) -> None:
    """By the desk that holds the case."""
    reasonings.add(
        case_id=case_id,
        words="Canary papers kept in a drawer",
        source="said",
        place="means:abuse_authority",
        stance="for",
        fact_number=3,
        by=by,
    )
    reasonings.place(case_id=case_id, fact=1, place="purpose:LAB_FORCED", stance="unclear", by=by)
    reasonings.qualify(case_id=case_id, code="dignity_injured", value="yes", words="Canary room", by=by)
    reasonings.argue(case_id=case_id, code="LAB_FORCED", value="for", words="Canary argument", by=by)
    reasonings.consider(case_id=case_id, code="labour_breach", value="explains_in_part", words="Canary other", by=by)
    reasonings.flag(case_id=case_id, code="smuggling", value="no", by=by)
    reasonings.tick(case_id=case_id, answers={"EXP-01": "present", "COD-01": "absent"}, by=by)
    reasonings.take_back(case_id=case_id, line=6, words="Canary mistake", by=by)
