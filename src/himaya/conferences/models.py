"""A case conference, its seats, its items and what came of it. In clear: ids, desks, states, moments and codes only."""

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.conferences import rules, states
from himaya.institutions.models import Desk
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, GROUP, ID, STATE, WORKER
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person


class Conference(models.Model):
    """One meeting of several desks on one case, called by the desk that holds it, for at most ninety minutes.

    The case is named by its reference: an invited desk does not see the case. `child` is how it was at the call, and
    again at the end; `queries.is_child` says what counts today.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case_reference = ID(models.CharField(max_length=9))
    child = GROUP(models.BooleanField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    called_by = WORKER(models.UUIDField())
    called_at = CLOCK(models.DateTimeField())
    begins_at = CLOCK(models.DateTimeField())
    minutes = COUNT(models.PositiveSmallIntegerField())
    per_item = COUNT(models.PositiveSmallIntegerField())
    state = STATE(models.CharField(max_length=16))
    cancel_reason = CODED(models.CharField(max_length=16, blank=True))
    # When another day was last chosen: what was said of the day before that counts no more.
    moved_at = CLOCK(models.DateTimeField(null=True))
    begun_at = CLOCK(models.DateTimeField(null=True))
    ended_at = CLOCK(models.DateTimeField(null=True))
    agreed_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "conference"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="conference_state_is_known"),
            models.CheckConstraint(
                condition=Q(minutes__gte=rules.SHORTEST, minutes__lte=rules.LONGEST), name="conference_is_short"
            ),
            models.CheckConstraint(
                condition=Q(state=states.CANCELLED, cancel_reason__in=rules.CANCEL_REASONS)
                | ~Q(state=states.CANCELLED) & Q(cancel_reason=""),
                name="a_cancelled_conference_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(states.HELD, states.AGREED))
                | Q(begun_at__isnull=False, ended_at__isnull=False),
                name="a_held_conference_began_and_ended",
            ),
            models.CheckConstraint(
                condition=Q(state=states.AGREED, agreed_at__isnull=False)
                | ~Q(state=states.AGREED) & Q(agreed_at__isnull=True),
                name="agreed_minutes_have_a_moment",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=states.LIVE), name="one_live_conference_per_case"
            ),
        ]


class Saying(SealedModel):
    """What the person was told, or said, about a conference. Lines are added and never changed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    at = CLOCK(models.DateTimeField())
    word = CODED(models.CharField(max_length=16))
    part = CODED(models.CharField(max_length=16, blank=True))
    on = DAY(models.DateField())
    # For a child: whether a parent or guardian may be implicated, asked before anybody calls them.
    guardian = CODED(models.CharField(max_length=8, blank=True))
    written_by = WORKER(models.UUIDField())
    words = SealedField(key="story")

    class Meta:
        db_table = "conference_saying"
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="one_saying_per_number"),
            models.CheckConstraint(condition=Q(word__in=rules.WORDS), name="saying_is_known"),
            models.CheckConstraint(
                condition=Q(word__in=rules.ABOUT_A_PART, part__in=rules.PARTS)
                | ~Q(word__in=rules.ABOUT_A_PART) & Q(part=""),
                name="a_yes_or_no_is_about_a_part",
            ),
            models.CheckConstraint(
                condition=Q(word=rules.BEST_INTEREST, guardian__in=rules.GUARDIAN)
                | ~Q(word=rules.BEST_INTEREST) & Q(guardian=""),
                name="for_a_child_the_guardian_is_asked_about",
            ),
            models.CheckConstraint(condition=Q(words__isnull=True) | Q(word=rules.SENDS_WORDS), name="only_words_sent"),
        ]


