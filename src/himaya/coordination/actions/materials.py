"""The verbs of what an expert's day hands out or shows: its title, kind, language, and where it lies."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import locks, locks_practice, no_case, policy, speaking
from himaya.coordination.models import Material
from himaya.coordination.words_practice import LANGUAGES, MATERIAL_KINDS
from himaya.coordination.words_tables import GONE
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid
from himaya.kernel.unit import unit

WHERE = 240


def add(
    *,
    table_id: UUID,
    titles: Mapping[str, str],
    kind: str,
    language: str,
    where: str,
    item_id: UUID | None = None,
    by: Actor,
) -> Material:
    """Note one thing that is handed out or shown. No file is kept here. Raises NotFound, NotNow, NotValid."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table = locks_practice.lock_table_in(by, table_id, locks_practice.PREPARED)
        if kind not in MATERIAL_KINDS:
            raise NotValid(_("Choose what it is."), code="kind")
        if language and language not in LANGUAGES:
            raise NotValid(_("Choose the language in which it is written."), code="language")
        row = Material.objects.create(
            table=table,
            item=locks_practice.item_of(table, item_id),
            kind=kind,
            language=language,
            where=speaking.written(where, longest=WHERE),
            **no_case.titles(titles),
        )
        u.log("material.added", object_type="round_table", object_id=table.pk)
        return row


def remove(*, material_id: UUID, by: Actor) -> None:
    """Take one thing off the list. Raises NotFound, NotNow."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table_id = Material.objects.filter(pk=material_id).values_list("table_id", flat=True).first()
        if table_id is None:
            raise NotFound(GONE, code="gone")
        locks_practice.lock_table_in(by, table_id, locks_practice.PREPARED)
        locks.lock_row(Material.objects.all(), material_id, gone=GONE).delete()
        u.log("material.removed", object_type="round_table", object_id=table_id)
