"""The figures of a year and of a period that there is not, and one of them."""

from tests.accessibility.visited import SECRETARIAT, View, after, at

HOME = "/figures/"

VIEWS: list[View] = [
    View("figures of a year", SECRETARIAT, at(f"{HOME}?period=2025")),
    View("figures of a period that there is not", SECRETARIAT, at(f"{HOME}?period=1990")),
    View("one figure", SECRETARIAT, after(at(HOME), "main a[href^='/figures/one/']"), url="monitoring:one"),
]
