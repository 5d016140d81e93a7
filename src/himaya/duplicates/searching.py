"""The search itself: identities opened once in memory, turned into keys, closed again; then pairs of keys are weighed.

No plaintext leaves the block of `Access`, none lies in it longer than its portion, and none is written anywhere: what
the engine gets are keys of sounds, years of birth and hashes under a key of this one search (ADR 72). Run by the worker
for a search that two people wanted.
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import batched
from math import log2
from uuid import UUID

from himaya.adapters import linkage
from himaya.adapters.linkage import Compared, Halt, Learnt, Model, Step
from himaya.duplicates import queries, rules, rules_blocks, states
from himaya.duplicates.actions.searches import Claimed, Found, Likely
from himaya.kernel import decoys
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Damaged, KeyMissing, NotOpened
from himaya.persons import matching
from himaya.persons.models import Person
from himaya.persons.rules_matching import NAME, SAME, TRAITS, Signs, Weights, interval, probability, verdict
from himaya.persons.signs import hidden_by, signs_of

PURPOSE = "check_duplicate"
BATCH = 200
# A key that is gone or damaged, a value that is, and a value that is none at all.
UNREADABLE = (KeyMissing, Damaged, NotOpened)
# Within which blocks m is learnt: of each trait by the others, and never by itself. So each block names the columns of
# the trait that all agree in, beside the sign that keeps it small: a whole name has too many pairs to work through.
WITHIN = (
    ("by_document", "document"),
    ("by_phone", "phone"),
    ("by_sound_year", "sound", "born"),
    ("by_birthday", "born", "day"),
    ("by_sound", "sound"),
)
# Pairs that are surely one person, and which share of all true pairs these find: a model, not adopted. The chance only
# begins with them, and is learnt from all pairs.
SURELY = (("by_document",), ("sound", "by_birthday"))
RECALL = 0.6
# How much of what was learnt is taken, the rest being what ships. u is counted in two million pairs, m only inferred.
TRUST_M, TRUST_U = 0.9, 0.99
# Told how far it is: the stage, and how much of how much. Raises linkage.Stopped when somebody stopped it.
Tell = Callable[[str, int, int], None]


@dataclass(slots=True)
class Opened:
    """Everybody who was opened, as keys; and how many could not be read, because a key or a value is damaged."""

    people: list[UUID] = field(default_factory=list)
    signs: list[Signs] = field(default_factory=list)
    unread: int = 0


def search(claimed: Claimed, tell: Tell, *, by: Actor, halt: Halt | None = None) -> Found:
    """Look for duplicates in the institution of a search. Raises linkage.Stopped, linkage.LinkageFailed."""
    found = opened(claimed, tell, by=by)
    said = queries.said(claimed.institution_id)
    return replace(compared(found.people, found.signs, tell, said=said, halt=halt), unread=found.unread)


def opened(claimed: Claimed, tell: Tell, *, by: Actor) -> Opened:
    """Everybody of the institution as keys, decoys left out. One audit event names each before it is opened.

    Each portion is closed again before the next is opened. One that does not open hinders no other: it is counted.
    """
    everybody = matching.people_of(claimed.institution_id)
    told = decoys.among(everybody)
    wanted = [one for one in everybody if one not in told]
    hide = hidden_by(os.urandom(32))
    found = Opened()
    with Access(by, PURPOSE, action="duplicates.unsealed", about=("duplicate_search", claimed.id)) as access:
        for ids in batched(wanted, BATCH):
            tell(states.OPENING, len(found.people), len(wanted))
            try:
                _take(found, _portion(access, ids, hide))
            except UNREADABLE:
                for one in ids:
                    _take_alone(found, access, one, hide)
    return found


def _portion(access: Access, ids: Sequence[UUID], hide: Callable[[str], str]) -> list[tuple[UUID, Signs]]:
    """These as keys; open no longer than that."""
    rows = list(Person.objects.filter(pk__in=ids, anonymous_since__isnull=True))
    try:
        return [(person.pk, _signs(person, hide)) for person in access.open(*rows)]
    finally:
        access.let_go(*rows)


def _take(found: Opened, read: Sequence[tuple[UUID, Signs]]) -> None:
    found.people += [pk for pk, _signs in read]
    found.signs += [signs for _pk, signs in read]


def _take_alone(found: Opened, access: Access, one: UUID, hide: Callable[[str], str]) -> None:
    try:
        _take(found, _portion(access, [one], hide))
    except UNREADABLE:
        # Erased since it was listed, or damaged.
        found.unread += Person.objects.filter(pk=one, anonymous_since__isnull=True).values("pk").exists()


def _signs(person: Person, hide: Callable[[str], str]) -> Signs:
    return signs_of(
        person.full_name or "",
        person.other_names or "",
        birth=person.birth or "",
        number=person.document or "",
        telephone=person.phone or "",
        hide=hide,
    )


def compared(
    people: Sequence[UUID],
    signs: Sequence[Signs],
    tell: Tell,
    *,
    said: queries.Said = queries.NOTHING_SAID,
    halt: Halt | None = None,
) -> Found:
    """Weigh the pairs of these people. Too few people, or none with a sign in common, is a result, not a fault.

    Of pairs of which somebody said something (`said`) none is laid again, and none that was decided is counted.
    """
    named = sum(1 for one in signs if one.sound)
    weights = matching.weights_that_ship(named)
    shares = shares_of(signs)
    laid = rules_blocks.lay_out(signs, shares)
    found = Found(len(people), len(people) - named, laid.set_aside, weights=weights)
    if len(people) < 2:
        return found
    with linkage.memory(halt) as memory:
        if named >= rules.LEAST_TO_LEARN:
            learnt = linkage.learn(
                memory,
                laid.columns,
                laid.frequencies,
                model_of(weights),
                within=WITHIN,
                surely=SURELY,
                recall=RECALL,
                seed=1,
                between=lambda done, of: tell(states.LEARNING, done, of),
            )
            weights = learned(weights, learnt)
        tell(states.COMPARING, 0, 1)
        scored = linkage.scored(
            memory,
            laid.columns,
            laid.frequencies,
            model_of(weights),
            least=log2(rules.LAID_FROM / (1 - rules.LAID_FROM)),
            decided=_places(people, said.decided),
            learns_chance=weights.trained,
        )
    weights = replace(weights, chance=scored.chance)
    tell(states.KEEPING, 0, 1)
    likely = [
        (probability(pair.weight), (pair.one, pair.other))
        for pair in scored.likely
        if frozenset((people[pair.one], people[pair.other])) not in said.known
    ]
    expected, low, high = interval(scored.expected, scored.variance, scored.pairs)
    laid_now = rules.worth_showing(likely)
    shown = [_likely(people, signs, pair, weights, shares) for _chance, pair in laid_now]
    return replace(
        found,
        pairs=scored.pairs,
        expected=expected,
        low=low,
        high=high,
        weights=weights,
        likely=tuple(shown),
        unlaid=len(likely) - len(laid_now),
    )


def _places(people: Sequence[UUID], pairs: Collection[frozenset[UUID]]) -> list[tuple[int, int]]:
    """Where the two of each of these pairs stand, the lower place first; of whom one is not there any more, nowhere."""
    wanted = frozenset().union(*pairs)
    where = {one: place for place, one in enumerate(people) if one in wanted}
    found = (sorted(where[end] for end in pair if end in where) for pair in pairs)
    return [(ends[0], ends[1]) for ends in found if len(ends) == 2]


def shares_of(signs: Sequence[Signs]) -> dict[str, float]:
    """How many of the people with a name bear each name, counted as the blind index counts them; of two parts on."""
    times: dict[str, int] = {}
    named = 0
    for one in signs:
        named += bool(one.sound)
        for pair in one.pairs():
            times[pair] = times.get(pair, 0) + 1
    return {
        one.sound: matching.least_share((times[pair] for pair in one.own_pairs()), named)
        for one in signs
        if one.own_pairs()
    }


def model_of(weights: Weights) -> Model:
    """What the engine is told, from the one table of levels."""
    return Model(tuple(_compared(weights)), rules_blocks.blocked_by(), weights.chance, rules_blocks.OWN)


def _compared(weights: Weights) -> Iterator[Compared]:
    for trait in TRAITS:
        m, u = weights.m[trait.name], weights.u[trait.name]
        steps = (
            Step(one.code, one.sql, m[one.code], u[one.code], "sound" if (trait.name, one.code) == (NAME, SAME) else "")
            for one in trait.levels
        )
        yield Compared(trait.name, trait.known, tuple(steps))


def learned(before: Weights, learnt: Learnt) -> Weights:
    """What was learnt, with a tenth of the m that ships and a hundredth of the u; each trait adds up to one again.

    This keeps a level that a small register never met from deciding alone. Where the register taught of no trait
    what one person's records have in common, the weights that ship stay as they are, and nothing says that any was
    learnt.
    """
    if not learnt.m:
        return before
    chance = learnt.chance if learnt.chance is not None else before.chance
    return Weights(
        chance,
        _mixed(before.m, learnt.m, TRUST_M, met=True),
        _mixed(before.u, learnt.u, TRUST_U, met=False),
        before.people,
        trained=True,
    )


def _mixed(
    before: Mapping[str, Mapping[str, float]], learnt: Mapping[str, Mapping[str, float]], trust: float, *, met: bool
) -> dict[str, dict[str, float]]:
    """`met`: of a trait of which something was learnt, a level without a figure was never met; else it is unknown."""
    mixed = {}
    for trait, levels in before.items():
        found = learnt.get(trait, {})
        raw = {
            level: trust * found.get(level, 0.0 if met and found else value) + (1 - trust) * value
            for level, value in levels.items()
        }
        total = sum(raw.values())
        mixed[trait] = {level: value / total for level, value in raw.items()}
    return mixed


def _likely(
    people: Sequence[UUID],
    signs: Sequence[Signs],
    pair: tuple[int, int],
    weights: Weights,
    shares: Mapping[str, float],
) -> Likely:
    one, other = sorted(pair, key=lambda place: people[place].hex)
    said = verdict(signs[one], signs[other], weights, share=shares.get(signs[one].sound))
    return Likely(people[one], people[other], said.probability)
