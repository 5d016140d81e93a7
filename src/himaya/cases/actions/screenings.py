"""How a screening ends: in a hand-over, once however often it is sent, or in a refusal, of which a count remains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from himaya.cases import given, packets, policy, rules_assessing, sending, states, tallies
from himaya.cases.actions import exclusions, grants
from himaya.cases.models import Case, ErasedForm, Referral, Submission
from himaya.cases.queries import kept_from
from himaya.cases.sending import Basis, Wish
from himaya.institutions import catalogue, content
from himaya.institutions.models import Region
from himaya.instruments import triage, usage
from himaya.instruments.models import Version
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_reference
from himaya.kernel.unit import Unit, is_open, unit
from himaya.persons.actions import people
from himaya.persons.actions.people import Identity
from himaya.persons.models import Person
from himaya.services.calls import on_call_desk

__all__ = ["HandedOver", "Identity", "Wish", "hand_over", "known", "refuse"]

IMMEDIATE_SAFETY = "immediate_safety"


@dataclass(frozen=True)
class HandedOver:
    """What a hand-over made. Sending the same `instance_id` again gives the same result and makes nothing."""

    case_id: UUID
    reference: str
    referral_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class _Form:
    """Everything the page sent, checked as a whole before anything is kept."""

    version: Version
    answers: Mapping[str, str]
    route: str
    wishes: tuple[Wish, ...]
    basis: Basis
    region: str
    instance_id: UUID
    details: Mapping[str, str] = field(default_factory=dict)
    advice_sought: bool = False

    @property
    def heard(self) -> tuple[triage.Noted, ...]:
        return given.heard(self.version, self.answers)

    @property
    def facts(self) -> triage.Facts:
        return given.facts(self.version, self.answers)


def hand_over(
    *,
    version_id: int,
    answers: Mapping[str, str],
    identity: Identity | None,
    person_id: UUID | None,
    route: str,
    wishes: Sequence[Wish],
    language: str,
    interpreter: str,
    consent_given: bool,
    told_first: bool,
    guardian_implicated: str,
    region: str,
    by: Actor,
    instance_id: UUID,
    not_told_reason: str = "",
    details: Mapping[str, str] | None = None,
    advice_sought: bool = False,
) -> HandedOver:
    """Keep the screening, the person and the agreement, and send one referral per wish: all of it or nothing.

    `person_id` names a person the institution already knows, else `identity` is kept (None: nobody was named).
    `details` fills classes of data that no form asks (gender, dependants, needs, work_sector …). `advice_sought`: the
    worker asked somebody before, which is noted for their protection and says nothing of what was advised.
    Raises NotNow (no agreement, not told, desk closed, legal set-up), NotValid (what was sent), NotFound (the person).
    """
    policy.check_hand_over(by)
    if (done := _already(instance_id, by)) is not None:
        return done
    basis = Basis(route, language, interpreter, told_first, not_told_reason)
    try:
        with unit(by=by) as u:
            _check_agreement(route, consent_given)
            sending.check_basis(basis, guardian_implicated=guardian_implicated)
            form = _Form(
                version=given.verified(version_id, answers),
                answers=answers,
                route=route,
                wishes=_wishes(wishes, route=route, region=region, by=by),
                basis=basis,
                region=region,
                instance_id=instance_id,
                details=_with_guardian(details, guardian_implicated),
                advice_sought=advice_sought,
            )
            return _keep_and_send(u, form, identity=identity, person_id=person_id)
    except IntegrityError:
        # The same form arrived twice at once; the other one has just been kept.
        if is_open() or (done := _already(instance_id, by)) is None:
            raise
        return done


def known(
    *,
    version_id: int,
    answers: Mapping[str, str],
    identity: Identity,
    route: str,
    language: str,
    interpreter: str,
    guardian_implicated: str,
    details: Mapping[str, str],
) -> packets.Known:
    """What the packets of `hand_over` would be made of for somebody who is new here. Keeps nothing, asks no database
    about the person. Raises NotValid (the answers)."""
    version = given.verified(version_id, answers)
    return packets.Known(
        identity=identity,
        heard=given.heard(version, answers),
        details=_with_guardian(details, guardian_implicated),
        age_group=rules_assessing.age_group(route, str(given.facts(version, answers).age)),
        language=language,
        interpreter=interpreter,
    )


def _with_guardian(details: Mapping[str, str] | None, guardian_implicated: str) -> dict[str, str]:
    return {**(details or {}), **({"guardian_flag": guardian_implicated} if guardian_implicated else {})}


def refuse(*, audience: str, region: str, by: Actor) -> None:
    """Count a refusal and keep nothing else: no row, no audit, no hour; whoever asks, signed in or not."""
    known = audience if audience in content.AUDIENCES else ""
    place = region if Region.objects.filter(pk=region).exists() else ""
    with transaction.atomic():
        tallies.add(tallies.Count(tallies.REFUSED, desk_id=by.desk_id, audience=known, region=place))


def find_no_service(*, service: str, region: str, by: Actor) -> None:
    """Nobody in this region can give the service: the gap is counted, and nothing else is kept, not even an hour."""
    policy.check_hand_over(by)
    if service not in catalogue.services():
        raise NotValid(_("Choose a service and how soon it is needed."), code="wish_incomplete")
    place = region if Region.objects.filter(pk=region).exists() else ""
    with transaction.atomic():
        tallies.add(tallies.Count(tallies.NO_SERVICE, desk_id=by.desk_id, region=place, answer=service))


def _already(instance_id: UUID, by: Actor) -> HandedOver | None:
    rows = Submission.objects.select_related("case").defer("answers", "details")
    with wall.beyond(wall.EVERYTHING):
        kept = rows.filter(instance_id=instance_id).first()
    if kept is None:
        return None
    if not Case.objects.filter(policy.visible_cases(by), pk=kept.case_id, desk_id=by.desk_id).exists():
        raise NotFound
    sent = Referral.objects.filter(screening=kept).values_list("pk", flat=True)
    return HandedOver(kept.case_id, kept.case.reference, tuple(sorted(sent)))


def _check_agreement(route: str, consent_given: bool) -> None:
    if route == states.CONSENT and not consent_given:
        raise NotNow(
            _(
                "The person has not agreed to share with these desks. Nothing was sent. "
                "Give the information and the way back; they can agree later."
            ),
            code="no_consent",
        )


def _wishes(wishes: Sequence[Wish], *, route: str, region: str, by: Actor) -> tuple[Wish, ...]:
    """The wishes, for a danger made urgent and given to the desk on call. Raises NotValid, or NotNow without one."""
    if route == states.DANGER:
        least = catalogue.services()[IMMEDIATE_SAFETY].minimum_packet
        asked = wishes or [Wish(IMMEDIATE_SAFETY, "", least, states.URGENT)]
        return tuple(_for_danger(wish, region, by) for wish in asked)
    if not wishes:
        raise NotValid(_("Choose at least one service and one desk."), code="no_wish")
    if len({(wish.service, wish.to_desk_id) for wish in wishes}) < len(wishes):
        raise NotValid(_("The same service is asked twice of one desk."), code="wish_twice")
    return tuple(wishes)


def _for_danger(wish: Wish, region: str, by: Actor) -> Wish:
    service = catalogue.services().get(wish.service)
    desk = None if wish.to_desk_id else on_call_desk(wish.service, region=region, own_desk=by.desk_id)
    if service is None or (desk is None and not wish.to_desk_id):
        raise NotNow(
            _("No other desk on call is open in this region. Call the emergency number now; nothing was sent."),
            code="nobody_on_call",
        )
    return replace(
        wish,
        to_desk_id=desk.pk if desk is not None else wish.to_desk_id,
        urgency=states.URGENT,
    )


def _keep_and_send(u: Unit, form: _Form, *, identity: Identity | None, person_id: UUID | None) -> HandedOver:
    who = identity or Identity()
    if person_id is not None:
        person = _known_person(person_id, u.by)
        who = _words_of(person, u.by)
    else:
        person_id = people.add(institution_id=u.by.institution_id, identity=who, by=u.by)
    case = _open(u, form, person_id)
    if form.advice_sought:
        u.log("advice.sought", object_type="case", object_id=case.pk)
    submission = given.keep(case, form.version, form.answers, instance_id=form.instance_id, details=form.details)
    _check_not_erased(form.instance_id)
    _note_use(form, case, by=u.by)
    known = packets.Known(
        identity=who,
        heard=form.heard,
        details=form.details,
        age_group=case.age_group,
        language=form.basis.language,
        interpreter=form.basis.interpreter,
    )
    sent = [
        sending.make(u, case=case, wish=wish, basis=form.basis, known=known, screening=submission)
        for wish in form.wishes
    ]
    screened = tallies.Count(
        tallies.SCREENED,
        desk_id=u.by.desk_id,
        audience=form.version.audience,
        region=form.region,
        version=f"{form.version.name} {form.version.version}",
        answer=case.next_step,
    )
    age = tallies.Count(tallies.AGE, desk_id=u.by.desk_id, answer=case.age_group)
    tallies.add(screened, age, *(count for one in sent for count in one.counts))
    return HandedOver(case.pk, case.reference, tuple(sorted(one.referral_id for one in sent)))


def _check_not_erased(instance_id: UUID) -> None:
    """Looked at after the form was put in, so that an erasure which ends at that very moment is seen."""
    if ErasedForm.objects.filter(pk=instance_id).exists():
        raise NotNow(
            _("This form was handed over before, and erased since. Nothing was kept. Begin a new one if it is needed."),
            code="form_erased",
        )


def _note_use(form: _Form, case: Case, *, by: Actor) -> None:
    """The open case counts under this version, and the form learns how its clauses fared."""
    usage.began(form.version.pk, by.institution_id)
    overridden = rules_assessing.overridden(
        case.next_step, route=form.route, urgencies=[wish.urgency for wish in form.wishes]
    )
    given.note_use(form.version, form.answers, overridden=overridden, by=by)


def _known_person(person_id: UUID, by: Actor) -> Person:
    # Held, so that an erasure of the same person comes before or after, never in between.
    rows = Person.objects.select_for_update(of=("self",)).filter(institution_id=by.institution_id)
    found = rows.filter(pk=person_id, anonymous_since__isnull=True).first()
    if found is None or person_id in kept_from(by):
        raise NotFound
    return found


def _words_of(person: Person, by: Actor) -> Identity:
    with people.opened(person, by=by, purpose="prepare_referral") as identity:
        return identity


def _open(u: Unit, form: _Form, person_id: UUID) -> Case:
    advice = triage.next_step(form.facts)
    case = Case.objects.create(
        reference=new_reference(),
        person_id=person_id,
        institution_id=u.by.institution_id,
        desk_id=u.by.desk_id,
        opened_by=policy.account_of(u.by),
        opened_on=clock.today(),
        route=form.route,
        next_step=str(advice.step),
        age_group=rules_assessing.age_group(form.route, str(form.facts.age)),
        language=form.basis.language,
        region=form.region,
    )
    grants.hold(u, case)
    exclusions.follow(u, case)
    u.log("case.opened", object_type="case", object_id=case.pk, code=form.route, subjects=[person_id])
    return case
