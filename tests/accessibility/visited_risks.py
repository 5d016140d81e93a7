"""The pages of the risks of a person, at the desk that holds the file."""

from tests.accessibility.found import showing
from tests.accessibility.visited import CASE, MAIN, SENDER, View, after

TO_RISK = "main a[href^='/risks/cases/']"
RISK = after(CASE, TO_RISK)
BEGIN = "main a[href$='/begin/']"
# The file that has one finished and one under way.
UNDER_WAY = showing("main a[href$='/finish/']", onward=TO_RISK)
GO_ON = after(UNDER_WAY, "main a[href$='/finish/']")
DOMAIN = after(GO_ON, "main a[href$='/R2/']")

VIEWS = [
    View("the risks of a person", SENDER, RISK, url="risks:of_case"),
    View("the risks of a person, assessed", SENDER, UNDER_WAY),
    View("an assessment to begin", SENDER, after(showing(BEGIN, onward=TO_RISK), BEGIN), url="risks:begin"),
    View("an assessment under way", SENDER, GO_ON, url="risks:finish"),
    View("a domain of risk", SENDER, DOMAIN, url="risks:domain"),
    View("a domain of risk, something missing", SENDER, after(DOMAIN, MAIN)),
    View("an assessment as it was", SENDER, after(UNDER_WAY, "main a[href$='/1/']"), url="risks:one"),
    View("how a person sees a risk", SENDER, after(UNDER_WAY, "main a[href$='/own/R2/']"), url="risks:own"),
    View("two views of a risk", SENDER, after(UNDER_WAY, "main a[href*='/talk/']"), url="risks:talk"),
]
