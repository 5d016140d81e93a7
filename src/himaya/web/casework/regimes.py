"""Under which rules a recipient gets something, in words: shown to whoever asks a person, and read to the person."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor
from himaya.legal import regimes
from himaya.legal.regimes import Receives
from himaya.legal.words import IMMUNITIES, NOT_KNOWN, ONWARD

Line = tuple[Promise, Promise | str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A recipient and what the register says of it, line by line. `entered` is false where it says nothing."""

    name: str
    lines: tuple[Line, ...]
    entered: bool


def of_all(actor: Actor) -> list[Shown]:
    """Every recipient that the register of the actor's institution names."""
    return [_shown(one) for one in regimes.regimes_of(actor.institution_id).values()]


def of(actor: Actor, institution: Institution) -> Shown:
    """One recipient; what is not known yet is said plainly."""
    return _shown(regimes.regime_of(actor.institution_id, institution))


def _shown(one: Receives) -> Shown:
    regime = one.regime
    lines: tuple[Line, ...] = (
        (_("Abroad, or of another State"), _("Yes") if one.abroad else _("No")),
        (_("Immunities"), IMMUNITIES.get(regime.immunities, NOT_KNOWN)),
        (_("Does it pass things on?"), ONWARD.get(regime.onward, NOT_KNOWN)),
        (_("Country"), regime.country or NOT_KNOWN),
        (_("Law that applies there"), regime.law or NOT_KNOWN),
        (_("How long it promises to keep it"), regime.retention or NOT_KNOWN),
    )
    return Shown(str(one.institution.name), lines, one.entered)
