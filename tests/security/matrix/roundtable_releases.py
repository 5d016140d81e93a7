"""Releases: the secretariat leads them, institutions and reviewers look; the lead of a desk where its forms change."""

from tests.security.matrix.rows import (
    HARM,
    LIVE_RELEASE,
    RELEASE,
    SUSPENSION,
    Answer,
    Goes,
    Row,
    closed,
    for_the_table,
)

TO_LIST, TO_ONE, TO_HARM = (
    Goes("/round-tables/releases/"),
    Goes("/round-tables/releases/"),
    Goes("/round-tables/harms/"),
)
OF_ONE, OF_LIVE, OF_HARM = {"release_id": RELEASE}, {"release_id": LIVE_RELEASE}, {"harm_id": HARM}
OFFICER, LEAD = "data_protection_officer", "desk_lead"
Data = dict[str, str | list[str]]
ABANDON: Data = {"do": "abandon", "abandon_reason": "Sans objet"}
ACKNOWLEDGE: Data = {"do": "acknowledge", "institution": "labour"}
SUSPEND: Data = {"do": "suspend", "clause": "FL-02", "suspend_reason": "Fait peur"}
CONFIRM: Data = {"do": "confirm", "suspension": SUSPENSION}
LIFT: Data = {"do": "lift", "suspension": SUSPENSION}
NO_SUCH: Data = {"do": "nothing"}


def look(
    url: str,
    method: str,
    *,
    secretariat: Answer,
    member: Answer,
    officer: Answer,
    lead: Answer,
    other: Answer | None = None,
    stranger: Answer = 404,
    needs: dict[str, str] | None = None,
    data: Data | None = None,
) -> Row:
    """A page of the releases: to the table, and to reviewers who sit at none."""
    return for_the_table(
        url,
        method,
        secretariat=secretariat,
        member=member,
        other=other,
        stranger=stranger,
        needs=needs,
        data=data,
        **{OFFICER: officer, LEAD: lead},
    )


def for_the_office(url: str, method: str, answer: Answer, needs: dict[str, str], data: Data) -> Row:
    """Only the secretariat: everybody else is told so before anything is looked up."""
    return look(
        url, method, secretariat=answer, member=403, officer=403, lead=403, stranger=403, needs=needs, data=data
    )


def for_the_keepers(url: str, method: str, answer: Answer, needs: dict[str, str], data: Data | None = None) -> Row:
    """The secretariat and the data-protection officer."""
    return look(
        url, method, secretariat=answer, member=403, officer=answer, lead=403, stranger=403, needs=needs, data=data
    )


ROWS: list[Row] = [
    look("roundtable:releases", "GET", secretariat=200, member=200, officer=200, lead=200, stranger=200).seen_by(
        "secretariat"
    ),
    for_the_office("roundtable:releases", "POST", 404, {}, {}),
    look("roundtable:release", "GET", secretariat=200, member=200, officer=200, lead=200, needs=OF_ONE),
    look("roundtable:release", "GET", secretariat=200, member=200, officer=200, lead=200, needs=OF_LIVE),
    for_the_office("roundtable:release", "POST", TO_ONE, OF_ONE, ABANDON),
    for_the_office("roundtable:release", "POST", 409, OF_LIVE, ABANDON),
    look(
        "roundtable:release",
        "POST",
        secretariat=422,
        member=TO_ONE,
        other=403,
        officer=403,
        lead=TO_ONE,
        needs=OF_ONE,
        data=ACKNOWLEDGE,
    ),
    look(
        "roundtable:release",
        "POST",
        secretariat=TO_ONE,
        member=403,
        officer=TO_ONE,
        lead=TO_ONE,
        stranger=403,
        needs=OF_LIVE,
        data=SUSPEND,
    ),
    for_the_keepers("roundtable:release", "POST", TO_ONE, OF_LIVE, CONFIRM),
    for_the_office("roundtable:release", "POST", 422, OF_LIVE, LIFT),
    look(
        "roundtable:release",
        "POST",
        secretariat=404,
        member=404,
        officer=404,
        lead=404,
        needs=OF_ONE,
        data=NO_SUCH,
    ),
    for_the_keepers("roundtable:harms", "GET", 200, {}).seen_by("secretariat"),
    closed("roundtable:harms"),
    for_the_keepers("roundtable:harm", "GET", 200, OF_HARM),
    for_the_keepers("roundtable:harm", "POST", TO_HARM, OF_HARM, {"do": "answer", "answer": "Vu."}),
    for_the_keepers("roundtable:harm", "POST", 422, OF_HARM, {"do": "answer", "answer": ""}),
    for_the_keepers("roundtable:harm", "POST", 404, OF_HARM, NO_SUCH),
]
