"""What ends an agreement or a link, at the moment in which something is taken on it: before it, or not at all."""

from functools import partial

import pytest

from himaya.cases import linked
from himaya.cases.actions import consents, handovers, links, referrals
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case, HandOver, PartnerLink, Referral
from himaya.kernel import clock
from himaya.kernel.errors import Refusal
from tests import cast, factories
from tests.races.every_verb_referrals import linked_referral, offered
from tests.races.test_every_verb_race import meet_before_saving
from tests.races.test_two_actors import together
from tests.rooms.cases import at_a_partner
from tests.rooms.coordination import at_the_table

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.usefixtures("store"),
    pytest.mark.capability("E1", "E5"),
]


def test_a_case_does_not_arrive_after_the_agreement_was_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault to plant: the offer locked, and the case not."""
    with clock.stopped(factories.TUESDAY):
        at_the_table.people()
        case_id = factories.hand_over(wishes=[at_a_partner.at_the_ward()]).case_id
        classes = ("first_name", "safe_contact", "age_group", "language")
        about = Question("desk:shelter", classes, "ary", "none", "spoken")
        line = consents.give(case_id=case_id, question=about, by=cast.INSPECTOR)
        offer = offered(case_id, "shelter")
        meet_before_saving(monkeypatch)
        took, back = together(
            partial(handovers.accept, handover_id=offer, by=cast.SHELTER),
            partial(consents.withdraw, consent_id=line, by=cast.INSPECTOR),
        )
        assert back is None
        assert not isinstance(took, Exception) or (isinstance(took, Refusal) and took.code == "not_agreed"), took
        arrived = Case.objects.filter(desk_id="shelter").exists()
        assert arrived == (HandOver.objects.get(pk=offer).state == "accepted") == (not isinstance(took, Exception))


def test_nobody_answers_by_a_link_after_it_was_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault to plant: `policy._check_by_link` without its look at the link."""
    with clock.stopped(factories.TUESDAY):
        at_the_table.people()
        referral, made = linked_referral()
        by = linked.actor_of(PartnerLink.objects.get())
        links.open_once(token=made.token, code=made.code, by=by)
        meet_before_saving(monkeypatch)
        took, ended = together(
            partial(referrals.accept, referral_id=referral, by=by),
            partial(links.revoke, referral_id=referral, by=cast.INSPECTOR),
        )
        assert ended is None
        assert not isinstance(took, Exception) or isinstance(took, Refusal), took
        assert (Referral.objects.get(pk=referral).state == "accepted") == (not isinstance(took, Exception))
        assert PartnerLink.objects.get().packet is None
