"""Recommendations named by their numbers in one field, as people list them: `12, 15-17`."""

from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination import rules_gathering
from himaya.coordination.queries import gathering as queries
from himaya.kernel.actor import Actor
from himaya.web.roundtable.tables.reading import Form

FIELD = "numbers"


def chosen(form: Form, actor: Actor, name: str = FIELD) -> list[UUID]:
    """The recommendations whose numbers were typed; what is none of them has its sentence beside the field."""
    numbers = rules_gathering.numbers(form.text(name))
    if numbers is None:
        form.wrong[name] = _("Write numbers only, such as 12, 15-17.")
        return []
    known = queries.numbered(actor, numbers)
    missing = [number for number in numbers if number not in known]
    if missing:
        form.wrong[name] = format_lazy(_("There is no recommendation R-{number} in your register."), number=missing[0])
        return []
    return [known[number].pk for number in numbers]
