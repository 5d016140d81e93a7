"""The verbs of a draft: the figures of a year drawn up from the counts, and dropped."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.policy import account_of
from himaya.kernel import clock, days, languages, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit
from himaya.yearbook import attack, composing, content, policy, queries, rules, states
from himaya.yearbook.locks import lock_draft
from himaya.yearbook.models import Draft, Release
from himaya.yearbook.words import AGAINST_YEAR, WITHDRAW_REASONS


def draw_up(*, year: int, again: str = "", by: Actor) -> Draft:
    """Draw the figures of a year up, hide small numbers, attack the rest and keep what came of it.

    `again`: why what was withdrawn comes back unchanged; asked for only there, and kept only there.
    Raises NotPermitted, NotValid (no such year, before the tables were fixed, not over; no word on why what was
    withdrawn comes back), NotNow (nothing was counted; the year has a draft or a release).
    """
    policy.check_draws_up(by)
    with unit(by=by) as u:
        _check_year(year)
        if (there := queries.standing(year)) is not None:
            raise _there(there)
        found = composing.compose(by, year)
        if found.is_empty:
            raise NotNow(_("Nothing was counted in this year, so there is nothing to release."), code="nothing_counted")
        withdrawn = queries.withdrawn_unchanged(year, found.figures)
        _check_again(withdrawn, again)
        row, made = Draft.objects.get_or_create(
            year=year,
            state__in=states.STANDING,
            defaults={
                "state": states.WAITING,
                "author_id": account_of(by),
                "institution_id": by.institution_id,
                "drawn_up_on": clock.today(),
                "figures": found.figures,
                "sha256": found.sha256,
                "seen": found.seen,
                "again": again if withdrawn is not None else None,
                "report": attack.of(found.figures, found.exact).as_data(),
            },
        )
        if not made:
            raise _there(row)
        u.log("year.drawn_up", object_type="year", object_id=row.pk, code=str(year))
        two_people.begun(u, "year_review", row.pk)
        return row


def drop(*, draft_id: UUID, by: Actor) -> None:
    """Drop a draft, so that the year can be drawn up again. Raises NotPermitted, NotFound, NotNow."""
    policy.check_draws_up(by)
    with unit(by=by) as u:
        row = lock_draft(by, draft_id, "drop")
        row.state, row.ended_on = states.DROPPED, clock.today()
        row.save(update_fields=["state", "ended_on"])
        u.log("year.dropped", object_type="year", object_id=row.pk, code=str(row.year))


def _check_year(year: int) -> None:
    today, first = clock.today(), content.yearbook().from_year
    if against := rules.against_year(year, from_year=first, today=today):
        raise NotValid(AGAINST_YEAR[against] % {"first": first, "year": year, "next": year + 1}, code="year")


def _check_again(withdrawn: Release | None, again: str) -> None:
    if withdrawn is None or withdrawn.withdrawn_on is None or again in states.AGAIN_FOR[withdrawn.withdrawn_reason]:
        return
    said = {
        "day": days.in_words(withdrawn.withdrawn_on, languages.current()),
        "reason": WITHDRAW_REASONS[withdrawn.withdrawn_reason],
    }
    raise NotValid(
        _(
            "These are the numbers that were withdrawn on %(day)s: “%(reason)s”. Nothing in them changed. Say why they "
            "come back; the answer stands in the public register."
        )
        % said,
        code="again",
    )


def _there(row: Draft) -> NotNow:
    if row.state == states.RELEASED:
        return NotNow(
            _(
                "This year was released already. A year is released once: a second version beside the first would tell "
                "more."
            ),
            code="year_released",
        )
    return NotNow(_("There is a draft of this year already: open it, or drop it first."), code="year_drafted")
