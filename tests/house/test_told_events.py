"""What a verb tells the worker has a consequence, and what has a consequence is told by a verb."""

import ast
from pathlib import Path

from himaya.cases import events as cases
from himaya.kernel import decoys
from himaya.kernel.errors import BudgetSpent
from himaya.ops.reactions import REACTIONS

HIMAYA = Path(__file__).resolve().parents[2] / "src" / "himaya"
TELLS = ("u.tell", "OutboxMessage.objects.create")
# Where the name is put together or handed in: the names that it comes to.
PUT_TOGETHER = {
    "cases/actions/closures.py": {"case.closed", "case.reopened"},
    "cases/actions/inbound.py": {f"inbound.{one}" for one in cases.INBOUND_FOLLOWED},
    "cases/sending.py": {f"referral.{one}" for one in set(cases.DONE.values()) - cases.NOTHING_FOLLOWS},
    "kernel/decoys.py": {decoys.READ},
    # What a refusal tells after everything else was rolled back.
    "kernel/unit.py": {BudgetSpent.tells},
    "returns/actions/returns.py": {"return.review_moved", "return.arrival_said", "return.follow_due"},
    "returns/writing.py": {
        "return.arrival_due",
        "return.arrival_said",
        "return.follow_due",
        "return.in_danger",
        "return.went_alone",
    },
    "risks/actions/measures.py": {f"risk_measure.{one}" for one in ("planned", "moved", "done", "dropped")},
}
# Told by a program of before, which may still lie in the outbox of a store when this one begins.
OF_BEFORE = {"interview.circuit_due"}


def told() -> tuple[set[str], set[str]]:
    """Every name that stands in a `u.tell(…)`, and the files in which one is put together or written past it."""
    names, together = set[str](), set[str]()
    for path in sorted(HIMAYA.rglob("*.py")):
        text = path.read_text("utf-8")
        if not any(f"{one}(" in text for one in TELLS):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in TELLS:
                match node.args:
                    case [ast.Constant(value=str(name)), *_]:
                        names.add(name)
                    case _:
                        together.add(path.relative_to(HIMAYA).as_posix())
    return names, together


def test_something_follows_from_every_event_that_is_told_and_every_consequence_has_its_event() -> None:
    """Seen red with an event of no reaction told again, with one told under another name, and with a reaction to
    nothing."""
    names, together = told()
    assert together == set(PUT_TOGETHER), "say in PUT_TOGETHER which names it comes to"
    names = names.union(*PUT_TOGETHER.values())
    assert sorted(names - {one for one, follows in REACTIONS.items() if follows}) == [], "nothing follows from it"
    assert sorted(set(REACTIONS) - names - OF_BEFORE) == [], "nobody tells it"
    assert len(names) > 90
