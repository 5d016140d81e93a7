"""For whom something waits: legal counsel, whoever leads the case, the body on a day of review. Nothing is opened."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from himaya.cases.policy import COUNSEL
from himaya.determinations import policy, queries, rules_days, states
from himaya.determinations.models import Counsel, Decision, Note, Request
from himaya.institutions import accounts
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor

# What somebody at the desk of the file has to do, by where a request or a note stands; nothing where nobody has.
COUNSEL_WORD, AFTER_COUNSEL = "counsel_word", "after_counsel"
BEFORE_STATEMENT = "before_statement"
_OF_NOTES = {
    states.DRAFTED: COUNSEL_WORD,
    states.ADVISED: AFTER_COUNSEL,
    states.ADVISED_AGAINST: AFTER_COUNSEL,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request or a note asks of somebody at the desk of its file: the kind of a task, empty for none.

    `since`: when time to recover began; whoever saw to it before did not know of it.
    """

    case_id: UUID
    kind: str
    since: datetime | None = None


def has_counsel(desk_id: str, *, but: UUID | None = None) -> bool:
    """Whether somebody at a desk can give the word of legal counsel today, besides whoever asked."""
    rows = accounts.seats_today().filter(desk_id=desk_id)
    return any(COUNSEL in roles for account, roles in rows.values_list("account_id", "roles") if account != but)


def counsel_desks(row: Request) -> list[Desk]:
    """The desks whose legal counsel can be named to read a request."""
    return counsel_elsewhere(row.from_desk_id, row.to_desk_id, but=row.sent_by)


def counsel_elsewhere(*apart: str, but: UUID | None) -> list[Desk]:
    """The desks with legal counsel besides whoever asks: neither the one that asks nor the body, none that enforces
    or judges or is a State's abroad."""
    seats = accounts.seats_today().values_list("desk_id", "account_id", "roles")
    there = {desk for desk, account, roles in seats if COUNSEL in roles and account != but}
    rows = institutions.no_consulates().filter(pk__in=there).exclude(institutions.ENFORCES)
    rows = rows.exclude(institution__kind__in=policy.FOREIGN).exclude(kind__in=policy.FOREIGN)
    return list(rows.select_related("institution").exclude(pk__in=apart).order_by("institution_id", "pk"))


def desks_named(request_id: UUID) -> list[str]:
    """For the worker: every desk whose counsel was named for a request."""
    rows = Counsel.objects.filter(request_id=request_id).values_list("desk_id", flat=True)
    return list(rows.distinct().order_by("desk_id"))


def waits_for_counsel_of(desk_id: str) -> bool:
    """For the worker: whether counsel of a desk is named to read anything now."""
    return Counsel.objects.filter(desk_id=desk_id, ended_at__isnull=True, request__state=states.TO_COUNSEL).exists()


def of_request(request_id: UUID) -> Wanted | None:
    """For the worker: what a request asks of the desk of its file, now. None where there is none."""
    row = Request.objects.filter(pk=request_id).defer("sheet").first()
    if row is None:
        return None
    if row.state == states.TO_COUNSEL:
        # Where another desk was named, its own list says so.
        return Wanted(row.case_id, COUNSEL_WORD if queries.counsel_named(row.pk) is None else "")
    refused = row.state == states.WITHDRAWN and row.advised_by is not None and row.handed_at is None
    return Wanted(row.case_id, AFTER_COUNSEL if refused else "")


def before_statement(request_id: UUID) -> Wanted | None:
    """For the worker: whether somebody at the desk of the file sees to time to recover, now; a body of police,
    prosecution or a court was asked, and has not decided. None where there is no such request."""
    row = Request.objects.filter(pk=request_id).select_related("to_desk__institution").defer("sheet").first()
    if row is None or not institutions.enforces(row.to_desk):
        return None
    owed = row.state in states.WAITING and rules_days.before_statement(
        row.recovery, runs=queries.period_runs(row.case_id)
    )
    return Wanted(row.case_id, BEFORE_STATEMENT if owed else "", queries.period_began(row.case_id))


def waiting_in(case_id: UUID) -> list[UUID]:
    """For the worker: the requests of a case on which nobody decided yet."""
    rows = Request.objects.filter(case_id=case_id, state__in=states.WAITING).order_by("number")
    return list(rows.values_list("pk", flat=True))


def request_of(decision_id: UUID) -> UUID | None:
    """For the worker: which request a decision answered."""
    return Decision.objects.filter(pk=decision_id).values_list("request_id", flat=True).first()


def of_note(note_id: UUID) -> Wanted | None:
    """For the worker: the same of a note."""
    row = Note.objects.filter(note=note_id).defer("content").order_by("-number").first()
    return Wanted(row.case_id, _OF_NOTES.get(row.word, "")) if row is not None else None


def notes_of(case_id: UUID) -> list[UUID]:
    """For the worker: every note of a case."""
    return list(Note.objects.filter(case_id=case_id).values_list("note", flat=True).distinct().order_by("note"))


def looked_at_by(request_id: UUID) -> Decision | None:
    """For the worker: the decision that a request asks to have looked at again."""
    row = Request.objects.filter(pk=request_id).defer("sheet").first()
    if row is None or row.about is None:
        return None
    return Decision.objects.filter(case_id=row.case_id, number=row.about).defer("reasons").first()


def review_now(decision_id: UUID) -> Decision | None:
    """For the worker: a decision whose day of review counts: its file open, and nobody asked for a review since."""
    row = Decision.objects.filter(pk=decision_id, case__state="open", review_on__isnull=False).defer("reasons").first()
    return row if row is not None and not asked_again(row) else None


def reviews_in_mind(case_id: UUID) -> list[Decision]:
    """For the worker: the decisions of a case whose day of review has come, and that nobody had looked at again."""
    rows = Decision.objects.filter(case_id=case_id, case__state="open", review_on__lte=clock.today())
    return [row for row in rows.defer("reasons").order_by("number") if not asked_again(row)]


def asked_again(row: Decision) -> bool:
    """True while another look at a decision is asked for, or was taken."""
    rows = Request.objects.filter(case_id=row.case_id, about=row.number)
    return rows.exclude(state=states.WITHDRAWN).exists()


def reviews_due(actor: Actor) -> int:
    """How many decisions of the actor's body have a day of review that has come, while it may read their sheets.

    Only another look that was handed to this very desk takes one away: of what counsel still reads, and of what was
    asked elsewhere, the number tells nothing.
    """
    again = Request.objects.filter(
        case_id=OuterRef("case_id"), about=OuterRef("number"), to_desk_id=actor.desk_id, handed_at__isnull=False
    )
    rows = Decision.objects.filter(
        ~Exists(again.exclude(state=states.WITHDRAWN)),
        request__in=Request.objects.filter(policy.received(actor)).values("pk"),
        review_on__lte=clock.today(),
    )
    due = list(rows.defer("reasons").select_related("request"))
    named = queries.bodies() if due else {}
    return sum(queries.readable(row.request, named) for row in due)
