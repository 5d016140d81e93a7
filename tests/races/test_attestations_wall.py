"""What the store itself shows of letters: to the desk that holds the case; a check finds one and shows two days."""

import psycopg
import pytest
from django.core.cache import cache

from himaya.attestations import checking
from himaya.attestations.actions import letters
from himaya.cases import policy
from himaya.kernel import wall
from tests import cast, factories
from tests.races.behind_the_wall import SOUTH, alone, say
from tests.rooms.attestations import lettered

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("C5")]


def test_letters_are_shown_to_the_desk_that_holds_the_case(role: str) -> None:
    case_id = factories.hand_over().case_id
    lettered.issued(case_id)
    with alone(role) as link:
        for actor, shown in (
            (None, 0), (cast.INSPECTOR, 1), (cast.SHELTER, 0), (cast.OFFICER, 0),
            (SOUTH, 0), (cast.INSPECTOR_SOUTH, 0), (cast.AUDITOR, 0),
        ):  # fmt: skip
            with link.transaction():
                if actor is not None:
                    say(link, actor)
                found = link.execute("SELECT count(*) FROM attestation").fetchone()
                assert found == (shown,), actor
        with link.transaction():
            say(link, cast.OFFICER)
            assert link.execute("UPDATE attestation SET kept = 'with_lawyer'").rowcount == 0
        with link.transaction():
            say(link, cast.INSPECTOR)
            assert link.execute("DELETE FROM attestation").rowcount == 0
        with pytest.raises(psycopg.errors.RaiseException, match="never changed"), link.transaction():
            say(link, cast.INSPECTOR)
            link.execute("UPDATE attestation SET valid_until = valid_until + 1")


def test_a_desk_behind_the_wall_checks_a_letter_of_another_and_takes_back_its_own(role: str) -> None:
    """Seen red without the look beyond in `by_mark`: every letter of another desk fitted nothing."""
    cache.clear()
    case_id = factories.hand_over().case_id
    made, pk = lettered.issued(case_id)
    with wall.behind(lambda: policy.said(cast.OFFICER)):
        assert checking.check(cast.OFFICER, made.letter.number, lettered.PHRASE).said == checking.VALID
    with wall.behind(lambda: policy.said(cast.INSPECTOR)):
        letters.take_back(case_id=case_id, letter_id=pk, reason="lost", by=cast.INSPECTOR)
    with wall.behind(lambda: policy.said(cast.OFFICER)):
        assert checking.check(cast.OFFICER, made.letter.number, lettered.PHRASE).said == checking.TAKEN_BACK
