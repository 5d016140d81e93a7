"""Every verb of round tables and institutions is raced somewhere, and what it writes into the audit has a sentence."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.utils.functional import Promise

from himaya.attestations import events as attestations
from himaya.cases import events as cases
from himaya.conferences import events as conferences
from himaya.coordination import events as coordination
from himaya.crisis import events as crisis
from himaya.determinations import events as determinations
from himaya.disclosures import events as disclosures
from himaya.duplicates import events as duplicates
from himaya.enquiries import events as enquiries
from himaya.estimates import events as estimates
from himaya.exchange import events as exchange
from himaya.health import events as health
from himaya.institutions import events as institutions
from himaya.instruments import events as instruments
from himaya.interviews import events as interviews
from himaya.legal import events as legal
from himaya.packets import events as packets
from himaya.plans import events as plans
from himaya.reasonings import events as reasonings
from himaya.relations import events as relations
from himaya.returns import events as returns
from himaya.rights import events as rights
from himaya.risks import events as risks
from himaya.safety import events as safety
from himaya.services import events as services
from himaya.staff_care import events as staff_care
from himaya.tasks import events as tasks
from himaya.training import events as training
from himaya.yearbook import events as yearbook
from tests.house import source

ROOT = Path(__file__).resolve().parents[2]
HIMAYA = ROOT / "src" / "himaya"
RACES = "\n".join(source.text(path) for path in source.below(ROOT / "tests" / "races"))
ACTIONS = (
    *sorted((HIMAYA / "attestations" / "actions").glob("*.py")),
    *sorted((HIMAYA / "coordination" / "actions").glob("*.py")),
    *sorted((HIMAYA / "instruments" / "actions").glob("*.py")),
    *sorted((HIMAYA / "legal" / "actions").glob("*.py")),
    *sorted((HIMAYA / "conferences" / "actions").glob("*.py")),
    *sorted((HIMAYA / "determinations" / "actions").glob("*.py")),
    *sorted((HIMAYA / "disclosures" / "actions").glob("*.py")),
    *sorted((HIMAYA / "estimates" / "actions").glob("*.py")),
    *sorted((HIMAYA / "exchange" / "actions").glob("*.py")),
    *sorted((HIMAYA / "health" / "actions").glob("*.py")),
    *sorted((HIMAYA / "interviews" / "actions").glob("*.py")),
    *sorted((HIMAYA / "plans" / "actions").glob("*.py")),
    *sorted((HIMAYA / "services" / "actions").glob("*.py")),
    *sorted((HIMAYA / "staff_care" / "actions").glob("*.py")),
    *sorted((HIMAYA / "tasks" / "actions").glob("*.py")),
    *sorted((HIMAYA / "training" / "actions").glob("*.py")),
    *sorted((HIMAYA / "yearbook" / "actions").glob("*.py")),
    *sorted((HIMAYA / "reasonings" / "actions").glob("*.py")),
    *sorted((HIMAYA / "relations" / "actions").glob("*.py")),
    *sorted((HIMAYA / "duplicates" / "actions").glob("*.py")),
    *sorted((HIMAYA / "enquiries" / "actions").glob("*.py")),
    *sorted((HIMAYA / "crisis" / "actions").glob("*.py")),
    *sorted((HIMAYA / "packets" / "actions").glob("*.py")),
    *sorted((HIMAYA / "returns" / "actions").glob("*.py")),
    *sorted((HIMAYA / "rights" / "actions").glob("*.py")),
    *sorted((HIMAYA / "risks" / "actions").glob("*.py")),
    *sorted((HIMAYA / "safety" / "actions").glob("*.py")),
    *(
        HIMAYA / "institutions" / "actions" / f"{name}.py"
        for name in (
            "capacity",
            "delegates",
            "desks",
            "institutions",
            "mandates",
            "passwords",
            "qualifications",
            "resets",
            "roles",
        )
    ),
    *(
        HIMAYA / "cases" / "actions" / f"{name}.py"
        for name in (
            "grants",
            "exclusions",
            "emergencies",
            "closures",
            "needs",
            "handovers",
            "inbound",
            "links",
            "quiet",
        )
    ),
)
SENTENCES: dict[str, Mapping[str, Promise]] = {
    "attestations": attestations.EVENTS,
    "cases": cases.EVENTS,
    "conferences": conferences.EVENTS,
    "crisis": crisis.EVENTS,
    "determinations": determinations.EVENTS,
    "coordination": coordination.EVENTS,
    "estimates": estimates.EVENTS,
    "health": health.EVENTS,
    "institutions": institutions.EVENTS,
    "instruments": instruments.EVENTS,
    "interviews": interviews.EVENTS,
    "legal": legal.EVENTS,
    "disclosures": disclosures.EVENTS,
    "duplicates": duplicates.EVENTS,
    "enquiries": enquiries.EVENTS,
    "packets": packets.EVENTS,
    # It opens files, in the word of the room of files.
    "exchange": exchange.EVENTS | {"case.opened": cases.EVENTS["case.opened"]},
    "plans": plans.EVENTS,
    "services": services.EVENTS,
    "staff_care": staff_care.EVENTS,
    "tasks": tasks.EVENTS,
    "training": training.EVENTS,
    "yearbook": yearbook.EVENTS,
    "reasonings": reasonings.EVENTS,
    "relations": relations.EVENTS,
    "returns": returns.EVENTS,
    "rights": rights.EVENTS,
    "risks": risks.EVENTS,
    "safety": safety.EVENTS,
}


def verbs(path: Path) -> Iterator[str]:
    """`noun.verb` for each public function that takes its actor as a keyword-only `by`."""
    for node in source.tree(path).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        if "by" in [one.arg for one in node.args.kwonlyargs]:
            yield f"{path.stem}.{node.name}"


def constants(node: ast.AST) -> Iterator[str]:
    """The words of the audit that an expression can be."""
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and "." in one.value:
            yield one.value


def logged(path: Path) -> Iterator[str]:
    """The action of each `u.log(…)` in a file; of one that is put together, its beginning up to the dot."""
    for function in source.nodes(path):
        if not isinstance(function, ast.FunctionDef):
            continue
        named = {
            target.id: node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "u.log":
                action = call.args[0]
                found = list(constants(named[action.id] if isinstance(action, ast.Name) else action))
                assert found, f"{path.name}:{call.lineno} writes an action that cannot be read here"
                yield from found


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_verb_is_done_twice_at_once_somewhere(path: Path) -> None:
    assert [verb for verb in verbs(path) if not re.search(rf"\b{re.escape(verb)}\b", RACES)] == []


@pytest.mark.parametrize("room", SENTENCES)
def test_what_is_written_into_the_audit_has_its_sentence(room: str) -> None:
    said = SENTENCES[room]
    found = {one for path in source.below(HIMAYA / room) for one in logged(path)}
    assert len(found) > 1
    assert [one for one in sorted(found) if not any(known == one or _begins(known, one) for known in said)] == []


def _begins(known: str, action: str) -> bool:
    return action.endswith(".") and known.startswith(action)
