"""Enquiries: the page of a case that asks, and the desk that was told and decides."""

from tests.accessibility.found import showing
from tests.accessibility.visited import CASE, SENDER, View, after, at

HOLDER = "hopital-centre"
TO_ENQUIRIES = "main nav a[href^='/enquiries/cases/']"
OF_CASE = after(CASE, TO_ENQUIRIES)
# A file of which nobody is asked yet.
FREE = showing("main form button[value='ask']", onward=TO_ENQUIRIES)
WAITING = at("/enquiries/")
TOLD = after(WAITING, "main ul.rows a[href^='/enquiries/told/']")

VIEWS = [
    View("enquiries of a case", SENDER, OF_CASE, url="enquiries:of_case"),
    View("enquiries of a case, something missing", SENDER, after(FREE, "main form button[value='ask']")),
    View("a desk was told that another asks", HOLDER, TOLD, url="enquiries:told"),
    View("a desk gets in touch, something missing", HOLDER, after(TOLD, "main form button[value='get_in_touch']")),
]
