"""What this room has of a file that may be open when its desk would close it."""

from django.utils.translation import gettext_lazy as _

from himaya.kernel.still_open import STOPS, WARNS, Still
from himaya.returns import queries

OPEN: list[Still] = [
    Still(
        "return",
        WARNS,
        _("Going or staying is still talked about with this person. End it first, or the day to look again is lost."),
        lambda case_id: int(queries.running(case_id) is not None),
        view="returns:of_case",
    ),
    # A closed file has no task: nobody would be told that no word came.
    Still(
        "return_on_the_way",
        STOPS,
        _("The person is on the way. Write down first that they were met, or why that is not known."),
        lambda case_id: int(queries.is_on_the_way(case_id)),
        view="returns:after",
    ),
]
