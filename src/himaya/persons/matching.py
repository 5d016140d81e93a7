"""The weights that an institution's search uses, how rare a name is in it, and who was said to be one person."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from uuid import UUID

import yaml
from django.db.models import Q

from himaya.kernel import keys
from himaya.persons.index_tokens import hmac_token
from himaya.persons.models import IndexToken, MatchWeights, Person, SamePerson
from himaya.persons.names import PHONETIC_PAIR, RULE_VERSION
from himaya.persons.rules_matching import LEVELS, Signs, Weights, chance_among

SHIPPED = Path(__file__).resolve().parents[3] / "content" / "names" / "weights.yaml"
Shares = Mapping[str, Mapping[str, float]]


@cache
def shipped() -> tuple[Shares, Shares]:
    """m and u as they ship. They hold no word of anybody."""
    said = yaml.safe_load(SHIPPED.read_text("utf-8"))
    m, u = said["m"], said["u"]
    for one in (m, u):
        if {trait: tuple(levels) for trait, levels in one.items()} != LEVELS:
            raise ValueError(f"{SHIPPED.name}: its levels are not those of rules_matching")
    return m, u


def weights_that_ship(people: int) -> Weights:
    """The weights for so many records with a name, where none were learnt."""
    m, u = shipped()
    return Weights(chance_among(people), m, u, people)


def weights_of(institution_id: str) -> Weights | None:
    """What the last search for duplicates learnt in an institution; None before one, or after the rules changed."""
    row = MatchWeights.objects.filter(institution_id=institution_id, rule_version=RULE_VERSION).first()
    return Weights(row.chance, row.m, row.u, row.people, row.trained) if row is not None else None


def keep_weights(institution_id: str, weights: Weights) -> None:
    """Keep what a search used, so that the search at intake weighs alike; inside the caller's unit."""
    MatchWeights.objects.update_or_create(
        institution_id=institution_id,
        defaults={
            "chance": weights.chance,
            "m": weights.m,
            "u": weights.u,
            "people": weights.people,
            "trained": weights.trained,
            "rule_version": RULE_VERSION,
        },
    )


def share(institution_id: str, signs: Signs, people: int) -> float | None:
    """How many of the people of an institution bear this name, 0 to 1, counted in the blind index; None for one part.

    Of the pairs of its parts the rarest counts: a third name in common makes a frequent pair rare.
    """
    if people < 1 or not (pairs := signs.own_pairs()):
        return None
    root = keys.ring().index_root()
    counted = []
    for pair in pairs:
        rows = IndexToken.objects.filter(
            token=hmac_token(root, PHONETIC_PAIR, pair), institution_id=institution_id, kind=PHONETIC_PAIR
        )
        counted.append(rows.count())
    return least_share(counted, people)


def least_share(counted: Iterable[int], people: int) -> float:
    """The share of the rarest of these pairs, at least that of one person."""
    return min(max(min(counted), 1) / people, 1.0)


def same_as(people: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """For each of these, the others who were said to be the same person, also by way of a third; most have none."""
    asked = set(people)
    groups: dict[UUID, set[UUID]] = {one: {one} for one in asked}
    reached, fresh = set(asked), set(asked)
    edges: set[tuple[UUID, UUID]] = set()
    while fresh:
        rows = SamePerson.objects.filter(Q(one_id__in=fresh) | Q(other_id__in=fresh), parted_at__isnull=True)
        found = set(rows.values_list("one_id", "other_id"))
        edges |= found
        fresh = {end for edge in found for end in edge} - reached
        reached |= fresh
    for one in asked:
        grown = {one}
        while more := {end for edge in edges if grown & set(edge) for end in edge} - grown:
            grown |= more
        groups[one] = grown - {one}
    return {one: frozenset(others) for one, others in groups.items() if others}


def joined_in(institution_id: str) -> dict[UUID, frozenset[UUID]]:
    """Of an institution, everybody who was said to be one with somebody, each with all of those."""
    rows = SamePerson.objects.filter(institution_id=institution_id, parted_at__isnull=True)
    return same_as({end for ends in rows.values_list("one_id", "other_id") for end in ends})


def lines_of(people: Iterable[UUID]) -> dict[UUID, UUID]:
    """For each of these who was said to be one with somebody, a line that says so and stands."""
    asked = set(people)
    rows = SamePerson.objects.filter(Q(one_id__in=asked) | Q(other_id__in=asked), parted_at__isnull=True)
    found: dict[UUID, UUID] = {}
    for pk, *ends in rows.order_by("-joined_at", "pk").values_list("pk", "one_id", "other_id"):
        for end in ends:
            found[end] = pk
    return found


def lines_there(lines: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these lines that were not erased, also when they were parted."""
    return frozenset(SamePerson.objects.filter(pk__in=set(lines)).values_list("pk", flat=True))


def people_of(institution_id: str) -> list[UUID]:
    """Everybody whose identity an institution keeps, in an order that says nothing. Ids only."""
    rows = Person.objects.filter(institution_id=institution_id, anonymous_since__isnull=True)
    return list(rows.order_by("pk").values_list("pk", flat=True))
