"""The races of the year in five tables: drawn up, reviewed, released and withdrawn by two at the same moment."""

from himaya.publications.models import Bundle
from himaya.yearbook.actions import drafts, releases, reviews
from himaya.yearbook.models import Draft, Release, Review
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.yearbook import at_hand
from tests.rooms.yearbook.at_hand import OFFICER, THIRD, YEAR, approved, drawn_up, proven

races = Table()
REVIEWERS = (THIRD, OFFICER)


def counted() -> None:
    at_hand.people()
    at_hand.counted()


def public() -> list[str]:
    """What anybody can read of it."""
    return sorted(Bundle.objects.filter(kind__startswith="yearbook").values_list("kind", flat=True))


@races.of("drafts.draw_up")
def a_year_is_drawn_up_once() -> Race:
    counted()
    return once(
        lambda by: drafts.draw_up(year=YEAR, by=by), "year.drawn_up", lambda: Draft.objects.get().state == "waiting"
    )


@races.of("drafts.drop")
def a_draft_is_dropped_once() -> Race:
    counted()
    draft = drawn_up()
    return once(
        lambda by: drafts.drop(draft_id=draft.pk, by=by), "year.dropped", lambda: Draft.objects.get().state == "dropped"
    )


@races.of("reviews.approve")
def two_reviewers_both_approve() -> Race:
    counted()
    draft = drawn_up()
    return both(
        lambda by: reviews.approve(draft_id=draft.pk, seen=draft.sha256, by=proven(by)),
        "year.approved",
        lambda: Review.objects.filter(word="approved").count() == 2,
        by=REVIEWERS,
    )


@races.of("reviews.approve")
def one_reviewer_in_two_windows_approves_once() -> Race:
    counted()
    draft = drawn_up()
    return once(
        lambda by: reviews.approve(draft_id=draft.pk, seen=draft.sha256, by=proven(by)),
        "year.approved",
        lambda: Review.objects.count() == 1,
        by=(THIRD, THIRD),
    )


@races.of("reviews.send_back")
def a_draft_is_sent_back_once() -> Race:
    counted()
    draft = drawn_up()
    return once(
        lambda by: reviews.send_back(draft_id=draft.pk, reason="words_wrong", by=by),
        "year.sent_back",
        lambda: Review.objects.count() == 1 and Draft.objects.get().state == "sent_back",
        by=REVIEWERS,
    )


@races.of("releases.release")
def a_year_is_released_once() -> Race:
    counted()
    draft = approved(drawn_up())
    return once(
        lambda by: releases.release(draft_id=draft.pk, by=proven(by)),
        "year.released",
        lambda: Release.objects.count() == 1 and public() == ["yearbook", f"yearbook:{YEAR}"],
    )


@races.of("releases.withdraw")
def a_year_is_withdrawn_once() -> Race:
    counted()
    draft = at_hand.released()
    return once(
        lambda by: releases.withdraw(draft_id=draft.pk, reason="words_wrong", by=proven(by)),
        "year.withdrawn",
        lambda: Release.objects.get().withdrawn_on is not None and public() == ["yearbook"],
    )
