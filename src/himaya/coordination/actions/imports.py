"""The verbs of a list: read and looked at first, then taken into the register whole, or thrown away, or undone."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from himaya.coordination import formulating, gathering, locks, no_case, numbering, policy, speaking, wordings
from himaya.coordination import states_following as states
from himaya.coordination.models import (
    ActionServes,
    Evidence,
    ImportBatch,
    ProgressReport,
    Recommendation,
    RecommendationStep,
)
from himaya.coordination.rules_gathering import LONGEST
from himaya.coordination.states import leads_to
from himaya.coordination.words_gathering import BATCH_STATES
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import Unit, unit

# A list that nobody came back to is emptied: it holds what somebody has not yet decided to say.
KEPT = timedelta(hours=72)
NAMED = 12


def read(
    *, data: bytes, source_kind: str, source_ref: str = "", source_on: date | None = None, by: Actor
) -> ImportBatch:
    """Read a list and keep what it says beside the register, row by row with its faults. Nothing is entered yet.

    `source_ref` and `source_on` are of the whole list, for the rows that say nothing. Raises NotPermitted, NotValid.
    """
    policy.check_secretariat(by)
    if source_kind not in states.SOURCES:
        raise NotValid(_("Choose where these recommendations come from."), code="source")
    if source_on is not None and source_on > clock.today():
        raise NotValid(_("This day is still to come. Write the day of the source."), code="source_on")
    ref = speaking.written(source_ref, longest=LONGEST["source_ref"])
    no_case.check_said(ref)
    # Reading takes a while and needs no lock: only the last step writes.
    rows = gathering.rows_of(data, source_ref=ref, source_on=source_on)
    with unit(by=by) as u:
        batch = ImportBatch.objects.create(
            made_at=clock.now(), source_kind=source_kind, rows=rows, state=states.BATCH_READ
        )
        u.log("import.read", object_type="import", object_id=batch.pk, code=source_kind)
        return batch


def confirm(
    *, batch_id: UUID, rows: Sequence[int] | None = None, table_id: UUID | None = None, by: Actor
) -> ImportBatch:
    """Take rows of a list into the register, all of them or none: those numbered so, by default all without a fault.

    `table_id` is the table that a list of a round table comes from. Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        batch, after = _held(by, batch_id, "confirm")
        chosen = _chosen(batch, rows)
        _enter(batch, chosen, table_id, u)
        # What was said stands in the register now, and is edited there; here stay the numbers and the faults.
        batch.rows = [{**row, "values": {}, "contributor_names": []} for row in batch.rows]
        batch.state, batch.imported_on, batch.count = after, clock.today(), len(chosen)
        batch.save()
        u.log("import.confirmed", object_type="import", object_id=batch.pk, code=str(len(chosen)))
        return batch


def _chosen(batch: ImportBatch, rows: Sequence[int] | None) -> list[gathering.Row]:
    by_number = {row["row"]: row for row in batch.rows}
    if rows is None:
        chosen = [row for row in by_number.values() if gathering.fine(row)]
    else:
        if any(number not in by_number or not gathering.fine(by_number[number]) for number in rows):
            raise NotValid(
                _("A row that was chosen has something wrong. Correct it in the file and read the file again."),
                code="rows",
            )
        chosen = [by_number[number] for number in dict.fromkeys(rows)]
    if not chosen:
        raise NotValid(_("No row is left to import. Correct the file and read it again."), code="rows")
    return chosen


def _enter(batch: ImportBatch, chosen: Sequence[gathering.Row], table_id: UUID | None, u: Unit) -> None:
    """What `recommendations.enter` does to one, done to all: with thousands of rows their numbers are taken at once."""
    made: list[tuple[Recommendation, formulating.Takes]] = []
    for row in chosen:
        new = Recommendation(state=states.FORMULATED, entered_on=clock.today(), batch=batch)
        takes = gathering.takes(row, source_kind=batch.source_kind, table_id=table_id)
        with _of_row(row):
            formulating.fill(new, takes, by=u.by)
        made.append((new, takes))
    numbering.save_all_numbered([new for new, _takes in made])
    for row, (new, takes) in zip(chosen, made, strict=True):
        if takes["contributors"] or takes["contributor_names"]:
            with _of_row(row):
                formulating.join(new, takes)
        u.log("recommendation.entered", object_type="recommendation", object_id=new.pk, code=new.source_kind)


