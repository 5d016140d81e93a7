"""The pages of notes kept apart of a case: at a hospital that received a referral."""

from tests.accessibility.found import showing
from tests.accessibility.visited import LINE, MAIN, View, after

HOSPITAL, LET_IN = "hopital-centre", "hopital-nord"
KEPT = LINE.format("apart")
APART = showing(KEPT, onward="main a[href$='/apart/']", listed="/casework/", links=LINE.format("referrals"))
NOTES = after(APART, KEPT)
MEMBERS = after(NOTES, "main a[href$='/members/']")

VIEWS = [
    View("notes kept apart", HOSPITAL, APART, url="casework:apart"),
    View("notes of one kind", HOSPITAL, NOTES, url="casework:notes"),
    View("a note, nothing written", HOSPITAL, after(NOTES, MAIN)),
    View("who opens the notes", HOSPITAL, MEMBERS, url="casework:members"),
    View("who opens the notes, something missing", HOSPITAL, after(MEMBERS, MAIN)),
]
