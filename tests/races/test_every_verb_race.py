"""Every verb of a round table and of its institutions, done twice at the same moment, on PostgreSQL.

The two wait for each other just before they write the audit, when all is written and nothing is saved yet. With the
lock they cannot both be there, so the meeting times out and the first goes on; without it both would have acted.
"""

from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from himaya.kernel import clock
from himaya.kernel.errors import Refusal
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import Unit
from tests.races import (
    every_verb_access,
    every_verb_apart,
    every_verb_attestations,
    every_verb_care,
    every_verb_closures,
    every_verb_conferences,
    every_verb_consents,
    every_verb_consents_whole,
    every_verb_consulting,
    every_verb_crisis,
    every_verb_demands,
    every_verb_determinations,
    every_verb_duplicates,
    every_verb_enquiries,
    every_verb_estimates,
    every_verb_exchange,
    every_verb_exports,
    every_verb_follow_up,
    every_verb_gathering,
    every_verb_health,
    every_verb_inbound,
    every_verb_instruments,
    every_verb_interviews,
    every_verb_legal,
    every_verb_packets,
    every_verb_papers,
    every_verb_plans,
    every_verb_practice,
    every_verb_progress,
    every_verb_publishing,
    every_verb_qualifications,
    every_verb_reasonings,
    every_verb_recommendations,
    every_verb_referrals,
    every_verb_relations,
    every_verb_releases,
    every_verb_reports,
    every_verb_requests,
    every_verb_returns,
    every_verb_returns_travel,
    every_verb_rights,
    every_verb_risks,
    every_verb_risks_clocks,
    every_verb_safety,
    every_verb_services,
    every_verb_signals,
    every_verb_staff_care,
    every_verb_tables,
    every_verb_tasks,
    every_verb_texts,
    every_verb_training,
    every_verb_training_awareness,
    every_verb_training_certificates,
    every_verb_training_tests,
    every_verb_yearbook,
)
from tests.races.every_verb import Staged
from tests.races.test_two_actors import MEETING_SECONDS, together
from tests.rooms.coordination import at_the_table

pytestmark = [
    pytest.mark.deep,
    pytest.mark.postgres,
    pytest.mark.usefixtures("store"),
    pytest.mark.capability(
        "A0", "A1", "A2", "A3", "A5", "A6", "A7", "A8", "D1", "D2", "D3", "D4", "D5", "E6", "E7", "H5", "H6", "X2"
    ),
]
RACES = [
    *every_verb_access.races.staged,
    *every_verb_apart.races.staged,
    *every_verb_attestations.races.staged,
    *every_verb_closures.races.staged,
    *every_verb_conferences.races.staged,
    *every_verb_determinations.races.staged,
    *every_verb_consents.races.staged,
    *every_verb_consents_whole.races.staged,
    *every_verb_reasonings.races.staged,
    *every_verb_rights.races.staged,
    *every_verb_risks.races.staged,
    *every_verb_tables.races.staged,
    *every_verb_tasks.races.staged,
    *every_verb_training.races.staged,
    *every_verb_training_awareness.races.staged,
    *every_verb_training_certificates.races.staged,
    *every_verb_training_tests.races.staged,
    *every_verb_yearbook.races.staged,
    *every_verb_papers.races.staged,
    *every_verb_plans.races.staged,
    *every_verb_practice.races.staged,
    *every_verb_gathering.races.staged,
    *every_verb_progress.races.staged,
    *every_verb_publishing.races.staged,
    *every_verb_qualifications.races.staged,
    *every_verb_recommendations.races.staged,
    *every_verb_referrals.races.staged,
    *every_verb_crisis.races.staged,
    *every_verb_exchange.races.staged,
    *every_verb_packets.races.staged,
    *every_verb_inbound.races.staged,
    *every_verb_returns.races.staged,
    *every_verb_returns_travel.races.staged,
    *every_verb_staff_care.races.staged,
    *every_verb_relations.races.staged,
    *every_verb_health.races.staged,
    *every_verb_risks_clocks.races.staged,
    *every_verb_care.races.staged,
    *every_verb_safety.races.staged,
    *every_verb_releases.races.staged,
    *every_verb_reports.races.staged,
    *every_verb_consulting.races.staged,
    *every_verb_instruments.races.staged,
    *every_verb_interviews.races.staged,
    *every_verb_legal.races.staged,
    *every_verb_demands.races.staged,
    *every_verb_requests.races.staged,
    *every_verb_estimates.races.staged,
    *every_verb_duplicates.races.staged,
    *every_verb_enquiries.races.staged,
    *every_verb_exports.races.staged,
    *every_verb_services.races.staged,
    *every_verb_signals.races.staged,
    *every_verb_texts.races.staged,
    *every_verb_follow_up.races.staged,
]


def meet_before_saving(monkeypatch: pytest.MonkeyPatch) -> None:
    """From then on the first who has written waits for the other before anything is saved."""
    place, log = Barrier(2), Unit.log

    def late(*args: Any, **named: Any) -> None:
        try:
            place.wait(timeout=MEETING_SECONDS)
        except BrokenBarrierError:
            place.abort()
        log(*args, **named)

    monkeypatch.setattr(Unit, "log", late)


@pytest.mark.parametrize("staged", RACES, ids=lambda one: f"{one.verb}-{one.stage.__name__}")
def test_two_who_do_the_same_at_once(staged: Staged, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.stopped(staged.at):
        at_the_table.people()
        race = staged.stage()
        before = AuditEvent.objects.filter(action=race.action).count()
        meet_before_saving(monkeypatch)
        found = together(*race.deeds)
        faults = [one for one in found if isinstance(one, Exception)]
        assert [one for one in faults if not isinstance(one, Refusal)] == [], found
        told = [one for one in faults if isinstance(one, Refusal)]
        assert all(str(one.sentence) != str(one.sentence_default) for one in told), told
        assert len(found) - len(faults) == race.succeed, found
        assert AuditEvent.objects.filter(action=race.action).count() - before == race.rows
        assert AuditEvent.objects.filter(action="refused").count() == len(faults)
        assert race.holds()
