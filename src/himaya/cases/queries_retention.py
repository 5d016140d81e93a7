"""What an erasure would take and leave, what is due, what was asked: numbers and days, nothing sealed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from himaya.cases import access, erasing, holders, policy, rules_retention, states
from himaya.cases import policy_retention as who
from himaya.cases.holders import Holders
from himaya.cases.models import Case, Erasure, LegalHold, Referral, ReferralStep, Submission
from himaya.cases.models_retention import ASKED, DONE
from himaya.cases.retention_content import months_of
from himaya.institutions.models import Desk
from himaya.kernel import belongings, clock, wall
from himaya.kernel.actor import Actor
from himaya.kernel.belongings import ALL, IDENTITY, SCOPES
from himaya.kernel.errors import NotFound, Refusal
from himaya.persons.models import Person

MOST = 500
KINDS = {ALL: "file", IDENTITY: "identity"}


@dataclass(frozen=True)
class Preview:
    """What goes with each scope and what is left without its words, who else was told, which other desks have a file of
    the person that is still open, what stands against it, and until when backups still open it."""

    goes: dict[str, dict[str, int]]
    left: dict[str, dict[str, int]]
    told: Holders
    open_at: list[Desk]
    closes: int
    against: dict[str, str]
    gone_by: date
    anonymous_since: date | None


@dataclass(frozen=True)
class Keeping:
    """How one file is kept: the days on which identity and file are due (None while it is open, and for an identity
    that is gone), the hold, the request that waits, and whether nobody used it for long."""

    case: Case
    identity_due: date | None
    file_due: date | None
    hold: LegalHold | None
    request: Erasure | None
    idle: bool


def preview(person_id: UUID, *, desk_id: str) -> Preview:
    """Look ahead, from the desk of one of the files. Raises NotFound for a person who is gone."""
    with wall.beyond(wall.EVERYTHING):
        return _preview(person_id, desk_id)


def _preview(person_id: UUID, desk_id: str) -> Preview:
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound
    at_work = Case.objects.filter(person_id=person_id, state="open").values("desk_id")
    desks = Desk.objects.select_related("institution").exclude(pk=desk_id).order_by("pk")
    return Preview(
        goes={scope: belongings.counted(person_id, scope=scope) for scope in SCOPES},
        left={scope: belongings.left(person_id, scope=scope) for scope in SCOPES},
        told=holders.of(person_id, desk_id=desk_id),
        open_at=list(desks.filter(pk__in=at_work)),
        closes=Case.objects.filter(person_id=person_id, state="open").count(),
        against={scope: sentence for scope in SCOPES if (sentence := _against(person, scope))},
        gone_by=rules_retention.gone_by(
            clock.today(), turn_days=settings.HIMAYA_TURN_DAYS, backup_days=settings.HIMAYA_BACKUP_DAYS
        ),
        anonymous_since=person.anonymous_since,
    )


def _against(person: Person, scope: str) -> str:
    try:
        erasing.check_free(person, scope=scope)
    except Refusal as refusal:
        return str(refusal.sentence)
    return ""


def keeping(case: Case) -> Keeping:
    """How a file is kept."""
    with wall.beyond(wall.EVERYTHING):
        closed = list(Case.objects.filter(person_id=case.person_id).values_list("closed_on", flat=True))
        nameless = Person.objects.filter(pk=case.person_id, anonymous_since__isnull=False).exists()
    held = LegalHold.objects.filter(person_id=case.person_id, lifted_on__isnull=True).first()
    return Keeping(
        case=case,
        identity_due=None if nameless else rules_retention.due_on(closed, months_of("identity")),
        file_due=rules_retention.due_on(closed, months_of("file")),
        hold=held,
        request=Erasure.objects.filter(person_id=case.person_id, state=ASKED).first(),
        idle=is_idle(case),
    )


def due_if_closed_today(case: Case) -> tuple[date | None, date | None]:
    """On which days name and file would be due; None each while another file of the person is open."""
    with wall.beyond(wall.EVERYTHING):
        others = list(
            Case.objects.filter(person_id=case.person_id).exclude(pk=case.pk).values_list("closed_on", flat=True)
        )
    days = [*others, clock.today()]
    return rules_retention.due_on(days, months_of("identity")), rules_retention.due_on(days, months_of("file"))


def is_idle(case: Case) -> bool:
    """True for an open file that nobody used for the whole period, and nobody said is still needed."""
    with wall.beyond(wall.EVERYTHING):
        return case.state == "open" and _idle().filter(pk=case.pk).exists()


def idle_cases(actor: Actor) -> "QuerySet[Case]":
    """The open files to look at, of the actor's desk or of the institutions that they watch over."""
    mine = policy.overseen_cases(actor) if who.oversees(actor) else policy.held_cases(actor)
    # What was answered since is not the officer's to see, and a file must not look idle for that.
    with wall.beyond(wall.EVERYTHING):
        found = list(_idle().filter(mine).values_list("pk", flat=True))
    rows = Case.objects.filter(pk__in=found).select_related("desk__institution")
    return rows.order_by("opened_on", "reference")


