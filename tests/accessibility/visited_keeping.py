"""Keeping and erasing: as the desk that asked sees it, and as the data protection officer."""

from tests.accessibility.visited import CASE, OFFICER_OF_DATA, SENDER, View, after, at, filled, readers

# The one desk of the demo whose referrals have all ended.
DESK = "police-port"
TO_KEEPING = after(CASE, "main a[href$='/keeping/']")
REQUEST = "main ul.rows a[href*='/erasures/']"
VERIFY = at("/oversight/certificates/")
OF_FILE = after(readers, "main a[href$='/keeping/']")

VIEWS: list[View] = [
    View("keeping, a request", DESK, after(at("/casework/keeping/"), REQUEST), url="casework:erasure"),
    View("keeping, a file", SENDER, TO_KEEPING, url="casework:keeping_file"),
    View("keeping, nothing chosen", SENDER, after(TO_KEEPING, "main button[value=ask]")),
    View("keeping, to decide", OFFICER_OF_DATA, after(at("/oversight/keeping/"), REQUEST), url="oversight:erasure"),
    View(
        "keeping, not sure",
        OFFICER_OF_DATA,
        after(at("/oversight/keeping/"), REQUEST, "main button[value=confirm]"),
    ),
    View("keeping, the officer's look at a file", OFFICER_OF_DATA, OF_FILE, url="oversight:keeping_file"),
    View("no certificate", OFFICER_OF_DATA, after(filled(VERIFY, lines="x"), "main form .btn:not(.quiet)")),
]
