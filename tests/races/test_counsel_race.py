"""Counsel of another desk answers while somebody else does, or while the sheet is withdrawn from them: one stands."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from himaya.determinations import states
from himaya.determinations.actions import counsels, decision_requests
from himaya.determinations.models import Counsel, Request
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.models import AuditEvent
from tests import cast
from tests.races.test_every_verb_race import meet_before_saving
from tests.races.test_two_actors import together
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations.determination_at_hand import ASKS
from tests.rooms.determinations.test_counsel_elsewhere import DESK, ELSEWHERE, named

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("C4")]
COLLEAGUE = cast.actor("counsel-elsewhere-2", DESK, "legal_counsel")
Deed = Callable[[], Any]


def says(row: Request, *, yes: bool = True, by: Any = ELSEWHERE) -> Deed:
    return partial(decision_requests.advise, request_id=row.pk, yes=yes, by=by)


def meeting(monkeypatch: pytest.MonkeyPatch, *deeds: Deed) -> list[object]:
    """What became of those who were too late; one was not."""
    meet_before_saving(monkeypatch)
    found = together(*deeds)
    assert sum(one is None for one in found) == 1, found
    return [one for one in found if one is not None]


def outcome(row: Request) -> tuple[str, str]:
    """Where the request stands, and why the naming ended."""
    return Request.objects.values_list("state", flat=True).get(pk=row.pk), Counsel.objects.get(request=row).why


def test_of_two_counsel_one_word_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red without the lock in `access.hold`."""
    row = named()
    late = meeting(monkeypatch, says(row), says(row, yes=False, by=COLLEAGUE))
    assert [type(one) for one in late] == [NotFound]
    assert outcome(row) in ((states.SENT, states.SAID), (states.WITHDRAWN, states.SAID))
    assert AuditEvent.objects.filter(action="decision_request.advised").count() == 1


def test_of_counsel_here_and_elsewhere_one_word_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    row = named()
    (late,) = meeting(monkeypatch, says(row), says(row, yes=False, by=at_hand.COUNSEL))
    if isinstance(late, NotNow):
        assert (late.code, *outcome(row)) == ("not_waiting", states.SENT, states.SAID)
    else:
        assert isinstance(late, NotFound)
        assert outcome(row) == (states.WITHDRAWN, states.REQUEST_ENDED)


def test_the_word_or_the_withdrawal_stands_and_never_both(monkeypatch: pytest.MonkeyPatch) -> None:
    row = named()
    (late,) = meeting(monkeypatch, says(row), partial(counsels.take_back_counsel, request_id=row.pk, by=ASKS))
    if isinstance(late, NotNow):
        assert (late.code, *outcome(row)) == ("nobody_named", states.SENT, states.SAID)
    else:
        assert isinstance(late, NotFound)
        assert outcome(row) == (states.TO_COUNSEL, states.TAKEN_BACK)
    assert AuditEvent.objects.filter(action="decision_counsel.ended").count() == 1
