"""Whom to call, in which order, and what is said where nobody is left but one's own desk or the police. Pure.

By need and age; then whoever is there now, so that a closed desk never stands before an open one; then the desk's own
region, language, a free place. Where a place is secret no region of its own counts: there is no distance to it. Never
one's own number. For a child, child protection first and the police last. To what somebody agreed to, no desk that
enforces or judges is called; for any other need than a danger such a desk is named only where nobody else answers.
Source: domain/first-line.md ("Maintenant", result page), domain/assistance.md section 1 (live capacity), domain/risk.md
("Suicide path"), do-no-harm 4, 6 and 14. Truth table: tests/data/calls_truth.txt.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

# A life or a body is threatened now: not a service of the catalogue, but those below.
DANGER: Final = "danger"
SAFETY, CHILDREN, SHELTER = "immediate_safety", "child_protection", "emergency_shelter"
# What is left where nobody else can be called.
OWN, POLICE, NOBODY = "own", "police", "nobody"
CHILD_AGES: Final = ("child", "maybe_child")
# How near: of the region itself, not said (national, or secret), of another region.
HERE, NOT_SAID, ELSEWHERE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for what. `region` and `language` are empty when not known; `agreed`: the person agreed to this need.

    `asks_from`: the region of the desk that asks; where the person's is not known the nearest to it comes first, and
    nobody is left out.
    """

    need: str
    age_group: str = ""
    own_desk: str = ""
    region: str = ""
    language: str = ""
    agreed: bool = False
    asks_from: str = ""

    @property
    def child(self) -> bool:
        """Doubt about age means child."""
        return self.age_group in CHILD_AGES


@dataclass(frozen=True, slots=True)
class Answering:
    """A desk as it answers for one service. `answers_for`: the closed desk in whose place it answers, else empty."""

    desk: str
    service: str
    regions: tuple[str, ...]
    own_region: str
    languages: tuple[str, ...]
    open_now: bool
    enforces: bool
    secret: bool = False
    full: bool = False
    says_whom: bool = True
    on_call: bool = False
    answers_for: str = ""


@dataclass(frozen=True, slots=True)
class ToCall:
    """Who is there now, best first; who opens later; what remains (`own`, `police`, `nobody`), or empty."""

    now: tuple[Answering, ...] = ()
    later: tuple[Answering, ...] = ()
    remains: str = ""


def services_of(need: str, *, child: bool) -> tuple[str, ...]:
    """The services that answer a need, the first one first."""
    if need == DANGER:
        return (CHILDREN, SAFETY) if child else (SAFETY,)
    return (need,)


def near(own_region: str, region: str, *, secret: bool) -> int:
    """How near a desk is, by the region of its own: 0 this one, 1 not said or secret, 2 another."""
    if secret or not own_region or not region:
        return NOT_SAID
    return HERE if own_region == region else ELSEWHERE


def to_call(asked: Asked, desks: Iterable[Answering]) -> ToCall:
    """Whom to call, of the desks that fit. Pass for each service what gives it, and who answers for what is closed."""
    services = services_of(asked.need, child=asked.child)
    fit = [one for one in desks if one.service in services and _gives_there(one, asked)]
    ranked = _once(sorted(fit, key=lambda one: _order(one, asked, services)))
    others = [one for one in ranked if one.desk != asked.own_desk]
    if asked.agreed:
        others = [one for one in others if not one.enforces]
    there = [one for one in others if one.open_now]
    if len(services) > 1:
        # Whoever shows two numbers shows one of each service: the second desk of one is no answer for the other.
        there = _in_turn([[one for one in there if one.service == service] for service in services])
    if asked.need != DANGER:
        there = _without_police(there)
    closed = [one for one in others if not one.open_now and not one.answers_for]
    if asked.need != DANGER:
        closed = _without_police(closed)
    return ToCall(tuple(there), tuple(closed), _remains(asked, ranked, there))


def together(found: Sequence[tuple[str, ToCall]]) -> ToCall:
    """Several needs, the most pressing first, as one answer: one desk of each in turn, each desk once."""
    urgent = {one for need, answer in found if need == DANGER for one in answer.now}
    now = _in_turn([answer.now for _need, answer in found])
    if any(not one.enforces for one in now):
        now = [one for one in now if not one.enforces or one in urgent]
    later = [one for one in _in_turn([answer.later for _need, answer in found]) if one.desk not in _names(now)]
    said = [answer.remains for _need, answer in found]
    if now:
        remains = POLICE if all(one.enforces for one in now) else ""
    else:
        remains = next((one for one in (OWN, POLICE) if one in said), NOBODY)
    return ToCall(tuple(now), tuple(later), remains)


def _gives_there(one: Answering, asked: Asked) -> bool:
    """Gives it where it is asked for; who answers for another does so wherever that one would."""
    if one.answers_for:
        # Who answers at night is no way round: the police do not stand in for a bed or for advice.
        return one.open_now and (asked.need == DANGER or not one.enforces)
    return not asked.region or asked.region in one.regions


def _order(one: Answering, asked: Asked, services: Sequence[str]) -> tuple[bool | int | str, ...]:
    return (
        asked.child and one.enforces,
        services.index(one.service),
        bool(one.answers_for),
        near(one.own_region, asked.region or asked.asks_from, secret=one.secret),
        bool(asked.language) and asked.language not in one.languages,
        one.full,
        not one.says_whom,
        not one.on_call,
        one.desk,
    )


def _remains(asked: Asked, ranked: Sequence[Answering], there: Sequence[Answering]) -> str:
    if there:
        return POLICE if all(one.enforces for one in there) else ""
    if any(one.desk == asked.own_desk and one.open_now for one in ranked):
        return OWN
    if asked.agreed and any(one.enforces and one.open_now for one in ranked):
        return POLICE
    return NOBODY


def _without_police(desks: list[Answering]) -> list[Answering]:
    return [one for one in desks if not one.enforces] or desks


def _once(desks: Iterable[Answering]) -> list[Answering]:
    found = dict[str, Answering]()
    for one in desks:
        found.setdefault(one.desk, one)
    return list(found.values())


def _names(desks: Iterable[Answering]) -> set[str]:
    return {one.desk for one in desks}


def _in_turn(lines: Sequence[Sequence[Answering]]) -> list[Answering]:
    longest = max((len(line) for line in lines), default=0)
    return _once(line[place] for place in range(longest) for line in lines if place < len(line))
