"""The verbs of a search: asked for by a lead, agreed to by an officer, done by the worker, stopped by either."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.duplicates import policy, queries, rules, states
from himaya.duplicates.access import lock_search
from himaya.duplicates.models import Pair, Search
from himaya.kernel import clock, proof, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import unit
from himaya.persons import matching
from himaya.persons.models import Person
from himaya.persons.rules_matching import Weights

OBJECT = "duplicate_search"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A search that a worker holds; the number of the attempt is its ticket: only its holder goes on."""

    id: UUID
    institution_id: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Likely:
    """Two people, and how likely they are one (0 to 1)."""

    one: UUID
    other: UUID
    probability: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search counted; nothing of what it compared."""

    people: int
    unnamed: int = 0
    set_aside: int = 0
    unread: int = 0
    unlaid: int = 0
    pairs: int = 0
    expected: float = 0.0
    low: float = 0.0
    high: float = 0.0
    weights: Weights | None = None
    likely: Sequence[Likely] = field(default_factory=tuple)


def ask(*, by: Actor) -> UUID:
    """Ask for a search in one's own institution. Nothing is opened before a second person agrees.

    Raises NotPermitted; NotNow while another is open, or within a month of the last that opened identities.
    """
    policy.check_asks(by)
    with unit(by=by) as u:
        _check_month(by.institution_id)
        if Search.objects.filter(institution_id=by.institution_id, state__in=states.OPEN).exists():
            raise _one_is_open()
        now = clock.now()
        row = Search(
            institution_id=by.institution_id,
            desk_id=by.desk_id,
            asked_by=cases.account_of(by),
            asked_at=now,
            expires_at=now + rules.TO_AGREE,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            # Somebody asked at the same moment.
            raise _one_is_open() from None
        u.log("duplicates.asked", **_about(row))
        two_people.begun(u, "search", row.pk)
    return row.pk


def agree(*, search_id: UUID, by: Actor) -> None:
    """Let it be done. Another person than the one who asked, with the second factor. Raises ProofNeeded, NotNow."""
    with unit(by=by) as u:
        row = _locked(search_id, "agree", by)
        policy.check_decides(by, row)
        proof.check_recent(by)
        if rules.is_over(row.expires_at, clock.now()):
            raise NotNow(_("The time to agree to this search is over. It is asked for again."), code="search_over")
        _check_month(row.institution_id)
        row.expires_at = clock.now() + rules.TO_BEGIN
        _decide(row, "agree", by)
        u.log("duplicates.agreed", **_about(row))


def refuse(*, search_id: UUID, by: Actor) -> None:
    """Do not agree: nothing is opened."""
    with unit(by=by) as u:
        row = _locked(search_id, "refuse", by)
        policy.check_decides(by, row)
        row.ended_at = clock.now()
        _decide(row, "refuse", by)
        u.log("duplicates.refused", **_about(row))


def stop(*, search_id: UUID, by: Actor) -> None:
    """Stop it, also while it runs: the worker lets go of what it opened and keeps nothing."""
    with unit(by=by) as u:
        row = _locked(search_id, "stop", by)
        policy.check_stops(by, row)
        row.state, row.ended_at = states.TRANSITIONS["stop"][1], clock.now()
        row.save(update_fields=["state", "ended_at"])
        u.log("duplicates.stopped", **_about(row))


def begin(*, by: Actor) -> Claimed | None:
    """Take the search that was agreed to first, or one whose worker was killed; None when none waits. For the worker.

    Each attempt opens identities anew. So one that was begun too often is given up, and one whose worker stayed away
    for longer than the agreement to it holds: a store that was put back years later opens nobody.
    """
    now = clock.now()
    waiting = Search.objects.filter(
        Q(state=states.AGREED, expires_at__gt=now) | Q(state=states.RUNNING, heard_at__lte=now - rules.SILENT_FOR)
    )
    if not waiting.exists():
        # Asked every few seconds: nothing is held for that.
        return None
    with unit(by=by) as u:
        row = waiting.select_for_update(of=("self",)).order_by("decided_at", "pk").first()
        if row is None:
            return None
        if row.attempts >= rules.MOST_ATTEMPTS or rules.is_over(row.expires_at, now):
            _fail(row, "interrupted")
            u.log("duplicates.failed", code="interrupted", **_about(row))
            return None
        row.state, row.attempts, row.heard_at = states.TRANSITIONS["begin"][1], row.attempts + 1, now
        # The month until the next search counts from here.
        row.opened_at = now
        row.stage, row.done, row.of = states.OPENING, 0, 0
        row.save(update_fields=["state", "attempts", "heard_at", "opened_at", "stage", "done", "of"])
        u.log("duplicates.begun", code=str(row.attempts), **_about(row))
        return Claimed(row.pk, row.institution_id, row.attempts)


def finish(*, claimed: Claimed, found: Found, by: Actor) -> bool:
    """Keep what was found, all of it or nothing; False when it was stopped or taken over meanwhile. For the worker."""
    with unit(by=by) as u:
        row = _held(claimed)
        if row is None:
            return False
        here = set(_there(found.likely))
        Pair.objects.filter(institution_id=row.institution_id, state=states.WAITS).delete()
        known = set(Pair.objects.filter(institution_id=row.institution_id).values_list("one_id", "other_id"))
        now = clock.now()
        Pair.objects.bulk_create(
            Pair(
                search=row,
                institution_id=row.institution_id,
                one_id=one.one,
                other_id=one.other,
                probability=one.probability,
                found_at=now,
            )
            for one in found.likely
            if {one.one, one.other} <= here and (one.one, one.other) not in known
        )
        if found.weights is not None:
            matching.keep_weights(row.institution_id, found.weights)
            row.trained = found.weights.trained
        for name in ("people", "unnamed", "set_aside", "unread", "unlaid", "pairs", "expected", "low", "high"):
            setattr(row, name, getattr(found, name))
        row.state, row.ended_at, row.stage = states.TRANSITIONS["finish"][1], now, ""
        row.save()
        u.log("duplicates.finished", **_about(row))
        return True


def fail(*, claimed: Claimed, fault: str, by: Actor) -> None:
    """It could not be done; nothing is kept. For the worker."""
    with unit(by=by) as u:
        row = _held(claimed)
        if row is not None:
            _fail(row, fault)
            u.log("duplicates.failed", code=row.fault, **_about(row))


def lapse(*, by: Actor) -> None:
    """End what nobody agreed to or began in time, and delete pairs that nobody looked at. For the worker."""
    with unit(by=by) as u:
        now = clock.now()
        allowed, after = states.TRANSITIONS["lapse"]
        over = Search.objects.select_for_update(of=("self",)).filter(state__in=allowed, expires_at__lte=now)
        for row in over.order_by("pk"):
            row.state, row.ended_at = after, now
            row.save(update_fields=["state", "ended_at"])
            u.log("duplicates.lapsed", **_about(row))
        old = Pair.objects.select_for_update(of=("self",)).filter(
            state=states.WAITS, found_at__lte=now - rules.KEPT_FOR
        )
        gone = list(old.order_by("pk").values_list("pk", flat=True))
        if gone:
            Pair.objects.filter(pk__in=gone).delete()
            u.log("duplicates.forgotten", object_type="duplicate_pair", object_id="", code=str(len(gone)))


def _there(likely: Sequence[Likely]) -> list[UUID]:
    """Held until it is written down: an erasure at this moment comes before or after, never between."""
    ids = {end for one in likely for end in (one.one, one.other)}
    held = Person.objects.select_for_update(of=("self",)).filter(pk__in=ids, anonymous_since__isnull=True)
    return list(held.order_by("pk").values_list("pk", flat=True))


def _held(claimed: Claimed) -> Search | None:
    rows = Search.objects.select_for_update(of=("self",))
    return rows.filter(pk=claimed.id, state=states.RUNNING, attempts=claimed.attempt).first()


def _fail(row: Search, fault: str) -> None:
    row.state, row.fault, row.ended_at = states.TRANSITIONS["fail"][1], fault[:12], clock.now()
    row.save(update_fields=["state", "fault", "ended_at"])


def _check_month(institution_id: str) -> None:
    if rules.too_soon(queries.last_opened(institution_id), clock.now()):
        raise NotNow(
            _(
                "Identities were opened for a search less than a month ago. Ask again when a month has passed; until "
                "then each person is looked for before they are added."
            ),
            code="too_soon",
        )


def _locked(search_id: UUID, verb: str, by: Actor) -> Search:
    policy.check_reads(by)
    row = lock_search(by, search_id)
    if states.leads_to(verb, row.state) is None:
        raise NotNow(
            _("This search has moved on meanwhile. Open the page again to see where it stands."),
            code=f"already_{row.state}",
        )
    return row


def _decide(row: Search, verb: str, by: Actor) -> None:
    row.state = states.TRANSITIONS[verb][1]
    row.decided_by, row.decided_at = cases.account_of(by), clock.now()
    row.save(update_fields=["state", "decided_by", "decided_at", "expires_at", "ended_at"])


def _one_is_open() -> NotNow:
    return NotNow(
        _("A search is asked for or runs already in this institution. Open the page again to see where it stands."),
        code="one_is_open",
    )


def _about(row: Search) -> dict[str, Any]:
    return {"object_type": OBJECT, "object_id": row.pk}
