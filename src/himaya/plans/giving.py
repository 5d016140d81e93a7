"""What stands between a line that the person agreed to and the desk that is to do it."""

from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Case
from himaya.kernel.errors import NotNow
from himaya.legal import gate
from himaya.plans import queries
from himaya.plans.models import Line


def check(case: Case, line: Line) -> None:
    """Raises NotNow unless this line may go to its desk now: by the law on transfers, and by what the person said.

    The law comes first: nobody is asked about what may not go in any case.
    """
    gate.check_recipient(sender_id=case.institution_id, receiver=line.desk.institution)
    if not queries.may_give(line):
        raise NotNow(
            _(
                "The person has not agreed that this desk sees its lines of the plan. Ask them, and write the "
                "answer down under “Agreements”; then give it."
            ),
            code="not_agreed",
        )
