"""The pictures of the follow-up: of all sources, of one, and as a delegate sees them."""

from tests.accessibility.visited import SECRETARIAT, View, at
from tests.accessibility.visited_practice import FOCAL_POINT

PICTURES = "/round-tables/follow-up/pictures/"

VIEWS: list[View] = [
    View("pictures", SECRETARIAT, at(PICTURES), url="roundtable:pictures"),
    View("pictures of one source", SECRETARIAT, at(f"{PICTURES}?source=upr")),
    View("pictures of a delegate", FOCAL_POINT, at(PICTURES)),
]
