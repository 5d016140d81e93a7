"""The permanent cast: a small invented country whose desks and workers every test may use.

`play()` puts them into the store; the actors below need no store.
"""

from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from himaya.institutions.models import Account, Desk, Institution, Membership, Region
from himaya.kernel import clock
from himaya.kernel.actor import Actor

_SPACE = UUID("6f0b7c1e-52a4-4f3e-9a53-0f2b3c4d5e6f")
NORTH, SOUTH = "north", "south"
OFFICE_HOURS = {day: ["08:30-16:30"] for day in ("mon", "tue", "wed", "thu", "fri")}
EVERYBODY = ["women", "men", "girls", "boys"]


@dataclass(frozen=True)
class Place:
    """A desk of the cast, with its institution."""

    id: str
    institution: str
    kind: str
    services: tuple[str, ...]
    regions: tuple[str, ...] = (NORTH,)
    hours: object = "24/7"
    languages: tuple[str, ...] = ("ary", "ar", "fr")
    eligibility: tuple[str, ...] = tuple(EVERYBODY)
    on_call: bool = False
    places: tuple[int, int] | None = None
    after_hours: str = ""


PLACES = (
    Place("police-north", "police", "police", ("immediate_safety", "safe_transport"), on_call=True),
    Place(
        "labour-north",
        "labour",
        "labour_inspectorate",
        ("labour_rights",),
        hours=OFFICE_HOURS,
        after_hours="police-north",
    ),
    Place("labour-south", "labour", "labour_inspectorate", ("labour_rights",), (SOUTH,), hours=OFFICE_HOURS),
    Place("ward", "hospital", "hospital", ("medical_care", "psychological_support"), (NORTH, SOUTH)),
    Place(
        "shelter",
        "daw",
        "ngo",
        ("emergency_shelter", "social_support", "material_help", "psychological_support"),
        languages=("ary", "ar", "fr", "wo", "pcm"),
        eligibility=("women", "girls", "boys"),
        places=(14, 3),
    ),
    Place(
        "lawyers",
        "mizan",
        "ngo",
        ("legal_aid", "labour_rights", "asylum_advice"),
        (NORTH, SOUTH),
        hours=OFFICE_HOURS,
        after_hours="shelter",
    ),
    Place(
        "hostel",
        "social",
        "social_services",
        ("emergency_shelter", "social_support"),
        hours=OFFICE_HOURS,
        places=(20, 6),
        after_hours="shelter",
    ),
    Place("children", "minors", "child_protection", ("child_protection",), eligibility=("girls", "boys")),
    Place("secretariat", "commission", "commission", (), hours=OFFICE_HOURS),
    Place("oversight", "authority", "data_authority", (), hours=OFFICE_HOURS),
    Place("technical", "commission", "commission", (), hours=OFFICE_HOURS),
)
_BY_ID = {place.id: place for place in PLACES}


def actor(name: str, desk: str, *roles: str) -> Actor:
    """A known account named `name` at a desk of the cast."""
    return Actor(
        kind="account",
        account_id=uuid5(_SPACE, name),
        desk_id=desk,
        institution_id=_BY_ID[desk].institution,
        roles=frozenset(roles),
    )


INSPECTOR = actor("inspector", "labour-north", "front_line", "case_manager")
INSPECTOR_COLLEAGUE = actor("inspector-2", "labour-north", "front_line")
INSPECTOR_SOUTH = actor("inspector-south", "labour-south", "front_line", "desk_lead")
LABOUR_LEAD = actor("labour-lead", "labour-north", "desk_lead")
OFFICER = actor("officer", "police-north", "front_line", "desk_lead")
NURSE = actor("nurse", "ward", "front_line", "health_professional")
SHELTER = actor("shelter-worker", "shelter", "case_manager", "interviewer")
SHELTER_COLLEAGUE = actor("shelter-worker-2", "shelter", "front_line")
SHELTER_LEAD = actor("shelter-lead", "shelter", "desk_lead")
LAWYER = actor("lawyer", "lawyers", "legal_counsel", "desk_lead")
HOSTEL = actor("hostel-worker", "hostel", "front_line", "case_manager")
CHILDREN = actor("children-worker", "children", "case_manager", "interviewer")
SECRETARY = actor("secretary", "secretariat", "secretariat")
AUDITOR = actor("auditor", "oversight", "auditor")
OPERATOR = actor("operator", "technical", "operator")
WORKERS = {
    "inspector": INSPECTOR,
    "inspector-2": INSPECTOR_COLLEAGUE,
    "inspector-south": INSPECTOR_SOUTH,
    "labour-lead": LABOUR_LEAD,
    "officer": OFFICER,
    "nurse": NURSE,
    "shelter-worker": SHELTER,
    "shelter-worker-2": SHELTER_COLLEAGUE,
    "shelter-lead": SHELTER_LEAD,
    "lawyer": LAWYER,
    "hostel-worker": HOSTEL,
    "children-worker": CHILDREN,
    "secretary": SECRETARY,
    "auditor": AUDITOR,
    "operator": OPERATOR,
}
NOT_OF_THE_CASE = (OFFICER, NURSE, LAWYER, INSPECTOR_SOUTH, SECRETARY, AUDITOR, OPERATOR)


