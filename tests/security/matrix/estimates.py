"""Estimates: the secretariat asks, the officer and the auditor read, nobody else sees that there is one."""

from tests.security.matrix.rows import ANONYMOUS, ENROL, ESTIMATE, EVERYBODY, HALF, SIGN_IN, Answer, Goes, Row


def of(
    url: str,
    method: str,
    secretariat: Answer,
    readers: Answer,
    *,
    needs: dict[str, str] | None = None,
    data: dict[str, str] | None = None,
) -> Row:
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, "secretariat": secretariat}
    expect |= {"data_protection_officer": readers, "auditor": readers}
    # Whoever reads estimates knows of each: that they ask for none is no secret to them.
    return Row(url, method, expect, needs or {}, data or {}, known_to=("data_protection_officer", "auditor"))


OF_ONE = {"run_id": ESTIMATE}
ROWS: list[Row] = [
    of("estimates:all", "GET", 200, 200).seen_by("secretariat", "protection-donnees"),
    # No file came with it.
    of("estimates:all", "POST", 422, 403, data={"origin": "published", "replicates": "1000", "seed": "1"}),
    of("estimates:one", "GET", 200, 200, needs=OF_ONE),
    of("estimates:one", "POST", Goes("/estimates/"), 403, needs=OF_ONE, data={"do": "resume"}),
]
