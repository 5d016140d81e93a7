"""What a mail about an invitation says, in the language that is on: when, where, by when to answer. Nothing more."""

from django.utils.translation import gettext as _

from himaya.coordination import inviting, moments
from himaya.coordination.models import RoundTable
from himaya.kernel import days, languages


def body(table: RoundTable, kind: str) -> str:
    """The lines of the mail. What the table is about stands behind the sign-in, never here."""
    said = {"table": moments.number_in_words(table), "when": moments.when(table)}
    if kind == inviting.CANCEL:
        return _("%(table)s, %(when)s, is cancelled. Your calendar takes it out with the attached file.") % said
    lines = [_("Your institution is invited: %(table)s, %(when)s.") % said]
    if kind == inviting.REMINDER:
        lines = [_("Your institution has not answered yet: %(table)s, %(when)s.") % said]
    elif table.sequence:
        lines = [_("This is a change. %(table)s now meets on %(when)s.") % said]
    if note := moments.clock_note(table):
        lines.append(note)
    if table.place:
        lines.append(_("Place: %(place)s.") % {"place": table.place})
    if table.answer_by is not None:
        lines.append(
            _("Please say who will come by %(day)s: in the application, by reply or by letter.")
            % {"day": days.in_words(table.answer_by, languages.current())}
        )
    return "\n".join(lines)
