"""Figures: the secretariat reads of all, a focal point of their institution, a lead of their desk; forged is absent."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    ENROL,
    EVERYBODY,
    HALF,
    MEMBER,
    OTHER_MEMBER,
    SIGN_IN,
    SPEAKING,
    STRANGER,
    Answer,
    Row,
    closed,
    open_to_all,
)

ONE, PERIOD = {"indicator": "referrals_sent"}, {"period": "2026-Q3"}
INSTITUTION, DESK = {"of": "institution/labour"}, {"of": "desk/labour-north"}
CSV = {"ending": "csv"}


def read(
    url: str,
    *,
    member: Answer = 200,
    others: Answer = 200,
    lead: Answer = 200,
    own_lead: Answer = 200,
    secretariat: Answer = 200,
    needs: dict[str, str] | None = None,
    data: dict[str, str] | None = None,
) -> Row:
    """The secretariat; the focal point of labour, those of others; the lead of labour-north, those of other desks."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, "secretariat": secretariat}
    expect |= {f"{SPEAKING}@{MEMBER}": member, f"{SPEAKING}@{OTHER_MEMBER}": others, f"{SPEAKING}@{STRANGER}": others}
    expect |= {"validating_authority": 403, "desk_lead": lead, f"desk_lead@{MEMBER}": own_lead}
    return Row(url, "GET", expect, needs or {}, data or {}, known_to=("desk_lead", SPEAKING))


def absent_to_all(url: str, needs: dict[str, str], data: dict[str, str] | None = None) -> Row:
    """What there is not, for whoever reads figures; others learn that they read none."""
    return read(url, member=404, others=404, lead=404, own_lead=404, secretariat=404, needs=needs, data=data)


ROWS: list[Row] = [
    read("monitoring:home").seen_by("secretariat", "point-focal-sante", "asso-accueil-chef"),
    read("monitoring:home", data=PERIOD | INSTITUTION, others=404, lead=404, own_lead=404),
    read("monitoring:home", data=PERIOD | DESK, others=404, lead=404),
    closed("monitoring:home"),
    read("monitoring:one", needs=ONE)
    .seen_by("secretariat", indicator="referrals_accepted")
    .seen_by("secretariat", indicator="service_coverage")
    # A figure that is not told of a desk.
    .seen_by("asso-accueil-chef", indicator="referrals_completed"),
    read("monitoring:one", needs=ONE, data=INSTITUTION, others=404, lead=404, own_lead=404),
    absent_to_all("monitoring:one", {"indicator": "per_worker"}),
    closed("monitoring:one", **ONE),
    read("monitoring:file", needs=CSV, data=PERIOD),
    read("monitoring:file", needs=CSV, data=PERIOD | INSTITUTION, others=404, lead=404, own_lead=404),
    absent_to_all("monitoring:file", CSV),
    absent_to_all("monitoring:file", {"ending": "exe"}, PERIOD),
    closed("monitoring:file", **CSV),
    read("monitoring:one_file", needs=ONE | CSV, data=PERIOD),
    read("monitoring:one_file", needs=ONE | CSV, data=PERIOD | DESK, others=404, lead=404),
    closed("monitoring:one_file", **ONE, **CSV),
    open_to_all("monitoring:declarations").seen_by("secretariat"),
    closed("monitoring:declarations"),
]
