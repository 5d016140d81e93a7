"""The verbs of an erasure: asked for by one, decided by another, or due by the clock; then certified."""

import logging
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import certificates, erasing, holders, journal, rules_retention
from himaya.cases import policy_retention as policy
from himaya.cases import queries_retention as queries
from himaya.cases.actions import files
from himaya.cases.models import Case, Erasure, LegalHold
from himaya.cases.models_retention import ASKED, DECLINED, DONE, TAKEN_BACK, TOLD_ELSEWHERE
from himaya.cases.words_retention import DECLINE_REASONS, GROUNDS, PERIOD_OVER, RESTORED
from himaya.kernel import clock, keys, two_people, wall
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.belongings import ALL, IDENTITY, SCOPES, of_persons
from himaya.kernel.errors import Fault, NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.folding import fold_in
from himaya.kernel.models import DataKey
from himaya.kernel.unit import Unit, unit
from himaya.persons.models import Person

log = logging.getLogger("himaya.store")


def ask(*, case_id: UUID, scope: str, ground: str, by: Actor) -> UUID:
    """Ask for an erasure of the person behind a file; a second person decides. Returns its id.

    Raises NotFound, NotPermitted, NotValid, NotNow (a hold, a referral that runs, a request that waits).
    """
    role = policy.acts_as(by)
    if scope not in SCOPES or ground not in GROUNDS:
        raise NotValid(_("Say what is to be erased, and why."), code="erasure_incomplete")
    with unit(by=by) as u:
        case = policy.case_of(by, case_id)
        with wall.beyond(wall.EVERYTHING):
            held = erasing.hold(case.person_id)
            erasing.check_free(held.person, scope=scope)
        if Erasure.objects.filter(person_id=case.person_id, state=ASKED).exists():
            raise NotNow(
                _("An erasure of this file is asked for already and waits for the second person."), code="asked_already"
            )
        row = _new(case, scope=scope, ground=ground, asked_by=policy.account_of(by), asked_as=role)
        row.save(force_insert=True)
        _log(u, row, "asked", code=ground)
        two_people.begun(u, "erasure" if role == policy.DESK else "erasure_at_desk", row.pk)
    return row.pk


def take_back(*, erasure_id: UUID, by: Actor) -> None:
    """The side that asked takes it back; nothing was erased."""
    role = policy.acts_as(by)
    with unit(by=by) as u:
        row = _waiting(erasure_id, by)
        if row.asked_as != role:
            raise NotPermitted(_("The side that asked takes it back; you may decline it."), code="not_asked_here")
        _end(row, TAKEN_BACK, by)
        _log(u, row, "taken_back")


def decline(*, erasure_id: UUID, reason: str, by: Actor) -> None:
    """The second person says no, for a reason of the list; the one who asked can read it."""
    if reason not in DECLINE_REASONS:
        raise NotValid(_("Say why it is declined."), code="decline_reason")
    with unit(by=by) as u:
        row = _waiting(erasure_id, by)
        policy.check_decide(by, row)
        row.reason = reason
        _end(row, DECLINED, by)
        _log(u, row, "declined", code=reason)


def confirm(*, erasure_id: UUID, others_asked: bool = False, by: Actor) -> None:
    """The second person says yes, and it is done: keys, tokens, rows, payloads. There is no way back.

    `others_asked` says that each other desk that still works with a file of the person was asked.
    """
    with unit(by=by) as u:
        row = _waiting(erasure_id, by)
        policy.check_decide(by, row)
        with wall.beyond(wall.EVERYTHING):
            held = erasing.hold(row.person_id)
            erasing.check_others_asked(held, desk_id=row.desk_id, others_asked=others_asked)
            _carry_out(u, row, held, by=by)


def erase_due(*, case: Case, scope: str, by: Actor = SYSTEM) -> UUID:
    """The period is over: erase without anybody asking. Raises NotNow like the others, or when it is not over."""
    with unit(by=by) as u:
        # A request first and then the person, as those who decide hold them.
        waiting = Erasure.objects.select_for_update().filter(person_id=case.person_id, state=ASKED)
        asked = [one.pk for one in waiting]
        held = erasing.hold(case.person_id)
        if not queries.is_due(case.person_id, scope):
            # Opened since the list was made: the clock erases closed files only.
            raise erasing.changed_meanwhile()
        Erasure.objects.filter(pk__in=asked).update(state=TAKEN_BACK, decided_on=clock.today(), reason=PERIOD_OVER)
        row = _new(case, scope=scope, ground=PERIOD_OVER, asked_by=None, asked_as=policy.CLOCK)
        _carry_out(u, row, held, by=by)
    return row.pk


def anew(*, first: journal.Erased, by: Actor = SYSTEM) -> bool:
    """Erase once more whom a restored backup brought back, under the number of the first erasure; False: not here.

    What stood against erasing when the backup was made was settled before the first erasure, and stops nothing now.
    Raises NotNow for a hold that was placed since.
    """
    with unit(by=by) as u:
        # Requests first and then the person, as those who decide hold them.
        of_person = Q(pk=first.erasure) | Q(person_id=first.person, state=ASKED)
        asked = {one.pk: one for one in Erasure.objects.select_for_update().filter(of_person).order_by("pk")}
        if not is_back(first):
            return False
        held = erasing.hold(first.person)
        holds = LegalHold.objects.filter(person_id=first.person, lifted_on__isnull=True)
        if holds.filter(set_on__gt=first.on).exists():
            erasing.check_free(held.person, scope=first.scope)
        if not held.cases:
            raise NotFound
        others = [number for number in asked if number != first.erasure]
        Erasure.objects.filter(pk__in=others).update(state=TAKEN_BACK, decided_on=clock.today(), reason=RESTORED)
        case = next((one for one in held.cases if one.pk == first.case), held.cases[0])
        row = _new(case, scope=first.scope, ground=RESTORED, asked_by=None, asked_as=policy.RESTORE)
        # The number and the day of the first: whoever has its certificate finds this one. If the backup had it, it
        # waited there for its second person, and was decided since.
        Erasure.objects.filter(pk=first.erasure).delete()
        row.pk, row.asked_on = first.erasure, first.on
        if first.scope == ALL:
            holds.delete()
        _erase(u, row, held, by=by, word="anew")
    return True


