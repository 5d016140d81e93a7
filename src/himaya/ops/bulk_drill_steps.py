"""The steps of `himaya drill bulk-read`, run in the drill's own process and home."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command

from himaya.institutions import budgets
from himaya.institutions.models import Account, AccountNotice, Desk, Institution, Membership
from himaya.kernel import clock, decoys, keys, sealed, sealing, signed_note, subjects, verifying
from himaya.kernel.access import Access
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import Refusal
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent, AuditSubject
from himaya.kernel.unit import log_refusal, unit
from himaya.ops import store, worker
from himaya.persons.models import Person

ROLE, OFFICER, PURPOSE = "front_line", "data_protection_officer", "give_service"
HERE, ELSEWHERE = "drill", "drill-elsewhere"
NAMES = ("name_fr", "name_ar", "name_en")


class Disproved(Exception):
    """A step of the drill did not show what it has to show."""


@dataclass
class Report:
    """What each step proved, and the figures of it."""

    as_json: bool
    steps: list[str] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)

    def done(self, proved: str, **figures: int) -> None:
        self.steps.append(proved)
        self.figures.update(figures)
        if not self.as_json:
            sys.stdout.write(f"{len(self.steps)}. {proved}\n")
            sys.stdout.flush()

    def end(self, fault: str = "") -> None:
        if self.as_json:
            said = {"held": not fault, "fault": fault, "steps": self.steps, **self.figures}
            sys.stdout.write(json.dumps(said) + "\n")
        elif fault:
            sys.stdout.write(f"The drill FAILED: {fault} Do not rely on the budget; call for help.\n")
        else:
            sys.stdout.write("The drill held. The real store was not touched.\n")


def drill(report: Report) -> None:
    """The steps. Raises Disproved at the first that does not hold."""
    budget = budgets.of_roles([ROLE])
    officer, stranger = _offices()
    thief, colleague = _at(HERE, ROLE), _at(HERE, ROLE)
    people = [_person(number) for number in range(budget.stop_at + 2)]
    decoy = people[-1]
    with unit(by=SYSTEM):
        decoys.keep(decoy)
    report.done(f"An invented store holds {len(people)} sealed persons, one of them a decoy", persons=len(people))

    opened = _open_each(people, by=thief)
    _hold(opened == budget.confirm_at, f"without a second factor {opened} persons opened, not {budget.confirm_at}.")
    report.done(
        f"A session without its second factor opened {opened} persons, then was asked for it", confirm_at=opened
    )

    opened = _open_each(people, by=replace(thief, proven_at=clock.now()))
    _hold(opened == budget.stop_at, f"with the second factor {opened} persons opened, not {budget.stop_at}.")
    report.done(f"With the second factor {opened} persons an hour opened, then nothing more", stop_at=opened)

    named = _read_by(thief)
    _hold(named == set(people[:opened]), "the audit does not name exactly the persons that were opened.")
    report.done(
        f"The audit names each of the {len(named)} persons, before a letter of them was shown", audited=len(named)
    )

    worker.drain(clock.now())
    told = _told(officer)
    _hold(told == ["budget_spent"], "the data protection officer was not told once that the budget was spent.")
    _hold(not _told(stranger), "an officer of another institution was told.")
    report.done(
        "The data protection officer of the institution was told once, and nobody of another one", told=len(told)
    )

    _hold(_open_each([decoy], by=colleague) == 1, "the reader of the decoy noticed something.")
    worker.drain(clock.now())
    _hold("decoy_read" in _told(officer), "the reading of the decoy was told to nobody.")
    report.done("A reading of the decoy was told to the officer, and the reader noticed nothing")

    rows = sealing.seal()
    found = verifying.verify([signed_note.public_of(sealing.signing_key())])
    _hold(not found.findings, "the audit of the drill does not verify.")
    report.done(f"{rows} rows of the audit were sealed, and verify", rows=rows)


def _offices() -> tuple[UUID, UUID]:
    """Two institutions with a desk and a data protection officer each."""
    for name in (HERE, ELSEWHERE):
        Institution.objects.create(id=name, kind="invented", mark="?", **dict.fromkeys(NAMES, name))
        Desk.objects.create(id=name, institution_id=name, kind="labour", **dict.fromkeys(NAMES, name))
    return _seated(HERE), _seated(ELSEWHERE)


def _seated(desk: str) -> UUID:
    account = Account.objects.create(id=new_id(), username=f"officer-{desk}")
    Membership.objects.create(account=account, desk_id=desk, roles=[OFFICER], valid_from=clock.today())
    return UUID(str(account.pk))


def _at(desk: str, role: str) -> Actor:
    account = Account.objects.create(id=new_id(), username=f"worker-{new_id()}")
    return Actor("account", account.pk, desk_id=desk, institution_id=desk, roles=frozenset({role}))


def _person(number: int) -> UUID:
    with unit(by=SYSTEM):
        subject = subjects.create("person", key_kinds=[subjects.IDENTITY])
        person = Person(id=subject.pk, institution_id=HERE)
        sealed.seal(person, full_name=f"An invented person, {number}")
        person.save(force_insert=True)
    return person.pk


def _open_each(people: Iterable[UUID], *, by: Actor) -> int:
    """How many opened before the first refusal, which is written down as a page writes it."""
    opened = 0
    for number in people:
        person = Person.objects.get(pk=number)
        try:
            with Access(by, PURPOSE) as access:
                access.open(person)
                _hold(bool(person.full_name), "a person was opened and nothing was there.")
        except Refusal as refusal:
            log_refusal(refusal, by=by, where="drill")
            return opened
        opened += 1
    return opened


def _read_by(actor: Actor) -> set[UUID]:
    readings = AuditEvent.objects.filter(account_id=actor.account_id, purpose=PURPOSE)
    return set(AuditSubject.objects.filter(event__in=readings).values_list("subject_id", flat=True))


def _told(officer: UUID) -> list[str]:
    return list(AccountNotice.objects.filter(account_id=officer).values_list("kind", flat=True))


def _hold(true: bool, otherwise: str) -> None:
    if not true:
        raise Disproved(otherwise)


def main(words: list[str]) -> int:
    """Run the drill; 1 when a step did not hold."""
    report = Report(as_json="--json" in words)
    keys.create(Path(settings.HIMAYA_KEYS))
    store.prepare_home()
    for room in ("kernel", "institutions", "persons"):
        call_command("migrate", room, verbosity=0)
    try:
        drill(report)
    except Disproved as reason:
        report.end(str(reason))
        return 1
    report.end()
    return 0
