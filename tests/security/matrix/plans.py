"""The pages under /plans/: the desk that holds the case; and for one line, the desk that does it."""

from tests.rooms.plans.planned import CALM
from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    ENROL,
    HALF,
    OTHERS,
    PLAN_GOAL,
    PLAN_LINE,
    SIGN_IN,
    Answer,
    Goes,
    Row,
    closed,
    for_workers,
)

TO_PLAN, TO_LINES = Goes("/plans/"), Goes("/plans/lines/")
LINE = {"line_id": PLAN_LINE}
GOAL = {"words": "Apprendre", "pillar": "inclusion", "type": "livelihood"}
STEP = {"goal": PLAN_GOAL, "action": "Appeler", "service": "legal_aid", "desk": "lawyers", "due_on": "2026-12-08"}
TALK = {"on": "2026-11-24", "language": "ary", "interpreter": "none", "answer": "agreed"}


def held(url: str, method: str, own: Answer, *, needs: dict[str, str] | None = None, **data: str) -> Row:
    """Only the desk that holds the case, not the one that does a line of its plan."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": own, "working": 404}
    return Row(url, method, expect, {"case_id": CASE, **(needs or {})}, data)


def given(url: str, method: str, receiver: Answer, *, verb: str = "", **data: str) -> Row:
    """Only the desk that does the line, not even the one that gave it."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working": 404}
    expect |= {"working@receiver": receiver}
    return Row(url, method, expect, {**LINE, **({"verb": verb} if verb else {})}, data)


def moved(verb: str, own: Answer, **data: str) -> Row:
    return held("plans:move", "POST", own, needs={**LINE, "verb": verb}, **data)


ROWS: list[Row] = [
    held("plans:first_days", "GET", 200),
    held("plans:first_days", "POST", 422),
    held("plans:first_days", "POST", TO_PLAN, **CALM),
    closed("plans:first_days_leave", "GET", case_id=CASE),
    held("plans:first_days_leave", "POST", 422),
    held("plans:first_days_leave", "POST", TO_PLAN, not_now="too_tired"),
    closed("plans:health_offer", "GET", case_id=CASE),
    held("plans:health_offer", "POST", 422),
    held("plans:health_offer", "POST", TO_PLAN, said="declined"),
    held("plans:plan", "GET", 200),
    closed("plans:plan", case_id=CASE),
    held("plans:goal_add", "GET", 200),
    held("plans:goal_add", "POST", 422),
    held("plans:goal_add", "POST", TO_PLAN, **GOAL),
    closed("plans:goal_end", "GET", case_id=CASE, goal_id=PLAN_GOAL),
    held("plans:goal_end", "POST", 422, needs={"goal_id": PLAN_GOAL}),
    held("plans:goal_end", "POST", TO_PLAN, needs={"goal_id": PLAN_GOAL}, outcome="reached"),
    held("plans:line_add", "GET", 200),
    held("plans:line_add", "POST", 422),
    held("plans:line_add", "POST", TO_PLAN, **STEP),
    held("plans:talk", "GET", 200),
    held("plans:talk", "POST", 422),
    held("plans:talk", "POST", TO_PLAN, **TALK),
    held("plans:line", "GET", 200, needs=LINE),
    closed("plans:line", case_id=CASE, line_id=PLAN_LINE),
    closed("plans:move", "GET", case_id=CASE, line_id=PLAN_LINE, verb="refuse"),
    moved("postpone", TO_PLAN, due_on="2026-12-20"),
    moved("postpone", 422, due_on="soon"),
    moved("refuse", TO_PLAN),
    moved("accept", 409),
    moved("start", 403),
    moved("guess", 404),
    for_workers("plans:given", "GET", 200).seen_by("asso-accueil"),
    closed("plans:given"),
    given("plans:given_line", "GET", 200),
    closed("plans:given_line", line_id=PLAN_LINE),
    closed("plans:given_move", "GET", line_id=PLAN_LINE, verb="start"),
    given("plans:given_move", "POST", TO_LINES, verb="acknowledge"),
    given("plans:given_move", "POST", 422, verb="not_available"),
    given("plans:given_move", "POST", TO_LINES, verb="not_available", reason="no_place"),
    given("plans:given_move", "POST", 403, verb="refuse"),
    given("plans:given_move", "POST", 404, verb="guess"),
]
