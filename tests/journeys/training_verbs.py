"""What a journey through a training sets up by the verbs, in a process of its own beside the running Himaya.

What is decisive is walked by hand in the browser: this is the rest of twenty-four people.
"""

import json
import subprocess
import sys
from typing import Any
from uuid import UUID

from himaya.coordination import policy
from himaya.coordination.actions import cycles, tables
from himaya.institutions import accounts
from himaya.institutions.actions import delegates, mandates
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.unit import unit
from himaya.training import people, rules_tests, states
from himaya.training.actions import enrolments, half_days, test_forms, test_sittings
from himaya.training.models import Enrolment, SessionHalfDay, TestRound, TestSitting
from tests.rooms.training.at_hand import answers
from tests.running import ROOT, Live

TRAINEES = 24
RUN = "import django; django.setup(); from tests.journeys import training_verbs; training_verbs.main()"


def verb(place: Live, word: str, **given: Any) -> Any:
    """Do one of it in that installation; returns what came of it."""
    env = {**place.env, "DJANGO_SETTINGS_MODULE": "himaya.config.settings"}
    command = [sys.executable, "-c", RUN, word, json.dumps(given)]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def main() -> None:
    """In the other process: the word and what is given with it."""
    done = {one.__name__: one for one in (table, form, name_rest, mark_rest, answer)}[sys.argv[1]]
    sys.stdout.write(json.dumps(done(**json.loads(sys.argv[2]))))


def table(*, secretary: str, focal: str, institution: str, organiser: str) -> dict[str, str]:
    """A cycle in which the institution has a seat, a table of today, and a focal point with a mandate."""
    by, today = _somebody(secretary), clock.today()
    if not policy.my_mandates(_somebody(focal)):
        delegate = delegates.add(
            institution_id=institution,
            names=("Point Focal", "نقطة الاتصال"),
            functions={"fr": "Point focal", "ar": "نقطة الاتصال", "en": "Focal point"},
            email="",
            account_username=focal,
            by=by,
        )
        mandates.give(
            institution_id=institution,
            delegate_id=delegate.pk,
            # The other mandate may be somebody's: the journeys of one process share an installation.
            role="alternate",
            valid_from=today,
            letter_reference="1/F",
            letter_on=today,
            by=by,
        )
    titles = {"fr": "Cycle des formations", "ar": "دورة التكوينات", "en": "Cycle of trainings"}
    cycle = cycles.open(
        titles=titles,
        organiser_id=organiser,
        funder_id=None,
        legal_basis="",
        rules={},
        themes=[],
        seated=[("ngo", institution)],
        by=by,
    )
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    made = tables.plan(
        cycle_id=cycle.pk,
        kind="table",
        titles=titles,
        starts=hour,
        ends=hour.replace(minute=50),
        place="Siège",
        link="",
        by=by,
    )
    return {"table": str(made.pk)}


def form(*, secretary: str) -> dict[str, str]:
    """A short test of the course in use, one question of each module."""
    by = _somebody(secretary)
    made = test_forms.draft(track="interview", per_module=1, by=by)
    test_forms.put_in_use(form_id=made.pk, by=by)
    return {"form": str(made.pk)}


def name_rest(*, session: str, trainer: str, institutions: list[str]) -> int:
    """So many more that twenty-four are named, of seven institutions; how many institutions are there."""
    by, there = _somebody(trainer), Enrolment.objects.filter(session_id=UUID(session))
    with unit(by=by):
        for number in range(there.count(), TRAINEES):
            enrolments.name(
                session_id=UUID(session),
                institution_id=institutions[number % len(institutions)],
                full_name=f"Participante {'abcdefghijklmnopqrstuvwxyz'[number] * 5}",
                sex="woman",
                another=True,
                by=by,
            )
    assert there.count() == TRAINEES
    return there.values("institution").distinct().count()


def mark_rest(*, session: str, trainer: str) -> int:
    """Whoever was not marked was there, in every half-day; how many marks."""
    by, marks = _somebody(trainer), 0
    with unit(by=by):
        for half_day in SessionHalfDay.objects.filter(session_id=UUID(session)):
            for row in Enrolment.objects.filter(session_id=UUID(session)).exclude(attendance__half_day=half_day):
                half_days.mark(
                    half_day_id=half_day.pk,
                    enrolment_id=row.pk,
                    status=states.PRESENT,
                    how=states.BY_PAPER,
                    by=by,
                )
                marks += 1
    return marks


def answer(*, session: str, trainer: str, moment: str, below: list[str]) -> int:
    """Whoever sent nothing yet sends now: before, a half is right; after, all of it, but of those named `below`."""
    by = _somebody(trainer)
    test = TestRound.objects.select_related("session", "form_a", "form_b").get(session_id=UUID(session), moment=moment)
    with people.opened(by, test.session, people.visible(by, test.session)) as found:
        codes = {one.name: one.code for one in found}
    sent = set(TestSitting.objects.filter(session_id=UUID(session), moment=moment).values_list("code", flat=True))
    left = {name: code for name, code in codes.items() if code not in sent}
    with unit(by=NOBODY):
        for place, (name, code) in enumerate(sorted(left.items())):
            of = test_sittings.form_of(test, rules_tests.letter(session, code, moment))
            best = len(of.content["items"])
            right = best // 2 if moment == states.PRE or name in below else best - place % 2
            test_sittings.send(token=test.token, code=code, responses=answers(of, right), by=NOBODY)
    return len(left)


def _somebody(username: str) -> Actor:
    return accounts.actor_for(Account.objects.get(username=username).pk)
