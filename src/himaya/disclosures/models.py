"""Authorities' demands and exports, their words sealed, and the rehearsals of a seizure."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from himaya.cases.models import Case
from himaya.disclosures import rules_exports, states, states_exports
from himaya.disclosures.models_copies import HeldCopy
from himaya.disclosures.models_requests import DataRequest
from himaya.institutions.models import Desk, Institution
from himaya.kernel.columns import CODED, COUNT, DAY, ID, LINK, PUBLIC, STATE, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.legal import rules_firewall as firewall

__all__ = ["DataRequest", "HeldCopy", "LegalDemand", "SeizureDrill"]


class LegalDemand(SealedModel):
    """One demand. It has a key of its own: it may concern several people, or nobody here."""

    SUBJECT = "subject_id"

    subject_id = LINK(models.UUIDField())
    reference = ID(models.CharField(max_length=9, unique=True))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    asker = CODED(models.CharField(max_length=16))
    power = CODED(models.CharField(max_length=24))
    aim = CODED(models.CharField(max_length=24))
    state = STATE(models.CharField(max_length=16, default=states.RECEIVED))
    received_on = DAY(models.DateField())
    due_on = DAY(models.DateField(null=True))
    recorded_by = WORKER(models.UUIDField())
    advice = CODED(models.CharField(max_length=16, blank=True))
    advised_by = WORKER(models.UUIDField(null=True))
    advised_on = DAY(models.DateField(null=True))
    parts = CODED.wordless(models.JSONField(default=list))
    decided_by = WORKER(models.UUIDField(null=True))
    decided_on = DAY(models.DateField(null=True))
    form = CODED(models.CharField(max_length=24, blank=True))
    given_on = DAY(models.DateField(null=True))
    notice = STATE(models.CharField(max_length=16, default=states.NOT_YET))
    notice_reason = CODED(models.CharField(max_length=24, blank=True))
    notice_on = DAY(models.DateField(null=True))
    notice_again_on = DAY(models.DateField(null=True))
    closed_on = DAY(models.DateField(null=True))
    who = SealedField(key="note")
    asked = SealedField(key="note")
    counsel = SealedField(key="note")
    answer = SealedField(key="note")
    given = SealedField(key="note")

    class Meta:
        db_table = "legal_demand"
        indexes = [models.Index(fields=["institution", "state", "-received_on"], name="demand_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="demand_state_is_known"),
            models.CheckConstraint(condition=Q(asker__in=states.ASKERS), name="demand_asker_is_known"),
            models.CheckConstraint(condition=Q(power__in=states.POWERS), name="demand_power_is_known"),
            models.CheckConstraint(condition=Q(aim__in=firewall.AIMS), name="demand_aim_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=(states.DECIDED, states.ANSWERED)) | Q(decided_by__isnull=False),
                name="an_answer_was_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | (Q(advised_by__isnull=False) & ~Q(decided_by=F("advised_by"))),
                name="who_decides_did_not_advise",
            ),
            # The firewall in the database too: for these aims nothing is given, whatever code says.
            models.CheckConstraint(
                condition=~Q(aim__in=sorted(firewall.NEVER)) | Q(parts=[]), name="nothing_serves_removal_or_prosecution"
            ),
            models.CheckConstraint(
                condition=~Q(state=states.CLOSED) | Q(notice__in=(states.TOLD, states.NOBODY)),
                name="closed_when_notice_is_settled",
            ),
        ]


class SeizureDrill(models.Model):
    """One rehearsal: which steps were done. Coded only, so that no sentence about somebody gets in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    held_on = DAY(models.DateField())
    minutes = COUNT(models.PositiveSmallIntegerField())
    steps = CODED(models.JSONField(default=list))
    recorded_by = WORKER(models.UUIDField())

    class Meta:
        db_table = "seizure_drill"
        constraints = [models.CheckConstraint(condition=Q(minutes__lte=24 * 60), name="a_drill_lasts_a_day_at_most")]


class DataExport(SealedModel):
    """One file of records that somebody asked for. The file itself lies nowhere: it is made when it is fetched.

    It has a key of its own for its words; `reference` and `salt` are what a copy of the file is known by.
    """

    ABOUT_A_PERSON: ClassVar[bool] = True

    SUBJECT = "subject_id"

    subject_id = LINK(models.UUIDField())
    reference = ID(models.CharField(max_length=9, unique=True))
    salt = ID(models.CharField(max_length=32))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    purpose = CODED(models.CharField(max_length=48))
    aim = CODED(models.CharField(max_length=24))
    basis = CODED(models.CharField(max_length=16))
    parts = CODED.wordless(models.JSONField())
    persons = COUNT(models.PositiveSmallIntegerField())
    # Who fitted and was left out, because they do not agree that it goes to this receiver.
    left_out = COUNT(models.PositiveIntegerField(default=0))
    receiver = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    abroad = STATE(models.BooleanField())
    number = PUBLIC(models.CharField(max_length=64, blank=True))
    key = PUBLIC(models.CharField(max_length=64))
    state = STATE(models.CharField(max_length=16, default=states_exports.ASKED))
    asked_by = WORKER(models.UUIDField())
    asked_at = DAY(models.DateTimeField())
    decided_by = WORKER(models.UUIDField(null=True))
    decided_at = DAY(models.DateTimeField(null=True))
    refusal = CODED(models.CharField(max_length=24, blank=True))
    expires_at = DAY(models.DateTimeField())
    fetched = COUNT(models.PositiveSmallIntegerField(default=0))
    fetched_at = DAY(models.DateTimeField(null=True))
    left = COUNT(models.PositiveSmallIntegerField(default=0))
    reason = SealedField(key="note")
    who = SealedField(key="note")

    class Meta:
        db_table = "data_export"
        indexes = [models.Index(fields=["institution", "-asked_at"], name="export_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states_exports.STATES), name="export_state_is_known"),
            models.CheckConstraint(condition=Q(basis__in=rules_exports.BASES), name="export_has_a_basis"),
            models.CheckConstraint(condition=Q(purpose__in=rules_exports.PURPOSES), name="export_purpose_is_allowed"),
            # The firewall in the database too.
            models.CheckConstraint(condition=Q(aim__in=sorted(firewall.EXPORTS)), name="an_export_serves_to_help"),
            models.CheckConstraint(condition=Q(abroad=False) | ~Q(number=""), name="an_export_abroad_has_a_number"),
            models.CheckConstraint(
                condition=~Q(purpose=rules_exports.THEMSELF)
                | Q(persons=1, receiver__isnull=True, basis=rules_exports.WISHED),
                name="an_export_to_the_person_is_theirs_alone",
            ),
            models.CheckConstraint(
                condition=~Q(state=states_exports.APPROVED) & Q(fetched=0)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
                name="an_export_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(fetched__lte=rules_exports.MOST_FETCHES), name="an_export_is_fetched_a_few_times"
            ),
        ]


class ExportedCase(models.Model):
    """A case whose record an export holds. Goes when nothing left, and with the case."""

    export = models.ForeignKey(DataExport, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")

    class Meta:
        db_table = "data_export_case"
        constraints = [models.UniqueConstraint(fields=["export", "case"], name="a_case_is_in_an_export_once")]
