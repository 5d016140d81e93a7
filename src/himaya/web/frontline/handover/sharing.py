"""What goes with the referral, and what does not: never more than the service needs, less when the person says so."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from himaya.cases import packets
from himaya.cases.actions import screenings
from himaya.cases.packets import Known, Told
from himaya.cases.states import CHILD
from himaya.cases.words_packets import value_in_words
from himaya.institutions.catalogue import data_classes, services
from himaya.kernel.languages import pick
from himaya.persons import ways
from himaya.web import case_labels as labels
from himaya.web.frontline.handover import person
from himaya.web.frontline.handover.step import Read, Scene, Step, text
from himaya.web.frontline.handover.wanted import desk_is_chosen
from himaya.web.frontline.lists import Item

# Answers in codes, which say something that the sheet does not word alike.
CODED = ("age_group", "gender", "danger_now", "health_urgency", "guardian_flag", "needs")
MOST_DEPENDANTS, MOST_SECTOR = 60, 60


def packet(service: str) -> list[str]:
    """The classes of data that the service needs, those that always go left out."""
    names = data_classes()
    return [code for code in services()[service].minimum_packet if not names[code].always]


def always_sent() -> list[str]:
    return [code for code, row in data_classes().items() if row.always]


def agreed(scene: Scene) -> list[str]:
    """The classes that were ticked, of those that the service needs.

    Of a child, that nobody may call goes along whatever was ticked: who receives it would call (do-no-harm 6).
    """
    wanted = set(scene.chosen("share"))
    if scene.said("route") == CHILD and scene.said("contact_way") in ways.NOBODY:
        wanted.add("safe_contact")
    return [code for code in packet(scene.said("service")) if code in wanted]


def told(scene: Scene) -> Told:
    """What will be sent and what will not, from what makes the packet; of somebody known here already, by class."""
    if person.chosen_person(scene) is not None:
        return packets.told(agreed(scene))
    return packets.told(agreed(scene), _known(scene), reader=scene.said("route"))


def coded(scene: Scene) -> dict[str, str]:
    """What the other desk will read of the classes that are answers in codes: whoever sends sees what is claimed.

    Of somebody known here already nothing is opened, and nothing shown.
    """
    if person.chosen_person(scene) is not None:
        return {}
    parts = packets.build(agreed(scene), _known(scene), reader=scene.said("route"))
    return {name: value_in_words(name, said) for part in parts for name, said in part.items() if name in CODED}


def _known(scene: Scene) -> Known:
    return screenings.known(
        version_id=scene.sheet.version_id,
        answers=scene.sheet.answers,
        identity=person.identity(scene),
        route=scene.said("route"),
        language=scene.said("language"),
        interpreter=scene.said("interpreter"),
        guardian_implicated=scene.said("guardian"),
        details=details(scene),
    )


def details(scene: Scene) -> dict[str, str]:
    """What no form asks and was said on these pages."""
    said = {
        "gender": scene.said("group"),
        "dependants": scene.said("dependants"),
        "work_sector": scene.said("work_sector"),
        "needs": ",".join(scene.chosen("not_wanted")),
    }
    return {name: value for name, value in said.items() if value}


def named(codes: Iterable[str]) -> list[Item]:
    """The classes with their names and what they mean."""
    rows = data_classes()
    return [Item(code, pick(rows[code].names.as_dict()), pick(rows[code].meaning.as_dict())) for code in codes]


def _read(post: QueryDict, scene: Scene) -> Read:
    ticked = set(post.getlist("share"))
    return Read(
        {
            "share": [code for code in packet(scene.said("service")) if code in ticked],
            "dependants": text(post, "dependants", MOST_DEPENDANTS),
            "work_sector": text(post, "work_sector", MOST_SECTOR),
        }
    )


def _show(scene: Scene) -> dict[str, Any]:
    classes = packet(scene.said("service"))
    ticked = scene.chosen("share") if scene.sheet.offer.get("share") is not None else classes
    return {
        "itself": labels.itself(),
        "always": named(always_sent()),
        "classes": named(classes),
        "ticked": ticked,
        "nobody_goes_along": scene.said("route") == CHILD and "safe_contact" in classes,
        "never": named([code for code in data_classes() if code not in {*classes, *always_sent()}]),
        "asks_dependants": "dependants" in classes,
        "asks_sector": "work_sector" in classes,
        "dependants": scene.said("dependants"),
        "work_sector": scene.said("work_sector"),
    }


SHARE = Step("share", gettext_lazy("What goes with it?"), desk_is_chosen, _read, _show)
