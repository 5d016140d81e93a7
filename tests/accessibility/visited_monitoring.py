"""The figures: of the nation, of an institution, of a desk; one of them; a period that there is not; declarations."""

from tests.accessibility.visited import SECRETARIAT, View, after, at

HOME = "/figures/"
FOCAL, LEAD = "point-focal-sante", "asso-accueil-chef"

VIEWS: list[View] = [
    View("figures", SECRETARIAT, at(HOME), url="monitoring:home"),
    View("figures of a year", SECRETARIAT, at(f"{HOME}?period=2025")),
    View("figures of a period that there is not", SECRETARIAT, at(f"{HOME}?period=1990")),
    View("one figure", SECRETARIAT, after(at(HOME), "main a[href^='/figures/one/']"), url="monitoring:one"),
    View("one figure with its parts", SECRETARIAT, at(f"{HOME}one/referrals_accepted/")),
    View("coverage of services", SECRETARIAT, at(f"{HOME}one/service_coverage/")),
    View("figures of an institution", FOCAL, at(HOME)),
    View("figures of a desk", LEAD, at(HOME)),
    View("a figure that is not told of a desk", LEAD, at(f"{HOME}one/referrals_completed/")),
    View("what every figure counts", SECRETARIAT, at(f"{HOME}declarations/"), url="monitoring:declarations"),
]
