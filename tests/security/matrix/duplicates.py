"""The pages under /duplicates/: how a search stands, for those who ask and agree; a pair, for who reads both people."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    DUPLICATE_PAIR,
    ENROL,
    FOREIGN_SEARCH,
    HALF,
    OTHERS,
    SIGN_IN,
    WORKING,
    Answer,
    Goes,
    Row,
)

OFFICER, LEAD, MANAGER = "data_protection_officer", "desk_lead", "case_manager"
ALL, PAIR = Goes("/duplicates/"), Goes("/duplicates/pairs/")
CLOSED: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, WORKING: 403, OTHERS: 403}


def search(method: str, answers: dict[str, Answer], **data: str) -> Row:
    """The page of an institution; who neither looks nor agrees does not come in."""
    return Row("duplicates:all", method, {**CLOSED, **answers}, {}, data)


def pair(method: str, own: Answer, **data: str) -> Row:
    """Two files of the own desk: who leads it or manages cases there; for every other desk there is no such pair."""
    answers: dict[str, Answer] = {**CLOSED, LEAD: 404, MANAGER: 404, f"{LEAD}@own": own, f"{MANAGER}@own": own}
    return Row("duplicates:pair", method, answers, {"pair_id": DUPLICATE_PAIR}, data)


# Of a search of the foreign institution: its officer decides, its lead and manager do not; for others there is none.
OF_FOREIGN: dict[str, Answer] = {
    LEAD: 404,
    MANAGER: 404,
    OFFICER: 404,
    f"{LEAD}@foreign": 403,
    f"{MANAGER}@foreign": 403,
    f"{OFFICER}@foreign": ALL,
}
ROWS: list[Row] = [
    search("GET", {LEAD: 200, MANAGER: 200, OFFICER: 200}).seen_by("hopital-centre", "hopitaux-donnees"),
    search("POST", {LEAD: 404, MANAGER: 404, OFFICER: 404}, do="strange"),
    search("POST", {LEAD: ALL, f"{LEAD}@foreign": 409, MANAGER: 403, OFFICER: 403}, do="ask"),
    search("POST", OF_FOREIGN, do="agree", search=FOREIGN_SEARCH),
    search("POST", OF_FOREIGN, do="refuse", search=FOREIGN_SEARCH),
    search("POST", OF_FOREIGN, do="stop", search=FOREIGN_SEARCH),
    pair("GET", 200),
    pair("POST", 404, do="strange"),
    pair("POST", 409, do="part"),
    pair("POST", PAIR, do="keep_apart"),
    pair("POST", PAIR, do="join"),
]
