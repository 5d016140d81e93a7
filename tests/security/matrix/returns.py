"""The pages under /returns/: for the desk that holds the case, where stories are kept, in roles that work there."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    CHILD_FILE,
    ENROL,
    HALF,
    OTHERS,
    SIGN_IN,
    Answer,
    Goes,
    Row,
)

BACK = Goes("/returns/cases/")
FEAR = {"do": "fear", "back": "no", "state": "no", "asylum": "no", "onward": "no_answer"}
PARTNER = {"who": "Canary desk", "on": "2026-11-20", "partner-reception": "safe"}
LATER = ("child", "documents", "travel", "after")
NOT_NOW = {"do": "not_now", "reasons": "danger", "alternatives": "stay_with_plan", "review_on": "2026-12-08"}


def held(name: str, method: str, own: Answer, *, of: str = CASE, readings: int = 1, **data: str) -> Row:
    """The desk that holds the case; for every other desk there is no such case."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": own, "working": 404}
    return Row(f"returns:{name}", method, expect, {"case_id": of}, data, readings)


ROWS: list[Row] = [
    held("of_case", "GET", 200),
    held("of_case", "GET", 200, of=CHILD_FILE),
    held("of_case", "POST", BACK, of=CHILD_FILE, do="open"),
    held("of_case", "POST", 409, of=CHILD_FILE, do="talk", points="yours", language="fr", interpreter="none"),
    held("of_case", "POST", 409, do="open"),
    held("of_case", "POST", BACK, do="talk", points="yours", language="fr", interpreter="none"),
    held("of_case", "POST", 422, do="talk"),
    held("of_case", "POST", BACK, **FEAR),
    held("of_case", "POST", 422, do="fear", back="no"),
    held("of_case", "POST", BACK, do="choose", way="later"),
    held("of_case", "POST", 422, do="choose", way="origin"),
    held("of_case", "POST", BACK, do="change_mind"),
    # Read once to see what stands against it, and once for the page that says so.
    held("of_case", "POST", 409, do="sign", seen="1"),
    held("of_case", "POST", BACK, **NOT_NOW),
    held("of_case", "POST", 422, **{**NOT_NOW, "review_on": "2030-01-01"}),
    held("of_case", "POST", BACK, do="alone", plan="wants_one"),
    held("of_case", "POST", 422, do="alone"),
    held("of_case", "POST", BACK, do="confirm", service="met", who_confirms="Canary shelter"),
    held("of_case", "POST", 422, do="confirm", service="met"),
    held("of_case", "POST", BACK, do="end", reason="stays"),
    held("of_case", "POST", 409, do="end", reason="followed"),
    held("of_case", "POST", 422, do="end"),
    held("of_case", "POST", 404, do="strange"),
    held("weigh", "GET", 200),
    held("weigh", "POST", BACK, **{"stay-family": "safe", "origin-family": "worrying"}),
    held("weigh", "POST", 422),
    held("partner", "GET", 200),
    held("partner", "POST", BACK, **PARTNER),
    held("partner", "POST", 422, **{**PARTNER, "on": ""}),
    # A child, papers and courts, the journey, the time after it: what is not the moment yet says so.
    *(held(name, "GET", 200) for name in LATER),
    *(held(name, "GET", 200, of=CHILD_FILE) for name in LATER),
    *(held(name, "POST", 404, do="strange") for name in LATER),
    held("child", "POST", 422, do="interest", outcome="for_return"),
    held("child", "POST", 422, do="view", view="wishes"),
    held("child", "POST", 422, do="family"),
    held("child", "POST", 422, do="trace"),
    held("child", "POST", BACK, do="stand_by", part="nobody"),
    held("child", "POST", 409, of=CHILD_FILE, do="stand_by", part="nobody"),
    held("documents", "POST", 422, do="paper"),
    held("documents", "POST", 404, do="consulate", consent="none"),
    held("documents", "POST", BACK, do="court_claim", claim_how="goes_on"),
    held("documents", "POST", 422, do="court_claim", claim_how="given"),
    held("documents", "POST", BACK, do="court_mandate", mandate_how="asked"),
    held("documents", "POST", BACK, do="court_testimony", testimony_how="none"),
    held("documents", "POST", BACK, do="court_prosecutor_told", prosecutor_told_how="not_told"),
    held("travel", "POST", BACK, do="stand_by", part="along", part_who="Canary escort"),
    held("travel", "POST", 422, do="stand_by", part="along"),
    held("travel", "POST", 409, do="fit", fit="not_seen", fit_on="2026-11-20"),
    held("travel", "POST", 422, do="fit"),
    held("travel", "POST", 409, do="transit", transit="none_needed"),
    held("travel", "POST", 409, do="ready", travel_on="2026-12-01"),
    held("travel", "POST", 422, do="ready"),
    held("travel", "POST", 409, do="goes"),
    held("travel", "POST", 409, do="stays"),
    held("travel", "POST", 422, do="board"),
    held("after", "POST", 409, do="met", met_by="Canary desk"),
    held("after", "POST", 422, do="met"),
    held("after", "POST", 409, do="no_word", done="call_there", again="2"),
    held("after", "POST", 409, do="plan", economic="work"),
    held("after", "POST", 422, do="plan"),
    held("after", "POST", 422, do="budget"),
    held("after", "POST", 422, do="follow"),
    held("after", "POST", 409, do="adverse", wrong="held"),
]
