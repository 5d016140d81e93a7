"""The verbs of an access to a case: given by its lead for a time, ended at any moment. More is a new access."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import access, consulates, policy, queries_consents, queries_grants, rules_grants
from himaya.cases import rules_consents as agreed
from himaya.cases.models import Case, Exclusion, Grant, Referral
from himaya.institutions.models import Account, Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit


@dataclass(frozen=True)
class Whom:
    """A desk, or an account of the institution that holds the case."""

    desk: Desk | None = None
    account: Account | None = None


def hold(u: Unit, case: Case) -> None:
    """The desk that opens a case holds it: the one access without an end. The caller holds the unit."""
    Grant.objects.create(
        case=case,
        desk_id=case.desk_id,
        kind=rules_grants.TEAM,
        level=rules_grants.FULL,
        sections=list(rules_grants.SECTIONS),
        granted_by=u.by.account_id,
        granted_at=clock.now(),
    )


def give(
    *,
    case_id: UUID,
    to: str,
    kind: str,
    level: str,
    sections: Sequence[str],
    until: date,
    reason: str,
    by: Actor,
) -> UUID:
    """Let a desk or an account see a case until a day, that day included; returns the id of the access.

    `to` is `desk:ID` or `account:ID`. Raises NotFound, NotPermitted (not the lead), NotNow (sees it already),
    NotValid (whom, kind, level, sections, until, reason: the code names the field).
    """
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        policy.check_leads(by, case)
        if case.state != "open":
            raise NotNow(_("This file is closed: nobody more is let in. Open it again first."), code="case_closed")
        whom = _whom(by, case, to)
        _check_kind(by, case, whom, kind)
        _check_level(by, whom, level, sections)
        if not _same_institution(by, whom) and whom.desk is not None:
            consulates.refuse_any(whom.desk, "access")
            _check_agreed(case, whom.desk, until)
        if reason not in rules_grants.REASONS:
            raise NotValid(_("Say for what this access is given."), code="reason")
        row = Grant(
            case=case,
            desk=whom.desk,
            account=whom.account,
            institution_id=by.institution_id if whom.account else None,
            kind=kind,
            level=level,
            sections=[one for one in rules_grants.SECTIONS if one in sections] if level == rules_grants.FULL else [],
            reason=reason,
            granted_by=by.account_id,
            granted_at=clock.now(),
            expires_at=_end_of(until, kind),
        )
        _check_new(row)
        row.save(force_insert=True)
        u.log("grant.given", object_type="case", object_id=case.pk, code=f"{kind}_{level}", subjects=[case.person_id])
        return row.pk


def end(*, case_id: UUID, grant_id: UUID, by: Actor) -> None:
    """End an access at once. Raises NotFound, NotPermitted (not the lead), NotNow (ended, or the holding desk's)."""
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        policy.check_leads(by, case)
        row = Grant.objects.select_for_update(of=("self",)).filter(case=case, pk=grant_id).first()
        if row is None:
            raise NotFound
        if row.expires_at is None:
            raise NotNow(_("The desk that holds the file keeps it open to itself."), code="holding_desk")
        if row.revoked_at is not None or row.expires_at <= clock.now():
            raise NotNow(_("This access has ended already. Nothing else was changed."), code="grant_ended")
        close(u, row)


def close(u: Unit, row: Grant) -> None:
    """Mark an access as ended and say so in the audit. The caller holds the case and has checked who."""
    row.revoked_at, row.revoked_by = clock.now(), u.by.account_id
    row.save(update_fields=["revoked_at", "revoked_by"])
    u.log("grant.ended", object_type="case", object_id=row.case_id, code=row.kind, subjects=[row.case.person_id])


def follow(u: Unit, referral: Referral) -> None:
    """A desk whose referral came to nothing, or was taken back, sees the case no longer.

    The caller holds the case and the referral, so that no access is given meanwhile on what ends here. A desk of the
    same institution that was let in as a team stays.
    """
    if queries_grants.has_referral(referral.case_id, referral.to_desk_id):
        return
    given = Grant.objects.filter(policy.in_force(), case_id=referral.case_id, desk_id=referral.to_desk_id)
    rests_on_it = given.filter(kind__in=(rules_grants.REFERRAL, rules_grants.CONFERENCE))
    for row in rests_on_it.select_related("case").select_for_update(of=("self",)):
        close(u, row)


def shorten(u: Unit, case: Case, desk_id: str, until: date) -> None:
    """What rests on an agreement that now ends earlier does not outlast it. The caller holds the unit and the case."""
    last = _day_over(until)
    given = Grant.objects.filter(policy.in_force(), case=case, desk_id=desk_id, expires_at__gt=last)
    rests_on_it = given.filter(kind__in=(rules_grants.REFERRAL, rules_grants.CONFERENCE))
    if not queries_grants.rests_on_more(case.pk, desk_id):
        for row in rests_on_it.select_related("case").select_for_update(of=("self",)):
            close(u, row)


def _whom(by: Actor, case: Case, to: str) -> Whom:
    kind, _colon, number = to.partition(":")
    if kind == "desk":
        desk = queries_grants.desks_to_let_in(by, case).filter(pk=number).first()
        whom = Whom(desk=desk) if desk is not None else None
    else:
        account = next((one for one in queries_grants.accounts_to_let_in(by) if str(one.pk) == number), None)
        whom = Whom(account=account) if account is not None else None
    if whom is None:
        raise NotValid(_("Choose a desk or a colleague of the list."), code="whom")
    excluded = Exclusion.objects.filter(case=case, account=whom.account, lifted_at__isnull=True)
    if whom.account is not None and excluded.exists():
        raise NotValid(
            _("A conflict of interest keeps this colleague from the file. Choose somebody else."), code="whom"
        )
    return whom


def _same_institution(by: Actor, whom: Whom) -> bool:
    return whom.desk is None or whom.desk.institution_id == by.institution_id


def _check_kind(by: Actor, case: Case, whom: Whom, kind: str) -> None:
    has_referral = whom.desk is not None and queries_grants.has_referral(case.pk, whom.desk.pk)
    same = _same_institution(by, whom)
    if kind not in rules_grants.GIVEN:
        raise NotValid(_("Say on what this access rests."), code="kind")
    if not rules_grants.kind_fits(kind, same_institution=same, has_referral=has_referral):
        raise NotValid(
            _("A team is of one institution, and a referral needs one that this desk has and that still stands."),
            code="kind",
        )


def _check_level(by: Actor, whom: Whom, level: str, sections: Sequence[str]) -> None:
    if level not in rules_grants.LEVELS:
        raise NotValid(_("Say how much of the file is shown."), code="level")
    most = rules_grants.highest_level(same_institution=_same_institution(by, whom))
    if rules_grants.LEVELS.index(level) > rules_grants.LEVELS.index(most):
        raise NotValid(
            _("Another institution sees a summary at most. What the person agreed to share goes with a referral."),
            code="level",
        )
    if not set(sections) <= set(rules_grants.SECTIONS) or (level == rules_grants.FULL and not sections):
        raise NotValid(_("Say which parts are shown: the identity, the answers, or both."), code="sections")


def _end_of(until: date, kind: str) -> datetime:
    today, longest = clock.today(), rules_grants.LONGEST_DAYS[kind]
    if not today <= until <= today + timedelta(days=longest):
        raise NotValid(
            _("Choose a last day from today on, at most %(days)s days ahead.") % {"days": longest}, code="until"
        )
    return _day_over(until)


def _day_over(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), clock.here())


def _check_agreed(case: Case, desk: Desk, until: date) -> None:
    """Another institution sees nothing that the person does not agree to today, nor longer than they agreed."""
    if queries_grants.rests_on_more(case.pk, desk.pk):
        return
    lines, today = queries_consents.lines(case.pk, {"recipient_id": desk.pk}), clock.today()
    if not agreed.in_force(lines, today):
        raise NotNow(
            _(
                "The person’s agreement with this desk is over. Ask them, and write their answer down under "
                "“Agreements”."
            ),
            code="whom",
        )
    last = agreed.last_day(lines, today)
    if last is not None and until > last:
        raise NotValid(_("The person agreed for less long. Choose a day within their agreement."), code="until")


def _check_new(row: Grant) -> None:
    """The case is held: of two leads who give the same at once, the second is told."""
    whom = Q(desk=row.desk) if row.desk is not None else Q(account=row.account, institution=row.institution_id)
    if Grant.objects.filter(policy.in_force(), whom, case=row.case, kind=row.kind).exists():
        raise NotNow(_("They see this file already. End that access first to give another one."), code="granted")
