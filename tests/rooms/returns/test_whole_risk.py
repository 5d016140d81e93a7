"""The pages of a return say how the risk of the whole file stands, what nobody assessed included; it hinders nobody."""

import pytest
from django.urls import reverse

from himaya.cases.models import Case
from himaya.risks.queries import running
from tests.pages import body, words
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY, SECOND
from tests.rooms.risks import assessed
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F1")]
HINDERS = {
    "fr": "n’empêche personne de partir",
    "ar": "لا يمنع أحدا من المغادرة",
    "en": "hinders nobody from leaving",
}


@pytest.fixture(name="case")
def _case() -> Case:
    return gone.case()


def shown(sit: Sit, case: Case, language: str = "en", page: str = "of_case") -> str:
    return words(body(sit(BY, language).get(reverse(f"returns:{page}", args=[case.pk]))))


@pytest.mark.parametrize("language", HINDERS)
def test_what_nobody_assessed_is_said_before_anybody_signs_and_forbids_nothing(
    case: Case, sit: Sit, language: str
) -> None:
    """Seen red: with eleven domains not assessed the page said that nothing stands against it."""
    gone.to_signing(case.pk)
    assert HINDERS[language] in shown(sit, case, language)
    if language == "en":
        page = shown(sit, case)
        assert "At least low, 11 not assessed" in page
        assert "Nothing stands against it today" not in page
    gone.signed(case.pk)
    gone.signed(case.pk, by=SECOND)


def test_the_worst_of_any_domain_counts_and_not_that_of_a_return_alone(case: Case, sit: Sit) -> None:
    gone.to_signing(case.pk)
    row = running(case.pk)
    assert row is not None
    assessed.answered(row, "R1", "4", "4", by=BY)
    assert "At least critical, 10 not assessed" in shown(sit, case)


def test_it_is_said_on_the_page_of_the_journey_too(case: Case, sit: Sit) -> None:
    later.to_day(case.pk)
    assert HINDERS["en"] in shown(sit, case, page="travel")
