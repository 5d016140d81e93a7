"""What a question hears stands in the catalogue of indicators, and it exposes no less than what it hears."""

import pytest

from himaya.ops.content_check import check_content
from himaya.ops.content_rules.clauses import hearing_gaps
from himaya.ops.content_rules.indicators import exposed_by, read_indicators

pytestmark = pytest.mark.capability("B3")
CATALOGUE = exposed_by(read_indicators()[0])


def gaps(**row: object) -> list[str]:
    document: dict[str, object] = {"survey": [{"uid": "Q-1", **row}], "rows": {"L-1": {"hears": ["DOM-01"]}}}
    return [one.gap for one in hearing_gaps({"instruments/one.yaml": document}, CATALOGUE)]


def test_what_ships_hears_only_what_exists() -> None:
    assert [one for one in check_content().gaps if "hears" in one.gap] == []


def test_an_indicator_of_nobodys_is_found() -> None:
    assert gaps(hears=["DOM-99"], exposes=[]) == ["it hears the indicator “DOM-99”, which does not exist"]


def test_a_question_that_hides_what_it_exposes_is_found() -> None:
    assert gaps(hears=["SEX-04"], exposes=["intimacy"]) == ["it hears SEX-04: add to exposes abortion"]
    assert gaps(hears=["SEX-04"]) == ["it hears SEX-04: add to exposes intimacy, abortion"]
    assert gaps(hears=["SEX-04"], exposes=["abortion", "begging", "intimacy"]) == []
