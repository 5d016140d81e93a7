"""Lists and counts, already narrowed to the actor's desk and without sealed content."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Sum

from himaya.cases import clocks, known_as, policy, states, tallies
from himaya.cases.access import SEALED_OF_REFERRAL
from himaya.cases.models import Case, Exclusion, Referral, ReferralStep, Tally, WithdrawalNotice
from himaya.institutions.models import Desk
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.kernel.ids import tidy_reference
from himaya.persons import matching

TOLD_DAYS = 14


def _referrals(actor: Actor) -> QuerySet[Referral]:
    return (
        Referral.objects.filter(policy.visible_referrals(actor))
        .select_related("from_desk__institution", "to_desk__institution", "proposed_desk__institution", "consent")
        .defer(*SEALED_OF_REFERRAL)
    )


def inbox(actor: Actor) -> QuerySet[Referral]:
    """Referrals to the actor's desk on which something is still expected of it, the most pressing first.

    What is urgent stands first, however long something ordinary has been waiting; then the nearest target.
    """
    urgent_first = ExpressionWrapper(Q(urgency=states.URGENT), output_field=BooleanField()).desc()
    waiting = _referrals(actor).filter(to_desk_id=actor.desk_id).exclude(state__in=states.ENDED)
    return waiting.order_by(urgent_first, "target_at")


def sent(actor: Actor) -> QuerySet[Referral]:
    """Referrals that the actor's desk sent, newest first."""
    return _referrals(actor).filter(from_desk_id=actor.desk_id).order_by("-sent_at")


def sent_now(actor: Actor, referral_ids: Iterable[UUID]) -> QuerySet[Referral]:
    """Those of these referrals that the actor's desk sent."""
    return sent(actor).filter(pk__in=list(referral_ids))


def to_send_on(actor: Actor) -> QuerySet[Referral]:
    """Sent referrals that came back and that nothing follows yet: declined, no service, another desk proposed."""
    came_back = (states.REDIRECTED, states.DECLINED, states.NO_SERVICE)
    followed = Referral.objects.filter(follows__isnull=False).values("follows_id")
    return sent(actor).filter(state__in=came_back).exclude(pk__in=followed)


def withdrawn_lately(actor: Actor) -> QuerySet[Referral]:
    """What the receiving desk is told: agreements that ended, until it said that it has read so.

    Those of before there were notices, for two weeks.
    """
    since = clock.now() - timedelta(days=TOLD_DAYS)
    mine = _referrals(actor).filter(to_desk_id=actor.desk_id, state=states.WITHDRAWN)
    told = WithdrawalNotice.objects.filter(referral=OuterRef("pk"))
    lately = ReferralStep.objects.filter(referral=OuterRef("pk"), action="withdrawn", at__gte=since)
    unread = Exists(told.filter(acknowledged_at__isnull=True))
    return mine.annotate(to_acknowledge=unread).filter(unread | Exists(lately) & ~Exists(told)).order_by("-sent_at")


def stood_down_lately(actor: Actor) -> QuerySet[Referral]:
    """What the receiving desk is told: referrals that the sender no longer needs, of the last two weeks."""
    since = clock.now() - timedelta(days=TOLD_DAYS)
    mine = _referrals(actor).filter(to_desk_id=actor.desk_id, state=states.STOOD_DOWN)
    lately = ReferralStep.objects.filter(referral=OuterRef("pk"), action="stood_down", at__gte=since)
    return mine.filter(Exists(lately)).order_by("-sent_at")


def rests(actor: Actor) -> QuerySet[Referral]:
    """Sent referrals of which a part was not taken on, and nobody said yet what became of it, the oldest first."""
    followed = Referral.objects.filter(follows__isnull=False).values("follows_id")
    taken_in_part = sent(actor).filter(state__in=states.IN_PART, rest="").exclude(services_taken=[])
    return taken_in_part.exclude(pk__in=followed).order_by("sent_at")


def of_need(actor: Actor, group: UUID) -> QuerySet[Referral]:
    """The referrals of one need that the actor's desk sent, in the order of their desks."""
    return sent(actor).filter(group=group).order_by("to_desk_id")


def need_of(actor: Actor, referral_id: UUID) -> UUID | None:
    """The number of the need of a sent referral; None where one desk alone was asked."""
    return sent(actor).filter(pk=referral_id).values_list("group", flat=True).first()


def needs_taken(actor: Actor) -> QuerySet[Referral]:
    """Sent referrals that a desk took on whole while others still wait for the same need: the sender decides."""
    others = Referral.objects.filter(group=OuterRef("group"), state__in=(states.SENT, states.ASKED))
    taken = sent(actor).filter(state=states.ACCEPTED, group__isnull=False)
    return taken.filter(Exists(others.exclude(pk=OuterRef("pk"))))


