"""What goes with the referral, and what does not: never more than the service needs, less when the person says so."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from himaya.institutions.catalogue import data_classes, services
from himaya.kernel.languages import pick
from himaya.web.frontline.handover.step import Read, Scene, Step, text
from himaya.web.frontline.handover.wanted import desk_is_chosen
from himaya.web.frontline.lists import Item

IDENTITY_CLASSES = frozenset({"identity", "first_name", "safe_contact", "meeting_place"})
MOST_DEPENDANTS, MOST_SECTOR = 60, 60


def packet(service: str) -> list[str]:
    """The classes of data that the service needs, those that always go left out."""
    names = data_classes()
    return [code for code in services()[service].minimum_packet if not names[code].always]


def always_sent() -> list[str]:
    return [code for code, row in data_classes().items() if row.always]


def shared(scene: Scene) -> list[str]:
    """What will be sent, always-sent classes first."""
    wanted = set(scene.chosen("share"))
    return [*always_sent(), *(code for code in packet(scene.said("service")) if code in wanted)]


def withheld(scene: Scene) -> list[str]:
    """What will not be sent: every other class there is."""
    sent = set(shared(scene))
    return [code for code in data_classes() if code not in sent]


def named(codes: list[str]) -> list[Item]:
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
        "always": named(always_sent()),
        "classes": named(classes),
        "ticked": ticked,
        "never": named([code for code in data_classes() if code not in {*classes, *always_sent()}]),
        "asks_dependants": "dependants" in classes,
        "asks_sector": "work_sector" in classes,
        "dependants": scene.said("dependants"),
        "work_sector": scene.said("work_sector"),
    }


SHARE = Step("share", gettext_lazy("What goes with it?"), desk_is_chosen, _read, _show)
