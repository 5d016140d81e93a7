"""What stands out of the field, drawn from what may be shown and from nothing else."""

import pytest

from himaya.insight import field_signals
from himaya.insight.field_signals import FormField
from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.errors import NotPermitted
from tests import cast, factories
from tests.rooms.insight.counting import Heard, counted

pytestmark = pytest.mark.capability("B6")


@pytest.fixture(autouse=True)
def _a_form(the_cast: None) -> None:
    factories.version()


def found() -> FormField:
    [form] = field_signals.of_forms_in_force(cast.SECRETARY)
    return form


def standing() -> list[tuple[str, str, int, int]]:
    return [(one.kind, one.uid, one.part, one.whole) for one in found().standing]


def test_a_form_of_which_nothing_was_counted_is_not_there() -> None:
    assert field_signals.of_forms_in_force(cast.SECRETARY) == []


@pytest.mark.parametrize(("heard", "signal"), [
    ({"FL-08": {"no": 44}}, ("never", "FL-08", 0, 44)),
    ({"FL-10": {"yes": 14, "unknown": 15}}, ("unknown", "FL-10", 15, 44)),
    ({"FL-16": {"yes": 11, "refused": 11, "not_asked": 11}}, ("refused", "FL-16", 11, 33)),
])  # fmt: skip
def test_a_clause_that_is_never_ticked_often_unknown_or_refused_stands_out(
    heard: Heard, signal: tuple[str, str, int, int]
) -> None:
    counted("labour", 44, heard)
    assert standing() == [signal]


def test_a_form_whose_step_is_often_not_followed_stands_out() -> None:
    counted("labour", 44, overridden=12)
    assert standing() == [("overridden", "", 12, 44)]


@pytest.mark.parametrize(("filled", "heard", "overridden"), [
    (22, {"FL-08": {"no": 22}}, 0),
    (44, {"FL-08": {"no": 22, "not_asked": 22}}, 0),
    (44, {"FL-10": {"yes": 12, "unknown": 14}}, 0),
    (44, {"FL-08": {"answered": 44}}, 0),
    (88, {"FL-16": {"yes": 20, "refused": 17}}, 17),
    (44, {}, 10),
])  # fmt: skip
def test_too_few_forms_or_too_small_a_share_stand_out_nowhere(filled: int, heard: Heard, overridden: int) -> None:
    counted("labour", filled, heard, overridden=overridden)
    assert standing() == []


def test_of_a_hidden_number_nothing_stands_out() -> None:
    """Thirty of thirty-three were not known; the three others would be told by the very share."""
    counted("labour", 33, {"FL-10": {"yes": 3, "unknown": 30}})
    [clause] = [one for one in found().clauses if one.uid == "FL-10"]
    assert clause.table.totals["yes"] is None
    assert standing() == []


def test_institutions_stand_side_by_side_with_small_cells_hidden() -> None:
    counted("labour", 44, {"FL-10": {"yes": 20, "unknown": 3}})
    counted("hospital", 44, {"FL-10": {"yes": 12, "unknown": 20}})
    [clause] = [one for one in found().clauses if one.uid == "FL-10"]
    assert found().filled == {"hospital": 44, "labour": 44}
    assert clause.table.rows["labour"]["unknown"] is None
    assert sum(count is None for count in clause.table.rows["labour"].values()) >= 2
    assert clause.table.totals["yes"] in (32, None)


def test_what_asks_for_a_source_is_no_clause_to_be_ticked() -> None:
    counted("labour", 44)
    assert {one.uid for one in found().clauses}.isdisjoint({"FL-08S", "FL-SAID"})


def test_a_version_that_is_no_longer_in_force_is_not_looked_at() -> None:
    counted("labour", 44)
    factories.next_version()
    assert field_signals.of_forms_in_force(cast.SECRETARY) == []


@pytest.mark.parametrize("by", [cast.INSPECTOR, cast.AUDITOR, cast.OPERATOR, NOBODY])
def test_only_the_secretariat_asks(by: Actor) -> None:
    with pytest.raises(NotPermitted):
        field_signals.of_forms_in_force(by)
