"""What institutions say about a draft: a round of consultation, their stance, comments and amendments."""

from django.db import models

from himaya.coordination.models.base import Row
from himaya.coordination.models.drafts import Draft
from himaya.institutions.models import Delegate, Institution
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, STATE, Clear

SAID_OF_A_TEXT = Clear("what an institution says of a text and why; refused when it looks like data of one person")
UID = Clear("the stable identifier of a clause")
TYPED = Clear(
    "the typed part of a clause, of which an institution writes rules; refused when it looks like data of one person"
)


class Consultation(Row):
    """A round in which institutions look at a draft, between two days."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="consultations")
    number = COUNT(models.PositiveSmallIntegerField())
    opens_on = DAY(models.DateField())
    closes_on = DAY(models.DateField())
    state = STATE(models.CharField(max_length=16))
    closed_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "consultation"
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_consultation_per_number"),
            models.UniqueConstraint(
                fields=["draft"], condition=models.Q(state="open"), name="one_open_consultation_per_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="consultation_ends_after_it_opens"
            ),
        ]


class Stance(Row):
    """Where one institution stands on the draft in one round. Silence is a row too: it is written down as silence."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="stances")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    stance = CODED(models.CharField(max_length=16))
    reason = SAID_OF_A_TEXT(models.CharField(max_length=600, blank=True))
    how = CODED(models.CharField(max_length=16, blank=True))
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    said_at = CLOCK(models.DateTimeField(null=True))
    received_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "consultation_stance"
        constraints = [
            models.UniqueConstraint(fields=["consultation", "institution"], name="one_stance_per_institution"),
            models.CheckConstraint(
                condition=~models.Q(stance="objection") | ~models.Q(reason=""), name="a_stance_against_has_a_reason"
            ),
        ]


class Comment(Row):
    """A remark on one clause (or on the whole, uid ''), and the answer that every comment gets."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="comments")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    uid = UID(models.CharField(max_length=48, blank=True))
    text = SAID_OF_A_TEXT(models.CharField(max_length=2000))
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    visibility = CODED(models.CharField(max_length=16))
    how = CODED(models.CharField(max_length=16))
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    made_at = CLOCK(models.DateTimeField())
    state = STATE(models.CharField(max_length=16))
    answer = SAID_OF_A_TEXT(models.CharField(max_length=2000, blank=True))
    answered_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "consultation_comment"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="answered") | ~models.Q(answer=""), name="an_answered_comment_has_its_answer"
            ),
        ]


class Amendment(Row):
    """A change that an institution asks for on one clause, with its reason; what was proposed, and what became of it.

    `op`: replace, insert (after `uid`, '' at the beginning), delete, move (`uid` to just after `after`). `texts` and
    `form` hold what is asked; `settled_texts` what was taken. `clause_revision` is the clause as it was read.
    """

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="amendments")
    consultation = models.ForeignKey(Consultation, models.PROTECT, null=True, related_name="amendments")
    number = COUNT(models.PositiveSmallIntegerField())
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    op = CODED(models.CharField(max_length=16))
    uid = UID(models.CharField(max_length=48, blank=True))
    after = UID(models.CharField(max_length=48, blank=True))
    kind = CODED(models.CharField(max_length=16, blank=True))
    texts = SAID_OF_A_TEXT(models.JSONField(default=dict))
    form = TYPED(models.JSONField(default=dict))
    before = SAID_OF_A_TEXT(models.JSONField(default=dict))
    changes_meaning = STATE(models.BooleanField(default=False))
    reason = SAID_OF_A_TEXT(models.CharField(max_length=600))
    clause_revision = COUNT(models.PositiveIntegerField(default=0))
    how = CODED(models.CharField(max_length=16))
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="+")
    made_at = CLOCK(models.DateTimeField())
    state = STATE(models.CharField(max_length=24))
    proposal = CODED(models.CharField(max_length=24, blank=True))
    proposal_reason = SAID_OF_A_TEXT(models.CharField(max_length=600, blank=True))
    proposal_texts = SAID_OF_A_TEXT(models.JSONField(default=dict))
    answer = SAID_OF_A_TEXT(models.CharField(max_length=600, blank=True))
    settled_texts = SAID_OF_A_TEXT(models.JSONField(default=dict))
    settled_uid = UID(models.CharField(max_length=48, blank=True))
    settled_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "amendment"
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_amendment_per_number"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="an_amendment_has_a_reason"),
        ]
