"""Entries of the register: one writes, another confirms; what no longer holds is ended by one person at once."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.institutions import catalogue
from himaya.institutions.models import Institution
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit
from himaya.legal import policy, states
from himaya.legal.models import RegisterEntry
from himaya.legal.regimes import LONGEST_OF, NO_REGIME, Regime

LONGEST, LONGEST_NUMBER = 2000, 80


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry says. `about` is the purpose of a basis or the institution that receives."""

    part: str
    text: str
    about: str = ""
    number: str = ""
    dated: date | None = None
    abroad: bool = False
    regime: Regime = NO_REGIME


def propose(*, said: Said, by: Actor) -> UUID:
    """Write an entry for the actor's institution; it counts once a second person confirms it.

    Raises NotPermitted, NotValid, and NotNow while another one waits in the same place.
    """
    policy.check_keeps(by)
    _check(said, by)
    with unit(by=by) as u:
        _hold(by)
        if _rows(by, said.part, said.about, states.PROPOSED).exists():
            raise NotNow(
                _("An entry already waits here for a second person. It must be confirmed or refused first."),
                code="already_proposed",
            )
        entry = RegisterEntry.objects.create(
            institution_id=by.institution_id,
            part=said.part,
            about=said.about,
            text=said.text.strip(),
            number=said.number.strip(),
            dated=said.dated,
            abroad=said.abroad,
            **_regime(said),
            proposed_by=_account(by),
            proposed_on=clock.today(),
        )
        u.log("register.proposed", object_type="register_entry", object_id=entry.pk, code=said.part)
        two_people.begun(u, "register_entry", entry.pk)
    return entry.pk


def confirm(*, entry_id: UUID, by: Actor) -> None:
    """Put an entry that somebody else wrote in force; the one before it is replaced."""
    with unit(by=by) as u:
        entry = _locked(entry_id, "confirm", by)
        _rows(by, entry.part, entry.about, states.IN_FORCE).update(state=states.REPLACED)
        _decide(entry, "confirm", by)
        u.log("register.confirmed", object_type="register_entry", object_id=entry.pk, code=entry.part)


def refuse(*, entry_id: UUID, by: Actor) -> None:
    """Say no to an entry that waits; who wrote it takes it back in this way too."""
    with unit(by=by) as u:
        entry = _locked(entry_id, "refuse", by)
        _decide(entry, "refuse", by)
        u.log("register.refused", object_type="register_entry", object_id=entry.pk, code=entry.part)


def end(*, entry_id: UUID, by: Actor) -> None:
    """Say that an entry no longer holds. One person is enough: what this closes can only protect."""
    with unit(by=by) as u:
        entry = _locked(entry_id, "end", by)
        # Who confirmed it stays in the row; the audit says who ended it and when.
        entry.state = states.ENDED
        entry.save(update_fields=["state"])
        u.log("register.ended", object_type="register_entry", object_id=entry.pk, code=entry.part)


def _check(said: Said, by: Actor) -> None:
    if said.part not in states.PARTS:
        raise NotValid(_("Choose what you want to write down."), code="part_unknown")
    if not said.text.strip() or len(said.text) > LONGEST:
        raise NotValid(_("Say it in a few sentences."), code="text_missing")
    if said.part == states.BASIS and said.about not in catalogue.purposes():
        raise NotValid(_("Choose the purpose that this basis is for."), code="purpose_unknown")
    if said.part == states.RECIPIENT and not _may_receive(said.about, by):
        raise NotValid(_("Choose the institution that receives."), code="recipient_unknown")
    if said.part == states.AUTHORISATION and not (said.number.strip() and said.dated):
        raise NotValid(_("An authorisation has a number and a day."), code="number_missing")
    if said.dated is not None and said.dated > clock.today():
        raise NotValid(_("This day is still to come."), code="day_to_come")
    if len(said.number) > LONGEST_NUMBER or (said.about and said.part not in states.ABOUT):
        raise NotValid(code="entry_strange")


def _regime(said: Said) -> dict[str, str]:
    """The columns of a recipient's regime; of every other entry they are empty."""
    if said.part != states.RECIPIENT:
        return {}
    found = {name: value.strip() for name, value in asdict(said.regime).items()}
    if {found["immunities"], found["onward"]} - set(states.KNOWN):
        raise NotValid(_("Say what is known of it: yes, no, or not known yet."), code="regime_unknown")
    for name, longest in LONGEST_OF.items():
        if len(found[name]) > longest:
            raise NotValid(_("This is too long. Say it in one sentence."), code=name)
    return found


def _may_receive(institution_id: str, by: Actor) -> bool:
    return institution_id != by.institution_id and Institution.objects.filter(pk=institution_id).exists()


def _hold(by: Actor) -> None:
    """Those who write in one register come one after the other."""
    Institution.objects.select_for_update().get(pk=by.institution_id)


def _locked(entry_id: UUID, verb: str, by: Actor) -> RegisterEntry:
    # Before the entry is looked for: who may not end any learns nothing of this one.
    (policy.check_keeps if verb == "end" else policy.check_reads)(by)
    _hold(by)
    entry = RegisterEntry.objects.select_for_update().filter(pk=entry_id).first()
    if entry is None:
        raise NotFound
    policy.check_decides(by, entry, verb)
    if states.leads_to(verb, entry.state) is None:
        raise NotNow(_("Somebody was faster: this entry no longer waits. Look at the register."), code="entry_moved")
    return entry


def _decide(entry: RegisterEntry, verb: str, by: Actor) -> None:
    entry.state = states.TRANSITIONS[verb][1]
    entry.decided_by, entry.decided_on = _account(by), clock.today()
    entry.save(update_fields=["state", "decided_by", "decided_on"])


def _rows(by: Actor, part: str, about: str, state: str) -> QuerySet[RegisterEntry]:
    return RegisterEntry.objects.filter(institution_id=by.institution_id, part=part, about=about, state=state)


def _account(by: Actor) -> UUID:
    if by.account_id is None:
        raise NotPermitted(code="no_account")
    return by.account_id
