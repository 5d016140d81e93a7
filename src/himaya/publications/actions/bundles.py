"""Making something public. What is published is frozen: a later bundle replaces it whole, never in part."""

import json
from collections.abc import Mapping

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted, NotValid
from himaya.kernel.unit import unit
from himaya.publications.models import Bundle

LANGUAGES = frozenset({"fr", "ar", "en"})
KIND_LENGTH = 32


def publish(*, kind: str, body: Mapping[str, object], by: Actor) -> Bundle:
    """Freeze `body` as the public bundle of its kind.

    The body is JSON; wherever it holds a mapping with one of the three languages, it holds all three.
    Raises NotPermitted for anybody but the system and the secretariat, NotValid for a gap.
    """
    if not by.has("system", "secretariat"):
        raise NotPermitted
    if not kind or len(kind) > KIND_LENGTH or _gap(body):
        raise NotValid
    frozen = json.loads(json.dumps(body, ensure_ascii=False, sort_keys=True))
    with unit(by=by) as u:
        bundle, _made = Bundle.objects.update_or_create(kind=kind, defaults={"body": frozen, "made_on": clock.today()})
        u.log("bundle.published", object_type="bundle", object_id=bundle.pk, code=kind)
    return bundle


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
