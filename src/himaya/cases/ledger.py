"""Writing a line about an agreement, and whether what the person said carries a sharing. Inside a unit, case held."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from himaya.cases import queries_consents, states
from himaya.cases import rules_consents as rules
from himaya.cases.models import Consent
from himaya.cases.words_consents import not_agreed
from himaya.institutions import catalogue
from himaya.institutions.models import Desk, Institution
from himaya.kernel import clock, wall
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import Unit


@dataclass(frozen=True, slots=True)
class About:
    """Whom a line is about: a desk that gives a service, or an institution that gets a file of records."""

    desk_id: str = ""
    institution_id: str = ""

    @property
    def purpose(self) -> str:
        return rules.EXPORT if self.institution_id else rules.GIVE_SERVICE

    @property
    def columns(self) -> dict[str, str]:
        """The columns of the ledger by which its lines are found."""
        chosen = {"receiver_id": self.institution_id} if self.institution_id else {"recipient_id": self.desk_id}
        return {"purpose": self.purpose, **chosen}

    @property
    def name(self) -> str:
        """What the recipient is called."""
        model = Institution if self.institution_id else Desk
        return str(model.objects.get(pk=self.institution_id or self.desk_id).name)


@dataclass(frozen=True, slots=True)
class Talk:
    """How it was asked: the language, who carried the words, in which form the answer came.

    Of a child also what they and a guardian said; before a consulate, whether the person fears that State.
    """

    language: str
    interpreter: str
    mode: str
    assent: str = ""
    guardian: str = ""
    fears: str = ""


def write(
    u: Unit,
    *,
    case_id: UUID,
    person_id: UUID,
    word: str,
    about: About,
    classes: Iterable[str],
    talk: Talk | None = None,
    until: date | None = None,
    basis: str = states.CONSENT,
    told_first: bool = True,
    not_told_reason: str = "",
) -> Consent:
    """Add one line, its audit row and, where something ends, word for the worker."""
    # Also by a desk that only received something, which sees no more than the lines about itself.
    with wall.beyond(wall.EVERYTHING):
        last = Consent.objects.filter(case_id=case_id).aggregate(last=Max("number"))["last"] or 0
    row = Consent(
        case_id=case_id,
        number=last + 1,
        at=clock.now(),
        word=word,
        basis=basis,
        source=rules.SOURCES[basis] if word == rules.WITHOUT else "",
        data_classes=sorted(set(classes)),
        until=until,
        told_first=told_first,
        not_told_reason=not_told_reason,
        desk_id=u.by.desk_id,
        asked_by=u.by.account_id,
        **about.columns,
        **_of(talk),
    )
    row.save(force_insert=True)
    u.log(f"consent.{word}", object_type="case", object_id=case_id, code=about.purpose, subjects=[person_id])
    if word == rules.WITHDRAWN:
        u.tell("consent.withdrawn", case=str(case_id), consent=str(row.pk))
    return row


def _of(talk: Talk | None) -> dict[str, Any]:
    return asdict(talk) if talk else {}


def offered() -> frozenset[str]:
    """The classes of data that somebody can be asked about."""
    return frozenset(catalogue.data_classes()) - queries_consents.accompanying()


def check_not_refused(case_id: UUID, about: About, wanted: Iterable[str]) -> date | None:
    """Raises NotNow where the person's last word on something that is wanted is no, or ran out.

    What they were never asked is no obstacle: the form that shares is the asking, and writes their answer down. Returns
    the last day of what is agreed already, which sharing it once more does not move.
    """
    lines, today = queries_consents.lines(case_id, about.columns), clock.today()
    classes = sorted(set(wanted) - queries_consents.accompanying())
    if not classes and not rules.in_force(lines, today):
        classes = sorted({name for line in lines for name in line.classes})
    if no := rules.stopped(lines, classes, today):
        raise NotNow(not_agreed(about.name, no), code="not_agreed")
    held = [line for line in lines if line.word in rules.SAID]
    ends = [end for name in classes if (end := rules.end_of(held, name)) is not None]
    return min(ends, default=None)
