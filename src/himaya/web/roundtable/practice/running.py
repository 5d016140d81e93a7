"""Asking a verb from a form: what it refuses stands beside its field; whoever comes second is told what happened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from himaya.coordination import policy
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.tables.reading import Form


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: `status` 200 when it was done, else the page comes back with `told`."""

    status: int
    told: str | Promise = ""

    @property
    def done(self) -> bool:
        """True when the verb did it."""
        return self.status == 200


DONE = Outcome(200)


def ask(
    verb: Callable[..., Any], form: Form, fields: Mapping[str, str], rest: str, *, by: Actor, **takes: Any
) -> Outcome:
    """Run the verb unless the form is wrong already. `fields` says beside which field each code of a refusal stands.

    What a delegate may not do is a page of its own; what the secretariat may not enter stays beside the form.
    """
    if form.wrong:
        return Outcome(NotValid.status)
    try:
        verb(by=by, **takes)
    except NotValid as refusal:
        form.refused(refusal, fields, rest)
        return Outcome(refusal.status)
    except NotNow as refusal:
        log_refusal(refusal, by=by, where="roundtable:practice")
        return Outcome(refusal.status, refusal.sentence)
    except NotPermitted as refusal:
        if not policy.is_secretariat(by):
            raise
        log_refusal(refusal, by=by, where="roundtable:practice")
        return Outcome(refusal.status, refusal.sentence)
    return DONE
