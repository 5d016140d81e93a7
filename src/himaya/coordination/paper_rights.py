"""Who may have which paper: the secretariat every one, an institution what concerns it and is ready to be read."""

from typing import Any
from uuid import UUID

from django.db import models

from himaya.coordination import policy, states
from himaya.coordination.models import Cycle, Letter, MinutesVersion, RoundTable
from himaya.coordination.papers import data
from himaya.coordination.papers.follow_up_data import WHOLE
from himaya.coordination.queries import consulting, reports
from himaya.coordination.queries import drafts as texts
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound

# Each institution has its own, because what others wrote for the secretariat alone is not in it.
OWN = (data.PACKET, data.RESTITUTION, data.CONSULTATION, data.TRACKED, data.FOLLOW_UP)
HELD = (states.TABLE_CLOSED, states.MINUTES_APPROVED, states.ARCHIVED)


def check(actor: Actor, *, kind: str, object_id: UUID, institution_id: str) -> None:
    """Raises NotFound unless the actor may have this paper: what is not yours is not there."""
    if policy.is_secretariat(actor):
        return
    if not policy.takes_part(actor) or not _may(actor, kind, object_id, institution_id):
        raise NotFound


def for_whom(actor: Actor, *, kind: str, institution_id: str) -> str:
    """Whose paper it is: an institution always has its own."""
    if kind not in OWN:
        return ""
    return institution_id if policy.is_secretariat(actor) else actor.institution_id


def letters(actor: Actor) -> "models.QuerySet[Letter]":
    """The letters that the actor may know: all, or those to one's institution once sent and those it wrote."""
    rows = Letter.objects.select_related("institution", "table", "cycle__organiser", "answers")
    if policy.is_secretariat(actor):
        return rows
    cycles = Cycle.objects.filter(policy.visible_cycles(actor)).values("pk")
    mine = rows.filter(cycle__in=cycles, institution_id=actor.institution_id)
    return mine.filter(state__in=(states.SENT, states.RECEIVED))


def versions(actor: Actor) -> "models.QuerySet[MinutesVersion]":
    """The versions of minutes of the tables that the actor may know."""
    visible = RoundTable.objects.filter(policy.visible_tables(actor)).values("pk")
    return MinutesVersion.objects.filter(minutes__table__in=visible).select_related("minutes")


def renditions(actor: Actor) -> models.Q:
    """Which papers that were asked for the actor may have. One question to the store, whatever the answer is."""
    if policy.is_secretariat(actor):
        return models.Q()
    if not policy.takes_part(actor):
        return models.Q(pk__in=[])
    tables = RoundTable.objects.filter(policy.visible_tables(actor))
    mine = models.Q(institution_id=actor.institution_id)
    speaks = bool(policy.my_mandates(actor))
    return (
        models.Q(kind=data.MINUTES, object_id__in=versions(actor).values("pk"))
        | models.Q(kind=data.LETTER, object_id__in=letters(actor).filter(direction=states.OUT).values("pk"))
        | mine & models.Q(kind=data.PACKET, object_id__in=tables.values("pk"))
        | mine & models.Q(kind=data.RESTITUTION, object_id__in=tables.filter(state__in=HELD).values("pk"))
        | models.Q(kind=data.EDITION, object_id__in=_ids(texts.visible_editions(actor)))
        | models.Q(kind=data.TEXT, object_id__in=_ids(texts.visible_drafts(actor)))
        | mine & models.Q(kind=data.CONSULTATION, object_id__in=_ids(consulting.visible(actor)))
        | mine & models.Q(kind=data.TRACKED, object_id__in=_ids(texts.visible_drafts(actor)))
        | models.Q(kind=data.REPORT, object_id__in=_ids(reports.visible_editions(actor)))
        | (mine & models.Q(kind=data.FOLLOW_UP, object_id=WHOLE) if speaks else models.Q(pk__in=[]))
    )


def _ids(rows: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    return rows.order_by().values("pk")


def _may(actor: Actor, kind: str, object_id: UUID, institution_id: str) -> bool:
    tables = RoundTable.objects.filter(policy.visible_tables(actor), pk=object_id)
    if kind == data.MINUTES:
        return versions(actor).filter(pk=object_id).exists()
    if kind == data.LETTER:
        return letters(actor).filter(pk=object_id, direction=states.OUT).exists()
    if kind == data.PACKET:
        return institution_id == actor.institution_id and tables.exists()
    if kind == data.EDITION:
        return texts.visible_editions(actor).filter(pk=object_id).exists()
    if kind == data.TEXT:
        return texts.visible_drafts(actor).filter(pk=object_id).exists()
    if kind == data.REPORT:
        return reports.visible_editions(actor).filter(pk=object_id).exists()
    if kind in (data.CONSULTATION, data.TRACKED):
        rows = consulting.visible(actor) if kind == data.CONSULTATION else texts.visible_drafts(actor)
        return institution_id == actor.institution_id != "" and rows.filter(pk=object_id).exists()
    if kind == data.FOLLOW_UP:
        own = institution_id == actor.institution_id != "" and object_id == WHOLE
        return own and bool(policy.my_mandates(actor))
    if kind == data.RESTITUTION:
        return institution_id == actor.institution_id and tables.filter(state__in=HELD).exists()
    return False
