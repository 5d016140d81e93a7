"""What moved at a table, whose word is awaited, the page to send with a letter; reports and what a cycle cost."""

from tests.accessibility.visited import SECRETARIAT, View, after, at
from tests.accessibility.visited_tables import CYCLE, FOCAL_POINT, of_a_table

MAIN = "main form .actions .btn:not(.second):not(.quiet)"
REMINDERS, PACKETS = at("/round-tables/follow-up/reminders/"), at("/round-tables/follow-up/packet/")
REPORTS = at("/round-tables/reports/")
TO_REPORT = "main section.card ul.rows a[href*='/reports/']:not([href*='/editions/'])"
# The annual report is the first of the list: its last day is the later one.
ANNUAL, FUNDER = after(REPORTS, TO_REPORT), after(REPORTS, f"{TO_REPORT} >> nth=1")
CHAPTER = after(ANNUAL, "main a[href*='/chapters/']")
COSTS = after(CYCLE, "main a[href$='/costs/']")

VIEWS: list[View] = [
    View("what moved at a table", SECRETARIAT, of_a_table(2, "follow-up"), url="roundtable:table_follow_up"),
    View("what stands before a table", SECRETARIAT, of_a_table(3, "follow-up"), url="roundtable:table_follow_up"),
    View("what moved, to an institution", FOCAL_POINT, of_a_table(2, "follow-up"), url="roundtable:table_follow_up"),
    View("one whose word is awaited", SECRETARIAT, after(REMINDERS, "main ul.rows a[href*='?lead=']")),
    View(
        "page for a lead",
        SECRETARIAT,
        after(PACKETS, "main ul.rows a[href*='/packet/']"),
        url="roundtable:follow_up_packet",
    ),
    View(
        "page for a lead from outside",
        SECRETARIAT,
        after(PACKETS, "main ul.rows a[href*='/outside/']"),
        url="roundtable:outside_packet",
    ),
    View("annual report", SECRETARIAT, ANNUAL, url="roundtable:report"),
    View("chapter of a report", SECRETARIAT, CHAPTER, url="roundtable:report_chapter"),
    View(
        "figure of a report",
        SECRETARIAT,
        after(ANNUAL, "main a[href*='/figures/']"),
        url="roundtable:report_figure",
    ),
    View("report to a funder", SECRETARIAT, FUNDER, url="roundtable:report"),
    View(
        "frozen edition",
        SECRETARIAT,
        after(REPORTS, "main a[href*='/editions/']"),
        url="roundtable:report_edition",
    ),
    View("costs of a cycle", SECRETARIAT, COSTS, url="roundtable:costs"),
    View("mistakes in a cost", SECRETARIAT, after(COSTS, MAIN)),
]
