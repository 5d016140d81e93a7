"""What every line of an interview has alike: its number, whose it is, words neither too short nor too long."""

from typing import Any
from uuid import UUID

from django.db.models import Max

from himaya.cases import policy as cases
from himaya.interviews import rules, trauma, words
from himaya.interviews.models import Interview
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.sealed import SealedModel, seal


def next_number(model: Any, **where: object) -> int:
    """The number after the last one; the caller holds the interview or the case."""
    return (model.objects.filter(**where).aggregate(last=Max("number"))["last"] or 0) + 1


def of(row: Interview) -> dict[str, Any]:
    """Whose line it is."""
    return {"interview": row, "case_id": row.case_id, "person_id": row.person_id}


def add[M: SealedModel](model: type[M], row: Interview, *, by: Actor, sealed: dict[str, object], **clear: Any) -> M:
    """One more sealed line of an interview that the caller holds."""
    line: M = model(
        **of(row), number=next_number(model, interview=row), at=clock.now(), written_by=account(by), **clear
    )
    seal(line, **sealed)
    line.save(force_insert=True)
    return line


def account(by: Actor) -> UUID:
    """The account that writes. Raises NotPermitted for whoever has none."""
    return cases.account_of(by)


def checked(text: str, *, field: str, longest: int = rules.LONGEST, needed: bool = True) -> str:
    """The text without blanks around it. Raises NotValid; the code names the field."""
    said = text.strip()
    if needed and len(said) < 2:
        raise NotValid(words.SAY_IT, code=field)
    if len(said) > longest:
        raise NotValid(words.too_long(longest), code=field)
    return said


def asked_once(text: str, *, kept: bool, field: str) -> None:
    """Ask whether words that judge if somebody is to be believed stay. Raises NotValid, until the worker keeps them."""
    if not kept and trauma.judging()(text):
        asking = NotValid(words.JUDGES, code=field)
        # Nothing of the asking is stored (ADR 53): it would be a record about the worker.
        asking.logged = True
        raise asking


def one_of(value: str, allowed: Any, *, field: str) -> str:
    """A code of a list. Raises NotValid; the code names the field."""
    if value not in allowed:
        raise NotValid(words.CHOOSE, code=field)
    return value
