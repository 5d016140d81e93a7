"""Packets to partners abroad. The file itself lies nowhere: it is made while it is handed out.

In clear: desk, partner, classes of data, days, state. Whatever was typed or said in words is sealed under the story
key. A packet's beginnings never change, and its steps are only added: the store holds both.
"""

from django.db import models
from django.db.models import F, Q

from himaya.cases.models import Case, Consent
from himaya.institutions.models import Desk, Institution
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, GROUP, ID, KEY, PUBLIC, STATE, WORKER
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.packets import rules, states
from himaya.persons.models import Person

NOT_RELEASED = (states.PREPARED, states.ENDED, states.TAKEN_BACK)


class Packet(SealedModel):
    """One packet for one partner, resting on one line of the ledger of agreements, which carries no second one."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    reference = ID(models.CharField(max_length=9, unique=True))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="+")
    language = GROUP(models.CharField(max_length=2))
    classes = CODED.wordless(models.JSONField())
    # The partner's public key, and the number of the authorisation as the register said it.
    key = PUBLIC(models.CharField(max_length=64))
    number = PUBLIC(models.CharField(max_length=64))
    second_needed = STATE(models.BooleanField())
    prepared_by = WORKER(models.UUIDField())
    prepared_at = CLOCK(models.DateTimeField())
    state = STATE(models.CharField(max_length=12))
    reply_by = DAY(models.DateField())
    released_by = WORKER(models.UUIDField(null=True))
    handed_at = CLOCK(models.DateTimeField(null=True))
    handed = COUNT(models.PositiveSmallIntegerField(default=0))
    # Keyed: a copy of the store leads to no code.
    code_mark = KEY(models.CharField(max_length=64, blank=True))
    tries = COUNT(models.PositiveSmallIntegerField(default=0))
    tried_at = CLOCK(models.DateTimeField(null=True))
    received_at = CLOCK(models.DateTimeField(null=True))
    reason = CODED(models.CharField(max_length=16, blank=True))
    # {arrival, partner_words}: what was typed for the partner.
    typed = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "packet"
        constraints = [
            models.UniqueConstraint(fields=["case", "instance_id"], name="one_packet_per_form"),
            models.UniqueConstraint(fields=["consent"], name="one_packet_per_agreement"),
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="packet_state_is_known"),
            models.CheckConstraint(condition=~Q(number=""), name="a_packet_abroad_has_a_number"),
            models.CheckConstraint(
                condition=Q(second_needed=False) | Q(released_by__isnull=False) | Q(state__in=NOT_RELEASED),
                name="a_second_person_saw_the_packet",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("prepared_by")),
                name="who_releases_a_packet_did_not_prepare_it",
            ),
            models.CheckConstraint(
                condition=Q(handed=0, code_mark="", handed_at__isnull=True)
                | Q(handed__gt=0, handed__lte=rules.MOST_HANDED, handed_at__isnull=False) & ~Q(code_mark=""),
                name="a_packet_is_handed_out_with_a_code",
            ),
        ]


class PacketStep(SealedModel):
    """What became of a packet: one line each time, never changed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    packet = models.ForeignKey(Packet, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    verb = STATE(models.CharField(max_length=16))
    code = CODED(models.CharField(max_length=16, blank=True))
    at = CLOCK(models.DateTimeField())
    day = DAY(models.DateField(null=True))
    # Null where the worker did it.
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    done_by = WORKER(models.UUIDField(null=True))
    # {words} of an answer.
    said = SealedField(key="story", json_value=True)
    # What the machine needs and nobody reads: {reply_key} of a handing out, {seen} of a second look.
    held = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "packet_step"
        constraints = [
            models.UniqueConstraint(fields=["packet", "number"], name="one_packet_step_per_number"),
            models.CheckConstraint(condition=Q(verb__in=("prepare", *states.TRANSITIONS)), name="packet_step_is_known"),
        ]
