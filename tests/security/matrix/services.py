"""The directory of services: workers and the secretariat read it; a lead keeps a desk, the secretariat the list."""

from dataclasses import replace

from tests.security.matrix.rows import (
    ANONYMOUS,
    ENROL,
    EVERYBODY,
    HALF,
    OTHERS,
    PROPOSAL,
    SIGN_IN,
    WORKING,
    Answer,
    Goes,
    Row,
    closed,
)

IN: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL}
HERE, SHELTER = {"desk_id": "labour-north"}, {"desk_id": "shelter"}
TO_LIST, TO_OWN, TO_KEEPING = Goes("/services/?"), Goes("/services/own/"), Goes("/services/keeping/")
MISSING: dict[str, str | list[str]] = {"service": "legal_aid", "region": "south"}
CONFIRM = {"proposal_id": PROPOSAL, "verb": "confirm"}
LESS: dict[str, str | list[str]] = {"word": "less"}
PLACES: dict[str, Answer] = {
    **dict.fromkeys(("front_line", "case_manager", "desk_lead"), 422),
    **{f"{role}@receiver": TO_OWN for role in ("front_line", "case_manager", "desk_lead")},
}


def reads(url: str, needs: dict[str, str] | None = None) -> Row:
    """For workers and for the secretariat."""
    return Row(url, "GET", {**IN, WORKING: 200, "secretariat": 200, OTHERS: 403}, needs or {})


def kept(url: str, method: str, answer: Answer, needs: dict[str, str] | None = None) -> Row:
    """Only the secretariat."""
    return Row(url, method, {**IN, "secretariat": answer, EVERYBODY: 403}, needs or {})


def led(url: str, method: str, answer: Answer) -> Row:
    """A desk with accounts: its lead. Who sits elsewhere is told that there is nothing to do for them."""
    own: dict[str, Answer] = {"desk_lead@own": answer, "working@own": 403, "secretariat@own": 403}
    return Row(url, method, {**IN, **own, WORKING: 404, "secretariat": 404, OTHERS: 403}, HERE)


ROWS: list[Row] = [
    reads("services:directory"),
    closed("services:directory"),
    Row("services:nobody", "POST", {**IN, WORKING: TO_LIST, OTHERS: 403}, data=MISSING),
    closed("services:nobody", "GET"),
    reads("services:desk", SHELTER).seen_by("inspection-nord", desk_id="asso-accueil"),
    closed("services:desk", **SHELTER),
    Row("services:own", "GET", {**IN, WORKING: 200, OTHERS: 403}).seen_by("asso-accueil"),
    closed("services:own"),
    Row("services:places", "POST", {**IN, **PLACES, EVERYBODY: 403}, data=LESS),
    closed("services:places", "GET"),
    led("services:hours", "GET", 200),
    led("services:hours", "POST", 422),
    replace(led("services:hours", "POST", Goes("/services/labour-north/")), data={"w_mon": "08:30-16:30"}),
    led("services:propose", "GET", 200).seen_by("asso-accueil-chef", desk_id="asso-accueil"),
    led("services:propose", "POST", 422),
    kept("services:keeping", "GET", 200).seen_by("secretariat"),
    closed("services:keeping"),
    kept("services:gaps", "GET", 200).seen_by("secretariat"),
    kept("services:gaps", "POST", 404),
    Row("services:decide", "POST", {**IN, "secretariat": TO_KEEPING, EVERYBODY: 403}, CONFIRM),
    closed("services:decide", "GET", **CONFIRM),
    kept("services:vet", "GET", 200, SHELTER).seen_by("secretariat", desk_id="asso-accueil"),
    kept("services:vet", "POST", 422, SHELTER),
    kept("services:provider_add", "GET", 200).seen_by("secretariat"),
    kept("services:provider_add", "POST", 422),
    kept("services:provider_change", "GET", 200, SHELTER).seen_by("secretariat", desk_id="asso-accueil"),
    kept("services:provider_change", "POST", 422, SHELTER),
    kept("services:provider_close", "POST", 422, SHELTER),
    closed("services:provider_close", "GET", **SHELTER),
]
