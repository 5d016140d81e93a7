"""What stands between a wish and a referral: is the desk there, is the packet minimal, does the person still agree."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from himaya.cases import clocks, consulates, events, ledger, packets, policy, rules_consents, states, tallies
from himaya.cases.models import Case, Consent, Referral, ReferralStep, Submission
from himaya.institutions import catalogue, queries
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.ids import new_reference
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit
from himaya.legal import gate

_ROLE_ORDER = (
    "case_manager",
    "interviewer",
    "health_professional",
    "legal_counsel",
    "front_line",
    "desk_lead",
    "system",
)


@dataclass(frozen=True)
class Wish:
    """One service asked of one desk, with the classes of data that may go there. `urgency` is of URGENCIES."""

    service: str
    to_desk_id: str
    data_classes: tuple[str, ...]
    urgency: str


@dataclass(frozen=True)
class Basis:
    """On what the sharing rests (a route), in which language it was agreed, and whether the person was told first."""

    route: str
    language: str
    interpreter: str
    told_first: bool
    not_told_reason: str = ""


def role_of(actor: Actor) -> str:
    """The one role that the other institution is shown."""
    return next((role for role in _ROLE_ORDER if actor.has(role)), "")


def check_basis(basis: Basis, *, guardian_implicated: str) -> None:
    """Raises NotValid or NotNow when the route lacks what it needs."""
    if basis.route not in states.ROUTES:
        raise NotValid(_("Say on what this hand-over rests."), code="route_unknown")
    if basis.interpreter not in states.INTERPRETERS:
        raise NotValid(_("Say whether an interpreter is needed."), code="interpreter_unknown")
    if basis.route == states.CHILD and guardian_implicated not in states.GUARDIAN:
        raise NotValid(
            _("Before any call to the family: say whether a parent or guardian may be implicated."),
            code="guardian_not_answered",
        )
    told = basis.told_first or basis.not_told_reason in states.NOT_TOLD_REASONS
    if basis.route == states.LEGAL_DUTY and not told:
        raise NotNow(
            _("Tell the person first what you must report. If telling them puts them in danger, choose the reason."),
            code="not_told",
        )


def receiving_desk(wish: Wish, *, sender: str, at: datetime) -> Desk:
    """The desk of a wish. Raises NotNow for a desk that closed, NotValid for one that cannot be meant."""
    desk = Desk.objects.select_related("institution", "after_hours").filter(pk=wish.to_desk_id).first()
    if desk is None or desk.pk == sender:
        raise NotValid(_("Choose a desk of another team that gives this service."), code="desk_unknown")
    if not queries.standing_desks().filter(pk=desk.pk).exists():
        raise NotNow(_gone(desk, wish.service), code="desk_closed")
    if desk.vetted_until is not None and desk.vetted_until < clock.today():
        raise NotNow(
            gettext("The vetting of %(desk)s has run out. Nothing was sent. Choose another desk.")
            % {"desk": desk.name},
            code="vetting_over",
        )
    if desk.reached_by == "phone" or (desk.reached_by == "link" and desk.vetted_until is None):
        raise NotNow(
            gettext("%(desk)s has no account here and was not vetted for links. Nothing was sent. Call them.")
            % {"desk": desk.name},
            code="desk_not_reached",
        )
    if wish.service not in desk.services:
        raise NotValid(gettext("%(desk)s does not give this service.") % {"desk": desk.name}, code="not_their_service")
    if wish.urgency == states.URGENT and not queries.open_now(desk, at):
        raise NotNow(_closed_now(desk, wish.service), code="desk_closed_now")
    return desk


def _gone(desk: Desk, service: str) -> str:
    if other := _instead(desk, service):
        names = {"desk": desk.name, "other": other.name}
        return gettext("%(desk)s has closed. Nothing was sent. Choose %(other)s, or another desk of the list.") % names
    return gettext("%(desk)s has closed. Nothing was sent. Choose another desk of the list.") % {"desk": desk.name}


def _closed_now(desk: Desk, service: str) -> str:
    if other := _instead(desk, service):
        names = {"desk": desk.name, "other": other.name}
        return (
            gettext("%(desk)s is closed at this hour and this is urgent. Choose %(other)s, which answers now.") % names
        )
    return gettext("%(desk)s is closed at this hour and this is urgent. Choose a desk that is open now.") % {
        "desk": desk.name
    }


def _instead(desk: Desk, service: str) -> Desk | None:
    """Who answers for a closed desk, where it gives the same: the police are no way round for a bed."""
    other = desk.after_hours
    return other if other is not None and service in other.services else None


def check_wish(wish: Wish) -> None:
    """Raises NotValid for an unknown service or urgency, or for more data than the service needs."""
    service = catalogue.services().get(wish.service)
    if service is None or wish.urgency not in states.URGENCIES:
        raise NotValid(_("Choose a service and how soon it is needed."), code="wish_incomplete")
    always = {name for name, row in catalogue.data_classes().items() if row.always}
    if not set(wish.data_classes) <= {*service.minimum_packet, *always}:
        raise NotValid(
            _("More would be sent than this service needs. Take out what is not in its list."),
            code="packet_too_wide",
        )


@dataclass(frozen=True)
class Need:
    """Several desks that were asked for one need. `first_only`: the first who takes it whole has it."""

    group: UUID
    first_only: bool


@dataclass(frozen=True)
class Sent:
    """A referral that was made, and the counts that go with it, to be added once at the end of the unit."""

    referral_id: UUID
    counts: tuple[tallies.Count, ...]


def make(
    u: Unit,
    *,
    case: Case,
    wish: Wish,
    basis: Basis,
    known: packets.Known,
    screening: Submission | None = None,
    follows: Referral | None = None,
    need: Need | None = None,
) -> Sent:
    """Write consent, referral, packet, first step, audit and outbox. The caller holds the unit and has checked who."""
    now = clock.now()
    check_wish(wish)
    desk = receiving_desk(wish, sender=case.desk_id, at=now)
    gate.check_recipient(sender_id=case.institution_id, receiver=desk.institution)
    about = ledger.About(desk_id=desk.pk)
    consulates.check_goes(case, about, wish.data_classes, agreement=basis.route == states.CONSENT)
    consent = _consent(u, case, wish, basis)
    target = clocks.answer_due(
        catalogue.services()[wish.service], wish.urgency, hours=desk.hours, start=now.astimezone(clock.here())
    )
    row = Referral(
        person_id=case.person_id,
        case=case,
        consent=consent,
        screening=screening,
        follows=follows,
        group=need.group if need else None,
        first_only=need is not None and need.first_only,
        reference=new_reference(),
        from_desk_id=case.desk_id,
        to_desk=desk,
        sent_by=policy.account_of(u.by),
        service=wish.service,
        urgency=wish.urgency,
        age_group=case.age_group,
        language=basis.language,
        region=case.region,
        state=states.SENT,
        sent_at=now,
        target_at=target,
    )
    identity, story = packets.build(consent.data_classes, known, reader=basis.route)
    seal(row, packet_identity=identity or None, packet_story=story or None)
    row.save(force_insert=True)
    record(u, row, "send")
    start_clock(u, row)
    return Sent(
        row.pk,
        (
            tallies.Count(tallies.SENT, desk_id=row.from_desk_id, region=row.region, answer=row.service),
            tallies.Count(tallies.RECEIVED, desk_id=row.to_desk_id, region=row.region, answer=row.service),
        ),
    )


def _consent(u: Unit, case: Case, wish: Wish, basis: Basis) -> Consent:
    """The line of the ledger on which the referral rests: what the person just said, or the basis without agreement.

    Raises NotNow where they said no to this desk, or what they agreed to is over: then they are asked first.
    """
    always = [name for name, row in catalogue.data_classes().items() if row.always]
    about, agrees = ledger.About(desk_id=wish.to_desk_id), basis.route == states.CONSENT
    classes = {*wish.data_classes, *always}
    until = ledger.check_not_refused(case.pk, about, classes) if agrees else None
    return ledger.write(
        u,
        case_id=case.pk,
        person_id=case.person_id,
        word=rules_consents.GIVEN if agrees else rules_consents.WITHOUT,
        about=about,
        classes=classes,
        talk=ledger.Talk(basis.language, basis.interpreter, "spoken"),
        until=until,
        basis=basis.route,
        told_first=basis.told_first,
        not_told_reason="" if basis.told_first else basis.not_told_reason,
    )


def record(u: Unit, row: Referral, verb: str, code: str = "") -> None:
    """The step that both desks see, the audit row, and word for the worker where something follows."""
    done = events.DONE[verb]
    desk_id = u.by.desk_id
    if u.by.kind == "system":
        # What the sender chose when sending is the sender's word, whoever carries it out.
        desk_id = row.from_desk_id if verb == "stand_down" else row.to_desk_id
    ReferralStep.objects.create(
        referral=row,
        at=clock.now(),
        action=done,
        desk_id=desk_id,
        role=role_of(u.by),
        code=code,
    )
    u.log(f"referral.{done}", object_type="referral", object_id=row.pk, code=code, subjects=[row.person_id])
    if done not in events.NOTHING_FOLLOWS:
        u.tell(f"referral.{done}", referral=str(row.pk))


def clock_mark(row: Referral) -> str:
    """Which run of the clock a message belongs to: its target, in one zone, so that it can be compared as text."""
    return row.target_at.astimezone(UTC).isoformat()


def start_clock(u: Unit, row: Referral) -> None:
    """Leave word for the reminder, half-way to the target, and for the escalation, at the target."""
    now = clock.now()
    target = clock_mark(row)
    u.tell("referral.reminder_due", due_at=clocks.midway(now, row.target_at), referral=str(row.pk), target=target)
    u.tell("referral.overdue", due_at=row.target_at, referral=str(row.pk), target=target)
