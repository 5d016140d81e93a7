"""Assessments of risk, what was said of each domain, the person's own ratings, and talks about two views.

In clear: ids, desks, domains, occasions, numbers and days, by which the next one is called for. The rest is sealed.
"""

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.instruments.models import Version
from himaya.kernel.columns import CLOCK, CODED, COUNT, DAY, ID, LINK
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person
from himaya.risks import rules
from himaya.risks.models_clocks import FirstLook, RiskEvent
from himaya.risks.models_measures import Measure

__all__ = ["Assessment", "Discussion", "DomainLine", "FirstLook", "Measure", "OwnRating", "RiskEvent"]


class Assessment(SealedModel):
    """One assessment under one version of the protocol, begun on an occasion. It can be left and gone on with.

    Finished it says what its levels were then: `levels` of all domains, `levels_apart` without those of health.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    number = COUNT(models.PositiveSmallIntegerField())
    occasion = CODED(models.CharField(max_length=24))
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    begun_by = LINK(models.UUIDField())
    begun_on = DAY(models.DateField())
    finished_at = CLOCK(models.DateTimeField(null=True))
    # Taken back before anything was written in it.
    abandoned_on = DAY(models.DateField(null=True))
    # When the next one is due, worked out as this one was finished.
    due_on = DAY(models.DateField(null=True))
    # A nearer day, since what was written afterwards (or so far, in the first one) is worse. Finishing takes it away.
    nearer_on = DAY(models.DateField(null=True))
    # {domains: {code: [level, at least]}, overall, missing}
    levels = SealedField(key="story", json_value=True)
    levels_apart = SealedField(key="story", json_value=True)

    class Meta:
        db_table = "risk_assessment"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_assessment_per_number"),
            models.UniqueConstraint(fields=["case", "instance_id"], name="one_assessment_per_form"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(finished_at__isnull=True, abandoned_on__isnull=True),
                name="one_running_assessment_per_case",
            ),
            models.CheckConstraint(condition=Q(occasion__in=rules.OCCASIONS), name="assessment_occasion_is_known"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, due_on__isnull=True, levels__isnull=True)
                | Q(finished_at__isnull=False, due_on__isnull=False, abandoned_on__isnull=True, levels__isnull=False),
                name="a_finished_assessment_has_levels",
            ),
        ]


class DomainLine(SealedModel):
    """What was said of one domain in one assessment. Never edited: the next line of the domain counts instead.

    Counted domain by domain, so that no number tells of domains that are not the reader's.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    number = COUNT(models.PositiveSmallIntegerField())
    domain = CODED(models.CharField(max_length=3))
    at = CLOCK(models.DateTimeField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    written_by = LINK(models.UUIDField())
    # Codes: {likelihood, impact, or judged, the yes/no questions, concerns: [], known_from: []}
    answers = SealedField(key="story", json_value=True)
    # What protects already, in a few words.
    words = SealedField(key="story")

    class Meta:
        db_table = "risk_line"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "domain", "number"], name="one_risk_line_per_number"),
            models.UniqueConstraint(fields=["assessment", "instance_id"], name="one_risk_line_per_form"),
            models.CheckConstraint(condition=Q(domain__in=rules.DOMAINS), name="risk_domain_is_known"),
        ]


class OwnRating(SealedModel):
    """How the person sees one domain. A line of its own; the last one of a domain counts, and nobody writes over it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    number = COUNT(models.PositiveSmallIntegerField())
    domain = CODED(models.CharField(max_length=3))
    at = CLOCK(models.DateTimeField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    written_by = LINK(models.UUIDField())
    level = SealedField(key="story")
    words = SealedField(key="story")

    class Meta:
        db_table = "risk_own_rating"
        constraints = [
            models.UniqueConstraint(fields=["case", "domain", "number"], name="one_own_rating_per_number"),
            models.UniqueConstraint(fields=["case", "instance_id"], name="one_own_rating_per_form"),
            models.CheckConstraint(condition=Q(domain__in=rules.DOMAINS), name="own_rating_domain_is_known"),
        ]


class Discussion(SealedModel):
    """A talk with the person about two views of one domain: both stay, and this says which of them stands."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    rating = models.ForeignKey(OwnRating, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    number = COUNT(models.PositiveSmallIntegerField())
    domain = CODED(models.CharField(max_length=3))
    at = CLOCK(models.DateTimeField())
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    written_by = LINK(models.UUIDField())
    # {ours_then, stands}
    said = SealedField(key="story", json_value=True)
    words = SealedField(key="story")

    class Meta:
        db_table = "risk_discussion"
        constraints = [
            models.UniqueConstraint(fields=["case", "domain", "number"], name="one_risk_discussion_per_number"),
            models.UniqueConstraint(fields=["case", "instance_id"], name="one_risk_discussion_per_form"),
            models.CheckConstraint(condition=Q(domain__in=rules.DOMAINS), name="risk_discussion_domain_is_known"),
        ]
