"""How a number of this nation is dialled from another country."""

import pytest

from himaya.institutions import numbers
from himaya.kernel import clock
from himaya.kernel.models import Stamp

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("typed", "abroad"), [
    ("0537000000", "+212 537000000"), ("06 00 00 00 01", "+212 6 00 00 00 01"),
    ("06.00.00.00.01", "+212 6.00.00.00.01"),
    ("+33 1 00 00 00 00", "+33 1 00 00 00 00"), ("0033100000000", "0033100000000"), ("19", "19"), ("", ""),
    ("06 00 00 00 01, evenings", "06 00 00 00 01, evenings"),
])  # fmt: skip
def test_a_number_of_this_nation_gets_its_calling_code_and_any_other_stays(typed: str, abroad: str) -> None:
    assert numbers.from_abroad(typed) == typed, "no nation is known: nothing is guessed"
    Stamp.objects.create(kind="production", pack="morocco", created_on=clock.today())
    assert numbers.from_abroad(typed) == abroad


def test_an_invented_nation_has_a_code_that_no_country_has() -> None:
    Stamp.objects.create(kind="demo", pack="demo", created_on=clock.today())
    assert numbers.from_abroad("05 00 00 01 71") == "+999 5 00 00 01 71"
