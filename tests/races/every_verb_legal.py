"""The races of the processing register and of its overrides."""

from himaya.legal import states
from himaya.legal.actions import entries, overrides
from himaya.legal.models import LegalOverride, RegisterEntry
from tests import cast
from tests.races.every_verb import Race, Table, once
from tests.rooms.legal.registering import OFFICER, SECOND, confirmed, said

races = Table()
OFFICERS = (OFFICER, cast.actor("labour-keeper-2", "labour-south", "data_protection_officer"))
SECONDS = (SECOND, cast.actor("labour-second-2", "labour-south", "legal_counsel"))


@races.of("entries.propose")
def one_place_of_the_register_holds_one_proposal() -> Race:
    return once(
        lambda by: entries.propose(said=said(), by=by),
        "register.proposed",
        lambda: RegisterEntry.objects.filter(state=states.PROPOSED).count() == 1,
        by=OFFICERS,
    )


@races.of("entries.confirm")
def an_entry_is_confirmed_once() -> Race:
    entry_id = entries.propose(said=said(), by=OFFICER)
    return once(
        lambda by: entries.confirm(entry_id=entry_id, by=by),
        "register.confirmed",
        lambda: RegisterEntry.objects.filter(state=states.IN_FORCE).count() == 1,
        by=SECONDS,
    )


@races.of("entries.refuse")
def an_entry_is_refused_once() -> Race:
    entry_id = entries.propose(said=said(), by=OFFICER)
    return once(
        lambda by: entries.refuse(entry_id=entry_id, by=by),
        "register.refused",
        lambda: RegisterEntry.objects.get().state == states.REFUSED,
        by=SECONDS,
    )


@races.of("entries.end")
def an_entry_ends_once() -> Race:
    entry_id = confirmed()
    return once(
        lambda by: entries.end(entry_id=entry_id, by=by),
        "register.ended",
        lambda: RegisterEntry.objects.get().state == states.ENDED,
        by=OFFICERS,
    )


@races.of("overrides.sign")
def one_override_stands_at_a_time() -> Race:
    return once(
        lambda by: overrides.sign(institution_id="labour", signed_by="A.", reason="flood", by=by),
        "legal_override.signed",
        lambda: LegalOverride.objects.count() == 1,
        by=OFFICERS,
    )


@races.of("overrides.end")
def an_override_ends_once() -> Race:
    overrides.sign(institution_id="labour", signed_by="A.", reason="flood", by=OFFICER)
    return once(
        lambda by: overrides.end(institution_id="labour", by=by),
        "legal_override.ended",
        lambda: LegalOverride.objects.get().ended_on is not None,
        by=OFFICERS,
    )
