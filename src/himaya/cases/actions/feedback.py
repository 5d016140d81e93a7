"""The verb of what a person says of how it was: counted, and nothing else is kept."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy, rules_feedback, tallies
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid


def give(*, answers: Mapping[str, str], by: Actor) -> None:
    """Count what was answered, for the desk and the month: no row, no audit, no hour, no case, no worker.

    Anonymity is the promise, and an audit row beside the reading of a file would break it. Raises NotValid.
    """
    policy.check_hand_over(by)
    said = rules_feedback.said(answers)
    if said is None:
        raise NotValid(_("Choose one of the faces, or leave the question."), code="answers")
    with transaction.atomic():
        tallies.add(
            *(
                tallies.Count(tallies.FEEDBACK, desk_id=by.desk_id, clause=question, answer=face)
                for question, face in said.items()
            )
        )
