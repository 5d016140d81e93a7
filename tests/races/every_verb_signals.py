"""The race of a signal from the field: two presses, one point."""

from himaya.coordination.actions import signals
from himaya.coordination.models import AgendaItem
from tests import factories
from tests.races.every_verb import Race, Table, once
from tests.rooms.coordination import at_the_table as at

races = Table()


@races.of("signals.put")
def a_signal_comes_to_one_agenda_once() -> Race:
    cycle = at.cycle()
    at.planned(cycle)
    version = factories.version()
    return once(
        lambda by: signals.put(cycle_id=cycle.pk, version_id=version.pk, uid="FL-08", kind="never", by=by),
        "signal.put",
        lambda: AgendaItem.objects.filter(seed__startswith="signal:").count() == 1,
    )
