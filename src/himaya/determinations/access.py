"""The only ways to hold a request or a chain of decisions: `lock_*` to change, `open_*` for words, logged."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from himaya.cases.models import Case
from himaya.determinations import policy, queries, states, words
from himaya.determinations.models import Counsel, Decision, Note, Panel, Period, Request, Telling
from himaya.determinations.rules_panel import Member
from himaya.determinations.sheets import Sheet, of_json
from himaya.kernel import clock, wall
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow

HELD, DECIDES, ADVISES = "give_service", "record_decision", "advise_on_request"


@dataclass(frozen=True, slots=True)
class Told:
    """One decision in words, and the times at which the person was told of it."""

    row: Decision
    reasons: str
    tellings: tuple[tuple[Telling, str], ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """What the desk that holds a case reads: every decision, what was asked, the period, the notes."""

    decisions: tuple[Told, ...]
    requests: tuple[tuple[Request, Sheet], ...]
    periods: tuple[tuple[Period, str], ...]
    notes: tuple[tuple[Note, dict[str, Any]], ...]
    counsels: tuple[Counsel, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a body reads: the sheet while it may, and what it decided on it, with its panel."""

    request: Request
    sheet: Sheet | None
    decision: Decision | None
    reasons: str
    members: tuple[Member, ...]


def held(actor: Actor, request_id: UUID) -> Request:
    """A request about a case of the actor's desk. Raises NotFound."""
    return _found(Request.objects.filter(policy.held(actor), pk=request_id).defer("sheet").first())


def received(actor: Actor, request_id: UUID) -> Request:
    """A request that the actor's desk got as a body. One that was taken back is gone. Raises NotFound."""
    rows = Request.objects.filter(policy.received(actor), pk=request_id).exclude(state=states.WITHDRAWN)
    return _found(rows.defer("sheet").select_related("from_desk__institution", "naming").first())


def decision_held(actor: Actor, decision_id: UUID) -> Decision:
    """A decision about a case of the actor's desk. Raises NotFound."""
    row = Decision.objects.filter(policy.held(actor), pk=decision_id).defer("reasons").first()
    if row is None:
        raise NotFound
    return row


def _found(row: Request | None) -> Request:
    if row is None:
        raise NotFound
    return row


def lock_received(actor: Actor, request_id: UUID) -> Request:
    """Hold a request that the actor's desk got, and its case first, inside a unit. Raises NotFound, NotNow (closed)."""
    hold(request_id)
    row = received(actor, request_id)
    if not queries.is_open(row.case_id):
        raise NotNow(words.FILE_CLOSED, code="file_closed")
    return row


def lock_held(actor: Actor, request_id: UUID) -> Request:
    """Hold a request about a case of the actor's desk, and the case first, inside a unit. Raises NotFound."""
    hold(request_id)
    return held(actor, request_id)


def advised(actor: Actor, request_id: UUID) -> Request:
    """A request that counsel at the actor's desk was named to read, while it waits for them. Raises NotFound."""
    rows = Request.objects.filter(policy.advised(actor), pk=request_id)
    return _found(rows.defer("sheet").select_related("from_desk__institution", "to_desk__institution").first())


def lock_to_advise(actor: Actor, request_id: UUID) -> tuple[Request, bool]:
    """Hold a request of the actor's own desk, or one that its counsel was named to read: then true. Raises NotFound."""
    hold(request_id)
    try:
        return held(actor, request_id), False
    except NotFound:
        return advised(actor, request_id), True


def hold(request_id: UUID) -> None:
    """The case before the request, as whoever takes an agreement back holds it. Judged after the waiting."""
    with wall.beyond(wall.EVERYTHING):
        of = list(Request.objects.filter(pk=request_id).values_list("case_id", flat=True))
        list(Case.objects.select_for_update().filter(pk__in=of).values_list("pk"))
        list(Request.objects.select_for_update().filter(pk=request_id).values_list("pk"))


def about(case_id: UUID, person_id: UUID) -> dict[str, Any]:
    """What an audit row of this room names."""
    return {"object_type": "case", "object_id": case_id, "subjects": [person_id]}


@contextmanager
def open_chain(actor: Actor, case: Case, *, purpose: str = HELD, action: str = "determination.read") -> Iterator[Chain]:
    """Everything of a case that the caller was shown as its holder; one audit event per block."""
    with Access(actor, purpose, action=action, about=("case", case.pk)) as access:
        yield chain_under(access, case)


def chain_under(access: Access, case: Case) -> Chain:
    """The same under an access that is open already."""
    decisions = list(
        Decision.objects.filter(case=case).select_related("desk__institution", "naming").order_by("number")
    )
    tellings = list(Telling.objects.filter(decision__in=[one.pk for one in decisions]).order_by("at", "pk"))
    requests = list(Request.objects.filter(case=case).select_related("to_desk__institution").order_by("number"))
    periods = list(Period.objects.filter(case=case).select_related("naming").order_by("number"))
    notes = list(Note.objects.filter(case=case).select_related("to_desk__institution").order_by("number"))
    counsels = Counsel.objects.filter(case=case).select_related("desk__institution").order_by("named_at", "pk")
    access.open(*decisions, *tellings, *requests, *periods, *notes)
    return Chain(
        decisions=tuple(
            Told(
                row,
                str(row.reasons or ""),
                tuple((one, str(one.words or "")) for one in tellings if one.decision_id == row.pk),
            )
            for row in decisions
        ),
        requests=tuple((row, of_json(row.sheet)) for row in requests),
        periods=tuple((row, str(row.reason or "")) for row in periods),
        notes=tuple((row, dict(row.content or {})) for row in notes),
        counsels=tuple(counsels),
    )


@contextmanager
def open_received(actor: Actor, request: Request) -> Iterator[Asked]:
    """What a body reads of a request that it was shown. Nothing is opened where nothing may be read."""
    if not queries.readable(request):
        yield Asked(request, None, None, "", ())
        return
    whole = Request.objects.get(pk=request.pk)
    decision = Decision.objects.filter(request=request).select_related("naming").first()
    panel = Panel.objects.filter(decision=decision).first() if decision is not None else None
    if whole.opened_at is None:
        Request.objects.filter(pk=whole.pk, opened_at__isnull=True).update(opened_at=clock.now())
    with Access(actor, DECIDES, action="decision_request.read", about=("decision_request", request.pk)) as access:
        access.open(whole, *([decision] if decision is not None else []), *([panel] if panel is not None else []))
        yield Asked(
            request=request,
            sheet=of_json(whole.sheet),
            decision=decision,
            reasons=str(decision.reasons or "") if decision is not None else "",
            members=tuple(Member(**one) for one in (panel.members or [])) if panel is not None else (),
        )


@contextmanager
def open_advised(actor: Actor, request: Request) -> Iterator[Sheet | None]:
    """What counsel of another desk reads of a request that it was shown: the sheet, and nothing where it may not."""
    if not queries.advisable(request, actor.desk_id):
        yield None
        return
    whole = Request.objects.get(pk=request.pk)
    # That it was read stays with the naming, which only the desk of the file changes.
    with wall.beyond(wall.EVERYTHING):
        named = Counsel.objects.filter(request=whole, desk_id=actor.desk_id, ended_at__isnull=True)
        named.filter(opened_at__isnull=True).update(opened_at=clock.now())
    with Access(
        actor, ADVISES, action="decision_request.advice_read", about=("decision_request", request.pk)
    ) as access:
        access.open(whole)
        yield of_json(whole.sheet)
