"""The verbs of a register of suspects: asked for on a law, switched on by a second person, switched off by one."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.queries_grants import accounts_to_let_in
from himaya.institutions.models import Account
from himaya.kernel import clock, subjects, two_people, wall
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.legal.gate import check_real_identities
from himaya.relations import access_suspects, policy_suspects, rules
from himaya.relations.laws import laws
from himaya.relations.models import Suspect, SuspectAccess, SuspectRegister

OBJECT, KEY = "suspect_register", "suspects"
LONGEST_DAYS = 180
LAW_ENDED = _("The article on which the register rests opens none today. Nobody opens it; switch it off.")


def ask(*, law: str, by: Actor) -> UUID:
    """Ask for a register on an article that was read; nothing exists before a second lead of the body confirms it.

    Raises NotFound (no lead of such a body), NotValid (law), NotNow (one stands or waits, no legal set-up).
    """
    policy_suspects.must_lead(by)
    check_real_identities(by.institution_id)
    if law not in laws():
        raise NotValid(_("Choose the article on which the register rests."), code="law")
    with unit(by=by) as u:
        access_suspects.hold_house(by)
        if SuspectRegister.objects.filter(institution_id=by.institution_id, ended_on__isnull=True).exists():
            raise NotNow(_("A register stands or waits for a second person already."), code="law")
        row = SuspectRegister.objects.create(
            institution_id=by.institution_id, law=law, asked_by=cases.account_of(by), asked_on=clock.today()
        )
        u.log("suspect_register.asked", object_type=OBJECT, object_id=row.pk)
        two_people.begun(u, "register_apart", row.pk)
        return row.pk


def confirm(*, by: Actor) -> None:
    """Switch on what somebody else asked for; its key is made now. Raises NotFound, NotPermitted, NotNow."""
    with unit(by=by) as u:
        row = access_suspects.lock_register(by)
        if row.confirmed_on is not None:
            raise NotNow(_("The register is on already. Nothing was changed."), code="confirmed")
        if row.asked_by == by.account_id:
            raise NotPermitted(_("A second lead of your body confirms what you asked for."), code="same_person")
        if not policy_suspects.rests(row):
            raise NotNow(LAW_ENDED, code="law_ended")
        row.subject_id = subjects.create(KEY, key_kinds=[KEY]).id
        row.confirmed_by, row.confirmed_on = cases.account_of(by), clock.today()
        row.save(update_fields=["subject_id", "confirmed_by", "confirmed_on"])
        u.log("suspect_register.confirmed", object_type=OBJECT, object_id=row.pk)
        two_people.begun(u, "register_opens", row.pk)


def end(*, kept_until: date | None, by: Actor) -> None:
    """Switch it off, or say no to what waits: one lead is enough. From now nobody opens it.

    What was written is kept, closed, until the day that the law of the body names; then it is destroyed.
    Raises NotFound, NotValid (kept_until: needed where something was written).
    """
    with unit(by=by) as u:
        row = access_suspects.lock_register(by)
        today = clock.today()
        with wall.beyond(wall.EVERYTHING):
            written = Suspect.objects.filter(register=row).exists()
        if written and (kept_until is None or not today <= kept_until <= today + timedelta(days=366 * 30)):
            raise NotValid(_("Choose the last day until which the law has it kept, from today on."), code="kept_until")
        row.ended_by, row.ended_on = cases.account_of(by), today
        row.kept_until = kept_until if written else today
        row.save(update_fields=["ended_by", "ended_on", "kept_until"])
        for one in SuspectAccess.objects.filter(register=row, revoked_at__isnull=True):
            _close(u, one)
        u.log("suspect_register.ended", object_type=OBJECT, object_id=row.pk)


def let_in(*, account_id: UUID, until: date, by: Actor) -> UUID:
    """Let a colleague of the body open the register until a day, that day included: a third hand does.

    Neither who asked for it nor who switched it on lets anybody in, and neither of them is let in.
    Raises NotFound, NotPermitted (who switched it), NotNow (not on, its article ended, let in already),
    NotValid (the code names the field).
    """
    with unit(by=by) as u:
        row = access_suspects.lock_register(by)
        if row.confirmed_on is None:
            raise NotNow(_("A second person has not confirmed the register yet."), code="not_confirmed")
        if policy_suspects.switched(row, by.account_id):
            raise NotPermitted(
                _("You switched the register on. Another lead of your body says who opens it."), code="third_hand"
            )
        if not policy_suspects.rests(row):
            raise NotNow(LAW_ENDED, code="law_ended")
        if account_id not in {one.pk for one in colleagues(by, row)}:
            raise NotValid(_("Choose a colleague of the list."), code="whom")
        today, now = clock.today(), clock.now()
        if not today <= until <= today + timedelta(days=LONGEST_DAYS):
            raise NotValid(
                _("Choose a last day from today on, at most %(days)s days ahead.") % {"days": LONGEST_DAYS},
                code="until",
            )
        for one in SuspectAccess.objects.filter(register=row, account_id=account_id, revoked_at__isnull=True):
            if one.expires_at > now:
                raise NotNow(_("They open it already. End that first to let them in anew."), code="whom")
            _close(u, one)
        given = SuspectAccess.objects.create(
            register=row,
            account_id=account_id,
            granted_by=cases.account_of(by),
            granted_at=now,
            expires_at=datetime.combine(until + timedelta(days=1), time(), clock.here()),
        )
        u.log("suspect_register.let_in", object_type=OBJECT, object_id=row.pk)
        return given.pk


def colleagues(by: Actor, register: SuspectRegister) -> list[Account]:
    """Whom a lead can let in: colleagues of the body who did not switch the register on."""
    return [one for one in accounts_to_let_in(by) if not policy_suspects.switched(register, one.pk)]


def end_access(*, access_id: UUID, by: Actor) -> None:
    """End somebody's access at once. Raises NotFound, NotNow (ended already)."""
    with unit(by=by) as u:
        row = access_suspects.lock_register(by)
        found = SuspectAccess.objects.select_for_update(of=("self",)).filter(register=row, pk=access_id).first()
        if found is None:
            raise NotFound
        if found.revoked_at is not None:
            raise NotNow(_("This access has ended already. Nothing else was changed."), code="access_ended")
        _close(u, found)


def sweep(*, by: Actor = SYSTEM) -> int:
    """For the nightly run: registers that are off go, with their key, after the day until which they are kept."""
    done = 0
    today = clock.today()
    for pk in SuspectRegister.objects.filter(ended_on__isnull=False, subject_id__isnull=False).values_list("pk"):
        with unit(by=by) as u:
            row = SuspectRegister.objects.select_for_update(of=("self",)).get(pk=pk[0])
            if row.subject_id is None or not rules.gone_by(row.kept_until, today):
                continue
            lines = Suspect.objects.filter(register=row)
            lines._raw_delete(lines.db)
            subjects.erase_all(row.subject_id, by=by)
            row.subject_id = None
            row.save(update_fields=["subject_id"])
            u.log("suspect_register.destroyed", object_type=OBJECT, object_id=row.pk)
            done += 1
    return done


def _close(u: Unit, row: SuspectAccess) -> None:
    row.revoked_at, row.revoked_by = clock.now(), u.by.account_id
    row.save(update_fields=["revoked_at", "revoked_by"])
    u.log("suspect_register.access_ended", object_type=OBJECT, object_id=row.register_id)
