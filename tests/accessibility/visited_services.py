"""The directory of services: what was looked for, one desk, the own desk, its hours with one wrong, what is missing."""

from tests.accessibility.visited import MAIN, RECEIVER, SECRETARIAT, SENDER, View, after, at, filled

LEAD = "asso-accueil-chef"
HOURS = filled(at("/services/asso-accueil/hours/"), w_mon="morning")

VIEWS = [
    View("the directory", SENDER, at("/services/?service=emergency_shelter&group=men"), url="services:directory"),
    View("a desk of the directory", SENDER, at("/services/asso-accueil/"), url="services:desk"),
    View("the own desk", RECEIVER, at("/services/own/"), url="services:own"),
    View("hours that cannot be read", LEAD, after(HOURS, MAIN), url="services:hours"),
    View("a service to propose", LEAD, at("/services/asso-accueil/propose/"), url="services:propose"),
    View("a provider to change", SECRETARIAT, at("/services/asso-accueil/change/"), url="services:provider_change"),
    View("a provider to enter", SECRETARIAT, at("/services/keeping/add/"), url="services:provider_add"),
    View("a provider, something missing", SECRETARIAT, after(at("/services/keeping/add/"), MAIN)),
    View("the directory, kept", SECRETARIAT, at("/services/keeping/"), url="services:keeping"),
    View("what is missing", SECRETARIAT, at("/services/gaps/"), url="services:gaps"),
    View("a desk to vet", SECRETARIAT, at("/services/asso-accueil/vet/"), url="services:vet"),
]
