"""The verbs of a document on its way to a decision: entered with the day of its decision, moved by what was decided."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import known, locks, no_case, policy, states, words_tables
from himaya.coordination.models import Document
from himaya.instruments.models import Version
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import is_open, unit


def enter(
    *,
    cycle_id: UUID,
    kind: str,
    titles: Mapping[str, str],
    owner_id: str | None,
    version_name: str,
    decide_on: date | None,
    by: Actor,
) -> Document:
    """Enter a text; when its day of decision falls on or before a table, that table's agenda proposes it.

    `version_name` names an instrument of the house whose latest stored version is meant; empty for a text on paper.
    Raises NotValid, NotNow.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        cycle = locks.lock_cycle(by, cycle_id)
        if cycle.state != states.OPEN or cycle.recorded:
            raise NotNow(words_tables.CYCLE_CLOSED, code="cycle_closed")
        if kind not in states.DOCUMENT_KINDS:
            raise NotValid(_("Choose the kind of document."), code="document_kind")
        document = Document.objects.create(
            cycle=cycle,
            kind=kind,
            owner=known.institution(owner_id) if owner_id else None,
            version=_version(version_name),
            decide_on=decide_on,
            state=states.PREPARED,
            **no_case.titles(titles),
        )
        u.log("document.entered", object_type="document", object_id=document.pk, code=kind)
        return document


def set_state(*, document_id: UUID, state: str, by: Actor) -> None:
    """Move a document to the state that a decision gives it. Called by verbs of decisions inside their unit."""
    if not is_open():
        policy.check_secretariat(by)
    with unit(by=by) as u:
        document = locks.lock_row(Document.objects.all(), document_id)
        if state not in states.DOCUMENT_STATES:
            raise NotValid(_("A document has no such state."), code="document_state")
        document.state = state
        document.save(update_fields=["state"])
        u.log("document.state_set", object_type="document", object_id=document.pk, code=state)


def _version(name: str) -> Version | None:
    if not name:
        return None
    found = Version.objects.filter(name=name).order_by("-stored_on", "-pk").first()
    if found is None:
        raise NotValid(_("Choose a form of the list, or leave it empty for a text on paper."), code="version_unknown")
    return found
