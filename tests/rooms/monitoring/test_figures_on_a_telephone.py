"""What whoever reads figures on a telephone has in sight: the numbers, and of whom each is."""

import re

import pytest

from tests import cast
from tests.pages import main_words
from tests.rooms.monitoring import counted
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("H2")]


def test_a_sentence_in_place_of_a_number_wraps(sit: Sit) -> None:
    """Planted fault: it stood in a cell that does not break, and on a telephone every number was out of sight."""
    counted.begun()
    counted.quarter()
    counted.staffed("shelter", "lawyers", "hostel")
    client, found = sit(cast.SECRETARY), list[str]()
    for page in ("/figures/", "/figures/one/referrals_sent/"):
        body = client.get(page, {"of": "institution/police"}).content.decode()
        found += re.findall(r"<td([^>]*)>(?:<[^>]+>)?not shown: fewer than three", body)
    assert len(found) > 1
    assert not [one for one in found if "num" in one]


def test_a_picture_leaves_the_names_their_room(sit: Sit) -> None:
    """Planted fault: the whole sentence at the end of a bar, over the name of the desk. The table holds it."""
    counted.begun()
    counted.quarter()
    counted.staffed("shelter", "lawyers", "hostel")
    body = sit(cast.SECRETARY).get("/figures/one/referrals_sent/").content.decode()
    pictures = "".join(re.findall(r"<svg.*?</svg>", body, re.DOTALL))
    assert "fewer than three" in body
    assert "hidden" in pictures
    assert "fewer than three" not in pictures
    assert "…" not in pictures


def test_the_numbers_of_all_figures_are_in_sight_on_a_telephone(sit: Sit) -> None:
    """Planted fault: a column for the period between each name and its number."""
    body = sit(cast.SECRETARY).get("/figures/").content.decode()
    heads = [one.count("<th ") for one in re.findall(r"<thead>(.*?)</thead>", body) if ">Indicator<" in one]
    assert heads
    assert set(heads) == {2}
    assert "2026, quarter 3 · " in main_words(body.encode())
