"""What was frozen at a table is read by whoever sits there; reminders are the secretariat's; a page is its own."""

from tests.security.matrix.rows import (
    CLOSED_TABLE,
    LED_OUTSIDE,
    PLANNED_TABLE,
    REMINDER,
    TABLE,
    Goes,
    Row,
    closed,
    for_the_secretariat,
    for_the_table,
)

TO_REMINDERS = Goes("/round-tables/follow-up/reminders/")
IN_SESSION, PLANNED, HELD = ({"table_id": one} for one in (TABLE, PLANNED_TABLE, CLOSED_TABLE))
OWN, OUTSIDE = {"institution_id": "labour"}, {"recommendation_id": LED_OUTSIDE}
SENT: dict[str, str | list[str]] = {"reminders": REMINDER, "how": "letter", "sent_on": "2026-11-24"}

ROWS: list[Row] = [
    for_the_table("roundtable:table_follow_up", "GET", secretariat=200, member=200, needs=IN_SESSION),
    for_the_table("roundtable:table_follow_up", "GET", secretariat=200, member=200, needs=HELD),
    for_the_table("roundtable:table_follow_up", "GET", secretariat=200, member=404, needs=PLANNED),
    closed("roundtable:table_follow_up", **IN_SESSION),
    for_the_secretariat("roundtable:reminders", "GET", 200).seen_by("secretariat"),
    for_the_secretariat("roundtable:reminders", "POST", TO_REMINDERS, data=SENT),
    for_the_secretariat("roundtable:reminders", "POST", 422),
    for_the_table("roundtable:follow_up_packet", "GET", secretariat=200, member=200, stranger=200).seen_by(
        "secretariat"
    ),
    for_the_table(
        "roundtable:follow_up_packet", "GET", secretariat=200, member=200, other=403, stranger=403, needs=OWN
    ),
    closed("roundtable:follow_up_packet"),
    for_the_secretariat("roundtable:outside_packet", "GET", 200, needs=OUTSIDE),
    closed("roundtable:outside_packet", **OUTSIDE),
]
