"""Which service, where, in which language; then which desk."""

from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from himaya.cases.states import CONSENT, DANGER, INTERPRETERS, ORDINARY, SOON, URGENCIES, URGENT
from himaya.institutions.catalogue import services
from himaya.institutions.queries import Receiver
from himaya.institutions.rules_calls import DANGER as AGAINST_DANGER
from himaya.instruments.triage import NextStep
from himaya.kernel.languages import pick
from himaya.services.calls import whom_to_call
from himaya.services.queries import offers_for
from himaya.web.calls import FIRST, Shown, languages_of, shown, when
from himaya.web.frontline import lists, whom
from himaya.web.frontline.handover.ground import age_group, is_child
from himaya.web.frontline.handover.step import Problem, Read, Scene, Step, always, one_of
from himaya.web.frontline.lists import Item

GROUPS = ("woman", "man", "girl", "boy")
NO_DESK = "none"


def usual_urgency(scene: Scene) -> str:
    if scene.said("route") == "danger" or scene.danger or scene.advice.step is NextStep.NOW:
        return URGENT
    return SOON if scene.advice.step is NextStep.OFFER else ORDINARY


def receivers(scene: Scene) -> list[Receiver]:
    """Desks of other teams that give the chosen service in the chosen region, best first.

    What is urgent goes only to a desk that is open now; the others say so.
    """
    found = offers_for(
        service=scene.said("service"),
        region=scene.said("region"),
        language=scene.said("language"),
        age_group=age_group(scene),
        gender_group=scene.said("group") or None,
    )
    urgent = scene.said("urgency") == URGENT
    return [_closed(one) if urgent and not one.open_now else one for one in found if one.desk.pk != scene.by.desk_id]


def to_call(scene: Scene) -> Shown:
    """Whom to call before this is sent: in a danger against it, else for what is wanted, and for no more than that."""
    route = scene.said("route")
    found = whom_to_call(
        AGAINST_DANGER if route == DANGER else scene.said("service"),
        age_group=age_group(scene),
        own_desk=scene.by.desk_id,
        region=scene.said("region"),
        language=scene.said("language"),
        gender_group=scene.said("group") or None,
        agreed=route == CONSENT,
    )
    return shown(found, most=FIRST)


def _closed(one: Receiver) -> Receiver:
    return one if one.why_not else replace(one, why_not=_("Closed at this hour, and this is urgent."))


def _read(post: QueryDict, scene: Scene) -> Read:
    choices: dict[str, Any] = {
        "service": one_of(post, "service", services()),
        "region": lists.a_region(post.get("region", "")),
        "language": one_of(post, "language_spoken", lists.languages()),
        "interpreter": one_of(post, "interpreter", INTERPRETERS),
        "group": one_of(post, "group", GROUPS),
        "urgency": one_of(post, "urgency", URGENCIES) or usual_urgency(scene),
    }
    sentences = {
        "service": _("Choose what the person needs first."),
        "region": _("Choose the region where the service is needed."),
        "language": _("Choose the language the person understands."),
        "interpreter": _("Say whether an interpreter is needed."),
    }
    problems = tuple(Problem(_id(name), words) for name, words in sentences.items() if not choices[name])
    if choices["service"] != scene.said("service") or choices["region"] != scene.said("region"):
        choices |= {"desk": "", "share": None}
    return Read(choices, problems)


def _id(name: str) -> str:
    return "language_spoken" if name == "language" else name


def _show(scene: Scene) -> dict[str, Any]:
    first = whom.services_for(scene.advice, scene.sheet.answers, child=is_child(scene), danger=scene.danger)
    order = [*first, *(code for code in services() if code not in first)]
    items = [Item(code, whom.service_name(code), pick(services()[code].plain.as_dict())) for code in order]
    return {
        "services": items[: max(len(first), 4)],
        "more_services": items[max(len(first), 4) :],
        "more_open": scene.said("service") in [item.value for item in items[max(len(first), 4) :]],
        "service": scene.said("service") or (first[0] if first else ""),
        "regions": lists.region_items(),
        "region": scene.said("region") or scene.sheet.region,
        "languages": lists.language_items(),
        "language_spoken": scene.said("language"),
        "interpreters": [
            Item("none", _("No interpreter needed")),
            Item("present", _("Interpreter on site")),
            Item("telephone", _("Interpreter by telephone")),
            Item("missing", _("Needed, not found yet")),
        ],
        "interpreter": scene.said("interpreter"),
        "groups": _groups(scene),
        "group": scene.said("group"),
        "urgencies": [Item(URGENT, _("Now")), Item(SOON, _("Within days")), Item(ORDINARY, _("No hurry"))],
        "urgency": scene.said("urgency") or usual_urgency(scene),
    }


def _groups(scene: Scene) -> list[Item]:
    adults = [Item("woman", _("A woman")), Item("man", _("A man"))]
    children = [Item("girl", _("A girl")), Item("boy", _("A boy"))]
    found = children if is_child(scene) else [*adults, *children] if scene.advice.age_unknown else adults
    return [Item("", _("Not stated")), *found]


def _desk_read(post: QueryDict, scene: Scene) -> Read:
    able = tuple(one.desk.pk for one in receivers(scene) if not one.why_not)
    desk = one_of(post, "desk", (*able, NO_DESK))
    if desk:
        return Read({"desk": desk})
    gone = post.get("desk", "")
    sentence = _("This desk can no longer receive. Choose another.") if gone else _("Choose a desk.")
    return Read({"desk": ""}, (Problem("desk", sentence),))


def _desk_show(scene: Scene) -> dict[str, Any]:
    found = receivers(scene)
    return {
        "able": [_row(one) for one in found if not one.why_not],
        "unable": [_row(one) for one in found if one.why_not],
        "desk_chosen": scene.said("desk"),
        "no_desk": NO_DESK,
        "service_name": whom.service_name(scene.said("service")),
        "whom": to_call(scene) if scene.said("urgency") == URGENT else None,
        "urgent": scene.said("urgency") == URGENT,
        "target": services()[scene.said("service")].targets[scene.said("urgency")],
    }


def _row(one: Receiver) -> dict[str, Any]:
    return {
        "desk": one.desk,
        "open_now": one.open_now,
        "opens": "" if one.open_now else when(one.opens_at),
        "places": one.free_places,
        "speaks": one.speaks,
        "languages": languages_of(one.desk),
        "why_not": one.why_not,
    }


def desk_is_chosen(scene: Scene) -> bool:
    """True when the sheet goes to a desk; false when no service is available, which is recorded too."""
    return scene.said("desk") != NO_DESK


SERVICE = Step("service", gettext_lazy("What is needed, and where?"), always, _read, _show)
DESK = Step("desk", gettext_lazy("Which desk?"), always, _desk_read, _desk_show)
