"""Ending one-time links: what they carried goes, at once. The caller holds the referral."""

from himaya.cases import states
from himaya.cases.models import Case, PartnerLink, Referral
from himaya.kernel import clock
from himaya.kernel.unit import Unit


def end(u: Unit, link: PartnerLink, why: str) -> None:
    """Nothing opens by this link any more."""
    link.ended_at, link.ended, link.packet = clock.now(), why, None
    link.save(update_fields=["ended_at", "ended", "packet"])
    u.log("link.ended", object_type="referral", object_id=link.referral_id, code=why)


def of(referral: Referral) -> PartnerLink | None:
    """The link of a referral that did not end, held."""
    rows = PartnerLink.objects.select_for_update(of=("self",))
    return rows.filter(referral=referral, ended_at__isnull=True).first()


def end_all(u: Unit, case: Case) -> None:
    """A closed file has no link. The caller holds its referrals."""
    rows = PartnerLink.objects.select_for_update(of=("self",)).filter(referral__case=case, ended_at__isnull=True)
    for link in rows.order_by("pk"):
        end(u, link, "over")


def follow(u: Unit, referral: Referral) -> None:
    """A referral of which nothing may be read any more has no link either."""
    if referral.state in states.READABLE or referral.to_desk.reached_by != "link":
        return
    if (link := of(referral)) is not None:
        end(u, link, "withdrawn" if referral.state in (states.WITHDRAWN, states.STOOD_DOWN) else "answered")
