"""What is owed after a sharing: two people behind one without agreement, word to a desk whose agreement ended."""

from django.db import models
from django.db.models import F, Q

from himaya.cases import rules_consents_exceptions as rules
from himaya.cases import states
from himaya.cases.models_consents import Consent
from himaya.institutions.models import Desk, Institution
from himaya.kernel.columns import CLOCK, CODED, DAY, ID, STATE, WORKER
from himaya.kernel.ids import new_id

GROUNDS = tuple(one for one in states.ROUTES if one != states.CONSENT)


class SharingException(models.Model):
    """A sharing without agreement: proposed by one person, confirmed by another, and what the person is told of it.

    Codes only. Once confirmed it has its line in the ledger.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    data_classes = CODED.wordless(models.JSONField())
    ground = CODED(models.CharField(max_length=16))
    state = STATE(models.CharField(max_length=16, default=rules.PROPOSED))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    proposed_by = WORKER(models.UUIDField())
    proposed_at = CLOCK(models.DateTimeField())
    decided_by = WORKER(models.UUIDField(null=True))
    decided_at = CLOCK(models.DateTimeField(null=True))
    line = models.OneToOneField(Consent, models.PROTECT, null=True, related_name="+")
    # The day on which they were told, by which they are, or on which it is looked at again.
    notice = CODED(models.CharField(max_length=16))
    notice_on = DAY(models.DateField())
    not_told_reason = CODED(models.CharField(max_length=48, blank=True))

    class Meta:
        db_table = "sharing_exception"
        constraints = [
            models.CheckConstraint(condition=Q(ground__in=GROUNDS), name="exception_has_a_ground"),
            models.CheckConstraint(
                condition=Q(state=rules.PROPOSED, decided_by__isnull=True, decided_at__isnull=True, line__isnull=True)
                | Q(state=rules.DECLINED, decided_by__isnull=False, decided_at__isnull=False, line__isnull=True)
                | Q(state=rules.CONFIRMED, decided_by__isnull=False, decided_at__isnull=False, line__isnull=False),
                name="an_exception_is_decided_as_a_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.CONFIRMED) | ~Q(decided_by=F("proposed_by")),
                name="an_exception_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(notice__in=(rules.TOLD, rules.TO_TELL), not_told_reason="")
                | Q(notice=rules.NOT_TOLD, not_told_reason__in=rules.NOT_TOLD_REASONS),
                name="a_notice_is_given_or_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["case", "recipient"], condition=Q(state=rules.PROPOSED), name="one_exception_proposed"
            ),
        ]


class WithdrawalNotice(models.Model):
    """Whoever had something is told that the agreement ended, and says that it has read so.

    A desk that had a referral, or, without one, lines of a plan or a part of a conference; or an institution that had a
    file of records. Where there is no referral, under the reference that they know.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    referral = models.OneToOneField("cases.Referral", models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    line = models.OneToOneField(Consent, models.PROTECT, null=True, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    reference = ID(models.CharField(max_length=9, blank=True))
    told_at = CLOCK(models.DateTimeField())
    acknowledged_at = CLOCK(models.DateTimeField(null=True))
    acknowledged_by = WORKER(models.UUIDField(null=True))

    class Meta:
        db_table = "withdrawal_notice"
        indexes = [
            models.Index(fields=["desk"], name="notices_to_read", condition=Q(acknowledged_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(referral__isnull=False, desk__isnull=False, line__isnull=True, institution__isnull=True)
                | Q(referral__isnull=True, desk__isnull=False, line__isnull=False, institution__isnull=True)
                | Q(referral__isnull=True, desk__isnull=True, line__isnull=False, institution__isnull=False),
                name="a_desk_or_an_institution_is_told",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="somebody_acknowledges_at_a_moment",
            ),
        ]

    @property
    def to_name(self) -> str:
        """What the recipient is called."""
        return str(self.desk.name if self.desk else self.institution.name if self.institution else "")
