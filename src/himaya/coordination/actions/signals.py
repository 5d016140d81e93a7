"""The verb of a signal from the field: onto the agenda of the next table, once."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from himaya.coordination import locks, policy, states, words_signals
from himaya.coordination.actions import agenda
from himaya.coordination.models import AgendaItem
from himaya.coordination.queries import signals as queries
from himaya.coordination.rules_seeding import MINUTES
from himaya.instruments.models import Version
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit

LONGEST = 240


def put(*, cycle_id: UUID, version_id: int, uid: str, kind: str, by: Actor) -> AgendaItem:
    """Put a signal on the agenda of the next table of a cycle; `uid` '' is a form as a whole.

    A signal about one version comes to the tables of a cycle once, even where it was dropped there.
    Raises NotNow (no table ahead, put already), NotValid, NotFound.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        # The cycle is held, so that of two presses the second sees the point of the first, at whichever table.
        cycle = locks.lock_cycle(by, cycle_id)
        version = _version(version_id, uid, kind)
        key = queries.key_of(version_id, uid, kind)
        if (there := queries.put_at(cycle).get(key)) is not None:
            raise NotNow(
                str(_("This signal is on the agenda of round table %(number)s already. It does not come twice."))
                % {"number": there.number},
                code="signal_put",
            )
        table = queries.next_table(cycle)
        if table is None:
            raise NotNow(
                _("No table of this cycle lies ahead. Plan the next one first, then put the signal on its agenda."),
                code="no_table_ahead",
            )
        item = agenda.add(
            table_id=table.pk,
            kind=states.FOLLOW_UP,
            titles=_titles(version, uid, kind),
            minutes=MINUTES[states.FOLLOW_UP],
            seed=key,
            by=by,
        )
        u.log("signal.put", object_type="agenda_item", object_id=item.pk, code=kind)
        return item


def _version(version_id: int, uid: str, kind: str) -> Version:
    version = Version.objects.filter(pk=version_id).first()
    known = kind in words_signals.POINTS and (kind == words_signals.OVERRIDDEN) == (uid == "")
    asked = not uid or (version is not None and any(row.get("uid") == uid for row in version.source["survey"]))
    if version is None or not known or not asked:
        raise NotValid(_("Choose a signal of the list."), code="signal_unknown")
    return version


def _titles(version: Version, uid: str, kind: str) -> dict[str, str]:
    """The point in each language, the form by its title."""
    found = {}
    for code in languages.CODES:
        with override(code):
            said = {"uid": uid, "form": getattr(version, f"title_{code}"), "version": version.version}
            found[code] = (str(words_signals.POINTS[kind]) % said)[:LONGEST]
    return found
