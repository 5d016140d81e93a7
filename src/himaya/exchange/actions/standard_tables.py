"""The verb of the table of CTDC: the rows that stand of a year that is over, with nothing that could expose anybody."""

from collections.abc import Sequence

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from himaya.adapters import sheets
from himaya.exchange import counting, policy
from himaya.exchange import rules_ctdc as rules
from himaya.exchange.content import mapped
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import unit

MADE, OBJECT, SALT = "standard.table_made", "standard", "himaya.exchange.table"


def make(*, year: int, purpose: str, by: Actor) -> bytes:
    """The 27 published columns as CSV, a line for each person whose row eleven people share.

    The same table may be made again; another one of the same year never, because their difference is a person. Only a
    keyed mark of it stays, in the audit. Raises NotPermitted, NotValid (purpose, year), NotNow, BudgetSpent.
    """
    policy.check_leads(by)
    if year >= clock.today().year:
        raise NotNow(
            _("This year is not over. Two tables of it would show who came between them. Count it on this page."),
            code="year_runs",
        )
    with counting.open_counted(by, year=year, purpose=purpose) as found:
        table = found.table
    if not table:
        raise NotNow(_("No row stands, so there is no table of this year."), code="nothing_stands")
    mark = _mark(table)
    with unit(by=by) as u:
        list(Desk.objects.select_for_update(of=("self",)).filter(pk=by.desk_id).values_list("pk"))
        if _marks_before(by, year) - {mark}:
            raise NotNow(
                _(
                    "A table of this year was made before, and files have changed since. The difference of the two "
                    "could show a person: use the first one."
                ),
                code="another_table",
            )
        u.log("standard.table_made", object_type=OBJECT, object_id=year, code=mark, purpose=purpose)
    return sheets.as_csv(list(mapped().variables), table)


def _marks_before(by: Actor, year: int) -> set[str]:
    rows = AuditEvent.objects.filter(action=MADE, object_type=OBJECT, object_id=str(year), desk_id=by.desk_id)
    return set(rows.values_list("code", flat=True))


def _mark(table: Sequence[rules.Row]) -> str:
    """Keyed, so that it says nothing of what is in it."""
    return salted_hmac(SALT, repr(table), algorithm="sha256").hexdigest()[:32]
