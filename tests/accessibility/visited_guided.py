"""The guided path of the demo before its first button; under way it is looked at by its own journeys."""

from tests.accessibility.visited import NOBODY, View, at

VIEWS: list[View] = [View("the guided path", NOBODY, at("/guided/"), url="guided:path")]
