"""Whom a right concerns, as a truth table, and which days count: nothing that was not read in an official text."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from himaya.institutions.content import ContentError
from himaya.institutions.content_reader import Row
from himaya.rights import content, rules, rules_days
from himaya.rights.rules import Concern, Facts
from himaya.rights.rules_days import Term

pytestmark = pytest.mark.capability("E3")
HERE = ZoneInfo("Africa/Casablanca")
OFFICE = {day: ["08:30-16:30"] for day in ("mon", "tue", "wed", "thu", "fri")}
Y, N, U = rules.YES, rules.NO, rules.UNKNOWN
FOREIGN, CHILD_OR_PREGNANT = ("foreign", "stateless"), ("child", "pregnant")
# Ages, nationalities, status, when_any; what is known; whether it applies.
TRUTH: list[tuple[Concern, Facts, str]] = [
    (Concern(), Facts(), Y),
    (Concern(ages=("child", "maybe_child")), Facts(age="child"), Y),
    (Concern(ages=("child", "maybe_child")), Facts(age="maybe_child"), Y),
    (Concern(ages=("child",)), Facts(age="maybe_child"), Y),
    (Concern(ages=("adult",)), Facts(age="maybe_child"), U),
    (Concern(ages=("child", "maybe_child")), Facts(age="adult"), N),
    (Concern(ages=("child", "maybe_child")), Facts(age=U), U),
    (Concern(nationalities=FOREIGN), Facts(nationality="foreign"), Y),
    (Concern(nationalities=FOREIGN), Facts(nationality="stateless"), Y),
    (Concern(nationalities=FOREIGN), Facts(nationality="national"), N),
    (Concern(nationalities=FOREIGN), Facts(nationality=U), U),
    (Concern(status="identified"), Facts(status="presumed"), U),
    (Concern(status="presumed"), Facts(status="identified"), Y),
    (Concern(status="presumed"), Facts(), U),
    (Concern(when_any=("injured",)), Facts(flags={"injured": Y}), Y),
    (Concern(when_any=("injured",)), Facts(flags={"injured": N}), N),
    (Concern(when_any=("injured",)), Facts(), U),
    (Concern(when_any=CHILD_OR_PREGNANT), Facts(age="adult", flags={"pregnant": N}), N),
    (Concern(when_any=CHILD_OR_PREGNANT), Facts(age="adult", flags={"pregnant": U}), U),
    (Concern(when_any=CHILD_OR_PREGNANT), Facts(age="child", flags={"pregnant": N}), Y),
    (Concern(when_any=CHILD_OR_PREGNANT), Facts(age="maybe_child", flags={"pregnant": N}), Y),
    (Concern(nationalities=FOREIGN, when_any=("pregnant",)), Facts(nationality=U, flags={"pregnant": N}), N),
    (Concern(nationalities=FOREIGN, when_any=("pregnant",)), Facts(nationality=U, flags={"pregnant": Y}), U),
]


def test_whom_a_right_concerns() -> None:
    assert [rules.reading(facts, concern) for concern, facts, _how in TRUTH] == [how for *_rest, how in TRUTH]


# What was noted for the rights, what the case says, the age that the rights are read with.
AGES: list[tuple[str, str, str]] = [
    ("", "adult", "adult"),
    ("", "child", "child"),
    ("", "maybe_child", "maybe_child"),
    ("", "", U),
    # Somebody chose "not known" where the case said adult: that is a doubt, and takes no right of a child away.
    (U, "adult", U),
    (U, "child", "child"),
    (U, "maybe_child", "maybe_child"),
    (U, "", U),
    ("adult", "adult", "adult"),
    ("adult", "child", "maybe_child"),
    ("adult", "maybe_child", "maybe_child"),
    ("adult", "", "adult"),
    ("child", "adult", "child"),
    ("child", "child", "child"),
    ("child", "maybe_child", "child"),
    ("child", "", "child"),
    ("maybe_child", "adult", "maybe_child"),
    ("maybe_child", "child", "maybe_child"),
    ("maybe_child", "maybe_child", "maybe_child"),
    ("maybe_child", "", "maybe_child"),
]


def test_of_two_ages_the_one_that_protects_more_counts() -> None:
    assert [rules.age_of(noted, case) for noted, case, _age in AGES] == [age for *_both, age in AGES]


def test_what_is_not_known_takes_no_right_away_and_neither_does_a_refused_case_before_a_court() -> None:
    """Seen red with a rule that left out what is about proceedings, and with an unknown read as a no."""
    known = content.load()
    assert {one.right for one in rules.applicable(Facts(), known.concerns)} == set(known.rights)
    some = Facts(age="adult", nationality="foreign", flags={"pregnant": Y, "unpaid_wages": Y})
    for before in (Facts(), some):
        each = {
            said: rules.applicable(Facts(before.age, before.nationality, U, said, before.flags), known.concerns)
            for said in rules.READINGS
        }
        assert each[Y] == each[N] == each[U]


def test_the_shipped_rights_answer_to_age_nationality_and_situation() -> None:
    known = content.load().concerns
    nothing = dict.fromkeys(rules.FLAGS, N)
    national = {one.right for one in rules.applicable(Facts("adult", "national", flags=nothing), known)}
    assert national.isdisjoint({"asylum", "stay_permit", "no_removal", "guardian", "wages", "certificate", "school"})
    assert national >= {"information", "shelter", "health_care", "legal_aid", "own_data", "training"}
    girl = {one.right: one.how for one in rules.applicable(Facts("child", "foreign", flags=nothing), known)}
    assert girl["no_removal"] == girl["guardian"] == rules.APPLIES
    assert "training" not in girl
    doubt = {one.right for one in rules.applicable(Facts("maybe_child", "national", flags=nothing), known)}
    assert doubt >= {"guardian", "training", "school"}


def test_no_row_may_depend_on_a_complaint_or_on_cooperation() -> None:
    row = {
        "id": "x", "group": "now", "audio": "x", "granted_by": ["ngo"], "helped_by": ["legal_aid"], "agreement": True,
        "names": dict.fromkeys(("fr", "ar", "en"), "x"), "plain": dict.fromkeys(("fr", "ar", "en"), "x"),
        "basis": [{"id": "b", "names": dict.fromkeys(("fr", "ar", "en"), "x"), "source": "x", "mark": "G"}],
    }  # fmt: skip
    known = content.Known(("now",), {}, ("legal_aid",))
    content._right(Row("rights.yaml", row), known)
    for changes in (
        {"when_any": ["proceedings"]}, {"when_any": ["cooperates"]}, {"status": "cooperating"}, {"basis": []},
        {"legal": ["no-such-row"]}, {"granted_by": ["nobody"]}, {"helped_by": []}, {"ages": ["old"]},
        {"terms": [{"id": "t", "from": "refused", "names": row["names"], "source": "x", "mark": "C2", "days": 30}]},
        {"terms": [{"id": "t", "from": "refused", "names": row["names"], "source": "x", "mark": "C"}]},
    ):  # fmt: skip
        with pytest.raises(ContentError):
            content._right(Row("rights.yaml", {**row, **changes}), known)


def test_no_shipped_term_starts_a_clock_and_no_unverified_one_ever_does() -> None:
    """Seen red with `day_of` that counted a C2 term."""
    terms = [row.term for right in content.load().rights.values() for row in right.terms]
    assert len(terms) >= 5
    for day in (date(2026, 1, 1), date(2028, 2, 29)):
        assert [rules_days.day_of(term, day) for term in terms] == [None] * len(terms)
        for mark in ("C2", "G", "?"):
            assert rules_days.day_of(Term("refused", mark, months=6), day) is None
            assert rules_days.day_of(Term("refused", mark, days=30), day) is None


COUNTED: list[tuple[Term, date, date]] = [
    (Term("refused", "C", months=1), date(2027, 1, 31), date(2027, 2, 28)),
    (Term("refused", "C", months=1), date(2028, 1, 31), date(2028, 2, 29)),
    (Term("refused", "C", months=12), date(2028, 2, 29), date(2029, 2, 28)),
    (Term("refused", "C", months=24), date(2026, 12, 31), date(2028, 12, 31)),
    (Term("refused", "C", days=30), date(2028, 2, 1), date(2028, 3, 2)),
    (Term("refused", "C", days=30), date(2027, 2, 1), date(2027, 3, 3)),
]


def test_a_verified_term_counts_over_the_ends_of_months_and_leap_days() -> None:
    assert [rules_days.day_of(term, since) for term, since, _day in COUNTED] == [day for *_rest, day in COUNTED]


def test_a_day_is_soon_from_the_first_reminder_and_over_from_the_day_after() -> None:
    today = date(2026, 11, 24)
    said = {date(2026, 11, 23): "over", today: "soon", date(2026, 12, 8): "soon", date(2026, 12, 9): "later"}
    assert {day: rules_days.nearness(day, today) for day in said} == said


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=HERE)  # type: ignore[arg-type, misc]


def test_reminders_come_when_the_desk_is_open_and_never_later_than_they_say() -> None:
    now = at(2026, 11, 24, 10)
    # The day is a Tuesday; three days before is a Saturday, so the Friday before it.
    assert rules_days.warn_at(date(2026, 12, 15), OFFICE, now) == [at(2026, 12, 1, 8, 30), at(2026, 12, 11, 8, 30)]
    assert rules_days.warn_at(date(2026, 12, 15), "24/7", now) == [at(2026, 12, 1, 9), at(2026, 12, 12, 9)]
    assert rules_days.warn_at(date(2026, 12, 15), {}, now)[0] == at(2026, 12, 1, 9)
    # Less than fourteen days: only the second. Less than three: at once. Over: none.
    assert rules_days.warn_at(date(2026, 12, 4), OFFICE, now) == [at(2026, 12, 1, 8, 30)]
    assert rules_days.warn_at(date(2026, 11, 25), OFFICE, now) == [now]
    assert rules_days.warn_at(date(2026, 11, 24), OFFICE, now) == [now]
    assert rules_days.warn_at(date(2026, 11, 23), OFFICE, now) == []


def test_in_ramadan_the_desk_opens_at_the_same_hour_on_the_wall() -> None:
    """In Morocco the clock goes back by an hour for Ramadan: in 2027 from 7 February to 14 March."""
    before, after = rules_days.warn_at(date(2027, 2, 18), OFFICE, at(2027, 1, 20, 10))
    assert (before, after) == (at(2027, 2, 4, 8, 30), at(2027, 2, 15, 8, 30))
    offset = [moment.utcoffset() for moment in (before, after)]
    assert offset[0] != offset[1]
