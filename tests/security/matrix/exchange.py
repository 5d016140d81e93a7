"""The pages under /exchange/: for the lead of a desk that follows people; police, and every other role, have none."""

from tests.security.matrix.rows import ANONYMOUS, ENROL, EVERYBODY, HALF, SIGN_IN, TAKEN, Answer, Goes, Row

# Each counts and takes in at home; what another desk took in does not exist for them.
PLACES = ("own", "sister", "receiver")
COUNT = {"year": "2026", "purpose": "count_in_standard"}


def for_leads(view: str, method: str, answer: Answer, *, elsewhere: Answer | None = None, **data: str) -> Row:
    """A lead at each desk; `elsewhere` at any but the own one."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403}
    for place in PLACES:
        expect[f"desk_lead@{place}"] = answer if place == "own" or elsewhere is None else elsewhere
    needs = {"taken_id": TAKEN} if view == "taken" else {}
    return Row(f"exchange:{view}", method, expect, needs, data)


ROWS: list[Row] = [
    for_leads("counted", "GET", 200).seen_by("hopital-centre"),
    for_leads("counted", "POST", 422),
    for_leads("counted", "POST", 422, year="1999", purpose="count_in_standard"),
    for_leads("counted", "POST", 200, **COUNT),
    Row("exchange:table", "GET", {HALF: ENROL, EVERYBODY: 405}),
    for_leads("table", "POST", 409, **COUNT),
    for_leads("table", "POST", 422, **COUNT | {"year": "1999"}),
    for_leads("table", "POST", 422, year="1999"),
    for_leads("take", "GET", 200).seen_by("hopital-centre"),
    for_leads("take", "POST", 422),
    for_leads("taken", "GET", 200, elsewhere=404),
    for_leads("taken", "POST", Goes("/exchange/taken/"), elsewhere=404, do="take_back"),
]
