"""The register of processing of each institution, and the overrides that somebody signed. About no person."""

from django.db import models
from django.db.models import F, Q

from himaya.institutions.models import Institution
from himaya.kernel.columns import CODED, DAY, OPERATION, PUBLIC, STATE, WORKER
from himaya.kernel.ids import new_id
from himaya.legal import states
from himaya.legal.models_library import LegalReading

__all__ = ["LegalOverride", "LegalReading", "RegisterEntry"]


class RegisterEntry(models.Model):
    """One entry: written by one person, confirmed by another, never edited; a later one replaces it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    part = CODED(models.CharField(max_length=16))
    # The purpose of a legal basis, or the institution that receives.
    about = CODED(models.CharField(max_length=64, blank=True))
    text = PUBLIC(models.TextField(max_length=2000))
    number = PUBLIC(models.CharField(max_length=80, blank=True))
    dated = DAY(models.DateField(null=True))
    abroad = STATE(models.BooleanField(default=False))
    # Of a recipient: the regime under which it receives, as far as it is known. About an institution, never a person.
    immunities = PUBLIC(models.CharField(max_length=8, blank=True))
    onward = PUBLIC(models.CharField(max_length=8, blank=True))
    country = PUBLIC(models.CharField(max_length=80, blank=True))
    law = PUBLIC(models.CharField(max_length=200, blank=True))
    retention = PUBLIC(models.CharField(max_length=300, blank=True))
    state = STATE(models.CharField(max_length=16, default=states.PROPOSED))
    proposed_by = WORKER(models.UUIDField())
    proposed_on = DAY(models.DateField())
    decided_by = WORKER(models.UUIDField(null=True))
    decided_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "register_entry"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="register_state_is_known"),
            models.CheckConstraint(condition=Q(part__in=states.PARTS), name="register_part_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=(states.IN_FORCE, states.REPLACED, states.ENDED))
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="register_needs_two_people",
            ),
            models.UniqueConstraint(
                fields=["institution", "part", "about"],
                condition=Q(state=states.IN_FORCE),
                name="one_entry_in_force",
            ),
            models.UniqueConstraint(
                fields=["institution", "part", "about"],
                condition=Q(state=states.PROPOSED),
                name="one_entry_proposed",
            ),
            models.CheckConstraint(
                condition=~Q(part=states.AUTHORISATION) | (~Q(number="") & Q(dated__isnull=False)),
                name="authorisation_has_number_and_day",
            ),
            models.CheckConstraint(
                condition=Q(immunities__in=states.KNOWN)
                & Q(onward__in=states.KNOWN)
                & (Q(part=states.RECIPIENT) | Q(immunities="", onward="", country="", law="", retention="")),
                name="only_a_recipient_has_a_regime",
            ),
        ]


class LegalOverride(models.Model):
    """A named person takes a missing set-up on themselves until a day: one institution, or all (empty)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    signed_by = OPERATION(models.CharField(max_length=120))
    reason = OPERATION(models.TextField(max_length=2000))
    signed_on = DAY(models.DateField())
    until = DAY(models.DateField())
    ended_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "legal_override"
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("signed_on")), name="override_ends_after_it_is_signed"),
            models.CheckConstraint(condition=~Q(signed_by="") & ~Q(reason=""), name="override_is_named_and_reasoned"),
        ]
