"""Every act that takes two people waits for exactly those who may be the second, until it is done or void."""

import ast
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, F

from himaya.cases.actions import erasures, exceptions
from himaya.coordination.actions import suspensions
from himaya.determinations.actions import decision_requests, namings
from himaya.disclosures.actions import data_requests, demands, exports
from himaya.duplicates.actions import searches
from himaya.health.actions import scales
from himaya.institutions.actions import qualifications, resets
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Refusal
from himaya.kernel.ids import new_id
from himaya.kernel.models import OutboxMessage
from himaya.kernel.two_people import Act
from himaya.legal.actions import entries, readings
from himaya.ops import after_two_people
from himaya.packets.actions import packets
from himaya.packets.models import Packet
from himaya.relations.actions import registers
from himaya.returns.actions import weighing
from himaya.returns.actions.weighing import NotArranged
from himaya.returns.models import ReturnLine
from himaya.services.actions import proposals
from himaya.training.actions import awareness_activities as awareness
from himaya.yearbook.actions import drafts
from tests.rooms.cases.test_erasures import OFFICER
from tests.rooms.coordination import at_the_table
from tests.rooms.tasks.of_two import ACTS, STAGES, Deed, everybody, seated, told
from tests.security.stage import undone

pytestmark = pytest.mark.capability("E6")
HIMAYA = Path(two_people.__file__).parents[1]


def lets(deed: Deed, by: Actor) -> bool:
    with undone():
        try:
            deed(by)
        except Refusal:
            return False
        return True


@pytest.fixture(name="people", autouse=True)
def _people(the_cast: None, in_english: None) -> None:
    at_the_table.people()
    seated(OFFICER)


@pytest.mark.parametrize("code", sorted(ACTS))
def test_it_waits_for_exactly_those_who_may_be_the_second_until_it_is_done(code: str) -> None:
    act, begun = ACTS[code], STAGES[code]()
    who = everybody(*begun.actors)
    waits = told(act, who)
    assert waits, "nobody is told"
    assert set(waits) == {one for one in who if lets(begun.deed, one)}
    assert len({number for ids in waits.values() for number in ids}) == 1
    second = next(iter(waits))
    assert two_people.count(second, urgent_only=False) >= 1
    begun.deed(second)
    if code == "year_review":
        assert second not in told(act, who), "whoever said it once is not asked again"
    else:
        assert told(act, who) == {}


def again(verb: Callable[..., Any], name: str, **more: Any) -> Callable[[UUID, Actor], Any]:
    return lambda number, by: verb(**{name: number}, **more, by=by)


def no_signature(number: UUID, by: Actor) -> object:
    said = NotArranged(("danger",), ("stay_with_plan",), clock.today() + two_people.A_WEEK)
    case = ReturnLine.objects.get(pk=number).case_id
    return weighing.not_now(case_id=case, said=said, instance_id=new_id(), by=by)


def no_packet(number: UUID, by: Actor) -> object:
    case = Packet.objects.get(pk=number).case_id
    return packets.end(case_id=case, packet_id=number, reason="plan_changed", by=by)


