"""The questions that tables left open, of the tables that the actor may know."""

from uuid import UUID

from himaya.coordination import policy
from himaya.coordination.models import Question, RoundTable
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound


def question_of(actor: Actor, question_id: UUID) -> Question:
    """One question of a table that the actor may know. Raises NotFound, at the same cost as for an absent one."""
    visible = RoundTable.objects.filter(policy.visible_tables(actor)).values("pk")
    rows = Question.objects.select_related("table__cycle", "owed_by", "asked_by", "item", "delegate")
    found = rows.filter(pk=question_id, table__in=visible).first()
    if found is None:
        raise NotFound
    return found
