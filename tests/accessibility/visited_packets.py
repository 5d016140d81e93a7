"""Packets to partners abroad: the list of a case, preparing one, and one that may be handed out."""

from tests.accessibility.found import showing
from tests.accessibility.visited import CASE, SENDER, View, after

TO_PACKETS = "main nav a[href^='/packets/cases/']"
PACKETS = after(CASE, TO_PACKETS)
# The file of the demo with a packet.
WITH_ONE = showing("main ul.rows a[href^='/packets/cases/']", onward=TO_PACKETS)
# An adult's: of a child none is prepared before it was decided what is best.
NEW = after(WITH_ONE, "main a[href$='/new/']")
ONE = after(WITH_ONE, "main ul.rows a[href^='/packets/cases/']")

VIEWS = [
    View("packets of a case", SENDER, PACKETS, url="packets:of_case"),
    View("packets of a case, with one", SENDER, WITH_ONE),
    View("a packet is prepared", SENDER, NEW, url="packets:new"),
    View("a packet is prepared, something missing", SENDER, after(NEW, "main form[action$='/new/'] .btn")),
    View("one packet", SENDER, ONE, url="packets:packet"),
]
