"""A consular desk of this State abroad, a partner abroad, and desks that receive arrivals: the cast knows none."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from himaya.cases.actions import inbound
from himaya.cases.actions.inbound import Heard, Said
from himaya.institutions.models import Desk, Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from tests import cast

_SPACE = UUID("0d6c3b0e-6f6d-4c1f-8b0e-0c6a4a9d1f11")
NAMES = ("name_fr", "name_ar", "name_en")
LONG_AGO = timedelta(days=30)
CALLED, PLACE, WORDS, PHONE = "Canary Name", "Canary gate, flight 1", "Canary words", "0600000001"


def _actor(name: str, desk: str, house: str, *roles: str) -> Actor:
    return Actor(
        kind="account", account_id=uuid5(_SPACE, name), desk_id=desk, institution_id=house, roles=frozenset(roles)
    )


CONSUL = _actor("consul", "consular", "consular-house", "intake_abroad")
CONSUL_COLLEAGUE = _actor("consul-2", "consular", "consular-house", "intake_abroad")
# What no set-up allows, were a role ever given by mistake: the kind of the desk stands by itself.
CONSUL_WHO_READS = _actor("consul-3", "consular", "consular-house", "desk_lead", "case_manager")
PARTNER = _actor("partner", "partner-abroad", "partner-house", "intake_abroad")
RECEIVER = cast.HOSTEL
CHILDREN_COLLEAGUE = cast.actor("children-worker-2", "children", "case_manager")
# Another desk of the receiver's house, which receives no arrivals.
OTHER_HOUSE_DESK = _actor("house-2", "house-2", "social", "case_manager")
RECEIVERS = (cast.HOSTEL, cast.actor("hostel-worker-2", "hostel", "case_manager"))


def set_up() -> None:
    """The desks, their accounts, and the service in the directory: hostel (State), shelter (partner), children."""
    for house, kind, desk in (
        ("consular-house", "consular_service", "consular"),
        ("partner-house", "international", "partner-abroad"),
    ):
        found = Institution.objects.create(
            id=house, kind=kind, mark="G", source="invented", **dict.fromkeys(NAMES, house)
        )
        Desk.objects.create(
            id=desk,
            institution=found,
            kind="coordination",
            regions=[],
            services=["return_counselling"] if desk == "partner-abroad" else [],
            languages=["ar", "fr"],
            eligibility=[],
            hours="24/7",
            phone="0500000099" if desk == "partner-abroad" else "",
            **dict.fromkeys(NAMES, desk),
        )
    Desk.objects.create(
        id="house-2",
        institution_id="social",
        kind="social_services",
        regions=[],
        services=["social_support"],
        languages=["ar", "fr"],
        eligibility=[],
        hours="24/7",
        phone="",
        **dict.fromkeys(NAMES, "house-2"),
    )
    for who in (
        CONSUL,
        CONSUL_COLLEAGUE,
        CONSUL_WHO_READS,
        PARTNER,
        RECEIVERS[1],
        CHILDREN_COLLEAGUE,
        OTHER_HOUSE_DESK,
    ):
        cast.seat(who, str(who.account_id)[:20])
    for desk_id in ("hostel", "shelter", "children", "police-north"):
        desk = Desk.objects.get(pk=desk_id)
        desk.services = [*desk.services, "arrival_reception"]
        desk.save(update_fields=["services"])


HEARD = Heard(danger="no", wants="yes", afraid="no", age="adult")
SAID = Said(
    language="ary",
    interpreter="none",
    called=CALLED,
    way="phone",
    phone=PHONE,
    words=WORDS,
    gender="woman",
    needs=("papers", "shelter"),
    place=PLACE,
)


def sent(*, by: Actor = CONSUL, in_days: int | None = 3, **changes: Any) -> UUID:
    """A sheet to the hostel for an adult who agreed; `in_days` None for no day."""
    base: dict[str, Any] = {
        "to_desk_id": "hostel",
        "heard": HEARD,
        "told": True,
        "agreed": True,
        "said": SAID,
        "arrives_on": None if in_days is None else clock.today() + timedelta(days=in_days),
        "instance_id": new_id(),
    }
    return inbound.send(**{**base, **changes}, by=by)


def expected(**changes: Any) -> UUID:
    """One that the hostel expects; the id of the sheet."""
    found = sent(**changes)
    inbound.accept(sheet_id=found, by=RECEIVER)
    return found
