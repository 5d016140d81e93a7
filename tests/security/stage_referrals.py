"""Referrals deepened, behind the matrix: a need of two desks, a case that is offered, links to a partner."""

from himaya.cases.actions import handovers, links, needs
from himaya.cases.models import Referral
from himaya.institutions.models import Desk
from tests import cast, factories
from tests.rooms.cases import at_a_partner, found_abroad
from tests.security.matrix import rows


def set_up() -> dict[str, str]:
    """Of further files of the own desk, so that nothing stands on the one that the other rows are about."""
    done = factories.hand_over(identity=None, wishes=[at_a_partner.at_the_ward()])
    sent = needs.send(
        case_id=done.case_id,
        wish=factories.wish(to_desk_id=""),
        desks=("shelter", "hostel"),
        basis="danger",
        language="ary",
        interpreter="none",
        told_first=True,
        by=cast.INSPECTOR,
    )
    offer = handovers.offer(
        case_id=done.case_id, to_desk_id="labour-south", reason="other", data_classes=(), by=cast.LABOUR_LEAD
    )
    _referral, made = at_a_partner.handed_link(identity=None)
    other, ended = at_a_partner.handed_link(identity=None)
    links.revoke(referral_id=other, by=cast.INSPECTOR)
    # Whoever has this role at the own desk sent it; the shelter receives arrivals.
    receiver = Desk.objects.get(pk="shelter")
    receiver.services = [*receiver.services, "arrival_reception"]
    receiver.save(update_fields=["services"])
    sheet = found_abroad.sent(by=cast.actor("inspector", "labour-north", "intake_abroad"), to_desk_id="shelter")
    return {
        rows.INBOUND: str(sheet),
        rows.NEED_ASKED: str(Referral.objects.get(pk=sent[0]).group),
        rows.HANDOVER: str(offer),
        rows.PARTNER_TOKEN: made.token,
        rows.PARTNER_CODE: made.code,
        rows.ENDED_TOKEN: ended.token,
    }
