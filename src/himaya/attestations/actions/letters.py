"""The verbs of a letter: refused, which leaves a count; issued; moved to where it lies now; taken back, at once."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.attestations import access, making, policy, queries, rules
from himaya.attestations.making import Made
from himaya.attestations.models import Attestation
from himaya.cases import access as cases
from himaya.cases import policy as cases_policy
from himaya.cases import tallies
from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.cases.tallies import Count
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.legal.gate import check_real_identities

NOT_WANTED = "letter_refused"


def refuse(*, case_id: UUID, by: Actor) -> None:
    """The person does not want one now: a count of the desk and the month, and nothing of theirs.

    No line of the audit either: beside the reading of the file, by the same account, it would say whose no it was.
    Raises NotPermitted and NotFound.
    """
    policy.check_works(by)
    with transaction.atomic():
        case = cases.lock_case(by, case_id)
        tallies.add(Count(NOT_WANTED, desk_id=case.desk_id, region=case.region))


def issue(*, case_id: UUID, made: Made, replaces: UUID | None = None, by: Actor) -> UUID:
    """Write down a letter that was made, before it is given out; the one that it replaces is taken back.

    Raises NotPermitted, NotFound, NotValid (made another day), NotNow (file closed, the former taken back,
    no legal set-up in a real nation).
    """
    policy.check_works(by)
    with unit(by=by) as u:
        case = cases.lock_case(by, case_id)
        if case.state != "open":
            raise NotNow(
                _("This file is closed. No letter is made; those that stand can be taken back."), code="closed"
            )
        check_real_identities(case.institution_id)
        today = clock.today()
        if not today - timedelta(days=1) <= made.letter.issued_on <= today:
            raise NotValid(_("This letter is of another day. Make it anew."), code="days")
        if replaces is not None:
            _end(u, access.lock(by, case_id, replaces), rules.REPLACED)
        row = _row(u, case, made)
        seal(row, number=made.letter.number, risk=dict(made.wish.risk))
        row.save(force_insert=True)
        quiet.stirred(case.pk)
        u.log("attestation.issued", object_type="case", object_id=case.pk, subjects=[case.person_id])
        u.tell("attestation.issued")
        return row.pk


def move(*, case_id: UUID, letter_id: UUID, kept: str, kept_at: str, by: Actor) -> None:
    """Write down where a letter lies now. Raises NotPermitted, NotFound, NotNow, NotValid."""
    policy.check_works(by)
    making.check_kept(kept, kept_at)
    with unit(by=by) as u:
        row = access.lock(by, case_id, letter_id)
        row.kept, row.kept_at_id = kept, kept_at or None
        row.save(update_fields=["kept", "kept_at"])
        u.log("attestation.moved", object_type="case", object_id=case_id, subjects=[row.person_id])


def take_back(*, case_id: UUID, letter_id: UUID, reason: str, by: Actor) -> None:
    """Take a letter back: from this moment every desk that checks it is told so. On a closed file too.

    Raises NotPermitted, NotFound, NotNow (taken back already), NotValid.
    """
    policy.check_works(by)
    if reason not in rules.TAKEN_BACK:
        raise NotValid(_("Say why it is taken back."), code="reason")
    with unit(by=by) as u:
        row = access.lock(by, case_id, letter_id)
        _end(u, row, reason)
        quiet.stirred(case_id)


def take_back_all(*, case_id: UUID, by: Actor) -> None:
    """All letters of a case that still stand, in one step: she fears, or everything was lost.

    Raises NotPermitted, NotFound, NotNow where none stands.
    """
    policy.check_works(by)
    with unit(by=by) as u:
        cases.lock_case(by, case_id)
        rows = list(queries.standing(case_id).select_for_update(of=("self",)))
        if not rows:
            raise NotNow(_("No letter stands any more. Nothing was changed."), code="letter_gone")
        for row in rows:
            _end(u, row, "feared")
        quiet.stirred(case_id)


def _end(u: Unit, row: Attestation, reason: str) -> None:
    row.taken_back_on, row.taken_back_by, row.reason = clock.today(), u.by.account_id, reason
    row.save(update_fields=["taken_back_on", "taken_back_by", "reason"])
    u.log("attestation.taken_back", object_type="case", object_id=row.case_id, subjects=[row.person_id])


def _row(u: Unit, case: Case, made: Made) -> Attestation:
    last = Attestation.objects.filter(case=case).aggregate(last=Max("place"))["last"] or 0
    return Attestation(
        person_id=case.person_id,
        case=case,
        place=last + 1,
        text=made.letter.text,
        languages=made.wish.languages,
        issued_on=made.letter.issued_on,
        valid_until=made.letter.valid_until,
        kept=made.wish.kept,
        kept_at_id=made.wish.kept_at or None,
        desk_id=u.by.desk_id,
        made_by=cases_policy.account_of(u.by),
        mark=made.mark,
    )
