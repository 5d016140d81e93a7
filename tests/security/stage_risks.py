"""Of risks in the matrix: a finished assessment, one under way, and a domain that the person sees as worse."""

from uuid import UUID

from himaya.cases.models import Case
from himaya.kernel.ids import new_id
from himaya.risks.actions import own_ratings
from tests import cast
from tests.rooms.risks.assessed import OWN_WORDS, answered, begun, finished


def set_up(case_id: UUID) -> None:
    case = Case.objects.get(pk=case_id)
    first = begun(case)
    answered(first, "R2")
    finished(first, 1)
    rating = {"case_id": case.pk, "domain": "R2", "level": "high", "words": OWN_WORDS}
    own_ratings.note(**rating, instance_id=new_id(), by=cast.INSPECTOR)
    answered(begun(case, "periodic"), "R1")
