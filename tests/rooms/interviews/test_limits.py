"""Whose limits are read aloud: those of the profession of the desk, by the same table as its forms."""

import pytest

from himaya.coordination.rules_audience import AUDIENCE_OF
from himaya.web.interviews import limits


@pytest.mark.parametrize(
    ("desk", "institution", "profession"),
    [
        ("health", "ministry", "health"),
        ("hospital", "ministry", "health"),
        ("labour_inspectorate", "ministry", "labour"),
        ("focal_point", "social_services", "social"),
        ("child_protection", "ministry", "social"),
        ("shelter", "ngo", "ngo"),
        ("focal_point", "ministry", "ngo"),
    ],
)
def test_a_desk_reads_the_limits_of_its_own_profession(desk: str, institution: str, profession: str) -> None:
    assert limits.profession_of((desk, institution)) == profession


def test_each_profession_of_a_form_has_a_position() -> None:
    shipped = limits.catalogue.find(limits.reporting.NAME)
    assert shipped is not None
    for kind in AUDIENCE_OF:
        assert limits.reporting.said_of(shipped.document, limits.profession_of((kind,))) is not None
