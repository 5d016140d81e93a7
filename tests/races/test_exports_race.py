"""Taken back at the moment at which it is approved or fetched: nothing leaves afterwards, whoever came first."""

from collections.abc import Callable
from uuid import UUID

import pytest

from himaya.disclosures import states_exports as states
from himaya.disclosures.actions import exports
from himaya.disclosures.models import DataExport, ExportedCase
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.races.test_every_verb_race import meet_before_saving
from tests.races.test_two_actors import together
from tests.rooms.legal.exporting import approved, asked, fetched, proven, switched_on
from tests.rooms.legal.registering import OFFICER

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("X10")]


def approve(export_id: UUID) -> None:
    exports.approve(export_id=export_id, by=proven(OFFICER))


@pytest.mark.parametrize(("begin", "deed"), [(asked, approve), (approved, fetched)], ids=["approve", "fetch"])
def test_what_is_taken_back_at_that_moment_is_gone(
    begin: Callable[[], UUID], deed: Callable[[UUID], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted fault: `lock_export` without `select_for_update` approves, or counts, what was taken back before."""
    with clock.stopped(factories.TUESDAY):
        switched_on()
        factories.hand_over()
        export_id = begin()
        meet_before_saving(monkeypatch)
        done, taken_back = together(
            lambda: deed(export_id), lambda: exports.withdraw(export_id=export_id, by=cast.LABOUR_LEAD)
        )
        row = DataExport.objects.get()
        assert taken_back is None
        assert row.state == states.WITHDRAWN
        actions = list(
            AuditEvent.objects.filter(object_id=str(export_id)).order_by("pk").values_list("action", flat=True)
        )
        assert actions[-1] == "export.withdrawn", actions
        if isinstance(done, Exception):
            assert isinstance(done, NotNow), done
            assert row.fetched == 0
        assert ExportedCase.objects.exists() == bool(row.fetched)
        with pytest.raises(NotNow):
            deed(export_id)
