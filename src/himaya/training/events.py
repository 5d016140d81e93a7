"""What this room writes into the audit, each with a sentence for humans. No name stands there."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "assessment_of_needs.begun": _("An assessment of training needs was begun."),
    "assessment_of_needs.rated": _("A module was rated in an assessment of needs."),
    "assessment_of_needs.handed_in": _("An assessment of training needs was handed in."),
    "assessment_of_needs.set_aside": _("An assessment of training needs was set aside."),
    "assessment_of_needs.need_entered": _("A measured gap was entered into the register of needs."),
    "training_plan.begun": _("The plan of trainings of a year was begun."),
    "training_plan.adopted": _("The plan of trainings was put in force."),
    "training_plan.closed": _("The plan of trainings was closed."),
    "training_line.added": _("A line was added to the plan of trainings."),
    "training_line.changed": _("A line of the plan of trainings was changed."),
    "training_line.aimed": _("It was said how many people a line is to reach."),
    "training_line.dropped": _("A line of the plan of trainings was dropped."),
    "training_session.planned": _("A training session was planned."),
    "training_session.changed": _("A training session was changed."),
    "training_session.opened": _("A training session was opened for naming."),
    "training_session.closed": _("A training session was closed with its attendance."),
    "training_session.cancelled": _("A training session was cancelled."),
    "training_session.trainer_added": _("A trainer was entered for a session."),
    "training_session.trainer_removed": _("A trainer was taken off a session."),
    "training_session.material_added": _("The material of a session was noted with its version."),
    "enrolment.named": _("Somebody was named for a training session."),
    "enrolment.withdrawn": _("Somebody was withdrawn from a training session."),
    "half_day.marked": _("Attendance at a half-day of a training was noted."),
    "participant_import.read": _("A list of participants was read."),
    "participant_import.confirmed": _("A list of participants was taken in."),
    "participant_import.discarded": _("A list of participants was thrown away."),
    "participant_import.undone": _("A list of participants was undone."),
    "participant_import.expired": _("A list of participants that nobody took in was emptied."),
    "participants.read": _("Names of participants of a training were read."),
}
