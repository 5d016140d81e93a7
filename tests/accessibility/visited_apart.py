"""The pages of notes kept apart of a case: at a hospital that received a referral."""

from tests.accessibility.visited import MAIN, RECEIVED, View, after, at

HOSPITAL, LET_IN = "hopital-centre", "hopital-nord"
APART = after(RECEIVED, "main a[href$='/apart/']")
NOTES = after(APART, "main ul.rows a[href^='/casework/apart/']")
MEMBERS = after(NOTES, "main a[href$='/members/']")

VIEWS = [
    View("notes kept apart", HOSPITAL, APART, url="casework:apart"),
    View("notes of one kind", HOSPITAL, NOTES, url="casework:notes"),
    View("a note, nothing written", HOSPITAL, after(NOTES, MAIN)),
    View("who opens the notes", HOSPITAL, MEMBERS, url="casework:members"),
    View("who opens the notes, something missing", HOSPITAL, after(MEMBERS, MAIN)),
    View("notes that a colleague opened to us", LET_IN, at("/casework/cases/shared/")),
]
