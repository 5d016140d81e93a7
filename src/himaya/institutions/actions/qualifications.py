"""A qualification, as a certificate says: one person enters it, another who sees the certificate confirms it.

To take it away one person is enough. The holder is told when it is given, when it is ended, and before it runs out.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.institutions import content, days, issued_here, policy_qualifications, queries_accounts
from himaya.institutions import policy_accounts as accounts
from himaya.institutions import queries_qualifications as queries
from himaya.institutions import rules_qualifications as rules
from himaya.institutions.accounts import seats_today
from himaya.institutions.actions import notices
from himaya.institutions.content_qualifications import QualificationRow
from himaya.institutions.models import Account, Qualification
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit

TOLD_AT = time(8)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the paper says: who issued it, its number, its day. The training room writes its own (`enter_issued`)."""

    issuer: str
    number: str
    on: date


def enter(
    *, account_id: UUID, kind: str, institution_id: str, first: date, last: date, certificate: Certificate, by: Actor
) -> Qualification:
    """Enter that somebody is qualified between two days; it counts for nothing until another person confirms it.

    Those who can confirm it are told that one waits. Raises NotFound, NotPermitted (role, one's own), NotValid (kind,
    certificate, days), NotNow (no such role there, one waits already, this certificate is entered already).
    """
    queries_accounts.account(by, account_id)
    policy_qualifications.check_enters(by, account_id, institution_id)
    row = content.load_qualifications().get(kind)
    if row is None:
        raise NotValid(_("Choose what the qualification is for."), code="kind")
    paper = _checked(certificate)
    _check_days(first, last, paper, row)
    with unit(by=by) as u:
        _held(account_id)
        ours = issued_here.check(paper.issuer, paper.number, account_id=account_id, kind=kind)
        issued_here.check_last(ours, last)
        if ours is not None:
            # As it stands on the paper: by this number it ends when the certificate is taken back.
            paper = Certificate(paper.issuer, ours.number, paper.on)
        _check_role(account_id, kind, institution_id)
        _check_new(account_id, kind, institution_id, paper)
        return _write(u, account_id, kind, institution_id, (first, last), paper, by=by)


def enter_issued(
    *, account_id: UUID, kind: str, institution_id: str, first: date, last: date, certificate: Certificate, by: Actor
) -> Qualification | None:
    """The same by the room that issued the certificate (ADR 59): whoever certified it is the first of the two people.

    None where there is nothing to enter: no role there today, or one waits already. Raises NotPermitted (one's own).
    """
    row = content.load_qualifications()[kind]
    with unit(by=by) as u:
        _held(account_id)
        policy_qualifications.check_not_own(by, account_id)
        waits = Qualification.objects.filter(account_id=account_id, kind=kind, state=rules.WAITING)
        if institution_id not in queries.places(account_id, kind) or waits.exists():
            return None
        until = min(last, rules.longest_until(first, row.months))
        return _write(u, account_id, kind, institution_id, (first, until), _checked(certificate), by=by)


def _write(
    u: Unit,
    account_id: UUID,
    kind: str,
    institution_id: str,
    days_of: tuple[date, date],
    paper: Certificate,
    *,
    by: Actor,
) -> Qualification:
    """Write it down as waiting, by who entered it, also inside the unit of another; tell those who can confirm it."""
    made = Qualification.objects.create(
        account_id=account_id,
        institution_id=institution_id,
        kind=kind,
        valid_from=days_of[0],
        valid_to=days_of[1],
        issuer=paper.issuer,
        number=paper.number,
        certificate_on=paper.on,
        state=rules.WAITING,
        entered_by_id=accounts.me(by),
        entered_at=clock.now(),
    )
    for other in _second_persons(institution_id) - {account_id, by.account_id}:
        notices.give(account_id=other, kind="qualification_waits", by=by)
    u.log("qualification.entered", object_type="account", object_id=account_id, code=kind)
    two_people.begun(u, "qualification", made.pk)
    return made


