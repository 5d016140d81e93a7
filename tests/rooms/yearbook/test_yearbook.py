"""A year from its counts to the public register: who may what, when, and what is refused with a sentence."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from himaya.cases import tallies
from himaya.cases.models import Tally
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotPermitted, NotValid, ProofNeeded
from himaya.kernel.models import AuditEvent
from himaya.publications.models import Bundle
from himaya.yearbook import composing, content, states, words
from himaya.yearbook.actions import drafts, releases, reviews
from himaya.yearbook.models import Draft, Release, Review
from tests import cast, factories
from tests.refusals import refuses_in_own_words as refuses
from tests.rooms.monitoring.counted import staffed
from tests.rooms.yearbook import at_hand
from tests.rooms.yearbook.at_hand import OFFICER, SECOND, THIRD, YEAR, approve, approved, drawn_up

pytestmark = [pytest.mark.capability("H6"), pytest.mark.usefixtures("stage")]
Counts = dict[str, int | None]


def lines(draft: Draft, table: str) -> Counts:
    (found,) = (one for one in draft.figures["tables"] if one["id"] == table)
    return {line["id"]: line["count"] for line in found["lines"]}


def totals(draft: Draft) -> dict[str, int | None]:
    return {one["id"]: one["total"] for one in draft.figures["tables"]}


# --- what a draft holds ----------------------------------------------------------------------------------------------
def test_the_five_tables_come_from_counts_with_small_ones_hidden() -> None:
    at_hand.counted()
    draft = drawn_up()
    assert lines(draft, "noticed_by") == {
        "labour": 64, "health": 41, "police": 22, "social": 13, "ngo": None, "border": None, "child": 0, "other": 0,
    }  # fmt: skip
    assert lines(draft, "noticed_in") == {cast.NORTH: 182, cast.SOUTH: 0, "other": 0}
    # Fifteen first contacts were kept before ages were counted: their age is not known.
    assert lines(draft, "age") == {"adult": 130, "minor": 31, "maybe_minor": None, "not_known": None}
    assert lines(draft, "asked_for")["psychological_support"] is None
    assert totals(draft) == {"noticed_by": 182, "noticed_in": 182, "age": 182, "asked_for": 134, "declined": 161}
    assert draft.report["holds"]
    assert AuditEvent.objects.filter(action="year.drawn_up", code=str(YEAR)).count() == 1


def test_a_hand_over_counts_the_age_beside_the_first_contact() -> None:
    """Both tables of a year then have one total by themselves."""
    factories.version("first-line-labour")
    factories.hand_over()
    found = dict(Tally.objects.filter(kind__in=(tallies.SCREENED, tallies.AGE)).values_list("kind", "answer"))
    assert found[tallies.AGE] == "adult"
    assert set(found) == {tallies.SCREENED, tallies.AGE}


def test_no_number_of_a_draft_is_small_and_no_hidden_one_stands_in_the_store() -> None:
    at_hand.counted()
    draft = drawn_up()
    kept = json.dumps([draft.figures["tables"], draft.report])
    counts = [line["count"] for table in draft.figures["tables"] for line in table["lines"]]
    assert not any(n is not None and 0 < n < 11 for n in (*counts, *totals(draft).values()))
    assert '"maybe_minor"' in kept
    assert not {"exact", "small", "seen"} & set(draft.report)


def test_a_total_that_the_monthly_counts_keep_silent_is_not_told_by_the_year() -> None:
    """One month of three: with its total, eleven known months would give the twelfth away."""
    at_hand.counted()
    staffed("ward")
    Tally.objects.create(kind="refused", month=date(YEAR, 7, 1), desk_id="ward", audience="health", count=3)
    draft = drawn_up()
    assert set(lines(draft, "declined").values()) == {None}
    assert totals(draft)["declined"] is None
    assert totals(draft)["asked_for"] == 134


def test_a_year_in_which_counting_began_says_that_it_is_not_whole() -> None:
    at_hand.counted()
    assert drawn_up().figures["counted_since"] == f"{YEAR}-03-01"
    # In a January it may have begun on the twentieth day, too.
    Tally.objects.create(kind="sent", month=date(YEAR, 1, 1), desk_id="ward", answer="legal_aid", count=20)
    assert composing.compose(cast.SECRETARY, YEAR).figures["counted_since"] == f"{YEAR}-01-01"


def test_what_a_region_or_a_service_is_not_known_by_counts_in_the_last_line() -> None:
    at_hand.counted()
    for desk in at_hand.DESKS:
        Tally.objects.create(kind="sent", month=date(YEAR, 3, 1), desk_id=desk, answer="long_gone", count=20)
    draft = drawn_up()
    # Hidden along with the three of the counselling, as the last line of its table.
    assert lines(draft, "asked_for")["other"] is None
    assert totals(draft)["asked_for"] == 174


def test_the_same_counts_make_the_same_figures_to_the_letter() -> None:
    at_hand.counted()
    one, again = (composing.compose(cast.SECRETARY, YEAR) for _ in range(2))
    assert (one.sha256, one.seen) == (again.sha256, again.seen)
    canonical = json.dumps(one.figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sha256(canonical.encode()).hexdigest() == one.sha256


# --- which year ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("year", "says"),
    [(0, "four digits"), (2024, "fixed for 2025"), (2026, "is not over"), (2099, "is not over"), (99_999, "four")],
)
def test_a_year_that_cannot_be_drawn_up_is_refused_with_what_to_do(year: int, says: str) -> None:
    assert says in str(refuses(lambda: drafts.draw_up(year=year, by=cast.SECRETARY), NotValid, "year").sentence)


def test_a_year_of_which_nothing_was_counted_is_not_drawn_up() -> None:
    refuses(lambda: drafts.draw_up(year=YEAR, by=cast.SECRETARY), NotNow, "nothing_counted")


def test_a_year_has_one_draft_and_one_release() -> None:
    at_hand.counted()
    draft = drawn_up()
    assert "open it" in str(refuses(drawn_up, NotNow, "year_drafted").sentence)
    at_hand.release(approved(draft).pk)
    assert "released once" in str(refuses(lambda: drawn_up(by=SECOND), NotNow, "year_released").sentence)


def test_a_dropped_draft_makes_room_for_another() -> None:
    at_hand.counted()
    draft = drawn_up()
    drafts.drop(draft_id=draft.pk, by=SECOND)
    refuses(lambda: drafts.drop(draft_id=draft.pk, by=SECOND), NotNow, "draft_moved")
    assert drawn_up().pk != draft.pk


# --- two reviewers, neither the author -------------------------------------------------------------------------------
def test_the_author_does_not_review_and_nobody_reviews_twice() -> None:
    at_hand.counted()
    draft = drawn_up()
    assert "two others" in str(refuses(lambda: approve(draft, by=cast.SECRETARY), NotNow, "own_draft").sentence)
    approve(draft, by=SECOND)
    assert "somebody else" in str(refuses(lambda: approve(draft, by=SECOND), NotNow, "twice").sentence)
    for who, code in ((SECOND, "twice"), (cast.SECRETARY, "own_draft")):
        back = partial(reviews.send_back, draft_id=draft.pk, reason="words_wrong", by=who)
        refuses(back, NotNow, code)


def test_one_approval_is_not_enough() -> None:
    at_hand.counted()
    draft = drawn_up()
    refuses(lambda: at_hand.release(draft.pk), NotNow, "two_reviewers")
    approve(draft, by=OFFICER)
    refuses(lambda: at_hand.release(draft.pk), NotNow, "two_reviewers")
    approve(draft, by=THIRD)
    at_hand.release(draft.pk)
    assert Bundle.objects.filter(kind=f"yearbook:{YEAR}").count() == 1


def test_what_was_not_looked_at_is_not_approved() -> None:
    at_hand.counted()
    draft = drawn_up()
    unseen = partial(reviews.approve, draft_id=draft.pk, seen="0" * 64, by=at_hand.proven(SECOND))
    refuses(unseen, NotNow, "draft_unseen")


def test_a_draft_that_is_sent_back_ends_with_its_reason() -> None:
    at_hand.counted()
    draft = drawn_up()
    refuses(lambda: reviews.send_back(draft_id=draft.pk, reason="", by=OFFICER), NotValid, "reason")
    reviews.send_back(draft_id=draft.pk, reason="numbers_doubtful", by=OFFICER)
    assert "sent this draft back" in str(refuses(lambda: approve(draft, by=SECOND), NotNow, "draft_moved").sentence)
    refuses(lambda: at_hand.release(draft.pk), NotNow, "draft_moved")
    assert drawn_up().state == "waiting"


# --- the release -----------------------------------------------------------------------------------------------------
def test_what_is_released_is_what_was_approved_to_the_letter() -> None:
    at_hand.counted()
    draft = at_hand.released()
    draft.refresh_from_db()
    body = Bundle.objects.get(kind=f"yearbook:{YEAR}").body
    assert body == {"figures": draft.figures, "sha256": draft.sha256}
    canonical = json.dumps(body["figures"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sha256(canonical.encode()).hexdigest() == body["sha256"]
    (line,) = Bundle.objects.get(kind="yearbook").body["releases"]
    assert (line["year"], line["sha256"], line["withdrawn_on"]) == (YEAR, draft.sha256, None)
    # Roles and institutions; no name and no account.
    assert {one["role"]["en"] for one in line["reviewed_by"]} == {"Permanent secretariat", "Data protection officer"}
    said = json.dumps(line)
    for who in (SECOND, OFFICER, cast.SECRETARY):
        assert str(who.account_id) not in said
    assert "data-officer" not in said


def test_a_release_asks_for_the_second_factor_again() -> None:
    at_hand.counted()
    draft = approved(drawn_up())
    for verb in (
        lambda: releases.release(draft_id=draft.pk, by=cast.SECRETARY),
        lambda: releases.withdraw(draft_id=draft.pk, reason="words_wrong", by=cast.SECRETARY),
    ):
        with pytest.raises(ProofNeeded):
            verb()


def test_an_approval_asks_for_the_second_factor_again() -> None:
    """Planted fault: a page that a colleague left open makes the second reviewer."""
    at_hand.counted()
    draft = drawn_up()
    with pytest.raises(ProofNeeded):
        reviews.approve(draft_id=draft.pk, seen=draft.sha256, by=SECOND)
    assert not Review.objects.exists()


def test_counts_that_changed_since_make_a_draft_stale() -> None:
    """Also where the change lies in a hidden line, and nothing that is shown would be otherwise."""
    at_hand.counted()
    draft = approved(drawn_up())
    Tally.objects.filter(kind="age", answer="maybe_child", desk_id="shelter").update(count=4)
    assert composing.compose(cast.SECRETARY, YEAR).sha256 == draft.sha256
    assert "Drop it" in str(refuses(lambda: at_hand.release(draft.pk), NotNow, "counts_changed").sentence)
    assert not Bundle.objects.filter(kind__startswith="yearbook").exists()


def test_tables_that_were_declared_otherwise_since_make_a_draft_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    at_hand.counted()
    draft = approved(drawn_up())
    other = replace(content.yearbook(), sha256="f" * 64)
    monkeypatch.setattr(content, "yearbook", lambda: other)
    refuses(lambda: at_hand.release(draft.pk), NotNow, "tables_changed")


# --- withdrawn, and released again -----------------------------------------------------------------------------------
def test_what_is_withdrawn_leaves_the_page_and_keeps_its_line() -> None:
    at_hand.counted()
    draft = at_hand.released()
    refuses(lambda: at_hand.withdraw(draft.pk, "because"), NotValid, "reason")
    at_hand.withdraw(draft.pk, "numbers_wrong")
    assert not Bundle.objects.filter(kind=f"yearbook:{YEAR}").exists()
    (line,) = Bundle.objects.get(kind="yearbook").body["releases"]
    assert line["withdrawn_on"] == clock.today().isoformat()
    assert line["withdrawn_reason"]["en"] == "A number was wrong"
    assert "withdrawn" in str(refuses(lambda: at_hand.withdraw(draft.pk), NotNow, "draft_moved").sentence)


@pytest.mark.parametrize("because", states.WITHDRAW_REASONS)
def test_what_was_withdrawn_comes_back_unchanged_only_with_a_word_that_the_register_keeps(because: str) -> None:
    """Seen red before: withdrawn as "a number was wrong", the same numbers came back without a question."""
    at_hand.counted()
    at_hand.withdraw(at_hand.released().pk, because)
    asked = refuses(lambda: drawn_up(), NotValid, "again")
    assert "Nothing in them changed. Say why they come back" in str(asked.sentence)
    refuses(lambda: drawn_up(again="because"), NotValid, "again")
    fits, unfit = ("agreed_now", "was_right") if because == "not_agreed" else ("was_right", "agreed_now")
    refuses(lambda: drawn_up(again=unfit), NotValid, "again")
    again = at_hand.released(fits)
    assert (again.again, again.report["earlier"]) == (fits, 1)
    both = Bundle.objects.get(kind="yearbook").body["releases"]
    assert {line["withdrawn_on"] is None: line["again"] and line["again"]["en"] for line in both} == {
        True: str(words.AGAIN_REASONS[fits]),
        False: None,
    }


def test_a_new_version_of_the_program_is_no_change_of_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with the hash of all compared: whatever was withdrawn came back after the next version."""
    at_hand.counted()
    for because in ("words_wrong", "not_agreed"):
        at_hand.withdraw(at_hand.released("by_mistake").pk, because)
        monkeypatch.setattr(composing, "version", lambda _name, because=because: f"9.{because}")
        refuses(lambda: drawn_up(), NotValid, "again")