def is_back(first: journal.Erased) -> bool:
    """True when what was erased stands in this store: it is that of a backup of before."""
    there = Person.objects.filter(pk=first.person)
    return (there.filter(anonymous_since__isnull=True) if first.scope == IDENTITY else there).exists()


def settle(*, by: Actor = SYSTEM) -> int:
    """Fold what was erased into the database's files, sign the certificates; returns how many were settled.

    Then look whether an epoch has ended since, and sign those certificates anew. Safe to be killed in and repeated.
    No certificate is signed of what the journal does not know yet.
    """
    if not wall.stands():
        journal.keep()
    waiting = list(Erasure.objects.filter(state=DONE, settled_at__isnull=True).values_list("pk", flat=True))
    if waiting and not fold_in([DataKey._meta.db_table, *sorted({one.model._meta.db_table for one in of_persons()})]):
        waiting = []
    for number in waiting:
        _settle_one(number, by)
    present = keys.ring().epochs()
    for row in Erasure.objects.filter(state=DONE, settled_at__isnull=False, gone_on__isnull=True):
        if rules_retention.is_gone(row.epoch, present):
            _end_epoch(row.pk, by)
    return len(waiting)


def settle_or_say(*, by: Actor = SYSTEM) -> None:
    """Settle what can be settled now; what hinders it is told in the log, and the worker comes back to it."""
    try:
        settle(by=by)
    except Fault as fault:
        log.error("erasures not settled %s", type(fault).__name__)


def _settle_one(number: UUID, by: Actor) -> None:
    with unit(by=by) as u:
        row = Erasure.objects.select_for_update().get(pk=number)
        if row.settled_at is not None:
            return
        row.settled_at = clock.now()
        row.certificate = certificates.issue(row)
        row.save(update_fields=["settled_at", "certificate"])
        _log(u, row, "settled")


def _end_epoch(number: UUID, by: Actor) -> None:
    with unit(by=by) as u:
        row = Erasure.objects.select_for_update().get(pk=number)
        if row.gone_on is not None:
            return
        row.gone_on = clock.today()
        row.certificate = certificates.issue(row)
        row.save(update_fields=["gone_on", "certificate"])
        _log(u, row, "epoch_gone", code=str(row.epoch or ""))


def _new(case: Case, *, scope: str, ground: str, asked_by: UUID | None, asked_as: str) -> Erasure:
    return Erasure(
        person_id=case.person_id,
        case_id=case.pk,
        institution_id=case.institution_id,
        desk_id=case.desk_id,
        scope=scope,
        ground=ground,
        asked_on=clock.today(),
        asked_by=asked_by,
        asked_as=asked_as,
    )


def _waiting(erasure_id: UUID, by: Actor) -> Erasure:
    row = Erasure.objects.select_for_update().filter(policy.known_erasures(by), pk=erasure_id).first()
    if row is None:
        raise NotFound
    if row.state != ASKED:
        raise _decided(row)
    return row


def _decided(row: Erasure) -> NotNow:
    sentences = {
        DONE: _("This was erased already. Nothing else was changed."),
        DECLINED: _("This erasure was declined meanwhile. Nothing was erased."),
        TAKEN_BACK: _("This request was taken back meanwhile. Nothing was erased."),
    }
    return NotNow(sentences[row.state], code=f"already_{row.state}")


def _end(row: Erasure, state: str, by: Actor) -> None:
    row.state, row.decided_on, row.decided_by = state, clock.today(), policy.account_of(by)
    row.save(update_fields=["state", "decided_on", "decided_by", "reason"])


def _carry_out(u: Unit, row: Erasure, held: erasing.Held, *, by: Actor) -> None:
    erasing.check_free(held.person, scope=row.scope)
    _erase(u, row, held, by=by, word="done")


def _erase(u: Unit, row: Erasure, held: erasing.Held, *, by: Actor, word: str) -> None:
    # First, while each file still says where its bytes lie; also for the identity alone, which a picture may show.
    emptied = files.destroy_all(person_id=row.person_id, by=by)
    told = holders.of(row.person_id, desk_id=row.desk_id).number
    row.counts, row.epoch = erasing.carry_out(held, scope=row.scope, by=by)
    row.counts[TOLD_ELSEWHERE] = told
    if emptied:
        row.counts.setdefault("attachments", emptied)
    row.state, row.decided_on, row.decided_by = DONE, clock.today(), by.account_id
    row.gone_by = rules_retention.gone_by(
        clock.today(), turn_days=settings.HIMAYA_TURN_DAYS, backup_days=settings.HIMAYA_BACKUP_DAYS
    )
    row.save()
    _log(u, row, word, code=row.scope)


def _log(u: Unit, row: Erasure, done: str, *, code: str = "") -> None:
    u.log(f"erasure.{done}", object_type="erasure", object_id=row.pk, code=code, subjects=[row.person_id])
