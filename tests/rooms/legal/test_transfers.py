"""The register of what went abroad: what an officer reads of it, and what stands in it of nobody."""

from datetime import timedelta

import pytest

from himaya.cases.models import Case, Exclusion
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.errors import NotPermitted
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent
from himaya.packets import register
from himaya.packets.actions import packets
from tests import cast, factories
from tests.rooms.legal.registering import ELSEWHERE, OFFICER
from tests.rooms.packets import packed
from tests.rooms.packets.packed import BY
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F3")]
AT = "/legal/transfers/"


def test_what_was_handed_out_stands_there_and_nothing_of_the_person(sit: Sit) -> None:
    """Seen red with every packet in place of those that were handed out, and with the reference of the case.

    And with the day in place of the month."""
    case = packed.case()
    row, _code = packed.handed(case.pk)
    packed.made(row)
    packed.prepared(packed.case().pk)
    page = sit(OFFICER).get(AT).content.decode()
    main = page.split("<main")[1]
    assert main.count('<li class="card">') == 1
    for said in ("Haven", packed.NUMBER, "November 2026", "2 times", "One packet", "first name"):
        assert said.casefold() in main.casefold(), said
    for kept in (
        "Zahra",
        case.reference,
        row.reference,
        str(case.pk),
        str(row.pk),
        packed.WORDS,
        packed.KEY,
        "24 November",
    ):
        assert kept not in page, kept
    assert "erased are deleted with it" in main
    assert AuditEvent.objects.filter(action="packets.register_read", object_id=OFFICER.institution_id).count() == 1


def test_where_it_stands_is_told_and_it_is_counted_by_partner(sit: Sit) -> None:
    case = packed.case()
    packed.handed(case.pk)
    row, _code = packed.handed(case.pk)
    packets.take_back(case_id=case.pk, packet_id=row.pk, by=BY)
    packed.partner("harbour", number="T-78")
    with clock.stopped(factories.TUESDAY + timedelta(days=1)):
        packed.handed(packed.case().pk, receiver="harbour")
        found = register.read(OFFICER, first=0, most=2)
        assert (found.total, found.by_partner) == (3, {"harbour": 1, packed.PARTNER: 2})
        assert [(one.receiver_id, one.number) for one in found.rows][0] == ("harbour", "T-78")
        assert len(found.rows) == 2
        # Beyond the end is the last page, not an empty one.
        assert len(register.read(OFFICER, first=50, most=2).rows) == 1
        assert "Taken back" in sit(OFFICER).get(AT).content.decode()


def test_nobody_else_reads_it_and_an_officer_of_another_house_reads_theirs(sit: Sit) -> None:
    packed.handed(packed.case().pk)
    assert "Nothing went abroad" in sit(ELSEWHERE).get(AT).content.decode()
    for actor in (BY, cast.LABOUR_LEAD, cast.AUDITOR, cast.SECRETARY):
        assert sit(actor).get(AT).status_code == 403, actor
        with pytest.raises(NotPermitted):
            register.read(actor, first=0, most=1)


def test_from_a_file_whose_conflict_keeps_the_officer_out_nothing_is_told() -> None:
    """Seen red without `not_excluded`."""
    case = packed.case()
    packed.handed(case.pk)
    assert register.read(OFFICER, first=0, most=5).total == 1
    kept_out(case)
    assert register.read(OFFICER, first=0, most=5).total == 0


def kept_out(case: Case) -> None:
    Account.objects.create(pk=OFFICER.account_id, username="keeper")
    Exclusion.objects.create(
        id=new_id(), case=case, account_id=OFFICER.account_id, excluded_by=BY.account_id, excluded_at=clock.now()
    )


@pytest.mark.parametrize(("language", "title"), [("fr", "Ce qui est parti à l’étranger"), ("ar", "ما أُرسل إلى الخارج")])
def test_it_speaks_french_and_arabic(sit: Sit, language: str, title: str) -> None:
    packed.handed(packed.case().pk)
    assert title in sit(OFFICER, language).get(AT).content.decode()
