"""Of clocks and measures in the matrix: what calls for a look, and what was agreed."""

from uuid import UUID

from himaya.cases.models import Case
from tests.rooms.risks.clocked import noted, planned
from tests.security.matrix.rows import RISK_EVENT, RISK_MEASURE


def set_up(case_id: UUID) -> dict[str, str]:
    case = Case.objects.get(pk=case_id)
    return {RISK_EVENT: str(noted(case).pk), RISK_MEASURE: str(planned(case).pk)}
