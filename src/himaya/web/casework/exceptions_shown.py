"""A sharing without agreement, as a line of the page: what waits, who may decide, what the person is owed."""

from typing import Any

from himaya.cases import rules_consents_exceptions as rules
from himaya.cases import words, words_exceptions
from himaya.cases.grounds import grounds
from himaya.cases.models import SharingException
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.casework import labels


def line(actor: Actor, row: SharingException) -> dict[str, Any]:
    """One row. `may_confirm` is true for a second person only; the others read why not."""
    waits, confirmed = row.state == rules.PROPOSED, row.state == rules.CONFIRMED
    second = rules.second(row.proposed_by, actor.account_id, actor.roles)
    ground = grounds()[row.ground]
    return {
        "row": row,
        "state": words_exceptions.STATES[row.state],
        "ground": labels.said(ground.names),
        "text": labels.said(ground.text),
        "classes": [labels.data_class(name) for name in row.data_classes],
        "notice": words_exceptions.NOTICES[row.notice],
        "not_told": words.NOT_TOLD_REASONS.get(row.not_told_reason, ""),
        "waits": waits,
        "may_confirm": waits and second,
        "may_decline": waits and (second or row.proposed_by == actor.account_id),
        "why_not": words_exceptions.SECOND if waits and not second else "",
        "owed": confirmed and rules.owed(row.notice),
        "late": confirmed and rules.late(row.notice, row.notice_on, clock.today()),
    }
