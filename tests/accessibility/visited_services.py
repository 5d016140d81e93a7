"""The directory of services: what was looked for, one desk, the own desk, its hours with one wrong, what is missing."""

from tests.accessibility.visited import MAIN, SECRETARIAT, SENDER, View, after, at, filled

LEAD = "asso-accueil-chef"
HOURS = filled(at("/services/asso-accueil/hours/"), w_mon="morning")

VIEWS = [
    View("the directory", SENDER, at("/services/?service=emergency_shelter&group=men"), url="services:directory"),
    View("hours that cannot be read", LEAD, after(HOURS, MAIN), url="services:hours"),
    View("a provider, something missing", SECRETARIAT, after(at("/services/keeping/add/"), MAIN)),
]
