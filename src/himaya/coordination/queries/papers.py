"""Minutes, letters and papers as their pages show them, narrowed to the actor."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from himaya.coordination import minutes_check, minutes_content, minutes_state, paper_rights, policy, states
from himaya.coordination.approving import HELD
from himaya.coordination.models import AgendaItem, Correction, Cycle, Letter, Minutes, MinutesVersion, RoundTable
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class MinutesSide:
    """The minutes of a table for one reader. `content` is what is printed: the draft as it is now, or the last version.

    `findings` hold a draft back. For an institution a draft is not there, and of corrections only its own are.
    """

    table: RoundTable
    row: Minutes | None
    content: minutes_content.Data | None
    versions: Sequence[MinutesVersion] = ()
    corrections: Sequence[Correction] = ()
    findings: Sequence[minutes_check.Finding] = ()
    approvable_at: Sequence[RoundTable] = field(default_factory=tuple)

    @property
    def is_draft(self) -> bool:
        return self.row is not None and self.row.state == states.MINUTES_DRAFT

    @property
    def is_round(self) -> bool:
        """True while institutions may ask for corrections or the secretariat settles them."""
        return self.row is not None and self.row.state in (states.CIRCULATED, states.CORRECTED)

    @property
    def open_corrections(self) -> int:
        return sum(one.state == states.ASKED for one in self.corrections)

    @property
    def in_time(self) -> bool:
        return self.is_round and self.row is not None and (self.row.deadline_on or clock.today()) >= clock.today()


def minutes_of(actor: Actor, table_id: UUID) -> MinutesSide:
    """The minutes of a table. Raises NotFound for a table that is not the actor's to know."""
    table = policy.table_of(actor, table_id)
    row = minutes_state.of(table)
    ours = policy.is_secretariat(actor)
    if row is None or row.state == states.MINUTES_DRAFT:
        if not ours:
            return MinutesSide(table, None, None)
        content = minutes_content.build(_whole(table)) if table.state == states.TABLE_CLOSED else None
        return MinutesSide(table, row, content, findings=minutes_check.findings(content) if content else ())
    versions = list(MinutesVersion.objects.filter(minutes=row).order_by("-number"))
    corrections = Correction.objects.filter(minutes=row).select_related("institution", "item")
    if not ours:
        corrections = corrections.filter(institution_id=actor.institution_id)
    return MinutesSide(
        table,
        row,
        versions[0].content,
        versions,
        list(corrections.order_by("asked_on", "id")),
        approvable_at=_later(table) if ours and row.state in (states.CIRCULATED, states.CORRECTED) else (),
    )


def items_of(table: RoundTable) -> "QuerySet[AgendaItem]":
    """The points of a table in order."""
    return AgendaItem.objects.filter(table=table).order_by("position")


def _later(table: RoundTable) -> list[RoundTable]:
    rows = RoundTable.objects.filter(cycle=table.cycle_id, number__gt=table.number, state__in=HELD)
    return list(rows.order_by("number"))


def _whole(table: RoundTable) -> RoundTable:
    rows = RoundTable.objects.select_related("cycle__organiser", "cycle__funder", "chair__institution")
    return rows.get(pk=table.pk)


def letters_of(actor: Actor, cycle: Cycle) -> "QuerySet[Letter]":
    """The register of a cycle, the latest first; an institution sees what was sent to it and what it wrote."""
    rows = paper_rights.letters(actor).filter(cycle=cycle).select_related("scan")
    return rows.defer("scan__content").order_by("-dated_on", "-number", "-id")


def letter_of(actor: Actor, letter_id: UUID) -> Letter:
    """One letter. Raises NotFound."""
    found = paper_rights.letters(actor).filter(pk=letter_id).first()
    if found is None:
        raise NotFound
    return found


def our_letters_to(cycle: Cycle, institution_id: str = "") -> "QuerySet[Letter]":
    """Our sent letters that one of theirs may answer."""
    rows = Letter.objects.filter(cycle=cycle, direction=states.OUT, state__in=(states.SENT, states.RECEIVED))
    rows = rows.filter(institution_id=institution_id) if institution_id else rows
    return rows.select_related("institution").order_by("-dated_on")
