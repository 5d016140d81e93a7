"""Who saw a file: the officer of the institution that holds it, and of the data authority. Nobody else."""

from tests.security.matrix.rows import ANONYMOUS, CASE, ENROL, EVERYBODY, HALF, SIGN_IN, Goes, Row, closed

OFFICER = "data_protection_officer"
COME_IN = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403}
ELSEWHERE = {f"{OFFICER}@receiver": 404, f"{OFFICER}@foreign": 404}
OF_A_FILE = {**COME_IN, f"{OFFICER}@own": 200, f"{OFFICER}@sister": 200, **ELSEWHERE}
ASKED = {**COME_IN, f"{OFFICER}@own": Goes("/oversight/files/"), f"{OFFICER}@sister": Goes("/oversight/files/")}
FILE = {"case_id": CASE}

ROWS: list[Row] = [
    Row("oversight:find", "GET", {**COME_IN, OFFICER: 200}),
    Row("oversight:find", "POST", {**ASKED, **ELSEWHERE}, data={"reference": CASE}),
    Row("oversight:readers", "GET", OF_A_FILE, needs=FILE),
    closed("oversight:readers", case_id=CASE),
    Row("oversight:paper", "GET", OF_A_FILE, needs=FILE),
    closed("oversight:paper", case_id=CASE),
]
