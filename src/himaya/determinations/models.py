"""What was asked of a body, what it decided, that it was told, the period, the note. In clear: ids and codes."""

from django.db import models
from django.db.models import F, Q

from himaya.cases.models import Case
from himaya.determinations import states
from himaya.determinations.models_register import Naming
from himaya.institutions.models import Desk
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, GROUP, ID, STATE, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person

__all__ = ["Counsel", "Decision", "Naming", "Note", "Panel", "Period", "Request", "Telling"]


class Request(SealedModel):
    """A body is asked to decide: for the first time, or to look again at a decision. The sheet is frozen.

    `child` is how it was when it was asked. The body knows the file by the reference of this row alone.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    step = CODED(models.CharField(max_length=16))
    kind = CODED(models.CharField(max_length=8))
    # Of a review: the number of the decision that is to be looked at again.
    about = COUNT(models.PositiveSmallIntegerField(null=True))
    asked_by_whom = CODED(models.CharField(max_length=16))
    child = GROUP(models.BooleanField())
    naming = models.ForeignKey(Naming, models.PROTECT, related_name="+")
    from_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    to_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    state = STATE(models.CharField(max_length=16, default=states.SENT))
    sent_at = CLOCK(models.DateTimeField())
    sent_by = WORKER(models.UUIDField())
    # Counsel's word, where the body is of police, prosecution or a court; and when the sheet went to the body.
    advised_by = WORKER(models.UUIDField(null=True))
    handed_at = CLOCK(models.DateTimeField(null=True))
    opened_at = CLOCK(models.DateTimeField(null=True))
    ended_at = CLOCK(models.DateTimeField(null=True))
    # Where the body is of police, prosecution or a court: whether time to recover was offered, and on which day. It
    # gates nothing; none: it was not said.
    recovery = CODED(models.CharField(max_length=8, null=True))
    recovery_on = DAY(models.DateField(null=True))
    sheet = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "determination_request"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_decision_request_per_number"),
            models.CheckConstraint(
                condition=Q(
                    step__in=states.STEPS,
                    kind__in=states.KINDS,
                    state__in=states.REQUEST_STATES,
                    asked_by_whom__in=states.ASKED_BY,
                ),
                name="decision_request_codes_are_known",
            ),
            models.CheckConstraint(
                condition=Q(kind=states.FIRST, about__isnull=True) | ~Q(kind=states.FIRST) & Q(about__isnull=False),
                name="a_review_is_of_a_decision",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=states.WAITING), name="one_decision_is_waited_for"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(states.SENT, states.DECIDED)) | Q(handed_at__isnull=False),
                name="a_body_has_what_was_handed",
            ),
            models.CheckConstraint(
                condition=Q(advised_by__isnull=True) | ~Q(advised_by=F("sent_by")), name="counsel_is_not_who_asks"
            ),
        ]


class Counsel(models.Model):
    """Legal counsel of another desk, named to read one sheet before it goes; ended with their word, or before it.

    The row stays: an answer to the person names each desk that could read their sheet, and whether it did.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    request = models.ForeignKey(Request, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    named_at = CLOCK(models.DateTimeField())
    named_by = WORKER(models.UUIDField())
    opened_at = CLOCK(models.DateTimeField(null=True))
    ended_at = CLOCK(models.DateTimeField(null=True))
    # Empty for what the system ended.
    ended_by = WORKER(models.UUIDField(null=True))
    why = CODED(models.CharField(max_length=16, blank=True))

    class Meta:
        db_table = "determination_counsel"
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(ended_at__isnull=True), name="one_counsel_is_named_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, why="", ended_by__isnull=True)
                | Q(ended_at__isnull=False, why__in=states.COUNSEL_ENDS),
                name="a_naming_of_counsel_ends_for_a_reason",
            ),
        ]


