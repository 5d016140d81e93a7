"""The verbs of an assessment of needs: begun, rated module by module, handed in; a gap becomes a need of the tables."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination.actions import needs
from himaya.coordination.models import Need
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.training import policy, rules, states, writing
from himaya.training.locks import lock_assessment
from himaya.training.models import AssessedGap, NeedsAssessment
from himaya.training.words import ASSESSMENT_STATES, MODULES


@dataclass(frozen=True, slots=True)
class Rating:
    """One module as somebody rates it; None where nobody looked."""

    required: int | None
    exposure: int | None
    risk: int | None
    self_rating: int | None = None
    test_share: int | None = None
    supervisor: int | None = None


def begin(*, institution_id: str, region_id: str, audience: str, people: int | None, by: Actor) -> NeedsAssessment:
    """Begin one for a kind of worker of an institution. Raises NotPermitted, NotFound, NotValid."""
    policy.check_assesses(by, institution_id)
    with unit(by=by) as u:
        row = NeedsAssessment.objects.create(
            institution=writing.institution(institution_id),
            region=writing.region(region_id),
            audience=writing.said(audience, 160, missing=_("Say which workers, without naming anybody.")),
            people=writing.people(people),
            state=states.ASSESSMENT_OPEN,
            begun_on=clock.today(),
        )
        _log(u, row, "begun")
    return row


def rate(*, assessment_id: UUID, module: str, rating: Rating, by: Actor) -> None:
    """Rate one module, or rate it anew. Raises NotPermitted, NotFound, NotNow, NotValid."""
    with unit(by=by) as u:
        row = _held(by, assessment_id, "rate")
        if module not in rules.MODULES:
            raise NotValid(_("Choose at least one module."), code="modules")
        _check(rating)
        values = {name: getattr(rating, name) for name in Rating.__slots__}
        AssessedGap.objects.update_or_create(assessment=row, module=module, defaults=values)
        row.revision += 1
        row.save(update_fields=["revision"])
        _log(u, row, "rated")


def hand_in(*, assessment_id: UUID, by: Actor) -> None:
    """Hand it in: it is not rated any more. Raises NotPermitted, NotFound, NotNow, NotValid."""
    with unit(by=by) as u:
        row = _held(by, assessment_id, "hand_in")
        if not row.gaps.exists():
            raise NotValid(_("Rate one module at least before you hand it in."), code="nothing_rated")
        row.state, row.handed_in_on = states.HANDED_IN, clock.today()
        row.save(update_fields=["state", "handed_in_on"])
        _log(u, row, "handed_in")


def set_aside(*, assessment_id: UUID, by: Actor) -> None:
    """Set it aside: it counts no more. Raises NotPermitted, NotFound, NotNow."""
    with unit(by=by) as u:
        row = _held(by, assessment_id, "set_aside")
        row.state = states.SET_ASIDE
        row.save(update_fields=["state"])
        _log(u, row, "set_aside")


def enter_need(*, assessment_id: UUID, module: str, cycle_id: UUID, by: Actor) -> Need:
    """Enter a gap that was measured into the register of needs of a cycle. Raises as `needs.enter`, and NotNow."""
    policy.check_leads(by)
    with unit(by=by) as u:
        row = lock_assessment(by, assessment_id)
        if row.state != states.HANDED_IN:
            raise NotNow(_("Only what was handed in goes into the register of needs."), code="not_handed_in")
        gap = row.gaps.filter(module=module).first()
        if gap is None:
            raise NotFound
        if gap.need_id is not None:
            raise NotNow(_("This one stands in the register of needs already."), code="entered_already")
        word = rules.priority(rated(gap))
        if word not in (rules.HIGH, rules.MEDIUM, rules.LOW):
            raise NotNow(_("No gap was measured here: there is no need to enter."), code="no_gap")
        gap.need = needs.enter(
            cycle_id=cycle_id,
            institution_id=row.institution_id,
            competence=str(MODULES[module]),
            audience=row.audience,
            people=row.people,
            priority=word,
            seed=f"assessed:{gap.pk}",
            by=by,
        )
        gap.save(update_fields=["need"])
        _log(u, row, "need_entered")
        return gap.need


def rated(row: AssessedGap) -> rules.Rated:
    """A row as the rules see it."""
    return rules.Rated(row.required, row.exposure, row.risk, row.self_rating, row.test_share, row.supervisor)


def _check(rating: Rating) -> None:
    low, high = rules.RATINGS
    least, most = rules.WEIGHTS
    views = (rating.self_rating, rating.supervisor)
    if rating.required is None or not low <= rating.required <= high:
        raise NotValid(_("Say from 1 to 5 how well the task must be mastered."), code="required")
    if rating.exposure is None or not least <= rating.exposure <= most:
        raise NotValid(_("Say how often the task comes."), code="exposure")
    if rating.risk is None or not least <= rating.risk <= most:
        raise NotValid(_("Say what a mistake does to the person."), code="risk")
    if any(one is not None and not low <= one <= high for one in views):
        raise NotValid(_("A rating is from 1 to 5; leave it empty where nobody looked."), code="ratings")
    if rating.test_share is not None and not 0 <= rating.test_share <= 100:
        raise NotValid(_("The share of a test is from 0 to 100; leave it empty where none was taken."), code="test")


def _held(by: Actor, assessment_id: UUID, verb: str) -> NeedsAssessment:
    row = lock_assessment(by, assessment_id)
    writing.moved(states.ASSESSMENT_TRANSITIONS, verb, row.state, ASSESSMENT_STATES)
    return row


def _log(u: Unit, row: NeedsAssessment, did: str) -> None:
    u.log(f"assessment_of_needs.{did}", object_type="needs_assessment", object_id=row.pk, code=row.institution_id)
