"""When a mandate is valid, what stands in its way, and when nobody held one: the truth table."""

from datetime import date, timedelta

import pytest

from himaya.institutions import rules_mandates as rules
from himaya.institutions import rules_names
from himaya.institutions.rules_mandates import Held, Span

DAY = timedelta(days=1)
TODAY = date(2026, 11, 24)
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("span", "on", "expected"),
    [
        (Span(FIRST, LAST), FIRST - DAY, rules.TO_COME),
        (Span(FIRST, LAST), FIRST, rules.VALID),
        (Span(FIRST, LAST), LAST - rules.SOON - DAY, rules.VALID),
        (Span(FIRST, LAST), LAST - rules.SOON, rules.ENDS_SOON),
        (Span(FIRST, LAST), LAST, rules.ENDS_SOON),
        (Span(FIRST, LAST), LAST + DAY, rules.LAPSED),
        (Span(FIRST), date(2040, 1, 1), rules.VALID),
        (Span(FIRST), FIRST - DAY, rules.TO_COME),
        (Span(FIRST, FIRST), FIRST, rules.ENDS_SOON),
    ],
)
def test_a_mandate_stands_on_a_day_as_the_table_says(span: Span, on: date, expected: str) -> None:
    assert rules.standing(span, on) == expected
    assert span.holds(on) == (expected in (rules.VALID, rules.ENDS_SOON))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Span(FIRST, LAST), Span(LAST, None), True),
        (Span(FIRST, LAST), Span(LAST + DAY, None), False),
        (Span(FIRST, LAST), Span(FIRST - DAY, FIRST - DAY), False),
        (Span(FIRST, LAST), Span(FIRST - DAY, FIRST), True),
        (Span(FIRST), Span(LAST), True),
        (Span(FIRST), Span(FIRST - DAY, FIRST - DAY), False),
    ],
)
def test_two_mandates_share_a_day_or_do_not_whichever_is_asked_first(one: Span, other: Span, expected: bool) -> None:
    assert one.overlaps(other) is expected
    assert other.overlaps(one) is expected


T, A, V = rules.ROLES
CLASHES = [
    # holder, role, new holder, new role: does the first stand in the way while both last?
    ("x", T, "y", T, True),
    ("x", V, "y", V, True),
    ("x", A, "y", A, False),
    ("x", A, "x", A, True),
    ("x", T, "x", A, True),
    ("x", A, "x", T, True),
    ("x", T, "y", A, False),
    ("x", T, "y", V, False),
    ("x", T, "x", V, False),
    ("x", V, "x", A, False),
]


@pytest.mark.parametrize(("holder", "role", "new", "new_role", "expected"), CLASHES)
def test_one_titular_and_one_authority_at_a_time_and_nobody_speaks_twice(
    holder: str, role: str, new: str, new_role: str, expected: bool
) -> None:
    held = Held(holder, role, Span(FIRST, LAST))
    assert (rules.clash(Held(new, new_role, Span(LAST)), [held]) is held) is expected
    assert rules.clash(Held(new, new_role, Span(LAST + DAY)), [held]) is None


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([Span(FIRST)], []),
        ([Span(FIRST, LAST)], [Span(LAST + DAY, TODAY)]),
        ([Span(LAST + DAY), Span(FIRST, LAST)], []),
        ([Span(FIRST, LAST), Span(date(2026, 9, 1))], [Span(LAST + DAY, date(2026, 8, 31))]),
        ([Span(FIRST, LAST), Span(FIRST, date(2026, 2, 1)), Span(date(2026, 3, 1))], []),
        ([Span(FIRST, LAST), Span(TODAY + 9 * DAY)], [Span(LAST + DAY, TODAY)]),
        ([Span(FIRST, TODAY)], []),
    ],
)
def test_a_gap_is_where_nobody_held_it(spans: list[Span], expected: list[Span]) -> None:
    assert rules.gaps(spans, until=TODAY) == expected


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("Ministère de la Santé", set(), "ministere-sante"),
        ("Ministère de la Santé", {"ministere-sante"}, "ministere-sante-2"),
        ("Délégation aux droits de l’homme", set(), "delegation-droits-homme"),
        ("Œuvres de l'Enfance", set(), "oeuvres-enfance"),
        ("De la", set(), "de-la"),
        ("وزارة", set(), ""),
        ("", set(), ""),
        ("x" * 300, set(), "x" * 60),
    ],
)
def test_a_french_name_suggests_a_code_that_is_free(name: str, taken: set[str], expected: str) -> None:
    assert rules_names.suggested_code(name, taken=taken) == expected


def test_letters_of_a_script_are_told_apart_and_a_name_is_kept_in_one_form() -> None:
    assert rules_names.has_arabic("Ali عمر")
    assert not rules_names.has_arabic("Ali 12، ")
    assert rules_names.has_latin("É")
    assert not rules_names.has_latin("عمر 12")
    assert rules_names.tidy("  Sante\u0301   publique ") == "Santé publique"
