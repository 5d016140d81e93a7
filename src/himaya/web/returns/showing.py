"""What the page says of an attempt: where it stands, the next step, what stands against it, all ways side by side."""

from collections.abc import Mapping
from typing import Any

from himaya.cases.rules_assessing import is_known_adult
from himaya.kernel.actor import Actor
from himaya.returns import content, policy, promises, queries, rules, rules_children, states, telling, words
from himaya.returns.access import LineInWords, Opened
from himaya.returns.actions import returns
from himaya.risks.rules import asks_why
from himaya.safety import queries as safety
from himaya.web import case_labels as labels
from himaya.web.risks.labels import of_overall

# The next step by what stands against it, the first that does; else it is signed.
STEP_OF: Mapping[str, str] = {
    rules.FEAR: "not_now",
    rules.CHILD_STEPS: "child",
    rules.GRAVE: "not_now",
    rules.CRITICAL_RISK: "not_now",
    rules.FEAR_NOT_ASKED: "fear",
    rules.NOT_CHOSEN: "choose",
    rules.NOT_WEIGHED: "weigh",
    rules.STAY_NOT_WEIGHED: "weigh",
    rules.PARTNER_MISSING: "partner",
    rules.RISK_NOT_ASSESSED: "risk",
    rules.OLD: "weigh",
    rules.NOT_KNOWN: "not_now",
    rules.SERVICES_MISSING: "confirm",
}
# Of a child, what no step of ours settles: it was decided against going, the child says no, the family had a part.
AGAINST_A_CHILD = frozenset(
    {
        rules_children.BEST_INTEREST_AGAINST,
        rules_children.SAYS_NO,
        rules_children.FAMILY_IMPLICATED,
        rules_children.FAMILY_AGAINST,
    }
)
# In which order a caseworker takes them where nothing grave stands.
STEPS = (rules.FEAR, rules.GRAVE, rules.CRITICAL_RISK, *STEP_OF)
# It was said already that it is not arranged now.
LOOK_AGAIN = "look_again"
STATES_SHOWN = states.STATES[:-1]


def page(opened: Opened, actor: Actor) -> dict[str, Any]:
    """All of it but the forms."""
    row, now = opened.row, opened.stands
    runs = row is not None and row.ended_on is None
    # Whoever has not chosen to go owes nobody an answer to what would stand against it.
    against = opened.against if row is not None and runs and row.state != states.TALKING else ()
    fresh = opened.facts.services if runs else ()
    return {
        "case": opened.case,
        "open": opened.case.state == "open",
        "closed": words.CLOSED,
        "child": not is_known_adult(opened.case.age_group),
        "adopted": content.words().adopted,
        "unverified": content.words().unverified,
        "row": row,
        "runs": runs,
        "state": words.STATES[row.state] if row is not None else "",
        "steps": [
            (words.STATES[one], row is not None and row.state == one) for one in STATES_SHOWN if one != "not_now"
        ],
        "next": ("safety_plan" if owes_a_plan(opened) else next_step(opened, against)) if runs else "open",
        "whole_risk": whole_risk(opened),
        "against": [words.said_against(one) for one in against],
        "against_signing": [words.said_against(one) for one in rules.against_signing(opened.facts)] if runs else [],
        "before_boarding": row is not None and row.state in states.BEFORE_BOARDING,
        "may": may(row.state if row is not None else "", runs=runs),
        "waits_in_vain": waits_in_vain(opened),
        "way": words.CHOICES.get(now.way, ""),
        "country": now.country,
        "abroad": now.way in rules.ABROAD,
        "afraid": rules.has_yes(now.fears.values()),
        "sheet": sheet(opened),
        "sheets_on": (now.ours or now.stay, now.theirs),
        "other_way": words.WAYS[now.other_way] if now.other is not None else "",
        "other_on": now.other.at if now.other is not None else None,
        "partner_on": opened.facts.partner_on if runs else None,
        "promised": [
            (labels.said(one.words), now.services[code].words.get("who", "") if code in fresh else "")
            for code, one in content.words().services.items()
            if code in now.services or code in rules.NEEDED
        ],
        "not_now": _not_now(opened) if row is not None and row.state == states.NOT_NOW else None,
        "why_not_sign": why_not_sign(opened, actor) if runs else "",
        "why_not_end": returns.why_not_end(actor, opened.case, row) if runs and row is not None else "",
        "second": bool(now.signed),
        "seen": queries.last_number(row) if row is not None else 0,
        "lines": [_line(one) for one in reversed(opened.lines)],
        "earlier": [(one, words.END_REASONS.get(one.end_reason, "")) for one in opened.earlier],
    }


