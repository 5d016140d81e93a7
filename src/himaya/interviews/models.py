"""An interview, what stands before it, its sittings, and what was written. In clear: ids, days and codes only.

Every line is added and never changed; only an interview, a sitting and a draft move on.
"""

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.institutions.models import Desk, Institution
from himaya.instruments.models import Version
from himaya.interviews import rules, states
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, GROUP, ID, STATE, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person


class Telling(SealedModel):
    """That the person, or somebody for her, told already: when, to which kind of body. So that she need not again."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    body = CODED(models.CharField(max_length=16))
    # The day as far as she says so; nobody is asked for one.
    on = DAY(models.DateField(null=True))
    noted_at = CLOCK(models.DateTimeField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    written_by = WORKER(models.UUIDField())
    words = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "interview_telling"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_telling_per_number"),
            models.CheckConstraint(condition=Q(body__in=rules.BODIES), name="telling_body_is_known"),
        ]


class Interview(models.Model):
    """One interview of one person in several sittings, of one form whose version stays. One at a time in a case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    # Whose open records count in the usage of the form.
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    child = GROUP(models.BooleanField())
    # The form, from the first sitting on; none where no form is in force.
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", null=True)
    state = STATE(models.CharField(max_length=16))
    outcome = CODED(models.CharField(max_length=16, blank=True))
    prepared_by = WORKER(models.UUIDField())
    opened_on = DAY(models.DateField())
    next_on = DAY(models.DateField(null=True))
    # The hour of that day, where one was agreed.
    next_at = CLOCK(models.DateTimeField(null=True))
    closed_on = DAY(models.DateField(null=True))
    # The moment too, so that an answer of the same day is known to be of before or after; none in rows of before.
    closed_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "interview"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_interview_per_number"),
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="interview_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=states.CLOSED, outcome__in=states.OUTCOMES, closed_on__isnull=False)
                | ~Q(state=states.CLOSED) & Q(outcome="", closed_on__isnull=True),
                name="a_closed_interview_says_how",
            ),
            models.CheckConstraint(
                condition=Q(next_at__isnull=True) | Q(next_on__isnull=False),
                name="the_hour_of_an_interview_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=~Q(state=states.CLOSED), name="one_open_interview_per_case"
            ),
        ]


class Interpreter(SealedModel):
    """Who carries the words: vetted, bound to silence, tied to nobody, accepted by the person. The name is sealed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    language = GROUP(models.CharField(max_length=8))
    sex = CODED(models.CharField(max_length=8))
    mode = CODED(models.CharField(max_length=16))
    vetted_on = DAY(models.DateField())
    signed_on = DAY(models.DateField())
    noted_at = CLOCK(models.DateTimeField())
    written_by = WORKER(models.UUIDField())
    # {name, dialect, vetted_by}
    details = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "interview_interpreter"
        constraints = [models.UniqueConstraint(fields=["interview", "number"], name="one_interpreter_per_number")]


class Preparation(SealedModel):
    """The gates before the next sitting, as the interviewer answered them; the newest of the day counts."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    at = CLOCK(models.DateTimeField())
    interpreter = models.ForeignKey(Interpreter, models.PROTECT, related_name="+", null=True)
    language = GROUP(models.CharField(max_length=8, blank=True))
    written_by = WORKER(models.UUIDField())
    # {answers: {gate: answer}, what: {gate: words}, reason}
    gates = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "interview_preparation"
        constraints = [models.UniqueConstraint(fields=["interview", "number"], name="one_preparation_per_number")]


class Sitting(SealedModel):
    """One sitting: from when to when, in which language, with whom, under which conditions."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    preparation = models.OneToOneField(Preparation, models.PROTECT, related_name="+")
    interpreter = models.ForeignKey(Interpreter, models.PROTECT, related_name="+", null=True)
    language = GROUP(models.CharField(max_length=8))
    present = CODED.wordless(models.JSONField())
    led_by = WORKER(models.UUIDField())
    began_at = CLOCK(models.DateTimeField())
    ended_at = CLOCK(models.DateTimeField(null=True))
    ending = CODED(models.CharField(max_length=16, blank=True))
    conditions = SealedField(key="story")

    class Meta:
        db_table = "interview_sitting"
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="one_sitting_per_number"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | Q(ended_at__isnull=False, ending__in=states.ENDINGS),
                name="an_ended_sitting_says_how",
            ),
            models.UniqueConstraint(
                fields=["interview"], condition=Q(ended_at__isnull=True), name="one_sitting_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["led_by", "ended_at"], name="sitting_by_who_led")]


class Agreement(models.Model):
    """What the person said to one item: yes, no, declined, or taken back. The last line of an item counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    at = CLOCK(models.DateTimeField())
    item = CODED(models.CharField(max_length=32))
    answer = CODED(models.CharField(max_length=16))
    language = GROUP(models.CharField(max_length=8))
    mode = CODED(models.CharField(max_length=16))
    witness = CODED(models.CharField(max_length=16))
    # For a child: whether the words were those of their age. Empty for an adult.
    assent = CODED(models.CharField(max_length=8, blank=True))
    written_by = WORKER(models.UUIDField())

    class Meta:
        db_table = "interview_agreement"
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="one_interview_agreement_per_number"),
            models.CheckConstraint(
                condition=Q(answer__in=("yes", "no", "declined", "withdrawn")), name="interview_answer_is_known"
            ),
        ]


