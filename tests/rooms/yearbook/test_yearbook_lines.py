"""What may stand in a line of a year, what its tables say of themselves, and that what was released stays as it was."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from himaya.adapters import linear_bounds
from himaya.cases.models import Tally
from himaya.insight import monitoring
from himaya.insight.policy_monitoring import Scope
from himaya.insight.rules_periods import Period
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from himaya.publications.actions import bundles
from himaya.publications.models import Bundle
from himaya.yearbook import composing
from himaya.yearbook.models import Draft, Release
from tests import cast
from tests.refusals import refuses_in_own_words as refuses
from tests.rooms.monitoring.counted import staffed
from tests.rooms.yearbook import at_hand
from tests.rooms.yearbook.at_hand import SECOND, YEAR, approved, drawn_up
from tests.rooms.yearbook.test_yearbook import lines, totals

pytestmark = [pytest.mark.capability("H6"), pytest.mark.usefixtures("stage")]


def test_each_table_says_since_when_it_was_counted_and_ages_with_a_limit() -> None:
    """Seen red: ages were counted from March on, referrals for years, and the table of ages said nothing."""
    at_hand.counted()
    for kind in ("screened", "sent", "refused"):
        Tally.objects.create(kind=kind, month=date(YEAR - 1, 12, 1), desk_id="shelter", count=20)
    figures = composing.compose(cast.SECRETARY, YEAR).figures
    assert figures["counted_since"] is None
    assert {one["id"]: one["counted_since"] for one in figures["tables"]} == {
        "noticed_by": None, "noticed_in": None, "age": f"{YEAR}-03-01", "asked_for": None, "declined": None,
    }  # fmt: skip
    (limit,) = (one["words"] for one in figures["limits"] if one["id"] == "ages_since")
    assert "since March 2025" in limit["en"]
    assert "depuis mars 2025" in limit["fr"]
    assert "مارس 2025" in limit["ar"]
    Tally.objects.create(kind="age", month=date(YEAR - 1, 12, 1), desk_id="shelter", answer="adult", count=20)
    again = composing.compose(cast.SECRETARY, YEAR).figures
    assert "ages_since" not in {one["id"] for one in again["limits"]}
    assert not any("{" in text for one in (*figures["limits"], *again["limits"]) for text in one["words"].values())


def test_a_line_of_one_institution_or_of_fewer_than_three_people_is_hidden() -> None:
    """Seen red: a line could be one institution, and less its quarters on the dashboards a hidden quarter."""
    at_hand.counted()
    staffed("police-north")
    staffed("ward", people=2)
    for desk, audience in (("police-north", "child"), ("shelter", "else"), ("ward", "else")):
        Tally.objects.create(
            kind="screened", month=date(YEAR, 3, 1), desk_id=desk, audience=audience, region=cast.NORTH, count=60
        )
    draft = drawn_up()
    assert lines(draft, "noticed_by")["child"] is None, "one institution"
    assert lines(draft, "noticed_by")["other"] is None, "two people, for whoever knows the other one"
    assert lines(draft, "noticed_by")["labour"] == 64
    assert draft.report["holds"], draft.report["unmasked"]


def test_a_total_of_one_institution_is_not_told() -> None:
    at_hand.counted()
    Tally.objects.filter(kind="refused", desk_id="shelter").delete()
    draft = drawn_up()
    assert totals(draft)["declined"] is None
    assert set(lines(draft, "declined").values()) == {None}


def test_a_year_beside_the_quarters_of_two_institutions_gives_no_hidden_quarter_away() -> None:
    """One of them is read quarter by quarter; the other one has a quarter of four. Seen red without `rules_readers`."""
    at_hand.counted()
    staffed("police-north", "hostel")
    Tally.objects.filter(kind__in=("screened", "age")).delete()
    Tally.objects.create(kind="screened", month=date(YEAR - 1, 1, 1), desk_id="hostel", count=20)
    for quarter, (police, shelter) in enumerate(((20, 20), (4, 20), (20, 20), (16, 20))):
        month = date(YEAR, quarter * 3 + 1, 1)
        for desk, audience, n in (
            ("police-north", "police", police), ("shelter", "police", shelter),
            ("labour-north", "labour", 40), ("hostel", "labour", 13),
        ):  # fmt: skip
            Tally.objects.create(
                kind="screened", month=month, desk_id=desk, audience=audience, region=cast.NORTH, count=n
            )
    homes = Desk.objects.in_bulk(["police-north", "shelter"])
    scopes = [Scope("institution", homes[one].institution_id) for one in ("police-north", "shelter")]
    quarters = [Period(YEAR, number) for number in (1, 2, 3, 4)]
    read = [
        next(one.reading.n for one in monitoring.dashboard(cast.SECRETARY, scope, quarter)
             if one.declared.id == "first_questions")
        for scope in scopes for quarter in quarters
    ]  # fmt: skip
    assert read[0] == 20
    assert read[1] is None
    draft = drawn_up()
    assert lines(draft, "noticed_by")["police"] is None
    assert draft.report["holds"]


def test_what_anybody_can_write_is_in_no_line_and_no_total() -> None:
    """Seen red: seven refusals written without an account lifted a hidden four to eleven."""
    at_hand.counted()
    before = lines(drawn_up(), "declined"), composing.compose(cast.SECRETARY, YEAR).exact
    Tally.objects.create(kind="refused", month=date(YEAR, 3, 1), desk_id="", audience="border", count=70)
    found = composing.compose(cast.SECRETARY, YEAR)
    assert found.exact == before[1]
    (table,) = (one for one in found.figures["tables"] if one["id"] == "declined")
    assert {one["id"]: one["count"] for one in table["lines"]} == before[0]
    assert (table["total"], table["alone"]) == (161, 70)


def test_an_attack_that_does_not_end_is_said_and_nothing_is_kept_or_released(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red: the page of an error, and no word of what to do."""

    def gives_up(*_args: object) -> None:
        raise linear_bounds.Unsolved("time limit")

    at_hand.counted()
    with monkeypatch.context() as patch:
        patch.setattr(linear_bounds, "bounds", gives_up)
        assert "did not come to an end" in str(refuses(drawn_up, NotNow, "attack_unsolved").sentence)
    assert not Draft.objects.exists()
    draft = approved(drawn_up())
    monkeypatch.setattr(linear_bounds, "bounds", gives_up)
    refuses(lambda: at_hand.release(draft.pk), NotNow, "attack_unsolved")
    assert not Bundle.objects.filter(kind=f"yearbook:{YEAR}").exists()


