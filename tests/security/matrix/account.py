"""Signing in and out, the second factor, the desk, the language, the way out."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    ENROL,
    EVERYBODY,
    HALF,
    INTERVIEW_DRAFT,
    Goes,
    Row,
    closed,
    open_to_all,
)

HOME = Goes("/")
DOOR = Goes("/account/in/")
# What a browser kept of a long form is opened as the room of that form opens it: for who may know of it, logged.
OF_FORM = {"of": "holder", "where": INTERVIEW_DRAFT, "text": "x"}
KNOW_THE_FORM = ("interviewer@own", "case_manager@own", "desk_lead@own", "legal_counsel@own")

ROWS: list[Row] = [
    open_to_all("account:sign_in", half=200).seen_by(ANONYMOUS),
    Row("account:sign_in", "POST", {EVERYBODY: 200}),
    Row(
        "account:sign_in",
        "POST",
        {EVERYBODY: 422},
        data={"username": "nobody", "password": "wrong", "code": "000000"},
    ),
    Row("account:sign_out", "POST", {EVERYBODY: HOME}),
    Row("account:sign_out", "GET", {EVERYBODY: 405}),
    Row("account:enrol", "GET", {ANONYMOUS: DOOR, HALF: 200, EVERYBODY: HOME}),
    Row("account:enrol", "POST", {ANONYMOUS: DOOR, HALF: 422, EVERYBODY: HOME}, data={"code": "000000"}),
    Row("account:factor_picture", "GET", {ANONYMOUS: 404, HALF: 200, EVERYBODY: 404}),
    Row("account:factor_picture", "POST", {EVERYBODY: 405}),
    open_to_all("account:passkey", half=200),
    Row("account:passkey", "POST", {EVERYBODY: 422}, data={"answer": "{}"}),
    open_to_all("account:way_back", half=200).seen_by(ANONYMOUS),
    Row("account:way_back", "POST", {EVERYBODY: 422}, data={"username": "inspector", "way": "guess"}),
    Row("account:end_elsewhere", "POST", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: Goes("/account/ways-in/")}),
    closed("account:end_elsewhere", "GET"),
    closed("account:stop_reset", "GET"),
    Row("account:stop_reset", "POST", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 404}),
    Row("account:ways_in", "GET", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 200}).seen_by("inspection-nord"),
    Row("account:ways_in", "POST", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: Goes("/account/ways-in/")}),
    Row("account:password", "GET", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 200}).seen_by("inspection-nord"),
    Row(
        "account:password",
        "POST",
        {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 422},
        data={"old": "guess", "new": "a new and private sentence", "again": "a new and private sentence"},
    ),
    Row("account:add_key", "GET", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 200}).seen_by("inspection-nord"),
    Row("account:add_key", "POST", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 422}, data={"answer": "{}"}),
    Row("account:remove_key", "POST", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 404}, needs={"key_id": "999999"}),
    closed("account:remove_key", "GET", key_id="999999"),
    Row("account:new_codes", "POST", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 200}),
    closed("account:new_codes", "GET"),
    Row("account:here", "POST", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 204}),
    closed("account:here", "GET"),
    Row("account:kept", "GET", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 200}).seen_by("inspection-nord"),
    Row("account:kept", "POST", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 422}, data={"where": "/", "text": "x"}),
    Row(
        "account:kept",
        "POST",
        {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 404, **dict.fromkeys(KNOW_THE_FORM, 422)},
        data=OF_FORM,
    ),
    Row(
        "account:kept",
        "POST",
        {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 422},
        data={**OF_FORM, "where": "/casework/"},
    ),
    Row("account:go_on", "POST", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: HOME}),
    closed("account:go_on", "GET"),
    Row("account:desk", "POST", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 404}, data={"desk": "lawyers"}),
    Row("account:desk", "POST", {ANONYMOUS: DOOR, HALF: ENROL, EVERYBODY: 404}, data={"desk": "absent"}),
    closed("account:desk", "GET"),
    Row("account:language", "POST", {EVERYBODY: HOME}, data={"language": "ar"}),
    Row("account:language", "GET", {EVERYBODY: 405}),
    open_to_all("account:leave", half=200).seen_by(ANONYMOUS),
    Row("account:leave", "POST", {EVERYBODY: 405}),
    open_to_all("account:demo_desk", "POST", HOME, username="officer"),
    open_to_all("account:demo_desk", "POST", 404, username="absent"),
    closed("account:demo_desk", "GET", username="officer"),
]
