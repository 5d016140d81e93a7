"""Tests: a frozen form, when it is taken, and what was answered under a code.

No row points at a name, an account or an enrolment.
"""

from django.db import models

from himaya.coordination.models.base import Row
from himaya.kernel.columns import CODED, CONTENT, DAY, KEY, STATE, Clear
from himaya.training.models.sessions import TrainingSession

DOOR = Clear(
    "the secret part of the address of a test, which a whole room sees on the wall; it opens the questions alone"
)
ANSWERED = Clear("what was answered in a test, under a code of which only a sealed row says whose it is")


class TestForm(Row):
    """One form of a test. Forms of one `code` are parallel (A, B …): one blueprint. Frozen once it is in use."""

    __test__ = False  # a noun of the house; pytest would take it for tests

    code = CONTENT(models.CharField(max_length=32))
    letter = CONTENT(models.CharField(max_length=1))
    version = CONTENT(models.PositiveSmallIntegerField())
    state = STATE(models.CharField(max_length=16))
    # {blueprint: [{module, items}], items: [{uid, module, kind, stem, options, key}]}, three languages
    content = CONTENT(models.JSONField())
    sha256 = KEY(models.CharField(max_length=64, blank=True))
    made_on = DAY(models.DateField())
    in_use_on = DAY(models.DateField(null=True))

    class Meta:
        db_table = "test_form"
        constraints = [models.UniqueConstraint(fields=["code", "letter", "version"], name="one_test_form_per_version")]


class TestRound(Row):
    """One test of a session: its moment, its two forms, and the secret part of the address at which it is taken.

    `counted`: {at, codes in their alphabet's order}: whose answers results are made of, since when; None for nobody's.
    """

    __test__ = False

    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="rounds")
    moment = STATE(models.CharField(max_length=8))
    form_a = models.ForeignKey(TestForm, models.PROTECT, related_name="+")
    form_b = models.ForeignKey(TestForm, models.PROTECT, related_name="+")
    token = DOOR(models.CharField(max_length=32, unique=True))
    state = STATE(models.CharField(max_length=16))
    opened_on = DAY(models.DateField())
    closed_on = DAY(models.DateField(null=True))
    counted = ANSWERED(models.JSONField(null=True))

    class Meta:
        db_table = "test_round"
        constraints = [models.UniqueConstraint(fields=["session", "moment"], name="one_test_round_per_moment")]


class TestEntry(Row):
    """A sheet of paper that was entered once. Entered a second time alike it becomes a sitting, and this row goes."""

    __test__ = False

    round = models.ForeignKey(TestRound, models.PROTECT, related_name="entries")
    code = ANSWERED(models.CharField(max_length=12))
    letter = CONTENT(models.CharField(max_length=1))
    responses = ANSWERED(models.JSONField())
    entered_on = DAY(models.DateField())

    class Meta:
        db_table = "test_entry"
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="one_first_entry_per_sheet")]


class TestSitting(Row):
    """What somebody answered at one moment, under the code of their slip. Written once; scores are computed."""

    __test__ = False

    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="sittings")
    code = ANSWERED(models.CharField(max_length=12))
    moment = STATE(models.CharField(max_length=8))
    form = models.ForeignKey(TestForm, models.PROTECT, related_name="sittings")
    how = CODED(models.CharField(max_length=8))
    taken_on = DAY(models.DateField())
    # {item uid: option, list of options in order, or null where it was left}
    responses = ANSWERED(models.JSONField())

    class Meta:
        db_table = "test_sitting"
        constraints = [
            models.UniqueConstraint(fields=["session", "code", "moment"], name="one_sitting_per_code_and_moment")
        ]
