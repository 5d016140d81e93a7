"""What recommendations are filed under ships whole, and each fault is found in the file where it was planted."""

import pytest

from himaya.coordination.content_following import LONGEST, load_plans, load_register
from himaya.coordination.models import Recommendation
from himaya.institutions import content
from himaya.ops.content_check import check_content
from tests.rooms.ops.test_content_check import Plant, plant

pytestmark = pytest.mark.capability("A9")
__all__ = ["plant"]
COLUMNS = {"themes": "theme", "goals": "sdg", "bodies": "source_ref", "plans": "plan_axis"}


def test_the_six_themes_and_the_lists_ship_with_their_source_and_mark() -> None:
    found = load_register()
    assert list(found.themes) == ["T1", "T2", "T3", "T4", "T5", "T6"]
    assert {"5.2", "8.7", "16.2"} <= set(found.goals)
    assert {"cedaw", "crc", "cmw", "ceacr"} <= set(found.bodies)
    for rows in (found.themes, found.goals, found.bodies):
        assert all(row.source and row.mark in content.MARKS for row in rows.values())


def test_of_the_plan_of_morocco_only_what_a_source_names_is_told() -> None:
    plans = {row.plan.id: [axis.id for axis in row.axes] for row in load_plans("morocco")}
    assert plans == {"pn-2030": ["pn-2030-protection"], "pas-2026": []}
    assert {row.plan.mark for row in load_plans("morocco")} == {"C2"}
    assert len(load_plans("demo")[0].axes) == 4


def test_a_code_is_never_longer_than_the_column_that_keeps_it() -> None:
    assert {name: Recommendation._meta.get_field(column).max_length for name, column in COLUMNS.items()} == LONGEST


@pytest.mark.parametrize(
    ("file", "was", "becomes", "row", "gap"),
    [
        ("follow_up.yaml", "id: T6", "id: T5", "T5", "this id stands twice"),
        ("follow_up.yaml", '{id: "5.2", source', '{id: "5.2-of-2030", source', "5.2-of-2030", "longer than the 8"),
        ("follow_up.yaml", "goals:", "others:", "goals", "the list is empty"),
        ("follow_up.yaml", 'ar: "المؤشرات"', 'ar: ""', "T4", "names must not be empty"),
        ("follow_up.yaml", 'source: "Convention of 1979, article 17", ', "", "cedaw", "source must be a text"),
        ("packs/demo/plans.yaml", "last_year: 2029", "last_year: 2019", "plan-talmira", "ends before it begins"),
        ("packs/demo/plans.yaml", "id: axis-justice", "id: plan-talmira", "plan-talmira", "among the plans"),
        ("packs/morocco/plans.yaml", "    mark: C2\n    axes: []", "    axes: []", "pas-2026", "mark"),
    ],
)
def test_a_planted_fault_is_found(plant: Plant, file: str, was: str, becomes: str, row: str, gap: str) -> None:
    plant(file, was, becomes)
    found = [one for one in check_content().gaps if one.file == file]
    assert any(one.row == row and gap in one.gap for one in found), found
