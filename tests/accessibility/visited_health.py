"""The pages of a clinician's room: at the hospital, of the file that it holds, and its scale of nonsense."""

from tests.accessibility.found import showing
from tests.accessibility.visited import MAIN, View, after, at

HOSPITAL = "hopital-centre"
OBSERVE = "main a[href$='/observation/']"
CARE = showing(OBSERVE, onward="nav a[href^='/health/']")
# The newest first: the scale, then the observation.
SCORED = after(CARE, "main li:nth-child(1) a[href*='/kept/']")
KEPT = after(CARE, "main li:nth-child(2) a[href*='/kept/']")
ASKED = after(CARE, "main a[href*='/scales/'][href^='/health/']")
LOADED = after(at("/health/scales/"), "main ul.rows a")
SHEET = after(CARE, OBSERVE)
STEPS, LETTERS = (after(CARE, f"main a[href$='/{end}/']") for end in ("care", "letters"))
# The newest first: the draft, then what the person released.
DRAFT, RELEASED = (after(LETTERS, f"main li:nth-child({place}) a[href*='/letters/']") for place in (1, 2))

VIEWS = [
    View("care of a clinician", HOSPITAL, CARE, url="health:of_case"),
    View("an observation sheet", HOSPITAL, SHEET, url="health:observe"),
    View("an observation sheet, nothing written", HOSPITAL, after(SHEET, MAIN)),
    View("an observation, kept", HOSPITAL, KEPT, url="health:kept"),
    View("a scale, scored beside what is known of it", HOSPITAL, SCORED, url="health:kept"),
    View("a scale, asked", HOSPITAL, ASKED, url="health:administer"),
    View("a scale, how it is asked missing", HOSPITAL, after(ASKED, MAIN)),
    View("steps of care", HOSPITAL, STEPS, url="health:care"),
    View("letters of a clinician", HOSPITAL, LETTERS, url="health:letters"),
    View("a letter to read to the person", HOSPITAL, DRAFT, url="health:letter"),
    View("a letter to read to the person, no answer", HOSPITAL, after(DRAFT, MAIN)),
    View("a letter that the person released", HOSPITAL, RELEASED),
    View("one published scale", HOSPITAL, LOADED, url="health:scale"),
    View("published scales, nothing chosen", HOSPITAL, after(at("/health/scales/"), MAIN)),
]
