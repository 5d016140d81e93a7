"""What a sender sees of the one-time links of its referrals: whether one opens, and how the last one ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from himaya.cases import linked, policy, queries, states
from himaya.cases.models import PartnerLink, Referral
from himaya.kernel import clock
from himaya.kernel.actor import Actor

# As a sender sees a link; the last four are ways in which it ended.
NONE, READY, BEING_READ, OVER = "none", "ready", "being_read", "over"


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest link of a referral: its state, or how it ended."""

    state: str
    link: PartnerLink | None

    @property
    def opens(self) -> bool:
        return self.state in (READY, BEING_READ)


def standing(referral: Referral) -> Standing:
    """The newest link of a referral that the caller was shown."""
    link = PartnerLink.objects.filter(referral=referral).defer("packet").order_by("-made_at").first()
    if link is None:
        return Standing(NONE, None)
    if link.ended_at is not None:
        return Standing(link.ended, link)
    if not linked.rests(referral):
        return Standing(OVER, link)
    now = clock.now()
    if link.opened_at is not None:
        return Standing(BEING_READ if now < link.opened_at + policy.READING else OVER, link)
    return Standing(READY if now < link.expires_at else OVER, link)


def last_of(referrals: Iterable[Referral]) -> dict[UUID, str]:
    """Of referrals that no link opens (`to_renew`), why none does: NONE, OVER, or how the newest one ended."""
    found = dict.fromkeys((row.pk for row in referrals), NONE)
    made = PartnerLink.objects.filter(referral__in=list(found)).order_by("made_at")
    found.update((link.referral_id, link.ended or OVER) for link in made.only("referral_id", "ended"))
    return found


def to_renew(actor: Actor) -> QuerySet[Referral]:
    """Referrals to partners without an account that wait for an answer, and that no link opens: call, or make a new
    one. A link that was opened and answered leaves a referral that no longer waits."""
    opens = PartnerLink.objects.filter(
        referral=OuterRef("pk"), ended_at__isnull=True, opened_at__isnull=True, expires_at__gt=clock.now()
    )
    read = PartnerLink.objects.filter(policy.read_now(), referral=OuterRef("pk"))
    waits = queries.sent(actor).filter(to_desk__reached_by="link", state__in=(states.SENT, states.ASKED))
    return waits.exclude(Exists(opens)).exclude(Exists(read))