class Seat(SealedModel):
    """A desk invited to a part, and what it answered. A desk, never a person. No police in the protection part, which
    the store holds too."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, models.PROTECT, related_name="+")
    part = CODED(models.CharField(max_length=16))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    # Police, border, prosecution or judiciary, as the desk was when it was invited.
    enforces = CODED(models.BooleanField(default=False))
    state = STATE(models.CharField(max_length=16, default=states.INVITED))
    invited_at = CLOCK(models.DateTimeField())
    answered_at = CLOCK(models.DateTimeField(null=True))
    line = SealedField(key="story")

    class Meta:
        db_table = "conference_seat"
        constraints = [
            models.UniqueConstraint(fields=["conference", "part", "desk"], name="one_seat_per_part_and_desk"),
            models.CheckConstraint(condition=Q(part__in=rules.PARTS), name="seat_part_is_known"),
            models.CheckConstraint(condition=Q(state__in=states.SEAT_STATES), name="seat_state_is_known"),
            models.CheckConstraint(
                condition=~Q(part=rules.PROTECTION, enforces=True), name="no_police_in_the_protection_part"
            ),
            models.CheckConstraint(
                condition=Q(state=states.WRITES) | Q(line__isnull=True), name="only_who_writes_has_a_line"
            ),
        ]


class Attendance(models.Model):
    """That a desk came, in which role. No account: outside the institution nobody is named."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    role = CODED(models.CharField(max_length=32))
    at = CLOCK(models.DateTimeField())

    class Meta:
        db_table = "conference_attendance"
        constraints = [models.UniqueConstraint(fields=["seat", "role"], name="one_attendance_per_role")]


class Item(SealedModel):
    """Something to talk about, its words sealed. `data_classes` is what it tells, by which a hearer is covered.

    `content` holds {words, terms}: terms are functional ones, each with a last day or none, and for health the rule.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    part = CODED(models.CharField(max_length=16))
    topic = CODED(models.CharField(max_length=16))
    data_classes = CODED.wordless(models.JSONField())
    state = STATE(models.CharField(max_length=16, default=states.WAITING))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    written_by = WORKER(models.UUIDField())
    opened_at = CLOCK(models.DateTimeField(null=True))
    content = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "conference_item"
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="one_item_per_number"),
            models.CheckConstraint(condition=Q(part__in=rules.PARTS), name="item_part_is_known"),
            models.CheckConstraint(condition=Q(topic__in=tuple(rules.TOPICS)), name="item_topic_is_known"),
            models.CheckConstraint(condition=Q(state__in=states.ITEM_STATES), name="item_state_is_known"),
            models.CheckConstraint(
                condition=~Q(topic__in=tuple(rules.ONLY_JUSTICE)) | Q(part=rules.JUSTICE),
                name="steps_of_justice_wait_for_the_justice_part",
            ),
            models.UniqueConstraint(fields=["conference"], condition=Q(state=states.ON), name="one_item_at_a_time"),
        ]


class Hearer(models.Model):
    """A desk that is to hear an item, and on what that is said to rest. Whether it does is asked at each reading."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="hearers")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    basis = CODED(models.CharField(max_length=16))

    class Meta:
        db_table = "conference_hearer"
        constraints = [
            models.UniqueConstraint(fields=["item", "desk"], name="one_basis_per_item_and_desk"),
            models.CheckConstraint(condition=Q(basis__in=rules.BASES), name="hearing_has_a_basis"),
        ]


class Heard(SealedModel):
    """That an item was heard: when, by which desks, each on what basis at that moment; and what was decided, sealed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    item = models.OneToOneField(Item, models.PROTECT, related_name="+")
    at = CLOCK(models.DateTimeField())
    desks = CODED.wordless(models.JSONField())
    decided = SealedField(key="story")

    class Meta:
        db_table = "conference_heard"


class Given(SealedModel):
    """An action that was agreed: what, sealed; which desk, by when. The desk reads its own and no other."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    due_on = DAY(models.DateField())
    given_at = CLOCK(models.DateTimeField())
    what = SealedField(key="story")

    class Meta:
        db_table = "conference_action"
        constraints = [models.UniqueConstraint(fields=["conference", "number"], name="one_action_per_number")]


class Minutes(SealedModel):
    """One version of the minutes, sealed inside the case: drafts, then the one the chair agreed. Never changed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, models.PROTECT, related_name="+")
    number = COUNT(models.PositiveSmallIntegerField())
    kind = CODED(models.CharField(max_length=8))
    made_at = CLOCK(models.DateTimeField())
    made_by = WORKER(models.UUIDField())
    body = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "conference_minutes"
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="one_version_of_minutes_per_number"),
            models.CheckConstraint(condition=Q(kind__in=states.MINUTES), name="minutes_kind_is_known"),
            models.UniqueConstraint(
                fields=["conference"], condition=Q(kind=states.FINAL), name="minutes_are_agreed_once"
            ),
        ]
