"""The last page: everything that will and will not be sent, the sentence to read, and the one verb."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from himaya.cases.actions import screenings
from himaya.cases.actions.screenings import HandedOver, Wish
from himaya.cases.states import CONSENT, URGENT
from himaya.cases.words import ROUTES
from himaya.institutions.catalogue import services
from himaya.institutions.models import Desk
from himaya.web import case_labels as labels
from himaya.web.frontline import lists, whom
from himaya.web.frontline.handover import person, sharing
from himaya.web.frontline.handover.step import Problem, Read, Scene, Step
from himaya.web.frontline.handover.wanted import desk_is_chosen


def _read(post: QueryDict, scene: Scene) -> Read:
    agreed = post.get("agreed") == "yes"
    if scene.said("route") == CONSENT and not agreed:
        sentence = _("Tick this only when the person has said yes. If they say no, nothing is sent.")
        return Read({"agreed": False}, (Problem("agreed", sentence),))
    return Read({"agreed": agreed})


def _show(scene: Scene) -> dict[str, Any]:
    urgency = scene.said("urgency")
    target = services()[scene.said("service")].targets[urgency]
    told, coded = sharing.told(scene), sharing.coded(scene)
    sent = sharing.named(told.sent)
    return {
        "desk": desk_of(scene),
        "service_name": whom.service_name(scene.said("service")),
        "route_name": ROUTES[scene.said("route")],
        "consent": scene.said("route") == CONSENT,
        "language_name": lists.language_name(scene.said("language")),
        "region_name": lists.region_name(scene.said("region")),
        "itself": labels.itself(),
        "sent": sent,
        "read_there": [(item, coded[item.value]) for item in sent if item.value in coded],
        "empty": sharing.named(told.empty),
        "withheld": sharing.named(told.withheld),
        "urgent": urgency == URGENT,
        "target": target,
        "target_hours": target.minutes // 60,
        "known": person.chosen_person(scene) is not None,
    }


def desk_of(scene: Scene) -> Desk | None:
    """The desk that receives."""
    return Desk.objects.select_related("institution").filter(pk=scene.said("desk")).first()


def send(scene: Scene) -> HandedOver:
    """Hand over. Raises the refusals of `screenings.hand_over`; sending the same sheet twice is harmless."""
    person_id = person.chosen_person(scene)
    told = scene.said("told")
    return screenings.hand_over(
        version_id=scene.sheet.version_id,
        answers=scene.sheet.answers,
        identity=None if person_id else person.identity(scene),
        person_id=person_id,
        route=scene.said("route"),
        wishes=[
            Wish(
                service=scene.said("service"),
                to_desk_id=scene.said("desk"),
                data_classes=tuple(sharing.agreed(scene)),
                urgency=scene.said("urgency"),
            )
        ],
        language=scene.said("language"),
        interpreter=scene.said("interpreter"),
        consent_given=bool(scene.sheet.offer.get("agreed")),
        told_first=told in ("", "yes"),
        not_told_reason="" if told in ("", "yes") else told,
        guardian_implicated=scene.said("guardian"),
        region=scene.said("region"),
        by=scene.by,
        instance_id=scene.sheet.instance_id,
        details=sharing.details(scene),
        advice_sought=scene.said("advice") == "yes",
    )


SUMMARY = Step("summary", gettext_lazy("Before sending"), desk_is_chosen, _read, _show)
