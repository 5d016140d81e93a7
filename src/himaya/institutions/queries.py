"""Which desks can receive a service, here and now, best first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from himaya.institutions import rules, rules_calls, rules_places
from himaya.institutions.models import Desk
from himaya.institutions.rules_places import Room
from himaya.kernel import clock

CHILD_GROUPS, ADULT_GROUPS = ("girls", "boys"), ("women", "men")
_GROUP_OF = {"woman": "women", "man": "men", "girl": "girls", "boy": "boys"}
CONSULATE = "consulate"
# The consular service of this State: it meets nationals abroad, and reads no file.
OWN_CONSULAR = "consular_service"
CONSULAR = frozenset({CONSULATE, OWN_CONSULAR})
# Another State: an institution of one is abroad, whatever its desks are called.
FOREIGN_STATE = "state"
POLICE_KINDS = frozenset({"police", "border", "gendarmerie", "prosecution", "judiciary"})
# Where nothing is kept of what a person told: whoever enforces or judges, and whoever speaks for a State abroad.
NO_STORIES = POLICE_KINDS | CONSULAR | {FOREIGN_STATE}

# Desks that only count, oversee or run the machine: nobody there works with a person.
WORKS_WITH_NOBODY = frozenset({"technical", "oversight", "secretariat"})

# A desk of police in a ministry is one, and so is every desk of a court.
ENFORCES = Q(kind__in=POLICE_KINDS) | Q(institution__kind__in=POLICE_KINDS)


def keeps_stories(desk_id: str) -> bool:
    """True for a desk that neither enforces, judges nor is a State's, by its own kind and its institution's."""
    kinds = Desk.objects.filter(pk=desk_id).values_list("kind", "institution__kind").first()
    return kinds is not None and NO_STORIES.isdisjoint(kinds)


def enforces(desk: Desk) -> bool:
    """True for a desk of police, border, prosecution or a court, by its own kind or that of its institution."""
    return bool({desk.kind, desk.institution.kind} & POLICE_KINDS)


@dataclass(frozen=True)
class Receiver:
    """A desk that gives a service in a region. `why_not` is a sentence, or empty when nothing stands against it."""

    desk: Desk
    open_now: bool
    opens_at: datetime | None
    room: Room
    speaks: bool
    # By the region of the desk itself: 0 of the region asked, 1 not said or secret, 2 of another.
    near: int
    # False where the desk does not say whom it receives: then one asks, nobody is left out by silence.
    says_whom: bool
    fallback: Desk | None
    why_not: str

    @property
    def free_places(self) -> int | None:
        """Free places, while what was said of them can be relied on."""
        return self.room.free

    @property
    def full(self) -> bool:
        """True while it can be relied on that no place is free."""
        return self.free_places == 0

    @property
    def order(self) -> tuple[bool, bool, int, bool, bool, bool, str]:
        """Best first: nothing against it, open, near, speaks the language, has a place, says whom it receives."""
        return (
            bool(self.why_not),
            not self.open_now,
            self.near,
            not self.speaks,
            self.full,
            not self.says_whom,
            self.desk.pk,
        )


def standing_desks() -> QuerySet[Desk]:
    """Desks that are not closed for good and whose institution still stands today."""
    today = clock.today()
    return Desk.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=today),
        Q(institution__valid_to__isnull=True) | Q(institution__valid_to__gte=today),
    ).select_related("institution", "after_hours__institution")


def receiving_desks() -> QuerySet[Desk]:
    """The desks that something of a person could go to: none that only counts, oversees or runs the machine."""
    return standing_desks().exclude(kind__in=WORKS_WITH_NOBODY)


def own_region_of(desk_id: str) -> str:
    """The region in which a desk is; empty where it is not said."""
    return Desk.objects.filter(pk=desk_id).values_list("own_region_id", flat=True).first() or ""


def no_consulates() -> QuerySet[Desk]:
    """The same without those of a consulate, ours too: it is no choice among others (do-no-harm 9)."""
    return standing_desks().exclude(institution__kind__in=CONSULAR)


def open_now(desk: Desk, at: datetime | None = None) -> bool:
    """True when the desk is open at this moment, by the nation's clock."""
    return rules.is_open(desk.hours, (at or clock.now()).astimezone(clock.here()))


def opens_at(desk: Desk, at: datetime | None = None) -> datetime | None:
    """When the desk opens next, in the nation's time; None when it never does."""
    return rules.next_opening(desk.hours, (at or clock.now()).astimezone(clock.here()))


def best_first(
    desks: Iterable[Desk],
    *,
    region: str = "",
    language: str = "",
    groups: frozenset[str] = frozenset(),
    at: datetime | None = None,
    sending: bool = False,
    links: bool = False,
) -> list[Receiver]:
    """These desks as receivers of somebody of these groups in this region, best first. Whom to call: `services.calls`.

    `sending`: a referral is to go there through an account, which a desk that is reached otherwise does not have; or,
    with `links`, through a one-time link, for which the desk must have been vetted.
    """
    moment = (at or clock.now()).astimezone(clock.here())
    found = (_receiver(desk, region, language, groups, moment) for desk in desks)
    if sending:
        found = (_reached(one, links=links) for one in found)
    return sorted(found, key=lambda one: one.order)


def _reached(one: Receiver, *, links: bool) -> Receiver:
    said = {
        "link": _("This desk has no account here: a one-time link reaches it."),
        "phone": _("This desk is reached by telephone only: call it."),
    }
    if links and one.desk.reached_by == "link":
        said["link"] = "" if one.desk.vetted_until else _("This partner was not vetted.")
    return replace(one, why_not=one.why_not or said.get(one.desk.reached_by, ""))


def groups_of(age_group: str, gender_group: str | None) -> frozenset[str]:
    """Whom a desk would have to receive: one group when it is known, else those of the age, else none."""
    if gender_group in _GROUP_OF:
        return frozenset({_GROUP_OF[gender_group]})
    if age_group in ("child", "maybe_child"):
        return frozenset(CHILD_GROUPS)
    return frozenset(ADULT_GROUPS if age_group == "adult" else ())


def _receiver(desk: Desk, region: str, language: str, groups: frozenset[str], moment: datetime) -> Receiver:
    return Receiver(
        desk=desk,
        open_now=rules.is_open(desk.hours, moment),
        opens_at=rules.next_opening(desk.hours, moment),
        room=rules_places.room(desk.capacity_free, desk.capacity_on, moment),
        speaks=not language or language in desk.languages,
        near=rules_calls.near(desk.own_region_id or "", region, secret=rules_calls.SHELTER in desk.services),
        says_whom=bool(desk.eligibility),
        fallback=desk.after_hours,
        why_not=_why_not(desk, groups, moment),
    )


def _why_not(desk: Desk, groups: frozenset[str], moment: datetime) -> str:
    if desk.vetted_until is not None and desk.vetted_until < moment.date():
        return _("The vetting of this desk has run out.")
    if groups and desk.eligibility and groups.isdisjoint(desk.eligibility):
        return _("This desk receives other groups.")
    return ""
