"""What becomes public, looked at before, in the invented country."""

from tests.accessibility.visited import SECRETARIAT, View, at

VIEWS: list[View] = [
    View("preview of the public page", SECRETARIAT, at("/round-tables/public/"), url="roundtable:publishing"),
]
