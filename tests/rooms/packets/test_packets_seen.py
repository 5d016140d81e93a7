"""Who knows of a packet: the desk that holds the case, and none that enforces, judges or is a State."""

import pytest

from himaya.cases.actions import handovers
from himaya.institutions.models import Desk
from himaya.kernel.errors import NotFound
from himaya.packets import access, queries
from himaya.packets.actions import answers, packets
from tests import cast
from tests.rooms.cases.test_handovers import agree, offered
from tests.rooms.legal.test_holdings_whole import held_of
from tests.rooms.packets import packed
from tests.rooms.packets.packed import BY

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F3")]


@pytest.mark.parametrize("kind", ["police", "border", "gendarmerie", "prosecution", "judiciary", "consulate", "state"])
def test_at_a_desk_that_enforces_judges_or_is_a_states_there_is_no_such_thing(kind: str) -> None:
    """Seen red with `works_on_cases` alone in `access.held`."""
    case = packed.case()
    row, code = packed.handed(case.pk)
    Desk.objects.filter(pk=BY.desk_id).update(kind=kind)
    for refused in (
        lambda: packed.seen(row),
        lambda: packed.prepared(case.pk),
        lambda: answers.acknowledge(case_id=case.pk, packet_id=row.pk, code=code, by=BY),
        lambda: packets.take_back(case_id=case.pk, packet_id=row.pk, by=BY),
    ):
        with pytest.raises(NotFound):
            refused()


def test_no_other_desk_knows_of_a_packet() -> None:
    row, _code = packed.handed(packed.case().pk)
    for stranger in (cast.SHELTER, cast.OFFICER, cast.INSPECTOR_SOUTH, cast.NURSE):
        with pytest.raises(NotFound):
            packed.seen(row, stranger)


def test_the_packets_of_a_case_that_goes_to_another_institution_stay() -> None:
    case = packed.case()
    row, code = packed.handed(case.pk)
    agree(case.pk)
    held = handovers.accept(handover_id=offered(case.pk, "shelter"), by=cast.SHELTER)
    with access.open_choices(cast.SHELTER, held) as (_case, lines):
        assert packed.WORDS not in str(lines)
    assert not queries.of_case(held).exists()
    with pytest.raises(NotFound):
        packed.seen(row, cast.SHELTER)
    assert answers.acknowledge(case_id=case.pk, packet_id=row.pk, code=code, by=BY)
    packets.take_back(case_id=case.pk, packet_id=row.pk, by=BY)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_person_is_told_under_which_number_to_which_key_and_in_which_language(language: str) -> None:
    """Seen red with the classes of data and the words alone."""
    case = packed.case()
    row = packed.prepared(case.pk)
    part = next(one for one in held_of(BY, case.pk, language) if one.name == f"packet:{row.reference}")
    for said in (packed.NUMBER, packed.KEY, "English", packed.WORDS):
        assert said in part.value, said
    assert language == "en" or "authorisation:" not in part.value


def test_inside_an_institution_they_go_along_and_the_old_desk_reads_them_no_longer() -> None:
    case = packed.case()
    row, code = packed.handed(case.pk)
    handovers.accept(handover_id=offered(case.pk), by=cast.INSPECTOR_SOUTH)
    with pytest.raises(NotFound):
        packed.seen(row)
    assert answers.acknowledge(case_id=case.pk, packet_id=row.pk, code=code, by=cast.INSPECTOR_SOUTH)