# How each comes to nothing: somebody says no, takes it back, or what it was about is ended.
VOID: dict[str, Callable[[UUID, Actor], Any]] = {
    "exception": again(exceptions.decline, "exception_id"),
    "erasure": again(erasures.decline, "erasure_id", reason="still_needed"),
    "erasure_at_desk": again(erasures.take_back, "erasure_id"),
    "return_signature": no_signature,
    "export": again(exports.withdraw, "export_id"),
    "demand": again(demands.drop, "demand_id"),
    "answer": again(data_requests.send_back, "request_id"),
    "set_right": again(data_requests.drop, "request_id"),
    "search": again(searches.refuse, "search_id"),
    "naming": again(namings.refuse, "naming_id"),
    "naming_end": again(namings.keep, "naming_id"),
    "decision": again(decision_requests.withdraw, "request_id"),
    "reset": again(resets.stop, "reset_id"),
    "qualification": again(qualifications.refuse, "qualification_id", reason="not_recognised"),
    "year_review": again(drafts.drop, "draft_id"),
    "year_release": again(drafts.drop, "draft_id"),
    "scale": again(scales.withdraw, "load_id"),
    "register_apart": lambda _number, by: registers.end(kept_until=None, by=by),
    "register_opens": lambda _number, by: registers.end(kept_until=None, by=by),
    "register_entry": again(entries.refuse, "entry_id"),
    "reading": again(readings.refuse, "reading_id"),
    "packet": no_packet,
    "proposal": again(proposals.refuse, "proposal_id"),
    "awareness": again(awareness.cancel, "activity_id", reason="Not this month."),
    "suspension": again(suspensions.decline, "suspension_id", answer="Looked at, and it stays."),
}


@pytest.mark.parametrize("code", sorted(ACTS))
def test_what_came_to_nothing_waits_for_nobody(code: str) -> None:
    act, begun = ACTS[code], STAGES[code]()
    who = everybody(*begun.actors)
    ((number, *_same), *_others) = told(act, who).values()
    for one in who:
        try:
            VOID[code](number, one)
        except Refusal:
            continue
        break
    assert told(act, who) == {}


def mails(act: Act) -> set[str]:
    """The desks whose address hears of what the stage left in line."""
    found = {str(one.ids["about"]) for one in OutboxMessage.objects.filter(event="two_people.begun", ids__act=act.code)}
    return {desk for number in found for desk in after_two_people.desks_of(act, UUID(number))}


# What a request asks of a body is mailed to its desk by what follows the request itself.
MAILED_BEFORE = {"decision"}


@pytest.mark.parametrize("code", sorted(set(ACTS) - MAILED_BEFORE))
def test_the_desks_of_the_second_person_hear_that_something_waits(code: str) -> None:
    act, begun = ACTS[code], STAGES[code]()
    for one in begun.actors:
        seated(one)
    assert mails(act) == {one.desk_id for one in told(act, everybody())} != set()


# --- no act is missing -----------------------------------------------------------------------------------------------
# By which codes a refusal says that somebody else does it.
SOMEBODY_ELSE = {
    "lead_decides", "not_a_second_person", "officer_decides", "own_certificate", "own_check", "own_proposal",
    "own_review", "own_session", "own_test", "review_same_person", "same_person", "same_place", "second_look",
    "second_person", "signature", "third_hand",
}  # fmt: skip
# Where a refusal or a rule of the store asks for a second person: the acts that are told of.
ASKS_FOR_TWO: dict[str, tuple[str, ...]] = {
    "cases/actions/exceptions.py": ("exception",),
    "an_exception_needs_two_people": ("exception",),
    "cases/policy_retention.py": ("erasure", "erasure_at_desk"),
    "erasure_by_hand_takes_two": ("erasure", "erasure_at_desk"),
    "coordination/actions/suspensions.py": ("suspension",),
    "a_suspension_takes_two_people": ("suspension",),
    "determinations/policy.py": ("naming", "naming_end"),
    "naming_needs_two_people": ("naming",),
    "naming_end_needs_two_people": ("naming_end",),
    "disclosures/policy.py": ("demand",),
    "who_decides_did_not_advise": ("demand",),
    "disclosures/policy_exports.py": ("export",),
    "an_export_needs_two_people": ("export",),
    "disclosures/policy_requests.py": ("answer", "set_right"),
    "who_releases_did_not_prepare": ("answer",),
    "who_sets_right_did_not_record": ("set_right",),
    "duplicates/policy.py": ("search",),
    "a_search_needs_two_people": ("search",),
    "health/policy.py": ("scale",),
    "a_scale_is_confirmed_by_a_second_person": ("scale",),
    "institutions/policy_accounts.py": ("reset",),
    "another_person_approves_a_reset": ("reset",),
    "institutions/policy_qualifications.py": ("qualification",),
    "another_person_confirms_a_qualification": ("qualification",),
    "legal/policy.py": ("register_entry",),
    "register_needs_two_people": ("register_entry",),
    "legal/policy_library.py": ("reading",),
    "legal_reading_needs_two_people": ("reading",),
    "packets/policy.py": ("packet",),
    "who_releases_a_packet_did_not_prepare_it": ("packet",),
    "relations/actions/registers.py": ("register_apart", "register_opens"),
    "a_register_of_suspects_takes_two": ("register_apart",),
    "returns/policy.py": ("return_signature",),
    "services/policy.py": ("proposal",),
    "another_person_decides_a_proposal": ("proposal",),
    "training/actions/awareness_activities.py": ("awareness",),
    "another_person_seconds_a_check": ("awareness",),
}
# Refused by a state or a count instead of a code that says so.
BESIDE = {"year_review", "year_release", "decision"}
# Where somebody else is asked for, and nothing of these waits: why.
NOT_TOLD_HERE = {
    "cases/actions/emergencies.py": "the bar of every page counts the emergencies to review, with a page of their own",
    "nobody_reviews_themself": "the same",
    "crisis/actions/crisis_rounds.py": "the look that is due says so; the same person may end it on a later day",
    "determinations/actions/decision_requests.py": "counsel has the task counsel_word, or the list of sheets to read",
    "counsel_is_not_who_asks": "the same",
    "enquiries/actions/told.py": "the desk that was asked has the task enquiry_waits",
    "relations/actions/carers.py": "nobody began: somebody of the desk calls a line a mistake, or leaves it",
    "training/actions/certificates.py": "nobody began: another trainer issues what the session has earned",
    "training/policy.py": "who entered a sheet first is not kept, so nobody can be told apart",
}


