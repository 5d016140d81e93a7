"""Tasks: one's own desk, and of it only who may see the case. A calendar's address needs no session."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    DESK_TASK,
    ENROL,
    EVERYBODY,
    FEED,
    HALF,
    OTHERS,
    REFERRAL,
    SIGN_IN,
    TASK,
    WORKING,
    Answer,
    Goes,
    Row,
    closed,
    for_workers,
    open_to_all,
)

TO_ONE, TO_MINE = Goes("/tasks/"), Goes("/tasks/")
COME_IN: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403}


def of_one(url: str, method: str, own: Answer, *, task: str = TASK, verb: str = "", **data: str) -> Row:
    """A task of the own desk; for every other desk it does not exist."""
    needs = {"task_id": task, **({"verb": verb} if verb else {})}
    return Row(url, method, {**COME_IN, WORKING: 404, f"{WORKING}@own": own}, needs, data)


def act(verb: str, own: Answer, *, task: str = TASK, **data: str) -> Row:
    return of_one("tasks:act", "POST", own, task=task, verb=verb, **data)


def of_case(url: str, method: str, own: Answer, **data: str) -> Row:
    """Of a case: only the desk that holds it."""
    return Row(url, method, {**COME_IN, WORKING: 404, f"{WORKING}@own": own}, {"case_id": CASE}, data)


def of_referral(method: str, answer: Answer, **data: str) -> Row:
    """Of a referral: each of its two desks."""
    expect = {**COME_IN, WORKING: 404, f"{WORKING}@own": answer, f"{WORKING}@receiver": answer}
    return Row("tasks:give_referral", method, expect, {"referral_id": REFERRAL}, data)


def of_lead(method: str, answer: Answer, **data: str) -> Row:
    """The desk's address: its lead, wherever they sit."""
    return Row("tasks:mail", method, {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, "desk_lead": answer}, {}, data)


LISTS = ("tasks:mine", "tasks:desk")
# Whoever can be the second of two has notices, without any file: all but those whose role never is.
NEVER_SECOND = {"auditor": 403, "intake_abroad": 403, "operator": 403, "trainer": 403}
ROWS: list[Row] = [
    *(for_workers(url, "GET", 200).seen_by("inspection-nord") for url in LISTS),
    *(closed(url) for url in (*LISTS, "tasks:notices")),
    Row("tasks:notices", "GET", {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 200, **NEVER_SECOND}).seen_by(
        "inspection-nord"
    ),
    closed("tasks:read", "GET"),
    for_workers("tasks:read", "POST", Goes("/tasks/notices/")),
    for_workers("tasks:settings", "GET", 200).seen_by("inspection-nord"),
    for_workers("tasks:settings", "POST", 422, data={"quiet_from": "soon"}),
    for_workers("tasks:settings", "POST", Goes("/tasks/settings/"), data={"quiet_from": "21:00", "quiet_to": "07:00"}),
    for_workers("tasks:give", "GET", 200).seen_by("inspection-nord"),
    for_workers("tasks:give", "POST", 422, data={"kind": "call_back"}),
    for_workers("tasks:give", "POST", TO_ONE, data={"kind": "prepare"}),
    for_workers("tasks:calendar", "GET", 200).seen_by("inspection-nord"),
    for_workers("tasks:calendar", "POST", 200, data={"do": "make"}),
    for_workers("tasks:calendar", "POST", 409, data={"do": "revoke"}),
    # Whoever holds the address; and one that nobody has, like one that was withdrawn.
    open_to_all("tasks:feed", secret=FEED),
    open_to_all("tasks:feed", answer=404, secret="unknown"),
    closed("tasks:feed", secret=FEED),
    of_lead("GET", 200).seen_by("inspection-sud"),
    of_lead("POST", 422, do="add", address="nowhere"),
    of_lead("POST", 409, do="verify", code="1"),
    of_lead("POST", Goes("/tasks/mail/"), do="add", address="box@example.org", language="ar"),
    of_case("tasks:of_case", "GET", 200),
    closed("tasks:of_case", case_id=CASE),
    of_case("tasks:give_case", "GET", 200),
    of_case("tasks:give_case", "POST", 422, kind=""),
    of_case("tasks:give_case", "POST", TO_ONE, kind="accompany", text="Canary bus"),
    of_referral("GET", 200),
    of_referral("POST", TO_ONE, kind="accompany"),
    of_one("tasks:one", "GET", 200),
    of_one("tasks:one", "GET", 200, task=DESK_TASK),
    closed("tasks:one", task_id=TASK),
    closed("tasks:act", "GET", task_id=TASK, verb="done"),
    act("take", TO_ONE),
    act("done", TO_MINE),
    act("done", TO_MINE, task=DESK_TASK),
    act("leave", TO_MINE, reason="not_needed"),
    act("leave", 422, reason="tired"),
    act("delegate", 422, to="nobody"),
    act("hand-back", 409, reason="no_time"),
    act("remind", TO_ONE),
    act("reopen", 409),
    act("shred", 404),
]
