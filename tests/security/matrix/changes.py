"""What changes for a desk: whoever is signed in reads what concerns their own desk; the lead acknowledges."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    ENROL,
    EVERYBODY,
    HALF,
    MEMBER,
    OTHER_MEMBER,
    RELEASE,
    SIGN_IN,
    SPEAKING,
    STRANGER,
    Answer,
    Goes,
    Row,
    closed,
)

OF_ONE = {"release_id": RELEASE}
DONE = Goes("/changes/")


def of_a_desk(method: str, everybody: Answer, *, elsewhere: Answer, do: str = "", **more: Answer) -> Row:
    """The release concerns the desk of `member`, and no desk of the two others."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: everybody}
    expect |= {f"{SPEAKING}@{place}": elsewhere for place in (OTHER_MEMBER, STRANGER)}
    return Row("changes:one", method, {**expect, **more}, OF_ONE, {"do": do} if do else {})


ROWS: list[Row] = [
    Row("changes:all", "GET", {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 200}).seen_by("inspection-nord"),
    closed("changes:all"),
    of_a_desk("GET", 200, elsewhere=404),
    of_a_desk(
        "POST",
        403,
        elsewhere=404,
        do="acknowledge",
        secretariat=422,
        desk_lead=DONE,
        **{f"{SPEAKING}@{MEMBER}": DONE},
    ),
    # It is in no pilot: for the first line of the desk that is as if it were not there.
    of_a_desk("POST", 403, elsewhere=403, do="find", secretariat=422, desk_lead=422, front_line=422),
    of_a_desk("POST", 404, elsewhere=404, do="nothing"),
]
