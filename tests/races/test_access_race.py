"""Let in and kept out at the same moment, on PostgreSQL: whichever comes first, in the end nothing is open to them."""

import pytest

from himaya.cases import access
from himaya.kernel.errors import NotFound, NotValid
from tests import cast
from tests.races import every_verb_access as stage
from tests.races.test_every_verb_race import meet_before_saving
from tests.races.test_two_actors import together

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("X2")]


@pytest.mark.parametrize("turn", range(4))
def test_nobody_is_let_in_and_kept_out_at_once(monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    """The fault to plant: `lock_case` reading without its lock; the access would outlive the exclusion."""
    case = stage.opened()
    meet_before_saving(monkeypatch)
    deeds = [lambda: stage.let_in(case, cast.LABOUR_LEAD), lambda: stage.kept_out(case, cast.INSPECTOR)]
    found = together(*(deeds if turn % 2 else reversed(deeds)))
    faults = [one for one in found if isinstance(one, Exception)]
    assert all(isinstance(one, NotValid) and one.code == "whom" for one in faults), found
    assert stage.of_south() == 0
    with pytest.raises(NotFound), access.open_case(stage.SOUTH, case.pk, purpose="give_service"):
        pass
