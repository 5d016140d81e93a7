"""What calls for a look at the risk before its day: something that comes, or that has happened."""

from django.db import models
from django.db.models import Q

from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.columns import CLOCK, CODED, DAY, ID, LINK
from himaya.kernel.sealed import SealedField, SealedModel
from himaya.persons.models import Person
from himaya.risks import rules_clocks


class FirstLook(models.Model):
    """By when somebody looks at a case for the first time, since the person rated something high or critical.

    One for a case, of no domain: beside a domain, the days until then would say the level that is sealed there. It is
    written with the first such rating and never again, and counts while no assessment is finished.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    look_by = DAY(models.DateField())

    class Meta:
        db_table = "risk_first_look"


class RiskEvent(SealedModel):
    """One line: its kind, its day where one is known. It ends once: looked at, or taken out by somebody.

    In clear only what the clock needs. What it was about is sealed.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    instance_id = ID(models.UUIDField())
    kind = CODED(models.CharField(max_length=16))
    day = DAY(models.DateField(null=True))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    noted_by = LINK(models.UUIDField())
    noted_at = CLOCK(models.DateTimeField())
    answered_by = models.ForeignKey("risks.Assessment", models.PROTECT, null=True, related_name="+")
    ended_on = DAY(models.DateField(null=True))
    ended_by = LINK(models.UUIDField(null=True))
    how = CODED(models.CharField(max_length=16, blank=True))
    words = SealedField(key="story")

    class Meta:
        db_table = "risk_event"
        constraints = [
            models.UniqueConstraint(fields=["case", "instance_id"], name="one_risk_event_per_form"),
            models.CheckConstraint(condition=Q(kind__in=rules_clocks.EVENTS), name="risk_event_kind_is_known"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, how="", answered_by__isnull=True)
                | Q(ended_on__isnull=False, how=rules_clocks.LOOKED, answered_by__isnull=False)
                | Q(ended_on__isnull=False, how__in=rules_clocks.ENDED_BY_HAND, answered_by__isnull=True),
                name="a_risk_event_that_ended_says_how",
            ),
        ]

    @property
    def forced(self) -> rules_clocks.Forced:
        """The line as the clock reads it."""
        return rules_clocks.Forced(self.kind, self.day, self.noted_at.astimezone(clock.here()).date())
