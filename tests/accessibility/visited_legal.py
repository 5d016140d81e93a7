"""The pages of the law, in the invented country."""

from tests.accessibility.visited import MAIN, OFFICER_OF_DATA, View, after, at

VIEWS: list[View] = [
    View("the processing register", OFFICER_OF_DATA, at("/legal/"), url="legal:register"),
    View("an entry of the register", OFFICER_OF_DATA, at("/legal/write/recipient/"), url="legal:propose"),
    View("an entry of the register, nothing typed", OFFICER_OF_DATA, after(at("/legal/write/authorisation/"), MAIN)),
    View("an override", OFFICER_OF_DATA, at("/legal/override/"), url="legal:override"),
]
