"""Something to see in the directory of the demo: a provider for men only, one without account, hours of Ramadan.

Entered by the verbs like everybody's: one secretary proposes, another confirms.
"""

from datetime import datetime, timedelta

from himaya.institutions import accounts
from himaya.institutions.actions import desks, institutions
from himaya.institutions.models import Account, Desk, Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.ops.demo_cases import somebody_at
from himaya.services import states
from himaya.services.actions import gaps, proposals, vettings

SECRETARIAT = "secretariat-national"
NAMES = {"fr": "Association Sanad", "ar": "جمعية سند", "en": "Sanad Association"}
# (names, telephone, how reached, service, groups, vetted until so many days from now)
DESKS = (
    (
        {"fr": "Foyer Sanad – hommes", "ar": "مأوى سند – رجال", "en": "Sanad hostel – men"},
        "05 00 00 04 10",
        "link",
        "emergency_shelter",
        ("men", "boys"),
        300,
    ),
    (
        {"fr": "Écoute Sanad", "ar": "خلية الاستماع – سند", "en": "Sanad listening line"},
        "05 00 00 04 12",
        "phone",
        "psychological_support",
        (),
        -20,
    ),
)
OFFICE = {day: ["08:30-16:30"] for day in ("mon", "tue", "wed", "thu")} | {"fri": ["08:30-12:00", "14:30-16:30"]}
FAST = {day: ["09:00-15:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
# Days of the invented calendar: the first day of the year, and a feast.
RAMADAN = {"from": "2027-02-08", "to": "2027-03-09", **FAST}
HOURS = {**OFFICE, "ramadan": RAMADAN, "days": {"2027-01-11": [], "2027-03-10": []}}
LED = "asso-droits"


def seed(*, now: datetime) -> None:
    """Two providers without account, the hours of a desk that has one, and one search that found nobody."""
    first, second = _secretaries()
    with clock.stopped(now - timedelta(days=90)):
        made = institutions.add(code="", kind="ngo", names=NAMES, valid_from=clock.today(), by=first)
        for names, phone, reached, service, groups, days in DESKS:
            until = (now + timedelta(days=days)).date()
            said = desks.Said(names, "ngo", ("nord", "centre"), phone, reached, "police-nord")
            desk = desks.add(institution_id=made.pk, said=said, by=first)
            given = proposals.Said(service, gives=True, eligibility=groups, languages=("ary", "fr"))
            row = proposals.propose(desk_id=desk.pk, said=given, by=first)
            proposals.confirm(proposal_id=row.pk, by=second)
            desks.keep_hours(desk_id=desk.pk, hours=OFFICE, by=first)
            vettings.record(desk_id=desk.pk, until=until, way=states.VISIT, by=second)
    if Desk.objects.filter(pk=LED).exists():
        lead = somebody_at(LED)
        desks.keep_hours(desk_id=LED, hours=HOURS, by=lead)
        gaps.note(service="legal_aid", region="sud", by=lead)


def _secretaries() -> tuple[Actor, Actor]:
    rows = Membership.objects.filter(desk_id=SECRETARIAT, valid_to__isnull=True).order_by("id")
    found = [row.account_id for row in rows if "secretariat" in row.roles]
    first, second = Account.objects.filter(pk__in=found).order_by("username").values_list("pk", flat=True)[:2]
    return (accounts.actor_for(first, desk_id=SECRETARIAT), accounts.actor_for(second, desk_id=SECRETARIAT))
