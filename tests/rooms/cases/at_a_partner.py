"""A partner without an account, vetted, that receives by a one-time link."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from himaya.cases.actions import links
from himaya.cases.actions.links import Made
from himaya.cases.sending import Wish
from himaya.institutions.models import Desk, Institution
from himaya.kernel import clock
from tests import cast, factories

PARTNER = "night-beds"


def partner(**changes: object) -> Desk:
    """A small association that gives beds and answers the telephone."""
    names = dict.fromkeys(("name_fr", "name_ar", "name_en"), "Night beds")
    Institution.objects.get_or_create(id="beds", defaults={"kind": "ngo", "mark": "G", "source": "invented", **names})
    base: dict[str, object] = {
        "institution_id": "beds",
        "kind": "ngo",
        "regions": [cast.NORTH],
        "services": ["emergency_shelter", "material_help"],
        "languages": ["ary", "fr"],
        "eligibility": list(cast.EVERYBODY),
        "hours": "24/7",
        "vetted_until": clock.today() + timedelta(days=90),
        "reached_by": "link",
        **names,
    }
    return Desk.objects.create(id=PARTNER, **{**base, **changes})


def handed_link(hours: int = 72, **changes: Any) -> tuple[UUID, Made]:
    """A referral to the partner, and its link."""
    if not Desk.objects.filter(pk=PARTNER).exists():
        partner()
    done = factories.hand_over(wishes=[factories.wish(to_desk_id=PARTNER)], **changes)
    referral = done.referral_ids[0]
    return referral, links.make(referral_id=referral, hours=hours, by=cast.INSPECTOR)


def at_the_ward() -> Wish:
    """Care at the hospital: a case of which the shelter has no referral."""
    return factories.wish(service="medical_care", to_desk_id="ward", data_classes=("first_name",))
