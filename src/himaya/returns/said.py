"""What the lines of an attempt come to: the choice that stands, the sheets that count for it, who signed them.

Pure: lines in their order, already read. What `words` holds, by kind of line:

talked {points, language, interpreter, words} · asked_fear {fears: {question: answer}, words} · chose {way, country,
words} · weighed {sheets: {way: {question: answer}}, country, words} · partner_weighed {sheet, way, country, who, on,
words} · signed {} · not_now {reasons, alternatives, against, words} · left_alone {plan, words} ·
service_confirmed {who, country, no_longer, words} · changed_mind {words} · ended {words}.

A sheet and a promised service are about one country, and so old on the day of the travel count no more: who chooses
another country, or another day far off, asks anew.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from himaya.returns import rules, states

# After one of these, what was signed before does not stand any more.
UNSIGNS = frozenset(
    {
        states.CHOSE,
        states.CHANGED_MIND,
        states.WEIGHED,
        states.PARTNER_WEIGHED,
        states.NOT_NOW_SAID,
        states.BEST_INTEREST,
        states.FAMILY_ASSESSED,
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """One line as it was read. `day` is the day on which it was written; `by` who wrote it."""

    number: int
    kind: str
    code: str
    at: datetime
    day: date
    by: str
    words: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stands:
    """What stands today. `way` is empty where nothing is chosen, or the person changed their mind since."""

    way: str = ""
    country: str = ""
    fears: Mapping[str, str] = field(default_factory=dict)
    asked: bool = False
    ours: Said | None = None
    theirs: Said | None = None
    stay: Said | None = None
    # Our sheet of the way abroad that was not chosen.
    other: Said | None = None
    services: Mapping[str, Said] = field(default_factory=dict)
    signed: Sequence[Said] = ()

    def sheet(self, way: str) -> Mapping[str, str] | None:
        """Our sheet of a way that counts, None where none does."""
        known = {self.way: self.ours, self.other_way: self.other, rules.STAY: self.stay}
        line = known.get(way)
        return line.words["sheets"][way] if line is not None else None

    @property
    def other_way(self) -> str:
        """The way abroad that was not chosen, where one was."""
        return other_than(self.way)

    @property
    def partner(self) -> Mapping[str, str] | None:
        """The partner's sheet of the chosen way."""
        return self.theirs.words["sheet"] if self.theirs is not None else None


def other_than(way: str) -> str:
    """The other way abroad; empty where none was chosen."""
    return next(one for one in rules.ABROAD if one != way) if way in rules.ABROAD else ""


def stands(lines: Iterable[Said]) -> Stands:
    """What the lines of one attempt come to, each after the one before."""
    found = list(lines)
    chose = _last(found, lambda one: one.kind in (states.CHOSE, states.CHANGED_MIND))
    words = chose.words if chose is not None and chose.kind == states.CHOSE else {}
    way, country = str(words.get("way", "")), str(words.get("country", ""))
    fear = _last(found, lambda one: one.kind == states.ASKED_FEAR)

    def about(one: Said) -> bool:
        return same(str(one.words.get("country", "")), country)

    return Stands(
        way=way,
        country=country,
        fears=dict(fear.words.get("fears", {})) if fear is not None else {},
        asked=fear is not None,
        ours=_last(found, lambda one: one.kind == states.WEIGHED and way in one.words.get("sheets", {}) and about(one)),
        theirs=_last(
            found, lambda one: one.kind == states.PARTNER_WEIGHED and one.words.get("way") == way and about(one)
        ),
        stay=_last(found, lambda one: one.kind == states.WEIGHED and rules.STAY in one.words.get("sheets", {})),
        other=_last(found, lambda one: one.kind == states.WEIGHED and other_than(way) in one.words.get("sheets", {})),
        services={
            code: one for code, one in _last_words(found, country).items() if not one.words.get("no_longer", False)
        },
        signed=_signed(found),
    )


def facts(of: Stands, *, day: date, risk: str, at_least: str, child_open: bool) -> rules.Facts:
    """The same as the rule asks for it. `day`: of the travel, or today."""
    return rules.Facts(
        way=of.way,
        fears=of.fears,
        child_open=child_open,
        ours=of.sheet(of.way) if of.way in rules.ABROAD else None,
        theirs=of.partner,
        stay=of.sheet(rules.STAY),
        weighed_on=of.ours.day if of.ours is not None else None,
        partner_on=date.fromisoformat(of.theirs.words["on"]) if of.theirs is not None else None,
        day=day,
        risk=risk,
        at_least=at_least,
        services=tuple(code for code, one in of.services.items() if not rules.is_old(one.day, day)),
        signed=tuple(one.by for one in of.signed),
    )


def same(one: str, other: str) -> bool:
    """The same country, or desk, however it was typed."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def changes(before: Iterable[Said], service: str, words: Mapping[str, Any]) -> bool:
    """True where what has to be there on arrival would be promised by another desk now, or by none any more."""
    last = _last_words(before, str(words.get("country", ""))).get(service)
    if service not in rules.NEEDED or last is None:
        return False
    return bool(words.get("no_longer", False)) or not same(str(last.words.get("who", "")), str(words.get("who", "")))


def _last_words(lines: Iterable[Said], country: str) -> dict[str, Said]:
    """The last word on each service there; also one that took it back."""
    rows = (one for one in lines if one.kind == states.SERVICE_CONFIRMED)
    return {one.code: one for one in rows if same(str(one.words.get("country", "")), country)}


def _signed(lines: Sequence[Said]) -> tuple[Said, ...]:
    def undoes(one: Said) -> bool:
        if one.kind == states.SERVICE_CONFIRMED:
            return changes((earlier for earlier in lines if earlier.number < one.number), one.code, one.words)
        return one.kind in UNSIGNS or (one.kind == states.ASKED_FEAR and one.code == "closes")

    undone = _last(lines, undoes)
    after = undone.number if undone is not None else 0
    return tuple(one for one in lines if one.kind == states.SIGNED and one.number > after)


def _last(lines: Sequence[Said], that: Callable[[Said], bool]) -> Said | None:
    return next((one for one in reversed(lines) if that(one)), None)
