"""Making something public. What is published is frozen: a later bundle replaces it whole, never in part."""

import json
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit
from himaya.publications.models import Bundle

LANGUAGES = frozenset({"fr", "ar", "en"})
KIND_LENGTH = 32


def publish(*, kind: str, body: Mapping[str, object], by: Actor) -> Bundle:
    """Freeze `body` as the public bundle of its kind.

    The body is JSON; wherever it holds a mapping with one of the three languages, it holds all three.
    Raises NotPermitted for anybody but the system and the secretariat, NotValid for a gap.
    """
    plain = _checked(kind, body, by)
    with unit(by=by) as u:
        bundle, _made = Bundle.objects.update_or_create(kind=kind, defaults={"body": plain, "made_on": clock.today()})
        u.log("bundle.published", object_type="bundle", object_id=bundle.pk, code=kind)
    return bundle


def freeze(*, kind: str, body: Mapping[str, object], by: Actor) -> Bundle:
    """Publish what is never replaced: the same, but for a kind of which something is public already.

    Raises NotPermitted, NotValid, and NotNow where the kind is public.
    """
    plain = _checked(kind, body, by)
    with unit(by=by) as u:
        bundle, made = Bundle.objects.get_or_create(kind=kind, defaults={"body": plain, "made_on": clock.today()})
        if not made:
            raise NotNow(
                _("This is public already and does not change. Withdraw it first, with the reason."), code="frozen"
            )
        u.log("bundle.published", object_type="bundle", object_id=bundle.pk, code=kind)
    return bundle


def hold(*, kind: str, by: Actor) -> Bundle:
    """Hold the bundle of a kind inside a unit, so that two who publish it come one after the other.

    Where nothing is public, an empty one stands in until the unit ends; whoever publishes nothing refuses, and it is
    gone. Raises NotPermitted.
    """
    _check(by)
    with unit(by=by):
        found, _made = Bundle.objects.select_for_update().get_or_create(
            kind=kind, defaults={"body": {}, "made_on": clock.today()}
        )
        return found


def withdraw(*, kind: str, by: Actor) -> None:
    """Take what is public of a kind off the public page, whole; what is not there is left alone.

    Raises NotPermitted.
    """
    _check(by)
    with unit(by=by) as u:
        found = Bundle.objects.select_for_update().filter(kind=kind).first()
        if found is None:
            return
        number = found.pk
        found.delete()
        u.log("bundle.withdrawn", object_type="bundle", object_id=number, code=kind)


def _checked(kind: str, body: Mapping[str, object], by: Actor) -> object:
    _check(by)
    if not kind or len(kind) > KIND_LENGTH or _gap(body):
        raise NotValid
    return json.loads(json.dumps(body, ensure_ascii=False, sort_keys=True))


def _check(by: Actor) -> None:
    if not by.has("system", "secretariat"):
        raise NotPermitted


def _gap(value: object) -> bool:
    """True when some text lacks one of the three languages, or is not data at all."""
    if isinstance(value, Mapping):
        spoken = LANGUAGES & set(value)
        if spoken and (spoken != LANGUAGES or not all(str(value[code]).strip() for code in LANGUAGES)):
            return True
        return any(_gap(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return any(_gap(inner) for inner in value)
    return not isinstance(value, str | int | float | bool | None)
