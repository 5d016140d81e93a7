"""The directory of services: what was looked for, one desk, the own desk, its hours with one wrong, what is missing."""

from tests.accessibility.visited import MAIN, RECEIVER, SECRETARIAT, SENDER, View, after, at

VIEWS = [
    View("the directory", SENDER, at("/services/?service=emergency_shelter&group=men"), url="services:directory"),
    View("a desk of the directory", SENDER, at("/services/asso-accueil/"), url="services:desk"),
    View("the own desk", RECEIVER, at("/services/own/"), url="services:own"),
    View("a provider to enter", SECRETARIAT, at("/services/keeping/add/"), url="services:provider_add"),
    View("a provider, something missing", SECRETARIAT, after(at("/services/keeping/add/"), MAIN)),
    View("the directory, kept", SECRETARIAT, at("/services/keeping/"), url="services:keeping"),
    View("what is missing", SECRETARIAT, at("/services/gaps/"), url="services:gaps"),
    View("a desk to vet", SECRETARIAT, at("/services/asso-accueil/vet/"), url="services:vet"),
]