def may(state: str, *, runs: bool) -> dict[str, bool]:
    """Which form stands on the page: those for which it is the moment."""
    lines = {
        "talk": states.TALKED,
        "fear": states.ASKED_FEAR,
        "choose": states.CHOSE_TO_GO,
        "weigh": states.WEIGHED,
        "sign": states.SIGNED,
        "not_now": states.NOT_NOW_SAID,
        "alone": states.LEFT_ALONE,
        "confirm": states.SERVICE_CONFIRMED,
        "end": states.ENDS,
        "change_mind": states.CHANGED_MIND,
    }
    return {name: runs and states.leads_to(state, line) is not None for name, line in lines.items()}


def whole_risk(opened: Opened) -> str:
    """How the risk of the whole file stands where somebody chose to go and it is grave, or not all of it was assessed.

    Empty for nothing to say. It hinders nobody from leaving.
    """
    row, whole = opened.row, opened.whole
    goes = row is not None and row.ended_on is None and opened.stands.way in rules.ABROAD
    return str(of_overall(whole).word) if goes and whole is not None and asks_why(whole) else ""


def next_step(opened: Opened, against: tuple[str, ...]) -> str:
    """The one step that comes next."""
    state = opened.row.state if opened.row is not None else ""
    kinds = [one.row.kind for one in opened.lines]
    if state == states.TALKING:
        if states.TALKED not in kinds:
            return "talk"
        return "choose" if opened.stands.asked else "fear"
    if state == states.NOT_NOW:
        return LOOK_AGAIN
    if state != states.WEIGHING:
        return state
    codes = {one.partition(":")[0] for one in against}
    step = next((STEP_OF[one] for one in STEPS if one in codes), "sign")
    if step == "child" and AGAINST_A_CHILD & set(opened.child_owes(rules_children.WEIGHING)):
        return "not_now"
    return step


def owes_a_plan(opened: Opened) -> bool:
    """True where somebody goes on their own, wanted a safety plan, and none was written since."""
    kinds = (states.LEFT_ALONE, states.CHOSE, states.CHANGED_MIND)
    last = next((one for one in reversed(opened.told) if one.kind in kinds), None)
    if last is None or last.kind != states.LEFT_ALONE or last.words.get("plan") != words.WANTS_ONE:
        return False
    plan = safety.standing_plan(opened.case.pk)
    return plan is None or plan.written_on < last.day


def why_not_sign(opened: Opened, actor: Actor) -> str:
    """The sentence of the greyed button: what stands against it first, else who signs; empty where the actor may."""
    if stands := rules.against_signing(opened.facts):
        return words.said_against(stands[0])
    return policy.why_not_sign(actor, opened.case, [one.by for one in opened.stands.signed])


def sheet(opened: Opened) -> list[dict[str, Any]]:
    """Question by question what was said of each way, by us and by the partner of the way abroad."""
    now = opened.stands
    stay, ours = now.sheet(rules.STAY), now.sheet(now.way) if now.way in rules.ABROAD else None
    other = now.sheet(now.other_way) if now.other is not None else None
    return [
        {
            "word": words.QUESTIONS[one.id],
            "question": labels.said(one.words),
            "stay": _cell(stay, one.id),
            "ours": _cell(ours, one.id),
            "theirs": _cell(now.partner, one.id),
            "other": _cell(other, one.id),
        }
        for one in content.words().questions.values()
    ]


def waits_in_vain(opened: Opened) -> list[tuple[str, str]]:
    """Who had promised something for a way that the person does not go now, by name: nobody is to stand there."""
    if opened.row is None:
        return []
    services = content.words().services
    return [
        (
            labels.said(services[one.code].words)
            if one.kind == states.SERVICE_CONFIRMED
            else str(words.KINDS[one.kind]),
            one.words["who"],
        )
        for one in promises.in_vain(opened.told, opened.row.state)
    ]


def _cell(said: Mapping[str, str] | None, question: str) -> dict[str, Any]:
    code = said.get(question, "") if said is not None else ""
    return {"word": words.ANSWERS.get(code, "–"), "grave": code == rules.GRAVE}


def _not_now(opened: Opened) -> dict[str, Any]:
    """Why it is not arranged now, in the words of the last line that said so."""
    last = next(one for one in reversed(opened.lines) if one.row.kind == states.NOT_NOW_SAID)
    table, said = content.words(), last.said.words
    return {
        "reasons": telling.sentences(table.reasons, said.get("reasons", ())),
        "alternatives": telling.sentences(table.alternatives, said.get("alternatives", ())),
        "words": said.get("words", ""),
        "review_on": last.row.due_on,
    }


def _line(one: LineInWords) -> dict[str, Any]:
    return {
        "row": one.row,
        "kind": words.KINDS[one.row.kind],
        "role": labels.role(one.row.role),
        "parts": telling.parts(one.said),
        "words": one.said.words.get("words", ""),
    }
