"""What is asked of a desk in a plan stands on its first page until the desk said that it has it."""

import pytest

from himaya.plans.actions import lines
from tests import cast
from tests.rooms.plans import planned
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E2")]
ASKED = "One action of a plan waits for your desk"


def test_a_desk_is_told_on_its_first_page_what_waits_for_its_word_and_nothing_of_it(sit: Sit) -> None:
    """Seen red: the page said that nothing awaited the desk."""
    _case, one = planned.given()
    client = sit(cast.SHELTER)
    page = client.get("/casework/").content.decode()
    assert ASKED in page
    assert planned.ACTION not in page
    assert ASKED not in sit(cast.LAWYER).get("/casework/").content.decode()
    lines.acknowledge(line_id=one.pk, by=cast.SHELTER)
    assert ASKED not in client.get("/casework/").content.decode()
