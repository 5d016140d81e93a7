"""The races of a letter: two of one desk make, move or take back the same at once."""

from uuid import UUID

from himaya.attestations import rules
from himaya.attestations.actions import letters
from himaya.attestations.models import Attestation
from himaya.cases.models import Tally
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.attestations import lettered

races = Table()
MEMBERS = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE)


def opened() -> UUID:
    return factories.hand_over().case_id


def back(reason: str) -> bool:
    return list(Attestation.objects.values_list("reason", flat=True)) == [reason]


@races.of("letters.refuse")
def two_refusals_are_counted_twice() -> Race:
    case_id = opened()
    return both(
        lambda by: letters.refuse(case_id=case_id, by=by),
        # It leaves no line of the audit.
        "attestation.issued",
        lambda: Tally.objects.get(kind=letters.NOT_WANTED).count == 2,
        by=MEMBERS,
        rows=0,
    )


@races.of("letters.issue")
def two_letters_made_at_once_each_have_their_place() -> Race:
    case_id = opened()
    made = {by: lettered.made() for by in MEMBERS}
    return both(
        lambda by: letters.issue(case_id=case_id, made=made[by], by=by),
        "attestation.issued",
        lambda: sorted(Attestation.objects.values_list("place", flat=True)) == [1, 2],
        by=MEMBERS,
    )


@races.of("letters.move")
def of_two_places_one_stands_whole() -> Race:
    case_id = opened()
    _one, pk = lettered.issued(case_id)
    at = dict(zip(MEMBERS, ("lawyers", "shelter"), strict=True))
    return both(
        lambda by: letters.move(case_id=case_id, letter_id=pk, kept=rules.AT_DESK, kept_at=at[by], by=by),
        "attestation.moved",
        lambda: Attestation.objects.get().kept_at_id in at.values(),
        by=MEMBERS,
    )


@races.of("letters.take_back")
def a_letter_is_taken_back_once() -> Race:
    case_id = opened()
    _one, pk = lettered.issued(case_id)
    return once(
        lambda by: letters.take_back(case_id=case_id, letter_id=pk, reason="lost", by=by),
        "attestation.taken_back",
        lambda: back("lost"),
        by=MEMBERS,
    )


@races.of("letters.take_back_all")
def all_letters_are_taken_back_once() -> Race:
    case_id = opened()
    lettered.issued(case_id)
    return once(
        lambda by: letters.take_back_all(case_id=case_id, by=by),
        "attestation.taken_back",
        lambda: back("feared"),
        by=MEMBERS,
    )