# The last of a file runs on PostgreSQL too.
def test_what_is_public_stays_to_the_letter_whoever_writes_to_the_store() -> None:
    """Seen red: the bundle could be written over, a released draft go back to review, its line change its year."""
    at_hand.counted()
    draft = at_hand.released()
    kind = f"yearbook:{YEAR}"
    other = Bundle.objects.create(kind="else", body={}, made_on=clock.today())
    for change in (
        lambda: Bundle.objects.filter(kind=kind).update(body={}),
        lambda: Bundle.objects.filter(kind=kind).update(kind="elsewhere"),
        lambda: Bundle.objects.filter(pk=other.pk).update(kind="yearbook:2031"),
        lambda: Bundle.objects.filter(kind=kind).delete(),
        lambda: Draft.objects.filter(pk=draft.pk).update(state="waiting"),
        lambda: Draft.objects.filter(pk=draft.pk).update(state="dropped"),
        lambda: Release.objects.update(year=2030),
        lambda: Release.objects.update(released_by_id=SECOND.account_id),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(DatabaseError):
        bundles.publish(kind=kind, body={"a": "b"}, by=cast.SECRETARY)
    refuses(lambda: bundles.freeze(kind=kind, body={}, by=cast.SECRETARY), NotNow, "frozen")
    at_hand.withdraw(draft.pk)
    assert not Bundle.objects.filter(kind=kind).exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(state="released")
