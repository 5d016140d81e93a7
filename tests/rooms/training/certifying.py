"""Somebody who was there and passed, certified by the verbs; a release that brings another version of a form."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from himaya.coordination.models import EditionForm, Release
from himaya.institutions import accounts
from himaya.institutions.models import Account, Membership
from himaya.kernel import clock, steady
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.training import rules_tests, states
from himaya.training.actions import certificates
from himaya.training.content import training
from himaya.training.models import (
    Certificate,
    Enrolment,
    Participant,
    PlanLine,
    TestForm,
    TestRound,
    TestSitting,
    TrainingSession,
)
from tests import cast
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import TRAINER

TEACHERS = ("M0", "M1", "M2", "M4")
EVERY = ("M0", "M1", "M2", "M3", "M4", "M5", "M6", "M7")
QUESTIONS = 5


def items(modules: tuple[str, ...] = EVERY) -> list[dict[str, object]]:
    """Five questions of each module."""
    return [
        {"uid": f"{one.lower()}-{n}", "module": one.lower(), "kind": "single", "stem": {}, "options": [], "key": ["a"]}
        for one in modules
        for n in range(QUESTIONS)
    ]


def hours_for(modules: tuple[str, ...]) -> list[tuple[datetime, datetime]]:
    """The last of as many days as the modules take, today: a morning and an afternoon of five hours each."""
    needed = sum(training().modules[one.lower()].hours for one in modules)
    days = -(-needed // 10)
    first = clock.now().replace(hour=7, minute=0, second=0, microsecond=0) - timedelta(days=days - 1)
    mornings = [first + timedelta(days=one) for one in range(days)]
    found = [(one + timedelta(hours=at), one + timedelta(hours=at + 5)) for one in mornings for at in (0, 6)]
    return found if len(modules) > 1 else at_hand.hours()


def under_way(
    *,
    present: bool = True,
    right: int | None = 5,
    modules: tuple[str, ...] = TEACHERS,
    name: str = at_hand.NAME,
    of: PlanLine | None = None,
    half_days: list[tuple[datetime, datetime]] | None = None,
    asked: tuple[str, ...] = EVERY,
    **named: object,
) -> TrainingSession:
    """An open session with somebody who was there, and answered so many of five questions right (None: no test).

    It lasts as long as its modules take, and its test asks about `asked`.
    """
    session = at_hand.session(of, modules=modules, half_days=half_days or hours_for(modules))
    row = at_hand.named(session, name, **{"by": TRAINER, **named})
    at_hand.marked(session, row, states.PRESENT if present else states.ABSENT)
    if right is not None:
        sat(row, right, asked)
    return session


def sat(row: Enrolment, right: int, asked: tuple[str, ...] = EVERY) -> None:
    """On paper, after a session whose test has five questions of each module."""
    questions = items(asked)
    plan = [{"module": one.lower(), "version": 1, "items": QUESTIONS} for one in asked]
    form, other = (
        TestForm.objects.get_or_create(
            code="t-" + "".join(asked).lower(),
            letter=letter,
            version=1,
            defaults={
                "state": states.FORM_IN_USE,
                "content": {"blueprint": plan, "items": questions},
                "made_on": clock.today(),
            },
        )[0]
        for letter in rules_tests.LETTERS
    )
    TestRound.objects.get_or_create(
        session_id=row.session_id,
        moment=states.POST,
        defaults={
            "form_a": form,
            "form_b": other,
            "token": str(row.session_id.int)[:32],
            "state": states.ROUND_OPEN,
            "opened_on": clock.today(),
        },
    )
    sealed = Participant.objects.get(enrolment=row)
    with Access(TRAINER, "training", action="participants.read", about=("training_session", row.session_id)) as reader:
        reader.open(sealed)
        code = str(sealed.code)
    TestSitting.objects.create(
        session_id=row.session_id,
        code=code,
        moment=states.POST,
        form=form,
        how=states.ON_PAPER,
        taken_on=clock.today(),
        responses={str(one["uid"]): "a" if n % QUESTIONS < right else None for n, one in enumerate(questions)},
    )


def held(**changes: object) -> TrainingSession:
    session = under_way(**changes)  # type: ignore[arg-type]
    at_hand.closed(session)
    session.refresh_from_db()
    return session


def issued(*, track: str = "teachers", language: str = "fr", **changes: object) -> Certificate:
    session = held(**changes)
    row = Enrolment.objects.get(session=session)
    return certificates.issue(enrolment_id=row.pk, track=track, language=language, by=TRAINER)


def shorter(**changes: object) -> Enrolment:
    """Of a later session of one module."""
    return Enrolment.objects.get(session=held(modules=("M4",), **changes))


def interviewer() -> Account:
    """Somebody at the desk of labour with the role of an interviewer."""
    account, made = Account.objects.get_or_create(username="interviewer-of-labour")
    if made:
        desk = cast.INSPECTOR.desk_id
        Membership.objects.create(
            account=account, desk_id=desk, roles=["interviewer"], valid_from=at_hand.at_the_table.SINCE
        )
    return account


def acting(account: Account) -> Actor:
    """The same as somebody who acts."""
    return accounts.actor_for(account.pk)


@contextmanager
def believed(moment: datetime) -> Iterator[None]:
    """Years later, with a clock that somebody compared."""
    with clock.stopped(moment), pytest.MonkeyPatch.context() as patch:
        patch.setattr(steady, "check", lambda: None)
        yield


def brings(release: Release, name: str, *, changed: bool = True) -> EditionForm:
    """A form of this name is among those that the release carries; changed against the edition before, or not."""
    found = EditionForm.objects.filter(edition=release.edition_id).first()
    assert found is not None
    return EditionForm.objects.create(edition_id=release.edition_id, name=name, version=found.version, changed=changed)