def test_other_words_answer_a_doubt_about_words_and_none_about_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    at_hand.counted()
    at_hand.withdraw(at_hand.released().pk, "words_wrong")
    book = content.yearbook()
    monkeypatch.setattr(content, "yearbook", lambda: replace(book, limits=book.limits[1:]))
    again = at_hand.released()
    assert again.again is None
    at_hand.withdraw(again.pk, "numbers_wrong")
    monkeypatch.setattr(content, "yearbook", lambda: replace(book, limits=book.limits[2:]))
    refuses(lambda: drawn_up(), NotValid, "again")


def test_a_year_that_was_never_withdrawn_keeps_no_word_on_coming_back() -> None:
    at_hand.counted()
    assert drawn_up(again="by_mistake").again is None


OTHERWISE = ("labour", "health", "ngo", "police", "social", "border", "child", "other")


def declared(monkeypatch: pytest.MonkeyPatch, table: str, order: tuple[str, ...]) -> None:
    """The same table with its lines in another order: another one is hidden along."""
    book = content.yearbook()
    tables = tuple(replace(one, lines=order) if one.id == table else one for one in book.tables)
    monkeypatch.setattr(content, "yearbook", lambda: replace(book, tables=tables))


def test_a_release_that_would_unmask_an_earlier_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was hidden then stands in the new tables; what is hidden now stood in the old ones."""
    at_hand.counted()
    at_hand.withdraw(at_hand.released().pk)
    declared(monkeypatch, "noticed_by", OTHERWISE)
    draft = drawn_up()
    hidden = {line for line, n in lines(draft, "noticed_by").items() if n is None}
    assert hidden == {"police", "social", "border"}
    assert not draft.report["holds"]
    # Those that the earlier one hid, and those that it showed.
    found = {(one["table"], one["line"]) for one in draft.report["unmasked"]}
    assert found == {("noticed_by", line) for line in (*hidden, "ngo")}
    assert "Send it back" in str(refuses(lambda: approve(draft, by=SECOND), NotNow, "not_held").sentence)
    refuses(lambda: at_hand.release(draft.pk), NotNow, "two_reviewers")


def test_what_became_unsafe_after_its_approval_is_refused_at_the_last_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier release that nobody knew of when the draft was approved, as after a restore."""
    at_hand.counted()
    draft = approved(drawn_up())
    declared(monkeypatch, "noticed_by", OTHERWISE)
    figures = composing.compose(cast.SECRETARY, YEAR)
    monkeypatch.undo()
    earlier = Draft.objects.create(
        year=YEAR, state="withdrawn", author_id=draft.author_id, institution_id="commission",
        drawn_up_on=clock.today(), figures=figures.figures, sha256=figures.sha256, seen=figures.seen, report={},
    )  # fmt: skip
    Release.objects.create(
        draft=earlier, year=YEAR, released_on=clock.today(), released_by_id=draft.author_id,
        withdrawn_on=clock.today(), withdrawn_reason="words_wrong", withdrawn_by_id=draft.author_id,
    )  # fmt: skip
    assert "give a hidden number away" in str(
        refuses(lambda: at_hand.release(draft.pk), NotNow, "would_unmask").sentence
    )


