"""One-time links for partners without an account: what is in the store opens nothing without link and code."""

from django.db import models
from django.db.models import F, Q

from himaya.kernel.columns import CLOCK, COUNT, KEY, STATE, WORKER
from himaya.kernel.ids import new_id

ENDS = ("answered", "replaced", "revoked", "tries", "withdrawn", "over")


class PartnerLink(models.Model):
    """One link of one referral. `mark` finds it by the secret of its address; `packet` is ciphertext under a key that
    comes from that secret and from a code, and neither is kept. In clear: moments, a count, and how it ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    referral = models.ForeignKey("cases.Referral", models.PROTECT, related_name="+")
    mark = KEY(models.CharField(max_length=64, unique=True))
    salt = KEY.wordless(models.BinaryField(max_length=16))
    packet = KEY.wordless(models.BinaryField(null=True))
    made_by = WORKER(models.UUIDField())
    made_at = CLOCK(models.DateTimeField())
    expires_at = CLOCK(models.DateTimeField())
    tries = COUNT(models.PositiveSmallIntegerField(default=0))
    opened_at = CLOCK(models.DateTimeField(null=True))
    # A hash of what the browser that opened it holds.
    browser = KEY(models.CharField(max_length=64, blank=True))
    ended_at = CLOCK(models.DateTimeField(null=True))
    ended = STATE(models.CharField(max_length=16, blank=True))

    class Meta:
        db_table = "partner_link"
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(ended_at__isnull=True), name="one_link_of_a_referral_stands"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended="", packet__isnull=False)
                | Q(ended_at__isnull=False, ended__in=ENDS, packet__isnull=True),
                name="a_link_that_ended_keeps_no_packet",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="a_link_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, browser="") | Q(opened_at__isnull=False) & ~Q(browser=""),
                name="an_opened_link_knows_its_browser",
            ),
        ]