class Decision(SealedModel):
    """What a body decided, as its recorder wrote it down. Added, never changed; a review adds another one.

    Of a panel numbers are kept here; who sat is known to the body alone.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    request = models.OneToOneField(Request, models.PROTECT, related_name="+")
    about = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    naming = models.ForeignKey(Naming, models.PROTECT, related_name="+")
    step = CODED(models.CharField(max_length=16))
    status = STATE(models.CharField(max_length=16))
    decided_on = DAY(models.DateField())
    review_on = DAY(models.DateField(null=True))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    role = CODED(models.CharField(max_length=32))
    recorded_at = CLOCK(models.DateTimeField())
    recorded_by = WORKER(models.UUIDField())
    present = COUNT(models.PositiveSmallIntegerField(default=0))
    recused = COUNT(models.PositiveSmallIntegerField(default=0))
    votes_for = COUNT(models.PositiveSmallIntegerField(default=0))
    votes_against = COUNT(models.PositiveSmallIntegerField(default=0))
    reasons = SealedField(key="story")

    class Meta:
        db_table = "determination_decision"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_decision_of_a_body_per_number"),
            models.CheckConstraint(
                condition=Q(step=states.PRESUMED, status__in=states.OUTCOMES[states.PRESUMED])
                | Q(step=states.IDENTIFIED, status__in=states.OUTCOMES[states.IDENTIFIED]),
                name="a_status_fits_its_step",
            ),
            models.CheckConstraint(
                condition=~Q(status=states.NOT_ESTABLISHED) | Q(review_on__isnull=False),
                name="not_established_has_a_day_of_review",
            ),
            models.CheckConstraint(
                condition=Q(review_on__isnull=True) | Q(review_on__gte=F("decided_on")),
                name="a_review_comes_after_its_decision",
            ),
            models.CheckConstraint(
                condition=Q(present=0) | Q(votes_for__gt=F("votes_against")), name="a_panel_decides_by_more_votes"
            ),
        ]


class Panel(SealedModel):
    """Who sat, who stepped aside and why, how each voted: for the body that decided, and for nobody else."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="+")
    members = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "determination_panel"


class Telling(SealedModel):
    """That the person was told of a decision: the day, the language, how, by which desk; their words, sealed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    on = DAY(models.DateField())
    at = CLOCK(models.DateTimeField())
    language = CODED(models.CharField(max_length=8))
    interpreter = CODED(models.CharField(max_length=16))
    how = CODED(models.CharField(max_length=8))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    told_by = WORKER(models.UUIDField())
    words = SealedField(key="story")

    class Meta:
        db_table = "determination_telling"
        constraints = [models.CheckConstraint(condition=Q(how__in=states.HOW), name="told_in_a_known_way")]


class Period(SealedModel):
    """The recovery and reflection period of one person: begun, then perhaps made longer. Lines are added only."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    word = CODED(models.CharField(max_length=16))
    naming = models.ForeignKey(Naming, models.PROTECT, related_name="+")
    since_on = DAY(models.DateField())
    last_on = DAY(models.DateField())
    at = CLOCK(models.DateTimeField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    written_by = WORKER(models.UUIDField())
    reason = SealedField(key="story")

    class Meta:
        db_table = "determination_period"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_period_line_per_number"),
            models.CheckConstraint(condition=Q(word__in=states.PERIOD_WORDS), name="period_word_is_known"),
            models.CheckConstraint(condition=Q(last_on__gt=F("since_on")), name="a_period_lasts"),
        ]


class Note(SealedModel):
    """One line of a note on acts under threat: drafted, counsel's word, given to a desk. Lines are added only.

    `note` is the same for all lines of one note. Which acts, in general terms, is sealed; no story is in it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    note = ID(models.UUIDField())
    number = COUNT(models.PositiveSmallIntegerField())
    word = CODED(models.CharField(max_length=16))
    to_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    on = DAY(models.DateField())
    at = CLOCK(models.DateTimeField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    written_by = WORKER(models.UUIDField())
    content = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "determination_note"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_note_line_per_number"),
            models.CheckConstraint(condition=Q(word__in=states.NOTE_WORDS), name="note_word_is_known"),
        ]
