"""The pages of an interview: those of the case, gates, beginning, conversation, facts, something missing."""

from tests.accessibility.found import showing
from tests.accessibility.visited import MAIN, RECEIVER, View, after
from tests.accessibility.visited_conferences import below

HELD = "main .rows a[href^='/interviews/']"
OF_CASE = showing(HELD, onward="nav a[href^='/interviews/']")
ONE = after(OF_CASE, HELD)
FACTS = below(ONE, "facts")

VIEWS = [
    View("interviews of a case", RECEIVER, OF_CASE, url="interviews:of_case"),
    View("what was told before", RECEIVER, after(OF_CASE, "main a[href$='/told/']"), url="interviews:tell"),
    View("what was told before, something missing", RECEIVER, after(OF_CASE, "main a[href$='/told/']", MAIN)),
    View("an interview", RECEIVER, ONE, url="interviews:interview"),
    View("the gates of an interview", RECEIVER, below(ONE, "prepare"), url="interviews:prepare"),
    View("an interpreter's record", RECEIVER, below(ONE, "interpreter"), url="interviews:interpreter"),
    View("an interpreter's record, something missing", RECEIVER, after(below(ONE, "interpreter"), MAIN)),
    View("the beginning of an interview", RECEIVER, below(ONE, "begin"), url="interviews:begin"),
    View("the conversation", RECEIVER, below(ONE, "talk"), url="interviews:talk"),
    View("distress in an interview", RECEIVER, below(ONE, "distress"), url="interviews:distress"),
    View("facts of an interview", RECEIVER, FACTS, url="interviews:facts"),
    View("what happened, without dates", RECEIVER, below(ONE, "timeline"), url="interviews:timeline"),
    View("closing an interview", RECEIVER, below(ONE, "close"), url="interviews:close"),
]