def _idle() -> "QuerySet[Case]":
    since = rules_retention.months_after(clock.today(), -months_of("idle"))
    began = datetime.combine(since, time(), tzinfo=clock.here())
    answered = Submission.objects.filter(case=OuterRef("pk"), made_on__gt=since)
    moved = ReferralStep.objects.filter(referral__case=OuterRef("pk"), at__gte=began)
    waits = Q(needed_until__isnull=True) | Q(needed_until__lte=clock.today())
    still = Q(stirred_on__isnull=True) | Q(stirred_on__lte=since)
    return Case.objects.filter(waits, still, ~Exists(answered), ~Exists(moved), state="open", opened_on__lte=since)


def due(scope: str) -> list[Case]:
    """One file of each person whose period is over and whom nothing protects, the oldest first.

    Whether it is over is said by the rule that the pages show. The store is asked more widely: months differ by three
    days. Whoever is still needed for something is passed over in silence, and holds up nobody behind them.
    """
    before = rules_retention.months_after(clock.today(), -months_of(KINDS[scope])) + timedelta(days=3)
    others = Case.objects.filter(person_id=OuterRef("person_id"))
    rows = Case.objects.filter(~Exists(others.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=before))))
    rows = rows.filter(~Exists(_holds(OuterRef("person_id"))), ~Exists(_running()))
    if scope == IDENTITY:
        rows = rows.filter(person__anonymous_since__isnull=True)
    found: dict[UUID, Case] = {}
    for case in rows.order_by("closed_on", "reference").iterator():
        if case.person_id in found or not is_due(case.person_id, scope):
            continue
        if belongings.against(case.person_id) is None:
            found[case.person_id] = case
        if len(found) == MOST:
            break
    return list(found.values())


def is_due(person_id: UUID, scope: str) -> bool:
    """True when the period after the last of a person's files is over; never while one is open."""
    closed = list(Case.objects.filter(person_id=person_id).values_list("closed_on", flat=True))
    return rules_retention.is_due(rules_retention.due_on(closed, months_of(KINDS[scope])), clock.today())


def due_packets() -> list[UUID]:
    """Referrals that ended so long ago that neither desk needs what they carried."""
    before = rules_retention.months_after(clock.today(), -months_of("packet"))
    ended = datetime.combine(before, time(), tzinfo=clock.here())
    full = Q(*((f"{name}__isnull", False) for name in access.SEALED_OF_REFERRAL), _connector=Q.OR)
    rows = Referral.objects.filter(full, ~Exists(_holds(OuterRef("person_id"))), state__in=states.ENDED)
    return list(rows.annotate(last=Max("steps__at")).filter(last__lt=ended).values_list("pk", flat=True)[:MOST])


def _holds(person: OuterRef) -> "QuerySet[LegalHold]":
    return LegalHold.objects.filter(person_id=person, lifted_on__isnull=True)


def _running() -> "QuerySet[Referral]":
    return Referral.objects.filter(person_id=OuterRef("person_id")).exclude(state__in=states.ENDED)


def requests(actor: Actor) -> "QuerySet[Erasure]":
    """Erasures that wait for a second person, the oldest first."""
    return _known(actor).filter(state=ASKED).order_by("asked_on", "id")


def done(actor: Actor) -> "QuerySet[Erasure]":
    """Erasures that were done, the newest first."""
    return _known(actor).filter(state=DONE).order_by("-decided_on", "id")


def one(actor: Actor, erasure_id: UUID) -> Erasure:
    """One erasure. Raises NotFound."""
    found = _known(actor).filter(pk=erasure_id).first()
    if found is None:
        raise NotFound
    return found


def _known(actor: Actor) -> "QuerySet[Erasure]":
    return Erasure.objects.filter(who.known_erasures(actor)).select_related("desk__institution")


def waiting_for_epoch() -> "QuerySet[Erasure]":
    """Erasures whose keys a backup still opens, the earliest promise first."""
    return Erasure.objects.filter(state=DONE, gone_on__isnull=True).order_by("gone_by", "id")
