"""The verb of a grade: the secretariat's judgement of what was done, apart from the state of the work."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import no_case, policy, speaking, stepping
from himaya.coordination import states_following as states
from himaya.coordination.models import Recommendation
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import unit

NOTE = 600


def give(*, recommendation_id: UUID, grade: str, note: str, by: Actor) -> Recommendation:
    """Grade A, B, C or E, with the sentence that explains it. Raises NotFound, NotPermitted, NotNow, NotValid."""
    with unit(by=by) as u:
        policy.check_secretariat(by)
        row = stepping.lock(by, recommendation_id)
        stepping.check_moment(row, "grade")
        if grade == states.GRADE_SILENT:
            raise NotValid(
                _("Nobody gives a D: it comes by itself when two reminders stay without an answer."), code="grade"
            )
        if grade not in states.GRADES_GIVEN:
            raise NotValid(_("Choose the grade: A, B, C or E."), code="grade")
        said = speaking.written(note, missing=_("Say in one sentence why it has this grade."), longest=NOTE)
        no_case.check_said(said)
        row.grade, row.grade_note, row.graded_on = grade, said, clock.today()
        stepping.done(u, row, "graded", code=grade, note=said)
        return row