@contextmanager
def _of_row(row: gathering.Row) -> Iterator[None]:
    try:
        yield
    except NotValid as refusal:
        raise NotValid(
            format_lazy(_("Row {row}: {sentence}"), row=row["row"], sentence=refusal.sentence), code="rows"
        ) from refusal


def discard(*, batch_id: UUID, by: Actor) -> None:
    """Throw away a list that was read and not imported. Raises NotFound, NotPermitted, NotNow."""
    with unit(by=by) as u:
        batch, after = _held(by, batch_id, "discard")
        _empty(batch, after)
        u.log("import.discarded", object_type="import", object_id=batch.pk)


def undo(*, batch_id: UUID, by: Actor) -> None:
    """Take everything that a list brought out of the register again, while nothing came of any of it.

    Raises NotNow naming those of which something came; NotFound, NotPermitted.
    """
    with unit(by=by) as u:
        batch, after = _held(by, batch_id, "undo")
        held = Recommendation.objects.filter(batch=batch).order_by("pk").select_for_update()
        pks = [row.pk for row in held]
        _check_nothing_came(pks)
        Recommendation.objects.filter(pk__in=pks).delete()
        _empty(batch, after)
        u.log("import.undone", object_type="import", object_id=batch.pk, code=str(len(pks)))


def came_of(rows: "QuerySet[Recommendation]") -> "QuerySet[Recommendation]":
    """Those of which something came since they were entered: edited, addressed, grouped, worked on, pointed to."""
    row = OuterRef("pk")
    touched = ~Q(state=states.FORMULATED) | Q(revision__gt=0) | Q(cluster__isnull=False)
    for model in (RecommendationStep, ProgressReport, Evidence, ActionServes):
        touched |= Q(Exists(model._default_manager.filter(recommendation=row)))
    return rows.filter(touched | Q(Exists(Recommendation.objects.filter(successor=row))))


def _check_nothing_came(pks: list[UUID]) -> None:
    numbers = list(
        came_of(Recommendation.objects.filter(pk__in=pks)).order_by("number").values_list("number", flat=True)
    )
    if not numbers:
        return
    named = wordings.listed(f"R-{number}" for number in numbers[:NAMED])
    told = ngettext(
        "Something came of %(named)s since: it was edited, addressed or worked on. This list stays in the register.",
        "Something came of %(n)d of them since (%(named)s): they were edited, addressed or worked on. This list stays "
        "in the register.",
        len(numbers),
    )
    raise NotNow(told % {"n": len(numbers), "named": named}, code="something_came")


def forget(*, by: Actor = SYSTEM) -> int:
    """Empty the lists that were read three days ago and never imported. Returns how many. Safe to do twice."""
    old = ImportBatch.objects.filter(state=states.BATCH_READ, made_at__lt=clock.now() - KEPT)
    done = 0
    for pk in list(old.values_list("pk", flat=True)):
        with unit(by=by) as u:
            # Somebody may have decided about it a moment ago.
            batch = old.filter(pk=pk).select_for_update().first()
            if batch is None:
                continue
            _empty(batch, states.BATCH_DISCARDED)
            u.log("import.expired", object_type="import", object_id=pk)
            done += 1
    return done


def _empty(batch: ImportBatch, state: str) -> None:
    batch.rows, batch.state = [], state
    batch.save(update_fields=["rows", "state"])


def _held(by: Actor, batch_id: UUID, verb: str) -> tuple[ImportBatch, str]:
    policy.check_secretariat(by)
    batch = locks.lock_row(ImportBatch.objects.all(), batch_id)
    after = leads_to(states.BATCH_TRANSITIONS, verb, batch.state)
    if after is None:
        raise NotNow(
            format_lazy(
                _("This list is “{state}” by now: look at the page as it stands."), state=BATCH_STATES[batch.state]
            ),
            code=f"import_{batch.state}",
        )
    return batch, after