def refusals() -> set[str]:
    """Every file below the pages where a refusal says that somebody else does it."""
    found = set()
    for path in sorted(HIMAYA.rglob("*.py")):
        name = path.relative_to(HIMAYA).as_posix()
        if not name.startswith("web/") and any(f'"{code}"' in path.read_text("utf-8") for code in SOMEBODY_ELSE):
            found |= {name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if says_somebody_else(node)}
    return found


def says_somebody_else(node: ast.AST) -> bool:
    if not isinstance(node, ast.keyword) or node.arg != "code":
        return False
    return any(isinstance(one, ast.Constant) and one.value in SOMEBODY_ELSE for one in ast.walk(node.value))


def constraints() -> set[str]:
    """Every rule of the store that holds two columns apart which both name who acted."""
    rules = (rule for model in apps.get_models() for rule in model._meta.constraints)
    return {rule.name for rule in rules if isinstance(rule, CheckConstraint) and any(holds_apart(rule.condition))}


def holds_apart(condition: Any) -> Iterator[bool]:
    for one in getattr(condition, "children", ()):
        if isinstance(one, tuple):
            yield isinstance(one[1], F) and one[0].endswith("_by") and one[1].name.endswith("_by")
        else:
            yield from holds_apart(one)


def test_every_place_that_asks_for_a_second_person_is_paired_with_what_tells_them() -> None:
    known = {*ASKS_FOR_TWO, *NOT_TOLD_HERE}
    asked = refusals() | constraints()
    assert sorted(asked - known) == [], "declare it in a module `two_people`, or say above why nobody is told"
    assert sorted(one for one in known - asked if one != "nobody_reviews_themself") == [], "nothing asks there any more"
    assert {code for codes in ASKS_FOR_TWO.values() for code in codes} | BESIDE == set(ACTS)


def test_every_act_names_a_verb_that_is_there_and_a_page() -> None:
    for act in ACTS.values():
        room, module, verb = act.verb.split(".")
        assert callable(getattr(import_module(f"himaya.{room}.actions.{module}"), verb))
        assert act.roles
        assert act.within <= two_people.A_MONTH