SENT_KINDS: dict[str, Q] = {
    "waiting": Q(state__in=(states.SENT, states.ASKED)),
    "running": Q(state__in=(states.ACCEPTED, states.ACCEPTED_IN_PART)),
    "unread": Q(state__in=(states.SENT, states.ASKED), opened_at__isnull=True),
    "ended": Q(state__in=states.ENDED),
}


def escalated(actor: Actor) -> QuerySet[Referral]:
    """For a lead: unanswered referrals past their target anywhere in the institution; states and dates only."""
    if not (policy.works_on_cases(actor) and actor.has(policy.LEAD)):
        return Referral.objects.none()
    return (
        Referral.objects.filter(
            policy.not_excluded(actor, "case_id"),
            to_desk__institution_id=actor.institution_id,
            state__in=states.WAITING,
            escalated_at__isnull=False,
        )
        .select_related("from_desk__institution", "to_desk__institution", "consent")
        .defer(*SEALED_OF_REFERRAL)
        .order_by("target_at")
    )


def desk_cases(actor: Actor) -> QuerySet[Case]:
    """Open cases that the actor's desk holds, newest first."""
    return _held(actor).filter(state="open").order_by("-opened_on", "reference")


def shared_cases(actor: Actor) -> QuerySet[Case]:
    """Cases of other desks that are open to the actor or to their desk for a time, newest first."""
    return _cases(actor).exclude(desk_id=actor.desk_id).order_by("-opened_on", "reference")


def my_cases(actor: Actor) -> QuerySet[Case]:
    """Open cases that the actor opened at this desk, newest first."""
    if actor.account_id is None:
        return Case.objects.none()
    return desk_cases(actor).filter(opened_by=actor.account_id)


def institution_cases(actor: Actor) -> QuerySet[Case]:
    """For a lead: which files the desks of their institution hold, and since when. Who they are about stays closed.

    Columns that say nothing of a person, and no others, are read.
    """
    if not (policy.works_on_cases(actor) and actor.has(policy.LEAD)):
        return Case.objects.none()
    rows = Case.objects.filter(policy.not_excluded(actor), desk__institution_id=actor.institution_id)
    return (
        rows.select_related("desk").only("reference", "state", "opened_on", "desk").order_by("-opened_on", "reference")
    )


def cases_of_person(actor: Actor, person_id: UUID) -> QuerySet[Case]:
    """The cases of a person that the actor's desk holds."""
    return _held(actor).filter(person_id=person_id).order_by("-opened_on", "reference")


def desks_that_hold(actor: Actor, person_id: UUID) -> QuerySet[Desk]:
    """Inside the actor's institution, the desks to ask about a person that a search found."""
    if not policy.works_on_cases(actor):
        return Desk.objects.none()
    held = Case.objects.filter(policy.not_excluded(actor), person_id=person_id, institution_id=actor.institution_id)
    with wall.beyond(wall.INSTITUTION):
        return Desk.objects.filter(pk__in=list(held.values_list("desk_id", flat=True)))


def kept_from(actor: Actor) -> frozenset[UUID]:
    """The people whom a conflict of interest keeps from the actor: a search by name does not find them either.

    And those who were said to be the same person as one of them.
    """
    excluded = Exclusion.objects.filter(account_id=policy.me(actor), lifted_at__isnull=True)
    with wall.beyond(wall.EVERYTHING):
        people = frozenset(excluded.values_list("case__person_id", flat=True))
        return people.union(*matching.same_as(people).values())


