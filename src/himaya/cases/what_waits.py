"""Which referrals wait, for a desk that sent or received them: what is owed and late, and what is asked of us."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases import queries, states
from himaya.cases.models import Referral
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.open_items import OWED, Kind, Waits


def _rows(rows: "QuerySet[Referral]", case_id: UUID | None) -> "QuerySet[Referral]":
    return rows.filter(case_id=case_id) if case_id is not None else rows


def _answer(row: Referral) -> Waits:
    return Waits(row.case_id, at=row.target_at, args={"referral_id": row.pk})


def _unanswered(actor: Actor, case_id: UUID | None) -> Iterator[Waits]:
    late = queries.sent(actor).filter(state__in=states.WAITING, target_at__lt=clock.now())
    return map(_answer, _rows(late, case_id))


def _to_answer(actor: Actor, case_id: UUID | None) -> Iterator[Waits]:
    late = queries.inbox(actor).filter(state__in=states.WAITING, target_at__lt=clock.now())
    return map(_answer, _rows(late, case_id))


def _asked_of_us(actor: Actor, case_id: UUID | None) -> Iterator[Waits]:
    for row in _rows(queries.sent(actor).filter(state=states.ASKED), case_id):
        yield Waits(row.case_id, args={"referral_id": row.pk})


def _report(row: Referral) -> Waits:
    return Waits(row.case_id, on=row.report_due_on, args={"referral_id": row.pk})


def _unreported(actor: Actor, case_id: UUID | None) -> Iterator[Waits]:
    late = queries.sent(actor).exclude(state__in=states.ENDED).filter(report_due_on__lt=clock.today())
    return map(_report, _rows(late, case_id))


def _to_report(actor: Actor, case_id: UUID | None) -> Iterator[Waits]:
    late = queries.inbox(actor).filter(report_due_on__lt=clock.today())
    return map(_report, _rows(late, case_id))


PAGE = "casework:referral"
OPEN: list[Kind] = [
    Kind(
        "referral_unanswered",
        OWED,
        _("A desk has not answered a referral. Ask it, or look for another desk."),
        _unanswered,
        PAGE,
    ),
    Kind("referral_asked", OWED, _("A desk asks something about a referral, and waits for you."), _asked_of_us, PAGE),
    Kind("referral_unreported", OWED, _("A desk has not said what became of a referral."), _unreported, PAGE),
    Kind("referral_to_answer", OWED, _("A referral waits for the answer of your desk."), _to_answer, PAGE),
    Kind("referral_to_report", OWED, _("A desk waits for your report on a referral."), _to_report, PAGE),
]