def test_a_year_whose_counts_are_others_is_not_released_again() -> None:
    """The difference between the two would be a table of its own."""
    at_hand.counted()
    at_hand.withdraw(at_hand.released().pk, "numbers_wrong")
    Tally.objects.filter(kind="sent", answer="legal_aid", desk_id="shelter").update(count=24)
    draft = drawn_up()
    assert draft.report["contradiction"]
    refuses(lambda: approve(draft, by=SECOND), NotNow, "not_held")


# --- who may ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", [cast.INSPECTOR, cast.LABOUR_LEAD, cast.AUDITOR, cast.OPERATOR, cast.NURSE])
def test_nobody_else_draws_up_reviews_or_releases(who: Any) -> None:
    at_hand.counted()
    draft = drawn_up()
    for verb in (
        lambda: drafts.draw_up(year=YEAR, by=who),
        lambda: drafts.drop(draft_id=draft.pk, by=who),
        lambda: approve(draft, by=who),
        lambda: reviews.send_back(draft_id=draft.pk, reason="words_wrong", by=who),
        lambda: at_hand.release(draft.pk, by=who),
        lambda: at_hand.withdraw(draft.pk, by=who),
    ):
        with pytest.raises(NotPermitted):
            verb()


def test_an_officer_reviews_and_does_not_draw_up_or_release() -> None:
    at_hand.counted()
    with pytest.raises(NotPermitted):
        drawn_up(by=OFFICER)
    draft = approved(drawn_up())
    with pytest.raises(NotPermitted):
        at_hand.release(draft.pk, by=OFFICER)


