"""A certificate: what its public check may say, and no name. The name stands on the paper."""

from django.db import models
from django.db.models import F, Q

from himaya.coordination.models import Release
from himaya.coordination.models.base import Row
from himaya.institutions.models import Account, Qualification
from himaya.kernel.columns import CODED, COUNT, DAY, Clear
from himaya.training.models.people import Enrolment

PUBLIC_CODE = Clear("the number of a certificate, which its holder shows; it stands beside no name")


class Certificate(Row):
    """Issued once for an enrolment, valid until a day, taken back with a coded reason; never edited."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    track = CODED(models.CharField(max_length=32))
    hours = COUNT(models.PositiveSmallIntegerField())
    serial = PUBLIC_CODE(models.CharField(max_length=24, unique=True))
    # What the square on the paper leads to; random, and no part of the serial.
    code = PUBLIC_CODE(models.CharField(max_length=24, unique=True))
    language = CODED(models.CharField(max_length=2))
    # The version of each form in force on the day, by its name; empty where that was not noted yet.
    forms = CODED(models.JSONField(null=True))
    issued_on = DAY(models.DateField())
    expires_on = DAY(models.DateField())
    issued_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    revoked_on = DAY(models.DateField(null=True))
    revoked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    revocation = CODED(models.CharField(max_length=24, blank=True))
    qualification = models.ForeignKey(Qualification, models.PROTECT, null=True, related_name="+")
    # The certificate that this one goes on from; by one in force at a time.
    renews = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "certificate"
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "track"],
                condition=Q(revoked_on__isnull=True),
                name="one_certificate_in_force_per_track",
            ),
            models.UniqueConstraint(
                fields=["renews"],
                condition=Q(renews__isnull=False, revoked_on__isnull=True),
                name="a_certificate_is_renewed_once",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("issued_on")), name="a_certificate_expires_after_it_was_issued"
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revocation="", revoked_by__isnull=True)
                | (Q(revoked_on__isnull=False, revoked_by__isnull=False) & ~Q(revocation="")),
                name="a_revoked_certificate_says_why",
            ),
        ]


class CourseRevision(Row):
    """That a module was brought to what a release asks. Until then it is outdated, and each course that has it."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    module = CODED(models.CharField(max_length=16))
    noted_on = DAY(models.DateField())
    noted_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        db_table = "course_revision"
        constraints = [models.UniqueConstraint(fields=["release", "module"], name="a_module_is_revised_once")]
