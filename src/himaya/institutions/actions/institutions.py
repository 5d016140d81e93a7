"""The verbs of an institution: it is added, becomes another one, or closes. A new name is a successor."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.institutions import content, days, policy, rules_names
from himaya.institutions.locks import lock_institution
from himaya.institutions.models import Delegate, Desk, Institution, Mandate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.languages import CODES
from himaya.kernel.unit import Unit, unit

LONGEST = 200
# Entered by the secretariat, which knows: no outside source to be checked again.
SOURCE, MARK = "secretariat", "C"


def add(*, code: str, kind: str, names: Mapping[str, str], valid_from: date, by: Actor) -> Institution:
    """Add an institution under its three names, from a day on. Without a code, one is made from the French name.

    Raises NotValid (names, kind, code, day), NotNow (code taken).
    """
    policy.check_keeps_the_list(by)
    with unit(by=by) as u:
        row = _new(code=code, kind=kind, names=names, valid_from=valid_from)
        u.log("institution.added", object_type="institution", object_id=row.pk, code=kind)
    return row


def succeed(*, institution_id: str, code: str, kind: str, names: Mapping[str, str], on: date, by: Actor) -> Institution:
    """The institution becomes another one on a day, its first: the old one stands until the day before.

    Its desks go on under the new name at once, so the day cannot lie ahead. Its mandates end; its delegates are known
    to the successor, and each mandate is given anew. Raises NotValid, NotNow, NotFound.
    """
    policy.check_keeps_the_list(by)
    with unit(by=by) as u:
        old = lock_institution(institution_id)
        _check_stands(old)
        if on > clock.today():
            raise NotValid(
                _("A new name is entered on its first day or later: until then the desks work under the old one."),
                code="successor_day_ahead",
            )
        new = _new(code=code, kind=kind, names=names, valid_from=on)
        new.predecessors.add(old)
        _end(u, old, last=on - timedelta(days=1))
        for delegate in _speakers(old, on - timedelta(days=1)):
            _known_to(new, delegate)
        Desk.objects.filter(institution=old).update(institution=new)
        u.log("institution.succeeded", object_type="institution", object_id=old.pk, code=new.pk)
    return new


def close(*, institution_id: str, on: date, by: Actor) -> None:
    """Close an institution with a day, its last, and with it every mandate. Raises NotValid, NotNow, NotFound."""
    policy.check_keeps_the_list(by)
    with unit(by=by) as u:
        old = lock_institution(institution_id)
        _check_stands(old)
        days.check(on, code="institution_day")
        _end(u, old, last=on)
        u.log("institution.closed", object_type="institution", object_id=old.pk)


def suggested_code(name: str) -> str:
    """A free code made from a French name, or nothing."""
    return rules_names.suggested_code(name, taken=set(Institution.objects.values_list("pk", flat=True)))


def _new(*, code: str, kind: str, names: Mapping[str, str], valid_from: date) -> Institution:
    tidy = {language: rules_names.tidy(names.get(language, "")) for language in CODES}
    _check_names(tidy)
    if kind not in content.INSTITUTION_KINDS:
        raise NotValid(_("Choose the kind of institution."), code="institution_kind")
    days.check(valid_from, code="institution_day")
    chosen = code.strip().lower() or suggested_code(tidy["fr"])
    if not rules_names.CODE.fullmatch(chosen) or len(chosen) > rules_names.LONGEST_CODE:
        raise NotValid(
            _("A code has small letters without accents, digits and hyphens only, such as ministry-health."),
            code="institution_code",
        )
    row = Institution(
        pk=chosen,
        kind=kind,
        valid_from=valid_from,
        mark=MARK,
        source=SOURCE,
        **{f"name_{language}": name for language, name in tidy.items()},
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        free = suggested_code(tidy["fr"])
        raise NotNow(
            _("The code %(code)s is taken. %(free)s is free.") % {"code": chosen, "free": free}, code="code_taken"
        ) from fault
    return row


def _check_names(names: Mapping[str, str]) -> None:
    if not all(names.values()):
        raise NotValid(_("Write the name in French, in Arabic and in English: papers need all three."), code="names")
    if any(len(name) > LONGEST for name in names.values()):
        raise NotValid(_("This name is too long. Write the short official name."), code="names_long")
    if not rules_names.has_arabic(names["ar"]):
        raise NotValid(_("Write the Arabic name in Arabic letters."), code="name_ar")
    if rules_names.has_arabic(names["fr"]) or rules_names.has_arabic(names["en"]):
        raise NotValid(_("Write the French and the English name in Latin letters."), code="name_latin")
    today = clock.today()
    stands = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    if Institution.objects.filter(stands, name_fr__iexact=names["fr"], name_ar=names["ar"]).exists():
        raise NotValid(_("An institution with these names is on the list already."), code="name_twice")


def _check_stands(row: Institution) -> None:
    if row.valid_to is not None:
        raise NotNow(
            _("This institution already ends on %(day)s. Look at the list as it is now.")
            % {"day": days.said(row.valid_to)},
            code="institution_ended",
        )


def _end(u: Unit, row: Institution, *, last: date) -> None:
    """Close the row and every mandate that runs past that day. Raises NotValid when one of them begins later."""
    running = Mandate.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last), institution=row)
    if (row.valid_from and row.valid_from > last) or running.filter(valid_from__gt=last).exists():
        raise NotValid(
            _("The institution, or a mandate of it, begins only after that day. Choose a later day."),
            code="institution_begins_later",
        )
    for mandate_id in running.values_list("pk", flat=True):
        u.log("mandate.ended", object_type="mandate", object_id=mandate_id, code="institution")
    running.update(valid_to=last)
    row.valid_to = last
    row.save(update_fields=["valid_to"])


def _speakers(row: Institution, on: date) -> list[Delegate]:
    """Who held a mandate on a day, each once."""
    held = Mandate.objects.filter(institution=row, valid_from__lte=on, valid_to__gte=on).values("delegate")
    return list(Delegate.objects.filter(pk__in=held).order_by("pk"))


def _known_to(successor: Institution, delegate: Delegate) -> None:
    Delegate.objects.create(
        institution=successor,
        name_latin=delegate.name_latin,
        name_arabic=delegate.name_arabic,
        function_fr=delegate.function_fr,
        function_ar=delegate.function_ar,
        function_en=delegate.function_en,
        email=delegate.email,
        account=delegate.account,
    )
