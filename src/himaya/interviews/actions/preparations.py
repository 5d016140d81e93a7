"""The verb of the gates: answered by the interviewer, each with who or what; they count for the day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from himaya.institutions.content import load_languages
from himaya.interviews import access, policy, queries, rules, states, words
from himaya.interviews.actions import ages, lines
from himaya.interviews.models import Interpreter, Preparation
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit


@dataclass(frozen=True, slots=True)
class Gates:
    """The answers, who or what stands behind each, and the reason for beginning where nobody is listed to help."""

    answers: Mapping[str, str]
    what: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    language: str = ""
    interpreter: UUID | None = None


def answer(*, interview_id: UUID, gates: Gates, by: Actor) -> tuple[str, ...]:
    """Keep the answers, also such with which nothing may begin. Returns the gates that are still closed.

    Raises NotFound, NotPermitted (no interviewer, or without the certificate), NotNow (a sitting is under way, it is
    closed), NotValid (the code names the field).
    """
    ages.heard(interview_id, by)
    with unit(by=by) as u:
        row = access.lock(by, interview_id)
        policy.check_prepares(by)
        if row.state not in states.AT_REST:
            raise NotNow(words.NOT_IN_STATE[row.state], code=row.state)
        answers = {gate: said for gate, said in gates.answers.items() if said and gate not in rules.COMPUTED}
        for gate, said in answers.items():
            lines.one_of(said, rules.ANSWERS.get(gate, ()), field=gate)
        ages.settle(row)
        if not row.child:
            answers.pop(rules.TRUST, None)
        if answers.get(rules.TRUST) == rules.DANGER_TOLD and not gates.what.get(rules.TRUST, "").strip():
            raise NotValid(words.WHO_SAYS_IT, code=f"{rules.TRUST}_what")
        reason = lines.checked(gates.reason, field="reason", longest=rules.LONGEST_LINE, needed=False)
        answers[rules.MAP] = rules.map_of(listed=queries.services_listed(row.case) > 0, reason=reason)
        interpreter = _interpreter(row.pk, gates, answers)
        what = {
            gate: lines.checked(said, field=f"{gate}_what", longest=rules.LONGEST_LINE)
            for gate, said in gates.what.items()
            if gate in rules.ANSWERS and said.strip()
        }
        content = {"answers": answers, "what": what, "reason": reason}
        lines.add(
            Preparation,
            row,
            by=by,
            sealed={"gates": content},
            interpreter=interpreter,
            language=_language(gates, answers),
        )
        u.log("interview.prepared", **access.about(row))
        if row.child:
            # Whatever was answered: a word that goes out for some answers only would tell them.
            u.tell("interview.step_due", case=str(row.case_id))
        return rules.missing(answers, child=row.child)


def _interpreter(interview_id: UUID, gates: Gates, answers: Mapping[str, str]) -> Interpreter | None:
    if answers.get(rules.INTERPRETER) != rules.RECORD:
        return None
    found = (
        Interpreter.objects.filter(interview=interview_id, pk=gates.interpreter or UUID(int=0)).defer("details").first()
    )
    if found is None:
        raise NotValid(words.NEEDED[rules.INTERPRETER], code=rules.INTERPRETER)
    return found


def _language(gates: Gates, answers: Mapping[str, str]) -> str:
    if answers.get(rules.INTERPRETER) == rules.NONE_NEEDED and not gates.language:
        raise NotValid(words.CHOOSE_LANGUAGE, code="language")
    if gates.language and gates.language not in {one.id for one in load_languages()}:
        raise NotValid(words.CHOOSE_LANGUAGE, code="language")
    return gates.language
