"""The directory as it is read: who gives a service, here and now, best first. Facts about desks, no person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from himaya.institutions import content, queries, rules_places
from himaya.institutions.models import Desk
from himaya.institutions.queries import Receiver
from himaya.institutions.rules_places import Room
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.services import rules, states
from himaya.services.models import Gap, Offer, Proposal, Vetting


@dataclass(frozen=True, slots=True)
class Given:
    """One service of a desk with what holds for it: its own where it differs, else the desk's."""

    service: str
    eligibility: list[str]
    languages: list[str]
    room: Room
    total: int | None
    # True when the places are those of this service alone.
    own_places: bool


def counted(actor: Actor, *, service: str, region: str) -> bool:
    """True when the actor's desk has counted this month that nobody gives this there."""
    month = clock.today().replace(day=1)
    rows = Gap.objects.filter(month=month, service=service, region=region, kind=states.SEARCH)
    return rows.filter(desk_id=actor.desk_id).exists()


def offers_for(
    *,
    service: str,
    region: str,
    language: str = "",
    age_group: str = "",
    gender_group: str | None = None,
    at: datetime | None = None,
    sending: bool = True,
    consulates: bool = False,
    links: bool = False,
) -> list[Receiver]:
    """Desks that give the service in the region, best first, as each stands for this service; who cannot says why.

    Desks of a consulate are no choice among others: only who asks for `consulates` is shown them (do-no-harm 9). Not
    `sending`: also desks without an account stand there as any other. `age_group` is child, maybe_child or adult;
    `gender_group` woman, man, girl or boy, when known. Whom to call is asked of `calls.whom_to_call`.
    """
    groups = queries.groups_of(age_group, gender_group)
    desks = giving(service, region, consulates=consulates)
    return queries.best_first(
        desks, region=region, language=language, groups=groups, at=at, sending=sending, links=links
    )


def search(*, service: str = "", region: str = "", language: str = "", group: str = "") -> list[Receiver]:
    """Desks of the directory that match what was chosen, best first; each service alone when one is chosen.

    A group (women, men, girls, boys) leaves nobody out by silence: such a desk comes with "not said".
    """
    groups = frozenset({group} if group else ())
    return queries.best_first(giving(service, region), region=region, language=language, groups=groups)


def giving(service: str, region: str, *, consulates: bool = False) -> list[Desk]:
    """Desks that give the service in the region (empty: anywhere), each as it stands for that service alone."""
    standing = queries.standing_desks() if consulates else queries.no_consulates()
    desks = [
        desk
        for desk in standing
        if (service in desk.services if service else desk.services) and (not region or region in desk.regions)
    ]
    if service:
        offers = {one.desk_id: one for one in Offer.objects.filter(service=service)}
        for desk in desks:
            if (offer := offers.get(desk.pk)) is not None:
                _laid_over(desk, offer)
    return desks


def _laid_over(desk: Desk, offer: Offer) -> None:
    """The desk as it stands for one service; it was read for this list and is never saved."""
    desk.eligibility = offer.eligibility or desk.eligibility
    desk.languages = offer.languages or desk.languages
    if offer.capacity_total is not None:
        desk.capacity_total, desk.capacity_free = offer.capacity_total, offer.capacity_free
        desk.capacity_on = offer.capacity_on


def given(desk: Desk) -> list[Given]:
    """Every service of a desk, in the order in which the desk names them."""
    offers = {one.service: one for one in Offer.objects.filter(desk=desk)}
    return [_given(desk, service, offers.get(service)) for service in desk.services]


def _given(desk: Desk, service: str, offer: Offer | None) -> Given:
    places: Desk | Offer = offer if offer is not None and offer.capacity_total is not None else desk
    return Given(
        service=service,
        eligibility=(offer.eligibility if offer else None) or desk.eligibility,
        languages=(offer.languages if offer else None) or desk.languages,
        room=rules_places.room(places.capacity_free, places.capacity_on, clock.now()),
        total=places.capacity_total,
        own_places=isinstance(places, Offer),
    )


def waiting() -> list[Proposal]:
    """Proposals that wait for a second person, the oldest first."""
    rows = Proposal.objects.filter(state=states.WAITING).select_related("desk__institution")
    return list(rows.order_by("asked_on", "desk_id", "service"))


def of_desk(desk_id: str) -> list[Proposal]:
    """What waits about one desk."""
    return list(Proposal.objects.filter(desk_id=desk_id, state=states.WAITING).order_by("service"))


def to_renew() -> list[Desk]:
    """Desks that give something and whose vetting has run out or does so within 60 days, the most pressing first."""
    today = clock.today()
    found = [
        desk
        for desk in queries.standing_desks()
        .filter(vetted_until__lte=today + rules.NOTICE)
        .order_by("vetted_until", "pk")
        if desk.services
    ]
    never = [desk for desk in queries.standing_desks().filter(vetted_until=None).order_by("pk") if desk.services]
    return found + never


def vettings(desk_id: str) -> list[Vetting]:
    """When a desk was looked at, the newest first."""
    return list(
        Vetting.objects.filter(desk_id=desk_id).select_related("by_desk__institution").order_by("-on", "-until")
    )


def received(regions: Sequence[str]) -> dict[tuple[str, str], set[str]]:
    """Service and region of which the directory has somebody today, with the groups received there.

    A desk that was never vetted is in the directory, which says so; one whose vetting ran out is not counted. Who does
    not say whom they receive is asked, so they count for every group.
    """
    today = clock.today()
    offers = {(one.desk_id, one.service): one.eligibility for one in Offer.objects.all()}
    found: dict[tuple[str, str], set[str]] = {}
    for desk in queries.standing_desks():
        if rules.vetting(desk.vetted_until, today) == rules.EXPIRED:
            continue
        for service in desk.services:
            groups = offers.get((desk.pk, service)) or desk.eligibility or content.ELIGIBILITY
            for region in set(desk.regions) & set(regions):
                found.setdefault((service, region), set()).update(groups)
    return found