def play() -> None:
    """Put regions, institutions, desks, accounts and memberships into the store."""
    names = ("name_fr", "name_ar", "name_en")
    Region.objects.bulk_create(Region(id=region, **dict.fromkeys(names, region.title())) for region in (NORTH, SOUTH))
    kinds = {place.institution: place.kind for place in reversed(PLACES)}
    Institution.objects.bulk_create(
        [
            Institution(id=name, kind=kind, mark="G", source="invented", **dict.fromkeys(names, name))
            for name, kind in kinds.items()
        ],
        ignore_conflicts=True,
    )
    desks = []
    for place in PLACES:
        total, free = place.places or (None, None)
        desk = Desk(
            id=place.id,
            institution_id=place.institution,
            kind=place.kind,
            regions=list(place.regions),
            services=list(place.services),
            languages=list(place.languages),
            eligibility=list(place.eligibility),
            hours=place.hours,
            on_call=place.on_call,
            capacity_total=total,
            capacity_free=free,
            capacity_on=clock.now() if total is not None else None,
            name_fr=f"Guichet {place.id}",
            name_ar=f"مكتب {place.id}",
            name_en=f"Desk {place.id}",
            after_hours_id=place.after_hours or None,
        )
        desks.append(desk)
    # Who takes over at night stands first: one desk names another.
    Desk.objects.bulk_create(sorted(desks, key=lambda one: one.after_hours_id is not None))
    Account.objects.bulk_create(Account(id=worker.account_id, username=name) for name, worker in WORKERS.items())
    Membership.objects.bulk_create(
        Membership(
            account_id=worker.account_id, desk_id=worker.desk_id, roles=sorted(worker.roles), valid_from=clock.today()
        )
        for worker in WORKERS.values()
    )


def seat(who: Actor, name: str) -> Account:
    """Somebody whom the cast does not know, put at their desk with the roles they have; twice is once."""
    account, made = Account.objects.get_or_create(id=who.account_id, defaults={"username": name})
    if made:
        Membership.objects.create(
            account=account, desk_id=who.desk_id, roles=sorted(who.roles), valid_from=clock.today()
        )
    return account


def proven(who: Actor) -> Actor:
    """The same, who has just shown their second factor."""
    return replace(who, proven_at=clock.now())


def telephones() -> None:
    """Give each desk of the cast a number, for tests about whom to call: without one nobody can be called."""
    for place, desk in enumerate(Desk.objects.order_by("pk")):
        Desk.objects.filter(pk=desk.pk).update(phone=f"05 00 00 08 {place:02d}")


def a_nearer_hospital() -> None:
    """A hospital of the north that the alphabet puts last; the ward is one of the south that covers the north too."""
    telephones()
    names = ("name_fr", "name_ar", "name_en")
    Desk.objects.filter(pk="ward").update(own_region=SOUTH)
    Desk.objects.create(
        id="ward-of-the-north",
        institution_id="hospital",
        kind="hospital",
        regions=[NORTH],
        own_region_id=NORTH,
        services=["medical_care"],
        languages=["ary", "ar", "fr"],
        eligibility=list(EVERYBODY),
        hours="24/7",
        phone="05 00 00 08 99",
        **dict.fromkeys(names, "Desk near"),
    )


def consulate(desk: str = "consulate") -> Desk:
    """A consulate of an invented State with a desk, for tests about one: the cast itself knows none."""
    names = ("name_fr", "name_ar", "name_en")
    house = Institution.objects.create(
        id="consulate-far", kind="consulate", mark="G", source="invented", **dict.fromkeys(names, "Consulate")
    )
    return Desk.objects.create(
        id=desk,
        institution=house,
        kind="consulate",
        regions=[NORTH, SOUTH],
        services=["return_counselling"],
        languages=["ar", "fr"],
        eligibility=list(EVERYBODY),
        hours="24/7",
        **dict.fromkeys(names, "Consulate desk"),
    )
