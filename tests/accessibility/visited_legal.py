"""The pages of the law, in the invented country."""

from tests.accessibility.visited import MAIN, OFFICER_OF_DATA, SENDER, View, after, at

LEAD_OF_HOSPITAL, OFFICER_OF_HOSPITAL = "hopital-centre", "hopitaux-donnees"
FIRST_EXPORT, LAST_EXPORT = "main .rows li:first-child a", "main .rows li:last-child a"
VIEWS: list[View] = [
    View("the processing register", OFFICER_OF_DATA, at("/legal/"), url="legal:register"),
    View("an entry of the register", OFFICER_OF_DATA, at("/legal/write/recipient/"), url="legal:propose"),
    View("an entry of the register, nothing typed", OFFICER_OF_DATA, after(at("/legal/write/authorisation/"), MAIN)),
    View("an override", OFFICER_OF_DATA, at("/legal/override/"), url="legal:override"),
    View("demands by authorities", OFFICER_OF_DATA, at("/legal/demands/"), url="legal:demands"),
    View("a new demand", OFFICER_OF_DATA, at("/legal/demands/new/"), url="legal:demand_new"),
    View("a new demand, nothing typed", OFFICER_OF_DATA, after(at("/legal/demands/new/"), MAIN)),
    View("demands to prepare", SENDER, at("/legal/demands/to-prepare/"), url="legal:to_prepare"),
    View("exports", LEAD_OF_HOSPITAL, at("/legal/exports/"), url="legal:exports"),
    View("a new export", LEAD_OF_HOSPITAL, at("/legal/exports/new/"), url="legal:export_new"),
    View("a new export, nothing typed", LEAD_OF_HOSPITAL, after(at("/legal/exports/new/"), MAIN)),
    View("an export to fetch", LEAD_OF_HOSPITAL, after(at("/legal/exports/"), FIRST_EXPORT), url="legal:export"),
    View("an export to decide", OFFICER_OF_HOSPITAL, after(at("/legal/exports/"), LAST_EXPORT), url="legal:export"),
    View("a seizure drill", OFFICER_OF_DATA, at("/legal/drill/"), url="legal:drill"),
]
