"""Reports, evidence and reply links: an institution reports for itself, its authority validates."""

from tests.security.matrix.rows import (
    CONFIDENTIAL,
    EVIDENCE,
    PROGRESSING,
    RECOMMENDATION,
    REPLY_LINK,
    REPORT,
    Answer,
    Goes,
    Row,
    closed,
    for_the_secretariat,
    for_the_table,
)

Data = dict[str, str | list[str]]
TO_PROGRESS, TO_LINKS = Goes("/round-tables/recommendations/"), Goes("/round-tables/reply-links/")
ANSWERED, REPORTED = {"recommendation_id": RECOMMENDATION}, {"report_id": REPORT}
SHOWN, SECRET = {"evidence_id": EVIDENCE}, {"evidence_id": CONFIDENTIAL}
ON_PAPER: Data = {"how": "letter", "received_on": "2026-11-24"}
TYPED: Data = {"do": "hand_in", "text": "Douze formés.", "seen": "0", "who": "i:labour", **ON_PAPER}
NO_SUCH: Data = {"do": "nothing"}
GIVEN: Data = {
    "kind": "circular",
    "title": "Circulaire 12",
    "dated_on": "2026-11-01",
    "confidentiality": "members",
    "where": "Bureau d’ordre",
}
# The validating authority makes a report official; it writes none, and gives no evidence.
NO_VOICE: dict[str, Answer] = {"validating_authority@member": 403, "validating_authority@other": 403}
AUTHORITY: dict[str, Answer] = {"validating_authority@member": TO_PROGRESS}

ROWS: list[Row] = [
    for_the_table("roundtable:progress", "GET", secretariat=200, member=200, needs=ANSWERED),
    for_the_table("roundtable:progress", "GET", secretariat=200, member=200, needs={"recommendation_id": PROGRESSING}),
    for_the_table(
        "roundtable:progress",
        "POST",
        secretariat=TO_PROGRESS,
        member=TO_PROGRESS,
        other=403,
        needs=ANSWERED,
        data=TYPED,
        **NO_VOICE,
    ),
    for_the_table("roundtable:progress", "POST", secretariat=404, member=404, needs=ANSWERED, data=NO_SUCH),
    for_the_table("roundtable:progress_report", "GET", secretariat=200, member=200, other=404, needs=REPORTED),
    for_the_table(
        "roundtable:progress_report",
        "POST",
        secretariat=TO_PROGRESS,
        member=403,
        other=404,
        needs=REPORTED,
        data={"do": "validate", **ON_PAPER},
        **AUTHORITY,
    ),
    for_the_table(
        "roundtable:progress_report",
        "POST",
        secretariat=TO_PROGRESS,
        member=403,
        other=404,
        needs=REPORTED,
        data={"do": "send_back", "reason": "Dire combien.", **ON_PAPER},
        **AUTHORITY,
    ),
    for_the_table(
        "roundtable:progress_report",
        "POST",
        secretariat=409,
        member=403,
        other=404,
        needs=REPORTED,
        data={"do": "accept"},
    ),
    for_the_table(
        "roundtable:progress_report", "POST", secretariat=404, member=404, other=404, needs=REPORTED, data=NO_SUCH
    ),
    for_the_table("roundtable:evidence_add", "GET", secretariat=TO_PROGRESS, member=TO_PROGRESS, needs=ANSWERED),
    for_the_table(
        "roundtable:evidence_add",
        "POST",
        secretariat=TO_PROGRESS,
        member=TO_PROGRESS,
        other=403,
        needs=ANSWERED,
        data=GIVEN,
        **NO_VOICE,
    ),
    for_the_table("roundtable:evidence", "GET", secretariat=200, member=200, needs=SHOWN),
    for_the_table("roundtable:evidence", "GET", secretariat=200, member=200, other=404, needs=SECRET),
    closed("roundtable:evidence", **SHOWN),
    for_the_table("roundtable:evidence_withdraw", "GET", secretariat=200, member=200, needs=SHOWN),
    for_the_table(
        "roundtable:evidence_withdraw",
        "POST",
        secretariat=TO_PROGRESS,
        member=TO_PROGRESS,
        other=403,
        needs=SHOWN,
        data={"reason": "Mauvais fichier"},
        **NO_VOICE,
    ),
    for_the_table(
        "roundtable:evidence_withdraw",
        "POST",
        secretariat=TO_PROGRESS,
        member=TO_PROGRESS,
        other=404,
        needs=SECRET,
        data={"reason": "Mauvais fichier"},
        **{"validating_authority@member": 403},
    ),
    for_the_secretariat("roundtable:reply_links", "GET", 200).seen_by("secretariat"),
    for_the_secretariat("roundtable:reply_links", "POST", TO_LINKS, data={"do": "revoke", "link": REPLY_LINK}),
]
