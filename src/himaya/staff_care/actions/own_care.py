"""The verbs of what is one's own: an answer to an offer, of which only that it was given is kept, and two days."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from himaya.cases.policy import account_of
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import Unit, unit
from himaya.staff_care import policy, queries, rules
from himaya.staff_care.models import OwnCare


def answer(*, answer: str, by: Actor) -> None:
    """Say what became of an offer to talk, or put it off. "Done" and "not wanted" write the same, and each write the
    same into the audit: also where no offer stood and nothing is kept, so that no row tells of one. Raises
    NotPermitted, NotValid."""
    policy.check_works(by)
    if answer not in rules.ANSWERS:
        raise NotValid(_("Choose one of the three. Each is as good as the others."), code="answer")
    with unit(by=by) as u:
        row = _held(by)
        if queries.stands(row):
            later = answer == rules.LATER
            row.answered_at, row.put_off_at = (row.answered_at, clock.now()) if later else (clock.now(), None)
        _keep(u, row, "answered_at", "put_off_at")


def note_supervision(*, last: date | None, coming: date | None, by: Actor) -> None:
    """The days of one's own last and next supervision, or none. Raises NotPermitted, NotValid (the code names it)."""
    policy.check_works(by)
    today = clock.today()
    if last is not None and not today - rules.BACK <= last <= today:
        raise NotValid(_("Choose a day up to today, of the last thirteen months, or leave it empty."), code="last")
    with unit(by=by) as u:
        row = _held(by)
        kept = coming is not None and coming == row.next_supervision_on
        if coming is not None and not kept and not today <= coming <= today + rules.AHEAD:
            raise NotValid(_("Choose a day from today on, within a year, or leave it empty."), code="coming")
        if (row.supervised_on, row.next_supervision_on) == (last, coming):
            return
        row.supervised_on, row.next_supervision_on = last, coming
        _keep(u, row, "supervised_on", "next_supervision_on")


def _held(by: Actor) -> OwnCare:
    mine = account_of(by)
    list(Account.objects.select_for_update().filter(pk=mine).values_list("pk"))
    OwnCare.objects.get_or_create(account_id=mine)
    return OwnCare.objects.select_for_update(of=("self",)).get(account_id=mine)


def _keep(u: Unit, row: OwnCare, *fields: str) -> None:
    row.save(update_fields=list(fields))
    u.log("own_care.kept", object_type="account", object_id=row.pk)
