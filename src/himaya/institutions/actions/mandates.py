"""The verbs of a mandate: given with its letter, ended, followed by another. Never edited."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.institutions import days, policy, rules_mandates, rules_names
from himaya.institutions.actions import delegates
from himaya.institutions.locks import lock_institution, lock_mandate
from himaya.institutions.models import Delegate, Institution, Mandate
from himaya.institutions.rules_mandates import Held, Span
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit

REFERENCE = 80


def give(
    *,
    institution_id: str,
    delegate_id: UUID,
    role: str,
    valid_from: date,
    letter_reference: str,
    letter_on: date | None,
    by: Actor,
    valid_to: date | None = None,
) -> Mandate:
    """Give a mandate from a day on, as a letter says; with `valid_to` until that day.

    Raises NotValid (role, days, letter, account), NotNow (somebody holds it: hand it over), NotFound.
    """
    policy.check_keeps_the_list(by)
    with unit(by=by) as u:
        institution = lock_institution(institution_id)
        wanted = Mandate(
            institution=institution,
            delegate=_delegate(institution, delegate_id),
            role=role,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        _check_days(wanted)
        _write(wanted, letter_reference, letter_on)
        u.log("mandate.given", object_type="mandate", object_id=wanted.pk, code=role)
    return wanted


def end(*, mandate_id: UUID, on: date, by: Actor) -> None:
    """End a mandate with a day, its last. Raises NotNow when it ended already, NotValid, NotFound."""
    policy.check_keeps_the_list(by)
    with unit(by=by) as u:
        row = lock_mandate(mandate_id)
        _check_runs(row)
        days.check(on, code="mandate_day")
        if on < row.valid_from:
            raise NotValid(
                _("The last day cannot lie before the first, %(day)s.") % {"day": days.said(row.valid_from)},
                code="mandate_day",
            )
        if row.valid_to is not None and on >= row.valid_to:
            raise NotNow(
                _("This mandate already ends on %(day)s. A longer one needs a new letter: give it anew.")
                % {"day": days.said(row.valid_to)},
                code="mandate_ended",
            )
        _end(u, row, on)


def follow(
    *,
    mandate_id: UUID,
    to_delegate_id: UUID,
    on: date,
    letter_reference: str,
    letter_on: date | None,
    moved: Mapping[str, int],
    by: Actor,
) -> Mandate:
    """The mandate passes to another delegate on a day, its first day; the old one ends the day before.

    An alternate who steps up gives up the alternate's mandate on the same day. `coordination.handovers` calls this
    and moves what is open. Raises NotNow when it was handed over already, NotValid, NotFound.
    """
    policy.check_keeps_the_list(by)
    with unit(by=by) as u:
        old = lock_mandate(mandate_id)
        to = _delegate(old.institution, to_delegate_id)
        check_passes(old, to, on)
        before = on - timedelta(days=1)
        if old.valid_to is None or old.valid_to > before:
            _end(u, old, before)
        _step_up(u, old, to, before)
        new = Mandate(institution=old.institution, delegate=to, role=old.role, valid_from=on, follows=old)
        new.moved = dict(moved)
        _check_days(new)
        _write(new, letter_reference, letter_on)
        u.log("mandate.handed_over", object_type="mandate", object_id=new.pk, code=new.role)
    return new


def check_passes(old: Mandate, to: Delegate, on: date) -> None:
    """Raises NotNow or NotValid when this mandate cannot pass to that delegate on that day."""
    follower = Mandate.objects.filter(follows=old).select_related("delegate").first()
    if follower is not None:
        raise NotNow(
            _("This mandate was handed over to %(name)s on %(day)s.")
            % {"name": follower.delegate.name, "day": days.said(follower.valid_from)},
            code="handed_over",
        )
    if to.pk == old.delegate_id:
        raise NotValid(_("Choose another person: this one holds the mandate."), code="handover_same")
    if on <= old.valid_from:
        raise NotValid(
            _("The mandate began on %(day)s. It passes on a later day.") % {"day": days.said(old.valid_from)},
            code="handover_day",
        )
    days.check(on, code="handover_day")


def _delegate(institution: Institution, delegate_id: UUID) -> Delegate:
    found = Delegate.objects.filter(pk=delegate_id, institution=institution).first()
    if found is None:
        raise NotFound(_("This person is not on the list of that institution."), code="delegate_elsewhere")
    return found


def _check_days(wanted: Mandate) -> None:
    if wanted.role not in rules_mandates.ROLES:
        raise NotValid(_("Choose what the mandate is for."), code="mandate_role")
    days.check(wanted.valid_from, code="mandate_day")
    last = wanted.valid_to
    if last is not None and last < wanted.valid_from:
        raise NotValid(
            _("The last day cannot lie before the first, %(day)s.") % {"day": days.said(wanted.valid_from)},
            code="mandate_last",
        )
    closes = wanted.institution.valid_to
    if closes is not None and (last is None or last > closes):
        raise NotNow(
            _("The institution stands until %(day)s only. A mandate cannot outlast it.") % {"day": days.said(closes)},
            code="institution_ended",
        )


def _write(wanted: Mandate, letter_reference: str, letter_on: date | None) -> None:
    reference = rules_names.tidy(letter_reference)
    if not reference or letter_on is None:
        raise NotValid(
            _("Write the reference and the date of the letter of designation: it makes the mandate."), code="letter"
        )
    if len(reference) > REFERENCE:
        raise NotValid(_("This reference is too long."), code="letter_long")
    if letter_on > clock.today():
        raise NotValid(_("A letter cannot be dated after today."), code="letter_day")
    _check_free(wanted)
    if wanted.delegate.account is not None:
        delegates.check_fits(wanted.delegate.account, role=wanted.role, institution_id=wanted.institution_id)
    wanted.letter_reference, wanted.letter_on = reference, letter_on
    wanted.save(force_insert=True)


def _check_free(wanted: Mandate) -> None:
    others = list(Mandate.objects.filter(institution=wanted.institution).select_related("delegate"))
    by_held = {_held(one): one for one in others}
    found = rules_mandates.clash(_held(wanted), by_held)
    if found is None:
        return
    present = by_held[found]
    words = {"name": present.delegate.name, "day": days.said(present.valid_from)}
    if present.delegate_id == wanted.delegate_id:
        raise NotNow(
            _("%(name)s already holds a mandate since %(day)s that covers those days. End it first.") % words,
            code="mandate_twice",
        )
    raise NotNow(
        _("%(name)s holds this mandate since %(day)s. Hand it over from them: open items move along.") % words,
        code="mandate_held",
    )


def _held(row: Mandate) -> Held:
    return Held(row.delegate_id, row.role, Span(row.valid_from, row.valid_to))


def _check_runs(row: Mandate) -> None:
    if row.valid_to is not None and row.valid_to < clock.today():
        raise NotNow(
            _("This mandate ended on %(day)s. What is past is not changed.") % {"day": days.said(row.valid_to)},
            code="mandate_ended",
        )


def _step_up(u: Unit, old: Mandate, to: Delegate, before: date) -> None:
    if old.role not in rules_mandates.SPEAKING:
        return
    runs_on = Q(valid_to__isnull=True) | Q(valid_to__gt=before)
    for row in to.mandates.filter(runs_on, role__in=rules_mandates.SPEAKING, valid_from__lte=before).exclude(pk=old.pk):
        _end(u, row, before)


def _end(u: Unit, row: Mandate, last: date) -> None:
    row.valid_to = last
    row.save(update_fields=["valid_to"])
    u.log("mandate.ended", object_type="mandate", object_id=row.pk, code=row.role)