def confirm(*, qualification_id: UUID, saw_certificate: bool, by: Actor) -> None:
    """Confirm as the second person: from today at the earliest it counts.

    The holder is told, and again 30 days before its end. Raises NotFound, NotPermitted (the holder, whoever entered it,
    another institution), NotValid (certificate not seen), NotNow (answered already, role gone, days over).
    """
    seen = queries.one(by, qualification_id)
    policy_qualifications.check_confirms(by, seen)
    if not saw_certificate:
        raise NotValid(_("Look at the certificate first, and say here that you saw it."), code="not_seen")
    with unit(by=by) as u:
        row = _waiting(seen)
        if row.valid_to < clock.today():
            raise NotNow(_("Its last day has passed already. Refuse it, and enter a new one."), code="days_over")
        _check_role(row.account_id, row.kind, row.institution_id)
        issued_here.check(row.issuer, row.number, account_id=row.account_id, kind=row.kind)
        row.state, row.confirmed_on = rules.CONFIRMED, clock.today()
        row.answered_by_id, row.answered_at = by.account_id, clock.now()
        row.save(update_fields=["state", "confirmed_on", "answered_by", "answered_at"])
        notices.give(account_id=row.account_id, kind="qualification_given", by=by)
        u.tell("qualification.confirmed", due_at=_warns_at(row), qualification=str(row.pk))
        u.log("qualification.confirmed", object_type="account", object_id=row.account_id, code=row.kind)


def refuse(*, qualification_id: UUID, reason: str, by: Actor) -> None:
    """Refuse one that waits, or take back what one entered oneself. Raises NotFound, NotPermitted, NotValid, NotNow."""
    seen = queries.one(by, qualification_id)
    policy_qualifications.check_refuses(by, seen)
    if reason not in rules.REFUSALS:
        raise NotValid(_("Say why it is refused."), code="reason")
    with unit(by=by) as u:
        row = _waiting(seen)
        row.state, row.refusal = rules.REFUSED, reason
        row.answered_by_id, row.answered_at = by.account_id, clock.now()
        row.save(update_fields=["state", "refusal", "answered_by", "answered_at"])
        u.log("qualification.refused", object_type="account", object_id=row.account_id, code=reason)


def end(*, qualification_id: UUID, reason: str, by: Actor) -> None:
    """End one before its last day: from today it counts no more, and what was led under it stays so.

    The holder is told. Raises NotFound, NotPermitted, NotValid (reason), NotNow (not confirmed, ended or over).
    """
    seen = queries.one(by, qualification_id)
    policy_qualifications.check_ends(by, seen)
    if reason not in rules.ENDINGS:
        raise NotValid(_("Say why it ends."), code="reason")
    with unit(by=by) as u:
        _held(seen.account_id)
        row = Qualification.objects.get(pk=seen.pk)
        if queries.standing(row) not in (*rules.COUNTS, rules.TO_COME):
            raise NotNow(_("There is nothing to end: it is not in force any more, or not yet."), code="not_in_force")
        _end(u, row, reason, by=by)


def end_issued(*, number: str, code: str, by: Actor) -> None:
    """The certificate of this number was taken back: what was entered by it in any way counts no more from today.

    One that waits is refused. What is over or was ended stays as it is. Raises NotPermitted (one's own).
    """
    with unit(by=by) as u:
        # By the signs alone: whoever typed them wrote another issuer, spaces, a word before them, or the code.
        signs = {issued_here.bare(number), issued_here.bare(code)} - {""}
        rows = Qualification.objects.filter(state__in=(rules.WAITING, rules.CONFIRMED)).values_list("pk", "number")
        ours = [pk for pk, typed in rows if any(one in issued_here.bare(typed) for one in signs)]
        found = Qualification.objects.filter(pk__in=ours)
        for account_id in sorted(set(found.values_list("account_id", flat=True))):
            _held(account_id)
            policy_qualifications.check_not_own(by, account_id)
        for row in found.order_by("pk"):
            if row.state == rules.WAITING:
                row.state, row.refusal = rules.REFUSED, "not_recognised"
                row.answered_by_id, row.answered_at = by.account_id, clock.now()
                row.save(update_fields=["state", "refusal", "answered_by", "answered_at"])
                u.log("qualification.refused", object_type="account", object_id=row.account_id, code=row.refusal)
            elif queries.standing(row) in (*rules.COUNTS, rules.TO_COME):
                _end(u, row, "certificate_withdrawn", by=by)


def _end(u: Unit, row: Qualification, reason: str, *, by: Actor) -> None:
    row.state, row.ended_on, row.ending = rules.ENDED, clock.today(), reason
    row.ended_by_id = by.account_id
    row.save(update_fields=["state", "ended_on", "ending", "ended_by"])
    notices.give(account_id=row.account_id, kind="qualification_ended", by=by)
    u.log("qualification.ended", object_type="account", object_id=row.account_id, code=reason)


