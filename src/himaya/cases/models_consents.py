"""The ledger of what a person said about sharing. Lines are added, never changed, which the store holds too."""

from django.db import models
from django.db.models import Q

from himaya.cases import rules_consents as rules
from himaya.cases import rules_consents_child as child
from himaya.cases import rules_consents_consulate as consulate
from himaya.cases import states
from himaya.institutions.models import Desk, Institution
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, GROUP, WORKER
from himaya.kernel.ids import new_id


class Consent(models.Model):
    """One line: what was asked, and given, refused or withdrawn; or that it rests on something else than agreement.

    One purpose, one recipient, named classes of data. A referral points at the line it was sent on. Codes only: what
    the person said beside is a story, and has its place elsewhere.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    number = COUNT(models.PositiveIntegerField())
    at = CLOCK(models.DateTimeField())
    word = CODED(models.CharField(max_length=16))
    basis = CODED(models.CharField(max_length=16))
    # Where the basis without agreement is written; empty for what the person said.
    source = CODED(models.CharField(max_length=24, blank=True))
    purpose = CODED(models.CharField(max_length=48))
    # Help at a desk, or a file of records for an institution.
    recipient = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    data_classes = CODED.wordless(models.JSONField())
    until = DAY(models.DateField(null=True))
    language = GROUP(models.CharField(max_length=8, blank=True))
    interpreter = CODED(models.CharField(max_length=16, blank=True))
    mode = CODED(models.CharField(max_length=16, blank=True))
    told_first = CODED(models.BooleanField(default=True))
    not_told_reason = CODED(models.CharField(max_length=48, blank=True))
    # Of a child: what they said themself, and a guardian, or why nobody asked one. Empty for an adult.
    assent = CODED(models.CharField(max_length=24, blank=True))
    guardian = CODED(models.CharField(max_length=16, blank=True))
    # Before a consulate: whether the person fears that State or seeks asylum. Empty where nobody asked.
    fears = CODED(models.CharField(max_length=8, blank=True))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    asked_by = WORKER(models.UUIDField(null=True))

    class Meta:
        db_table = "consent"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_consent_per_number"),
            models.CheckConstraint(condition=Q(basis__in=states.ROUTES), name="consent_has_a_basis"),
            models.CheckConstraint(condition=Q(word__in=rules.WORDS), name="consent_word_is_known"),
            models.CheckConstraint(
                condition=Q(word=rules.WITHOUT, source__in=sorted(rules.SOURCES.values())) & ~Q(basis=states.CONSENT)
                | ~Q(word=rules.WITHOUT) & Q(basis=states.CONSENT, source=""),
                name="without_agreement_has_a_source",
            ),
            models.CheckConstraint(
                condition=Q(purpose=rules.GIVE_SERVICE, recipient__isnull=False, receiver__isnull=True)
                | Q(purpose=rules.EXPORT, recipient__isnull=True, receiver__isnull=False),
                name="consent_has_one_recipient",
            ),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(word=rules.GIVEN), name="only_a_yes_has_an_end"),
            models.CheckConstraint(
                condition=~Q(basis="legal_duty") | Q(told_first=True) | ~Q(not_told_reason=""),
                name="told_first_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(assent__in=("", *child.ASSENTS))
                & Q(guardian__in=("", *child.GUARDIANS))
                & Q(fears__in=("", consulate.YES, consulate.NO)),
                name="consent_codes_are_known",
            ),
            models.CheckConstraint(
                condition=~Q(word=rules.GIVEN) | ~Q(assent=child.NO), name="a_childs_no_is_never_a_yes"
            ),
        ]

    @property
    def to_name(self) -> str:
        """What the recipient is called."""
        return str((self.recipient or self.receiver or self.desk).name)
