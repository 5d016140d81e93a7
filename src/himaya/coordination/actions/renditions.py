"""The verbs of a paper: asked for by somebody, claimed, made and kept by a worker, forgotten after a day.

Asking twice for the same content makes one paper. A worker holds a ticket (the moment of its claim): one that was
killed is followed by another after a while, and if it was only slow, the late one's work is thrown away.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.adapters import pdf
from himaya.adapters.paper import Mode
from himaya.coordination import canonical, paper_rights, states
from himaya.coordination.models import Rendition
from himaya.coordination.papers import data
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit

# A paper takes two minutes at most; a claim older than this belongs to a worker that is gone.
CLAIM_LASTS = timedelta(minutes=10)
MOST_ATTEMPTS = 3
KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One paper to make, and the ticket of whoever makes it."""

    id: UUID
    ticket: datetime
    kind: str
    object_id: UUID
    institution_id: str
    mode: Mode
    format: str


def ask(*, kind: str, object_id: UUID, institution_id: str, mode: str, format: str, by: Actor) -> Rendition:
    """Ask for a paper; the same content in the same form is made once. One that failed is tried again.

    Raises NotFound for what is not the actor's, NotValid for a form that this paper does not have, NotNow where PDFs
    cannot be made.
    """
    if mode not in states.MODES or format not in states.FORMATS:
        raise NotValid(_("Choose a language and a format."), code="paper_form")
    if format == "pdf" and kind in data.DOCUMENT_ONLY:
        raise NotValid(only_document(), code="document_only")
    whose = paper_rights.for_whom(by, kind=kind, institution_id=institution_id)
    with unit(by=by) as u:
        paper_rights.check(by, kind=kind, object_id=object_id, institution_id=whose)
        if format == "pdf" and pdf.missing():
            raise NotNow(no_pdf(), code="pdf_missing")
        printed = {"exercise": settings.DEMO, "paper": data.gather(kind, object_id, whose)}
        row, made = Rendition.objects.get_or_create(
            kind=kind,
            object_id=object_id,
            institution_id=whose,
            mode=mode,
            format=format,
            fingerprint=canonical.digest(printed),
            defaults={"state": states.QUEUED, "asked_at": clock.now()},
        )
        if not made and row.state == states.FAILED:
            row.state, row.attempts, row.fault, row.done = states.QUEUED, 0, "", 0
            row.save(update_fields=["state", "attempts", "fault", "done"])
        if made or row.state == states.QUEUED:
            u.log("rendition.asked", object_type="rendition", object_id=row.pk, code=kind)
        return row


def only_document() -> str:
    """Why a paper is made as a document file only."""
    return str(
        _("Changes can be accepted and rejected in a word processor only, not in a PDF. Take the document file.")
    )


def no_pdf() -> str:
    """Why no PDF can be made here, and what to do instead."""
    sentence = _(
        "This server cannot make PDFs: the technical administrator installs %(packages)s. "
        "Until then take the document file, or print the page."
    )
    return str(sentence) % {"packages": pdf.missing()}


def claim(now: datetime) -> Claimed | None:
    """Take the paper that waits longest; None when nothing waits. A short unit of its own.

    One that has been tried too often is given up instead, and the next is taken.
    """
    while True:
        with unit(by=SYSTEM) as u:
            row = _next(now)
            if row is None:
                return None
            if row.attempts >= MOST_ATTEMPTS:
                row.state, row.fault = states.FAILED, row.fault or "worker_gone"
                row.save(update_fields=["state", "fault"])
                u.log("rendition.failed", object_type="rendition", object_id=row.pk, code=row.fault)
                continue
            row.state, row.claimed_at, row.done = states.RUNNING, now, 0
            row.attempts += 1
            row.save(update_fields=["state", "claimed_at", "attempts", "done"])
            mode = cast(Mode, row.mode)
            return Claimed(row.pk, now, row.kind, row.object_id, row.institution_id, mode, row.format)


def progress(claimed: Claimed, pages: int) -> None:
    """How many pages are laid out so far; only whoever holds the ticket says so."""
    _held(claimed).update(done=pages)


def keep(claimed: Claimed, content: bytes) -> bool:
    """Keep a paper that was made; False when another worker has taken it over meanwhile."""
    with unit(by=SYSTEM) as u:
        kept = _held(claimed).update(
            state=states.READY,
            ready_at=clock.now(),
            sha256=sha256(content).hexdigest(),
            content=content,
            fault="",
        )
        if kept:
            u.log("rendition.made", object_type="rendition", object_id=claimed.id, code=claimed.format)
        return bool(kept)


def fail(claimed: Claimed, fault: str, *, for_good: bool = False) -> None:
    """It could not be made: it waits for another try, or is given up after three."""
    with unit(by=SYSTEM) as u:
        row = _held(claimed).select_for_update().defer("content").first()
        if row is None:
            return
        row.fault = fault[:64]
        given_up = for_good or row.attempts >= MOST_ATTEMPTS
        row.state = states.FAILED if given_up else states.QUEUED
        row.save(update_fields=["fault", "state"])
        if given_up:
            u.log("rendition.failed", object_type="rendition", object_id=row.pk, code=row.fault)


def release() -> int:
    """At the start of the only worker: whatever is still claimed was left by one that is gone; returns how many."""
    if connection.features.has_select_for_update_skip_locked:
        # Several workers may run: an old claim is taken over when its time is up.
        return 0
    return Rendition.objects.filter(state=states.RUNNING).update(state=states.QUEUED)


def forget(before: datetime) -> int:
    """Delete papers asked for before a moment; they can be made again. Returns how many."""
    with unit(by=SYSTEM) as u:
        count, _each = Rendition.objects.filter(asked_at__lt=before).exclude(state=states.RUNNING).delete()
        if count:
            u.log("renditions.forgotten", object_type="rendition", object_id="", code=str(count))
        return count


def of(actor: Actor, rendition_id: UUID) -> Rendition:
    """One paper that the actor may have, without its bytes. Raises NotFound."""
    rows = Rendition.objects.defer("content").filter(paper_rights.renditions(actor), pk=rendition_id)
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def _next(now: datetime) -> Rendition | None:
    waiting = Q(state=states.QUEUED) | Q(state=states.RUNNING, claimed_at__lt=now - CLAIM_LASTS)
    rows = (
        Rendition.objects.defer("content").filter(waiting).order_by(F("claimed_at").asc(nulls_first=True), "asked_at")
    )
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    return rows.first()


def _held(claimed: Claimed) -> "QuerySet[Rendition]":
    return Rendition.objects.filter(pk=claimed.id, state=states.RUNNING, claimed_at=claimed.ticket)
