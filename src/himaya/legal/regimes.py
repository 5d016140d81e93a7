"""Under which rules a recipient gets something, as the sender's register has it: shown to whoever asks a person."""

from dataclasses import dataclass

from himaya.institutions.models import Institution
from himaya.legal import states
from himaya.legal.models import RegisterEntry
from himaya.legal.rules import ABROAD_BY_KIND

LONGEST_OF = {"country": 80, "law": 200, "retention": 300}


@dataclass(frozen=True, slots=True)
class Regime:
    """What is known of a recipient. Empty and `unknown` both say: not known yet. No fact about a person."""

    immunities: str = ""
    onward: str = ""
    country: str = ""
    law: str = ""
    retention: str = ""


NO_REGIME = Regime()


@dataclass(frozen=True, slots=True)
class Receives:
    """A recipient as its sender sees it: its regime, whether it is abroad, and whether two people entered it at all."""

    institution: Institution
    regime: Regime
    abroad: bool
    entered: bool


def regimes_of(sender_id: str) -> dict[str, Receives]:
    """The recipients that the register of an institution names, by the institution that receives."""
    rows = RegisterEntry.objects.filter(institution_id=sender_id, part=states.RECIPIENT, state=states.IN_FORCE)
    entries = {row.about: row for row in rows}
    found = Institution.objects.filter(pk__in=entries)
    return {one.pk: _receives(one, entries[one.pk]) for one in sorted(found, key=lambda one: str(one.name))}


def regime_of(sender_id: str, receiver: Institution) -> Receives:
    """One recipient, whether the register names it or not."""
    rows = RegisterEntry.objects.filter(institution_id=sender_id, part=states.RECIPIENT, state=states.IN_FORCE)
    return _receives(receiver, rows.filter(about=receiver.pk).first())


def _receives(receiver: Institution, entry: RegisterEntry | None) -> Receives:
    abroad = receiver.kind in ABROAD_BY_KIND or (entry is not None and entry.abroad)
    if entry is None:
        return Receives(receiver, NO_REGIME, abroad, entered=False)
    regime = Regime(entry.immunities, entry.onward, entry.country, entry.law, entry.retention)
    return Receives(receiver, regime, abroad, entered=True)