def _cases(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(policy.visible_cases(actor)).select_related("desk__institution")


def held(actor: Actor) -> QuerySet[Case]:
    """Every case that the actor's desk holds, open or closed."""
    return _held(actor)


def _held(actor: Actor) -> QuerySet[Case]:
    return _cases(actor).filter(desk_id=actor.desk_id)


def case_by_reference(actor: Actor, typed: str) -> Case | None:
    """The case that this reference opens for the actor; None when absent or not theirs to know.

    Its own, or that of a referral which the actor's desk received and whose person it holds a file of since (ADR 83).
    """
    return known_as.opens(actor, typed).order_by("-opened_on", "reference").first()


def referral_by_reference(actor: Actor, typed: str) -> Referral | None:
    """The referral of this reference, sent or received by the actor's desk; None otherwise."""
    return _referrals(actor).filter(reference=tidy_reference(typed)).first()


def referrals_about(actor: Actor, case: Case, carried: Iterable[str]) -> QuerySet[Referral]:
    """The referrals of a file that the actor's desk holds, and those to it with one of these references, in order."""
    of_file = Q(case=case) | Q(reference__in=list(carried), to_desk_id=actor.desk_id)
    return _referrals(actor).filter(of_file).order_by("sent_at")


@dataclass(frozen=True)
class Overdue:
    """How many referrals wait past their target, how many reports are owed, how many questions lie with us."""

    to_answer: int
    to_report: int
    asked_of_us: int


def overdue(actor: Actor) -> Overdue:
    """What the desk is late with, for the bar of every page."""
    received = inbox(actor)
    return Overdue(
        to_answer=received.filter(state__in=states.WAITING, target_at__lt=clock.now()).count(),
        to_report=received.filter(report_due_on__lt=clock.today()).count(),
        asked_of_us=sent(actor).filter(state=states.ASKED).count(),
    )


@dataclass(frozen=True)
class Week:
    """Seven days of one desk: answers in time of all answers due, reports in of reports due, free places."""

    answered_in_time: int
    answers_due: int
    reports_in: int
    reports_due: int
    free_places: int | None
    places: int | None


def week(actor: Actor) -> Week:
    """The desk's last seven days. Of a desk, never of a person (do-no-harm 5)."""
    now, today = clock.now(), clock.today()
    rows = _referrals(actor).filter(to_desk_id=actor.desk_id).exclude(state__in=(states.WITHDRAWN, states.STOOD_DOWN))
    due = rows.filter(target_at__gte=now - timedelta(days=7), target_at__lte=now)
    reports = rows.filter(report_due_on__gte=today - timedelta(days=7), report_due_on__lte=today)
    desk = Desk.objects.filter(pk=actor.desk_id).first() if policy.works_on_cases(actor) else None
    return Week(
        answered_in_time=due.filter(answered_at__lte=F("target_at")).count(),
        answers_due=due.count(),
        reports_in=reports.filter(state=states.REPORTED_BACK).count(),
        reports_due=reports.count(),
        free_places=desk.capacity_free if desk else None,
        places=desk.capacity_total if desk else None,
    )


@dataclass
class DeskCounts:
    """The counts of one desk in one month, exact: `insight` hides small cells before anybody sees them."""

    desk_id: str
    screened: int = 0
    refused: int = 0
    sent: int = 0
    received: int = 0
    answered: int = 0
    unanswered: int = 0
    no_service: int = 0
    reported: int = 0
    waiting: dict[str, int] = field(default_factory=dict)

    @property
    def median(self) -> str:
        """The bucket of the median answer: an upper end in minutes, `longer`, or empty."""
        return clocks.median_bucket(self.waiting)


def tallies_for_secretariat(actor: Actor, month: date) -> list[DeskCounts]:
    """One row per desk (the empty desk: refusals without an account), by desk id. Never a case (do-no-harm 7)."""
    policy.check_counts(actor)
    rows: dict[str, DeskCounts] = {}
    waiting: dict[str, dict[str, int]] = defaultdict(dict)
    # What other rooms count by the month (a return, a letter that was not wanted) stands in no column here.
    of_desks = Q(clause="", kind__in=tallies.OF_DESKS)
    for tally in Tally.objects.filter(of_desks, month=tallies.month_of(month)):
        row = rows.setdefault(tally.desk_id, DeskCounts(tally.desk_id))
        setattr(row, tally.kind, getattr(row, tally.kind) + tally.count)
        if tally.kind == tallies.ANSWERED:
            waiting[tally.desk_id][tally.answer] = tally.count
    for desk_id, buckets in waiting.items():
        rows[desk_id].waiting = buckets
    return [rows[key] for key in sorted(rows)]


def tallies_by_month(kinds: Iterable[str]) -> list[tuple[date, str, str, int]]:
    """Month, desk, kind and count, exact. The caller has checked who asks, and hides small ones (`insight`)."""
    rows = Tally.objects.filter(clause="", kind__in=list(kinds)).order_by()
    return list(rows.values_list("month", "desk_id", "kind").annotate(n=Sum("count")))


def no_service_since(actor: Actor, first: date) -> list[tuple[str, str, date, int]]:
    """How often a desk or the first line found no service: service, region, month, count, of all desks together."""
    policy.check_counts(actor)
    rows = Tally.objects.filter(kind=tallies.NO_SERVICE, month__gte=first).exclude(answer="")
    found = rows.values("answer", "region", "month").annotate(n=Sum("count"))
    return [(row["answer"], row["region"], row["month"], row["n"]) for row in found]


def forgotten_by_the_clock(now: datetime) -> list[UUID]:
    """For the worker: referrals that wait well past their target and were never escalated."""
    late = Referral.objects.filter(
        state__in=states.WAITING, escalated_at__isnull=True, target_at__lt=now - timedelta(minutes=15)
    )
    return list(late.values_list("pk", flat=True)[:500])
