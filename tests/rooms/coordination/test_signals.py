"""A signal from the field comes to the next table of a cycle, once."""

from typing import Any
from uuid import uuid4

import pytest

from himaya.coordination import states
from himaya.coordination.actions import agenda, signals
from himaya.coordination.models import AgendaItem, Cycle, RoundTable
from himaya.coordination.queries import signals as queries
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests import factories
from tests.rooms.coordination import at_the_table as at

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("B6")]


def put(cycle: Cycle, **changes: Any) -> AgendaItem:
    base: dict[str, Any] = {
        "cycle_id": cycle.pk,
        "version_id": factories.version().pk,
        "uid": "FL-08",
        "kind": "never",
        "by": at.SECRETARY,
    }
    return signals.put(**{**base, **changes})


def test_a_signal_becomes_a_point_of_the_next_table_in_three_languages() -> None:
    cycle = at.cycle()
    table = at.planned(cycle)
    item = put(cycle)
    assert (item.table_id, item.kind, item.state) == (table.pk, states.FOLLOW_UP, states.ITEM_WAITING)
    assert item.title_en.startswith("Signal from the field: FL-08 is never ticked")
    assert "inspection du travail" in item.title_fr
    assert "تفتيش الشغل" in item.title_ar
    event = AuditEvent.objects.get(action="signal.put")
    assert (event.object_id, event.code) == (str(item.pk), "never")


def test_a_signal_about_a_whole_form_names_the_form() -> None:
    cycle = at.cycle()
    at.planned(cycle)
    assert "next step" in put(cycle, uid="", kind="overridden").title_en


def refused(cycle: Cycle, code: str, **changes: Any) -> None:
    points = AgendaItem.objects.count()
    with pytest.raises((NotNow, NotValid, NotFound)) as refusal:
        put(cycle, **changes)
    assert refusal.value.code == code
    assert AgendaItem.objects.count() == points
    assert not AuditEvent.objects.filter(action="signal.put").exclude(code="never").exists()


def test_the_same_signal_never_comes_twice_even_where_it_was_dropped() -> None:
    cycle = at.cycle()
    at.planned(cycle)
    item = put(cycle)
    refused(cycle, "signal_put")
    agenda.drop(item_id=item.pk, reason="Déjà connu", by=at.SECRETARY)
    refused(cycle, "signal_put")
    RoundTable.objects.filter(pk=item.table_id).update(state=states.TABLE_CLOSED)
    at.planned(cycle)
    refused(cycle, "signal_put")
    assert put(cycle, kind="refused").pk != item.pk


def test_a_cancelled_table_has_talked_about_nothing() -> None:
    cycle = at.cycle()
    first = put_at(cycle)
    RoundTable.objects.filter(pk=first).update(state=states.CANCELLED)
    assert put_at(cycle) != first


def put_at(cycle: Cycle) -> Any:
    at.planned(cycle)
    return put(cycle).table_id


def test_without_a_table_ahead_it_says_what_to_do() -> None:
    refused(at.cycle(), "no_table_ahead")


def test_a_table_in_session_is_not_ahead() -> None:
    cycle = at.cycle()
    with at.in_the_morning():
        at.in_session(cycle)
        refused(cycle, "no_table_ahead")


@pytest.mark.parametrize(("changes", "code"), [
    ({"kind": "level"}, "signal_unknown"), ({"kind": "overridden"}, "signal_unknown"), ({"uid": ""}, "signal_unknown"),
    ({"uid": "FL-99"}, "signal_unknown"), ({"version_id": 0}, "signal_unknown"), ({"cycle_id": uuid4()}, "NotFound"),
])  # fmt: skip
def test_what_is_no_signal_is_refused(changes: dict[str, Any], code: str) -> None:
    cycle = at.cycle()
    at.planned(cycle)
    refused(cycle, code, **changes)


@pytest.mark.parametrize("by", [at.HEALTH, at.HEALTH_AUTHORITY])
def test_only_the_secretariat_puts_a_signal(by: Actor) -> None:
    cycle = at.cycle()
    at.planned(cycle)
    with pytest.raises(NotPermitted):
        put(cycle, by=by)


def test_two_signals_have_two_keys_however_long_the_uid_is() -> None:
    keys = {queries.key_of(version, uid, kind) for version in (1, 11) for uid in ("", "A" * 48, "1/never/A")
            for kind in ("never", "refused")}  # fmt: skip
    assert len(keys) == 12
    assert all(len(key) <= 64 for key in keys)
