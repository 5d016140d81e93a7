"""The pages of the law, in the invented country."""

from tests.accessibility.visited import MAIN, OFFICER_OF_DATA, SENDER, View, after, at

VIEWS: list[View] = [
    View("the processing register", OFFICER_OF_DATA, at("/legal/"), url="legal:register"),
    View("an entry of the register", OFFICER_OF_DATA, at("/legal/write/recipient/"), url="legal:propose"),
    View("an entry of the register, nothing typed", OFFICER_OF_DATA, after(at("/legal/write/authorisation/"), MAIN)),
    View("an override", OFFICER_OF_DATA, at("/legal/override/"), url="legal:override"),
    View("demands by authorities", OFFICER_OF_DATA, at("/legal/demands/"), url="legal:demands"),
    View("a new demand", OFFICER_OF_DATA, at("/legal/demands/new/"), url="legal:demand_new"),
    View("a new demand, nothing typed", OFFICER_OF_DATA, after(at("/legal/demands/new/"), MAIN)),
    View("demands to prepare", SENDER, at("/legal/demands/to-prepare/"), url="legal:to_prepare"),
    View("questions of persons", OFFICER_OF_DATA, at("/legal/requests/"), url="legal:requests"),
    View("a new question", OFFICER_OF_DATA, at("/legal/requests/new/"), url="legal:request_new"),
    View("a new question, nothing typed", OFFICER_OF_DATA, after(at("/legal/requests/new/"), MAIN)),
    View("questions to answer", SENDER, at("/legal/requests/to-answer/"), url="legal:to_answer"),
    View("a seizure drill", OFFICER_OF_DATA, at("/legal/drill/"), url="legal:drill"),
]
