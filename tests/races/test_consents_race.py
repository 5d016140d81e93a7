"""Taken back at the moment at which it is accepted, sent or fetched: afterwards nothing flows, whoever came first."""

from datetime import timedelta
from threading import Event

import pytest

from himaya.cases import access, policy
from himaya.cases.actions import consents, referrals
from himaya.cases.models import Case, Consent, Referral
from himaya.cases.queries_consents import agreed_at_desk
from himaya.disclosures.models import DataExport
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.races.test_every_verb_race import meet_before_saving
from tests.races.test_two_actors import MEETING_SECONDS, together
from tests.rooms.legal import exporting

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("E1")]


def opened() -> Case:
    return Case.objects.get(pk=factories.hand_over().case_id)


def is_closed(referral: Referral) -> bool:
    with access.open_referral(cast.SHELTER, referral.pk, purpose="give_service") as seen:
        return seen.packet == {}


def test_what_is_accepted_and_taken_back_at_once_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The withdrawal begins when the acceptance has looked, and tries to end before it writes."""
    with clock.stopped(factories.TUESDAY):
        opened()
        line, referral = Consent.objects.get(), Referral.objects.get()
        looked, withdrawn, check = Event(), Event(), policy.check_verb

        def slowly(by: Actor, row: Referral, verb: str) -> None:
            check(by, row, verb)
            if verb == "accept":
                looked.set()
                withdrawn.wait(MEETING_SECONDS)

        def take_back() -> None:
            looked.wait(10 * MEETING_SECONDS)
            consents.withdraw(consent_id=line.pk, by=cast.INSPECTOR)
            withdrawn.set()

        monkeypatch.setattr(policy, "check_verb", slowly)
        found = together(lambda: referrals.accept(referral_id=referral.pk, by=cast.SHELTER), take_back)
        assert found == [None, None]
        assert Referral.objects.get().state == "withdrawn"
        assert is_closed(referral)


def test_what_is_sent_and_taken_back_at_once_does_not_stay_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with `lock_case` reading without its lock: both wrote the same line of the ledger."""
    with clock.stopped(factories.TUESDAY):
        case = opened()
        line = Consent.objects.get()
        done = factories.HandedOver(case.pk, case.reference, ())
        meet_before_saving(monkeypatch)
        sent, back = together(
            lambda: factories.send_again(
                done, wish=factories.wish(data_classes=("needs",)), agreed_at=clock.now() + timedelta(seconds=1)
            ),
            lambda: consents.withdraw(consent_id=line.pk, by=cast.INSPECTOR_COLLEAGUE),
        )
        assert back is None
        if isinstance(sent, Exception):
            assert isinstance(sent, NotNow), sent
        assert not Referral.objects.exclude(state="withdrawn").exists()
        assert agreed_at_desk(case.pk, "shelter") == frozenset()


def test_what_is_fetched_and_taken_back_at_once_left_before_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with `fetch` without `hold_cases`; a file left after the withdrawal stood in the audit."""
    with clock.stopped(factories.TUESDAY):
        exporting.switched_on()
        opened()
        export_id = exporting.approved()
        line = Consent.objects.get(purpose="export")
        meet_before_saving(monkeypatch)
        left, back = together(
            lambda: exporting.fetched(export_id), lambda: consents.withdraw(consent_id=line.pk, by=cast.INSPECTOR)
        )
        assert back is None
        order = list(
            AuditEvent.objects.filter(action__in=("export.fetched", "consent.withdrawn"))
            .order_by("pk")
            .values_list("action", flat=True)
        )
        if isinstance(left, Exception):
            assert isinstance(left, NotNow), left
            assert (order, DataExport.objects.get().fetched) == (["consent.withdrawn"], 0)
        else:
            assert order == ["export.fetched", "consent.withdrawn"]
        with pytest.raises(NotNow):
            exporting.fetched(export_id)