class Moment(SealedModel):
    """Something in the course of a sitting: a break, its end, distress, the end; or that it was put off."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="+")
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="+", null=True)
    number = COUNT(models.PositiveSmallIntegerField())
    at = CLOCK(models.DateTimeField())
    kind = CODED(models.CharField(max_length=16))
    written_by = WORKER(models.UUIDField())
    # Of distress: {steps, words, danger, topic}, the topic that is left for the day; of a postponement: {reason}.
    words = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "interview_moment"
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="one_moment_per_number"),
            models.CheckConstraint(condition=Q(kind__in=states.MOMENTS), name="moment_kind_is_known"),
        ]
        indexes = [models.Index(fields=["written_by", "at"], name="moment_by_who_wrote")]


class Draft(SealedModel):
    """The filled form as it stands, sealed: one at a time, one instance from the first sitting to the last.

    Where the person is found to be a child, the form for an adult is put aside, readable with the version it was of.

    `turn` is the revision by which a second tab is noticed. Once finished, `values` holds what the server verified.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", null=True)
    aside_at = CLOCK(models.DateTimeField(null=True))
    turn = COUNT(models.PositiveIntegerField(default=0))
    instance = ID(models.CharField(max_length=64, blank=True))
    kept_at = CLOCK(models.DateTimeField())
    kept_by = WORKER(models.UUIDField(null=True))
    # Since when this form calls for an act now, and how many answers call for one. Which, the sealed form alone says.
    acts_at = CLOCK(models.DateTimeField(null=True))
    acts = COUNT(models.PositiveSmallIntegerField(default=0))
    # How many answers say that there is danger from others.
    dangers = COUNT(models.PositiveSmallIntegerField(default=0))
    finished_at = CLOCK(models.DateTimeField(null=True))
    xml = SealedField(key="story")
    values = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "interview_draft"
        constraints = [
            models.UniqueConstraint(
                fields=["interview"], condition=Q(aside_at__isnull=True), name="one_interview_draft_at_a_time"
            ),
        ]


class DraftKey(SealedModel):
    """What opens, beside account and address, what a browser sealed of this form: random, and erased with the form."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="+")
    draft = models.OneToOneField(Draft, models.PROTECT, related_name="+")
    secret = SealedField(key="story")

    class Meta:
        db_table = "interview_draft_key"


class EarlierDraft(SealedModel):
    """The form as it stood before somebody's own or late words went over it: what was told is not lost."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="+")
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    at = CLOCK(models.DateTimeField())
    written_by = WORKER(models.UUIDField())
    xml = SealedField(key="story")

    class Meta:
        db_table = "interview_draft_earlier"
        constraints = [models.UniqueConstraint(fields=["interview", "number"], name="one_earlier_draft_per_number")]


class Event(SealedModel):
    """Something that happened, without a date: a recruitment, a transit, an exploitation, in coded values and words."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    at = CLOCK(models.DateTimeField())
    kind = CODED(models.CharField(max_length=16))
    written_by = WORKER(models.UUIDField())
    # {words, anchor, values: [code]}
    content = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "interview_event"
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="one_event_per_number"),
            models.CheckConstraint(condition=Q(kind__in=rules.EVENTS), name="event_kind_is_known"),
        ]


class Fact(SealedModel):
    """One short fact, by a number that stays: said by the person or observed by the worker; what is made of it apart.

    A supplement or a correction is a line of its own that names the earlier one, which stays readable.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    at = CLOCK(models.DateTimeField())
    topic = CODED(models.CharField(max_length=2))
    kind = CODED(models.CharField(max_length=8))
    event = models.ForeignKey(Event, models.PROTECT, related_name="+", null=True)
    change = CODED(models.CharField(max_length=16))
    amends = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    verbatim = CODED(models.CharField(max_length=8, blank=True))
    written_by = WORKER(models.UUIDField())
    text = SealedField(key="story")
    interpretation = SealedField(key="story")

    class Meta:
        db_table = "interview_fact"
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="one_fact_per_number"),
            models.CheckConstraint(condition=Q(topic__in=rules.TOPICS), name="fact_topic_is_known"),
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="fact_kind_is_known"),
            models.CheckConstraint(
                condition=Q(change=rules.NEW, amends__isnull=True)
                | Q(change__in=(rules.SUPPLEMENT, rules.CORRECTION), amends__isnull=False),
                name="a_supplement_names_what_it_amends",
            ),
            models.CheckConstraint(condition=Q(verbatim__in=("", *rules.VERBATIM)), name="verbatim_has_a_reason"),
        ]


class Note(SealedModel):
    """A line beside the facts: her own view of the danger, a placing in time, an inconsistency, the close, the after.

    Her own view is a line like every other: added, and changed by nobody.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    at = CLOCK(models.DateTimeField())
    kind = CODED(models.CharField(max_length=16))
    written_by = WORKER(models.UUIDField())
    content = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "interview_note"
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="one_interview_note_per_number"),
            models.CheckConstraint(condition=Q(kind__in=rules.NOTES), name="note_kind_is_known"),
        ]
