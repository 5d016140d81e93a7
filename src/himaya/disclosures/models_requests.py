"""What a person asks about their own data. In clear: codes, days and counts; what they want written is sealed."""

from django.db import models
from django.db.models import F, Q

from himaya.cases.models import Case
from himaya.disclosures import states_requests as states
from himaya.institutions.models import Institution
from himaya.kernel.columns import CODED, COUNT, DAY, ID, STATE, WORKER
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person


class DataRequest(SealedModel):
    """One request about one file. Sealed with the person's keys: it goes when they are erased.

    `parts` names what the answer gives and why each other part is left out; a refused wish stays as the person's
    statement, an accepted one is emptied, since what is right then stands in the file.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    reference = ID(models.CharField(max_length=9, unique=True))
    kind = CODED(models.CharField(max_length=8))
    asker = CODED(models.CharField(max_length=8))
    proof = CODED(models.CharField(max_length=16))
    field = CODED(models.CharField(max_length=16, blank=True))
    state = STATE(models.CharField(max_length=16, default=states.RECEIVED))
    asked_on = DAY(models.DateField())
    due_on = DAY(models.DateField())
    recorded_by = WORKER(models.UUIDField())
    prepared_by = WORKER(models.UUIDField(null=True))
    prepared_on = DAY(models.DateField(null=True))
    about_other = COUNT(models.PositiveSmallIntegerField(default=0))
    endangers = COUNT(models.PositiveSmallIntegerField(default=0))
    decided_by = WORKER(models.UUIDField(null=True))
    decided_on = DAY(models.DateField(null=True))
    reason = CODED(models.CharField(max_length=24, blank=True))
    way = CODED(models.CharField(max_length=16, blank=True))
    answered_on = DAY(models.DateField(null=True))
    parts = SealedField(key="story", json_value=True)
    wanted = SealedField(key="story")
    wanted_name = SealedField(key="identity")
    statement = SealedField(key="story")

    class Meta:
        db_table = "data_request"
        indexes = [models.Index(fields=["institution", "state", "due_on"], name="data_request_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="data_request_state_is_known"),
            models.CheckConstraint(
                condition=Q(kind=states.ACCESS, field="") | Q(kind=states.RECTIFY, field__in=states.FIELDS),
                name="data_request_says_what",
            ),
            # A mandate for whoever comes on somebody's behalf, and for nobody else.
            models.CheckConstraint(
                condition=Q(asker=states.PERSON, proof__in=(states.KNOWN, states.DOCUMENT, states.PHRASE))
                | Q(asker__in=states.ASKERS[1:], proof=states.MANDATE),
                name="data_request_asker_was_checked",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.RELEASED)
                | (Q(prepared_by__isnull=False, decided_by__isnull=False) & ~Q(decided_by=F("prepared_by"))),
                name="who_releases_did_not_prepare",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(states.ACCEPTED, states.REFUSED))
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("recorded_by")) & ~Q(reason="")),
                name="who_sets_right_did_not_record",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.CLOSED) | (Q(answered_on__isnull=False) & ~Q(way="")),
                name="an_answer_was_handed_over",
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "field"], condition=Q(state__in=states.OPEN), name="one_open_data_request"
            ),
        ]