def warn(*, qualification_id: UUID, by: Actor) -> None:
    """Tell the holder that it ends within 30 days; once, and not where it ended before or a later one follows."""
    with unit(by=by) as u:
        _held(Qualification.objects.values_list("account_id", flat=True).get(pk=qualification_id))
        row = Qualification.objects.get(pk=qualification_id)
        if row.warned_at is not None or queries.standing(row) != rules.ENDS_SOON or queries.is_followed(row):
            return
        row.warned_at = clock.now()
        row.save(update_fields=["warned_at"])
        notices.give(account_id=row.account_id, kind="qualification_ends_soon", by=by)
        u.log("qualification.warned", object_type="account", object_id=row.account_id, code=row.kind)


def _checked(paper: Certificate) -> Certificate:
    """The certificate with its ends trimmed. Raises NotValid."""
    issuer, number = " ".join(paper.issuer.split()), " ".join(paper.number.split())
    if not issuer or len(issuer) > rules.LONGEST_ISSUER:
        raise NotValid(_("Write who issued the certificate, in at most 120 letters."), code="issuer")
    if not number or len(number) > rules.LONGEST_NUMBER:
        raise NotValid(_("Write the number on the certificate, in at most 40 letters and digits."), code="number")
    return Certificate(issuer, number, paper.on)


def _check_days(first: date, last: date, paper: Certificate, kind: QualificationRow) -> None:
    """Raises NotValid for days that do not follow one another, or a validity longer than the content allows."""
    today = clock.today()
    days.check(paper.on, code="certificate_on")
    if paper.on > today:
        raise NotValid(_("The certificate bears a day to come. Look at it again."), code="certificate_on")
    days.check(first, code="first")
    if first < paper.on:
        raise NotValid(_("A qualification does not begin before the day of its certificate."), code="first")
    if last < first:
        raise NotValid(_("The last day lies before the first. Look at both again."), code="last")
    if last < today:
        raise NotValid(_("The last day has passed already: this certificate qualifies nobody any more."), code="last")
    longest = rules.longest_until(first, kind.months)
    if last > longest:
        raise NotValid(
            _("It may last until %(day)s at most, %(months)s months from its first day.")
            % {"day": days.said(longest), "months": kind.months},
            code="last",
        )


def _check_role(account_id: UUID, kind: str, institution_id: str) -> None:
    if institution_id not in queries.places(account_id, kind):
        raise NotNow(
            _("This account does not hold the role at a desk of this institution today. The role is given first."),
            code="no_role",
        )


def _check_new(account_id: UUID, kind: str, institution_id: str, paper: Certificate) -> None:
    rows = Qualification.objects.filter(account_id=account_id, kind=kind)
    if rows.filter(institution_id=institution_id, state=rules.WAITING).exists():
        raise NotNow(_("One waits for a second person already. Nothing was added."), code="one_waits")
    same = rows.filter(issuer__iexact=paper.issuer, number__iexact=paper.number, certificate_on=paper.on)
    if same.filter(institution_id=institution_id, state=rules.CONFIRMED).exists():
        raise NotNow(
            _("This certificate is entered and confirmed already. Nothing was added."), code="certificate_there"
        )


def _second_persons(institution_id: str) -> set[UUID]:
    """Who could confirm at that institution today: its leads and the officers who protect its data."""
    sits = seats_today().filter(desk__institution_id=institution_id)
    return {row.account_id for row in sits if not set(accounts.VOUCHES).isdisjoint(row.roles)}


def _warns_at(row: Qualification) -> datetime:
    return datetime.combine(row.valid_to - timedelta(days=rules.SOON.days), TOLD_AT, clock.here())


def _waiting(seen: Qualification) -> Qualification:
    """The row behind the lock, still waiting. Raises NotNow."""
    _held(seen.account_id)
    row = Qualification.objects.get(pk=seen.pk)
    if row.state != rules.WAITING:
        raise NotNow(_("Somebody was faster: it no longer waits. Look at it again."), code="answered")
    return row


def _held(account_id: UUID) -> None:
    """Hold the account: what is entered, answered and ended of it happens one after the other."""
    if not Account.objects.select_for_update().filter(pk=account_id).exists():
        raise NotFound
