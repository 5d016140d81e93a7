"""Tasks, what was done with each, and how accounts and desks are told. Nouns only."""

from datetime import time
from uuid import UUID

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.institutions.models import Account, Desk
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, GROUP, ID, KEY, LINK, STATE, WORKER, Clear
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person
from himaya.tasks import states

HOURS = Clear("hours of a worker or a desk, about nobody who is protected")
WORKING_ADDRESS = Clear("a working address of a desk, given by its lead to be told there that something waits")


class Task(SealedModel):
    """Something to do, for a desk or for somebody at it, until a day. In clear: codes, ids and days only.

    `words` is one sealed sentence of the person whom it is about. A task about nobody has none: nothing of anybody can
    be written where no key of theirs seals it. `told` and `told_at`: what was last said of it to whoever it waits for.
    """

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    assignee = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    kind = CODED(models.CharField(max_length=24))
    about_kind = CODED(models.CharField(max_length=16, blank=True))
    about_id = LINK(models.UUIDField(null=True))
    due_on = DAY(models.DateField(null=True))
    due_at = CLOCK(models.DateTimeField(null=True))
    # The person said that this hour is well, although it lies where nobody may reach them.
    agreed_hour = STATE(models.BooleanField(default=False))
    urgent = STATE(models.BooleanField(default=False))
    state = STATE(models.CharField(max_length=16))
    reason = CODED(models.CharField(max_length=24, blank=True))
    # Empty for what the system raised.
    given_by = WORKER(models.UUIDField(null=True))
    given_at = CLOCK(models.DateTimeField())
    ended_at = CLOCK(models.DateTimeField(null=True))
    told = CODED(models.CharField(max_length=16))
    told_at = CLOCK(models.DateTimeField())
    # What a calendar knows it by: random, and no address of ours.
    feed_id = ID(models.UUIDField(unique=True, default=new_id, editable=False))
    words = SealedField(key="story")

    class Meta:
        db_table = "task"
        indexes = [
            models.Index(fields=["desk", "state", "due_on"], name="task_of_desk"),
            models.Index(fields=["assignee", "state"], name="task_of_account"),
            models.Index(fields=["about_id", "state"], name="task_about"),
            models.Index(fields=["case", "state"], name="task_of_case"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="task_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=states.KINDS), name="task_kind_is_known"),
            models.CheckConstraint(
                condition=Q(case__isnull=True, person__isnull=True, about_kind="", about_id__isnull=True)
                | Q(case__isnull=False, person__isnull=False, about_kind__in=states.ABOUT, about_id__isnull=False),
                name="task_is_about_a_case_or_about_nobody",
            ),
            models.CheckConstraint(
                condition=Q(words__isnull=True) | Q(person__isnull=False), name="words_of_a_task_are_somebodys"
            ),
            models.CheckConstraint(
                condition=Q(state__in=states.LIVE, ended_at__isnull=True)
                | Q(state__in=states.ENDED, ended_at__isnull=False),
                name="a_task_that_ended_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("not_done", "closed")) & ~Q(reason="")
                | Q(state__in=("open", "taken", "done"), reason=""),
                name="a_task_left_undone_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(assignee__isnull=False), name="somebody_took_a_task_that_is_taken"
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(due_on__isnull=False), name="an_hour_has_its_day"
            ),
            models.UniqueConstraint(
                fields=["kind", "about_kind", "about_id"],
                condition=Q(given_by__isnull=True, state__in=states.LIVE),
                name="one_open_task_is_raised_for_a_thing",
            ),
        ]

    @property
    def concerns(self) -> list[UUID]:
        """Whom its audit rows are about: the person, or nobody."""
        return [self.person_id] if self.person_id is not None else []


class TaskStep(models.Model):
    """What was done with a task, by whom, and whom it went to. Added, never changed."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="steps")
    number = COUNT(models.PositiveSmallIntegerField())
    at = CLOCK(models.DateTimeField())
    action = CODED(models.CharField(max_length=16))
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    code = CODED(models.CharField(max_length=24, blank=True))

    class Meta:
        db_table = "task_step"
        constraints = [models.UniqueConstraint(fields=["task", "number"], name="one_task_step_per_number")]


class Times(models.Model):
    """When the holder of an account is not to be told of what can wait, and until which day they are away."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="+")
    quiet_from = HOURS(models.TimeField(default=time(20, 0)))
    quiet_to = HOURS(models.TimeField(default=time(8, 0)))
    away_until = HOURS(models.DateField(null=True))
    # Up to here they have read what waits.
    read_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "task_times"


class CalendarFeed(models.Model):
    """An address under which a calendar sees days and nothing else. `mark` is a keyed hash of its secret part."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    mark = KEY(models.CharField(max_length=64, unique=True))
    made_at = CLOCK(models.DateTimeField())
    revoked_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "calendar_feed"
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(revoked_at__isnull=True), name="one_open_feed_per_account"
            )
        ]


class DeskMailbox(models.Model):
    """The one address of a desk to which "something waits" is mailed, once somebody typed back the code sent there.

    The code is computed from `nonce` and kept nowhere. `owed_at` is when the next mail may leave; empty: none is owed.
    """

    desk = models.OneToOneField(Desk, models.PROTECT, primary_key=True, related_name="+")
    address = WORKING_ADDRESS(models.EmailField(max_length=160))
    language = GROUP(models.CharField(max_length=2))
    quiet_from = HOURS(models.TimeField(default=time(20, 0)))
    quiet_to = HOURS(models.TimeField(default=time(8, 0)))
    added_by = WORKER(models.UUIDField())
    nonce = KEY(models.CharField(max_length=64))
    code_until = CLOCK(models.DateTimeField())
    code_owed = STATE(models.BooleanField(default=True))
    tries = COUNT(models.PositiveSmallIntegerField(default=0))
    verified_at = CLOCK(models.DateTimeField(null=True))
    owed_at = CLOCK(models.DateTimeField(null=True))
    claimed_at = CLOCK(models.DateTimeField(null=True))
    sent_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "desk_mailbox"
        constraints = [
            models.CheckConstraint(
                condition=Q(owed_at__isnull=True) | Q(verified_at__isnull=False),
                name="notices_go_to_a_verified_address",
            )
        ]
