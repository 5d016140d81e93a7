"""History on the pages: what the source tells, with its mark, and what it does not tell, said so."""

import pytest
from django.test import Client
from django.urls import reverse

from himaya.coordination.actions import history
from himaya.coordination.content import load_recorded
from himaya.coordination.models import AgendaItem, RoundTable
from himaya.institutions import content
from himaya.institutions.actions import packs
from himaya.kernel.actor import SYSTEM
from tests import cast
from tests.pages import body
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A2")


@pytest.fixture(autouse=True)
def _the_history(sit: Sit) -> None:
    packs.load(pack=content.load_pack("morocco"), by=SYSTEM)
    history.load(rows=load_recorded("morocco"), by=SYSTEM)


def page(client: Client, table: RoundTable, name: str = "table") -> str:
    return body(client.get(reverse(f"roundtable:{name}", args=[table.pk])))


def table_of(year: int, number: int) -> RoundTable:
    return RoundTable.objects.get(starts_at__year=year, number=number)


def test_a_table_of_2016_shows_its_day_without_an_hour_and_says_what_is_not_told(sit: Sit) -> None:
    shown = page(sit(cast.SECRETARY), table_of(2016, 2))
    assert "22 July 2016" in shown
    assert "00:00" not in shown
    assert "IOM Lebanon" in shown
    assert "Mme Dima El Haddad" in shown
    assert "Name: not told by the source." not in shown
    assert "attendance" in shown
    assert "does not reproduce their text" in shown
    assert "domain/round-tables.md section 1" in shown


def test_the_adoption_of_2023_is_told_as_the_press_told_it(sit: Sit) -> None:
    shown = page(sit(cast.SECRETARY), table_of(2023, 1))
    assert "17 March 2023" in shown
    assert shown.count("adopted unanimously") == 3
    assert "23 March 2023" in shown
    assert "TelQuel" in shown


def test_what_is_only_general_knowledge_is_shown_to_be_verified(sit: Sit) -> None:
    AgendaItem.objects.filter(table=table_of(2016, 1)).update(mark="G")
    shown = page(sit(cast.SECRETARY), table_of(2016, 1))
    assert shown.count("to be verified") == 2
    assert "to be verified" not in page(sit(cast.SECRETARY), table_of(2016, 2))


@pytest.mark.parametrize("name", ["agenda", "minutes", "needs", "session"])
def test_the_other_pages_of_a_recorded_table_offer_nothing_to_do(sit: Sit, name: str) -> None:
    shown = page(sit(cast.SECRETARY), table_of(2016, 2), name)
    main = shown.partition("<main")[2].partition("</main")[0]
    assert "<button" not in main