# --- what the store refuses ------------------------------------------------------------------------------------------
def test_nobody_changes_a_draft_a_review_or_a_withdrawn_release_in_the_store() -> None:
    at_hand.counted()
    draft = at_hand.released()
    at_hand.withdraw(draft.pk)
    for change in (
        lambda: Draft.objects.filter(pk=draft.pk).update(again="was_right"),
        lambda: Draft.objects.filter(pk=draft.pk).update(sha256="0" * 64),
        lambda: Draft.objects.filter(pk=draft.pk).update(state="waiting"),
        lambda: Draft.objects.filter(pk=draft.pk).delete(),
        lambda: Release.objects.update(year=2030),
        lambda: Review.objects.update(word="sent_back", reason="words_wrong"),
        lambda: Review.objects.all().delete(),
        lambda: Release.objects.update(withdrawn_reason="not_agreed"),
        lambda: Release.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_year_is_over_by_the_clock_of_the_nation() -> None:
    """At half past eleven in the evening of UTC it is the new year in Rabat."""
    at_hand.counted()
    with clock.stopped(datetime(2025, 12, 31, 22, 0, tzinfo=UTC)):
        refuses(drawn_up, NotValid, "year")
    with clock.stopped(datetime(2025, 12, 31, 23, 30, tzinfo=UTC)):
        assert drawn_up().year == YEAR
