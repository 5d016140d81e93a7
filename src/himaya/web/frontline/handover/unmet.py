"""No desk can take it: that is an outcome too, and it is counted, so that the gap can be seen."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from himaya.cases.actions import screenings
from himaya.web.frontline import lists, whom
from himaya.web.frontline.handover.step import Read, Scene, Step
from himaya.web.frontline.handover.wanted import desk_is_chosen, to_call


def note(scene: Scene) -> None:
    """Count the service that was missing in this region. Nothing about the person is kept."""
    screenings.find_no_service(service=scene.said("service"), region=scene.said("region"), by=scene.by)


def _read(post: QueryDict, scene: Scene) -> Read:
    return Read()


def _show(scene: Scene) -> dict[str, Any]:
    return {
        "service_name": whom.service_name(scene.said("service")),
        "region_name": lists.region_name(scene.said("region")),
        "whom": to_call(scene),
    }


def _nobody(scene: Scene) -> bool:
    return bool(scene.said("desk")) and not desk_is_chosen(scene)


UNMET = Step("unmet", gettext_lazy("No service available"), _nobody, _read, _show)
