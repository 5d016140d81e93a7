"""What a journey through evidence sets up in a process of its own beside the running Himaya.

Where a nation's installation begins nothing was counted: a quarter and a year of it are written here, as its desks
would have counted them month by month. What people do with the figures is walked by hand, and what they ask other
services too: here are the files from which they ask.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case, Tally
from himaya.enquiries.actions import protocol
from himaya.insight import monitoring
from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.instruments import queries
from himaya.kernel import clock, proof
from himaya.kernel.actor import Actor
from himaya.legal import gate, states
from himaya.legal.actions import entries
from himaya.legal.actions.entries import Said
from himaya.web.sessions import PROVEN
from tests import factories
from tests.rooms.monitoring.counted import count, staffed
from tests.running import ROOT, Live

RUN = "import django; django.setup(); from tests.journeys import evidence_verbs; evidence_verbs.main()"
DESKS = ("test-count-east-1", "test-count-east-2", "test-count-west-1", "test-count-west-2")
REGION, AUDIENCE = "oriental", "ngo"
LONG_AGO = date(2020, 1, 1)
# Of each desk in each month of the quarter: enough that every number can be told, but for one desk and one thing.
QUARTER = {"sent": 40, "received": 40, "answered": 28, "unanswered": 12, "accepted": 16}
# Of each desk in one month of the year: by age, and by service. The last of each is small.
AGES = {"adult": 65, "child": 30, "maybe_child": 2}
SENT = {"emergency_shelter": 40, "legal_aid": 30, "psychological_support": 2}


def verb(place: Live, word: str, **given: Any) -> Any:
    """Do one of it in that installation; returns what came of it."""
    env = {**place.env, "DJANGO_SETTINGS_MODULE": "himaya.config.settings"}
    command = [sys.executable, "-c", RUN, word, json.dumps(given)]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def main() -> None:
    """In the other process: the word and what is given with it."""
    done = {one.__name__: one for one in (counted, exports_on, agree, signed, kept, left_a_while)}[sys.argv[1]]
    sys.stdout.write(json.dumps(done(**json.loads(sys.argv[2]))))


def counted() -> dict[str, str]:
    """The last quarter and the last year that are over; says which quarter."""
    quarter, year = monitoring.periods()[0], clock.today().year - 1
    if not Tally.objects.filter(desk_id=DESKS[0]).exists():
        staffed(*DESKS, since=LONG_AGO)
        for kind in (*QUARTER, "reported", "screened", "age", "refused"):
            # Counting began long ago: no period is told to be cut short.
            count(kind, DESKS[0], 20, months=[LONG_AGO])
        for desk in DESKS:
            for kind, n in QUARTER.items():
                count(kind, desk, n, months=quarter.months, answer="60" if kind == "answered" else "")
            count("reported", desk, 12, months=quarter.months, answer="yes")
            _year(desk, date(year, 3, 1))
    return {"quarter": quarter.code, "year": str(year)}


def _year(desk: str, month: date) -> None:
    n = sum(AGES.values())
    Tally.objects.create(kind="screened", month=month, desk_id=desk, audience=AUDIENCE, region=REGION, count=n)
    Tally.objects.create(kind="refused", month=month, desk_id=desk, audience=AUDIENCE, region=REGION, count=n)
    _parts("age", desk, month, AGES)
    _parts("sent", desk, month, SENT)


def _parts(kind: str, desk: str, month: date, said: Mapping[str, int]) -> None:
    for answer, n in said.items():
        count(kind, desk, n, months=[month], answer=answer)


def exports_on(*, officer: str, counsel: str) -> bool:
    """The institution decided to hand files over: one wrote it into the register, another confirmed it."""
    by = _somebody(officer)
    if not gate.exports_are_on(by.institution_id):
        entry = entries.propose(said=Said(part=states.EXPORTS, text="Décision d’essai"), by=by)
        entries.confirm(entry_id=entry, by=_somebody(counsel))
    return gate.exports_are_on(by.institution_id)


def agree(*, reference: str, receiver: str, classes: list[str], lead: str) -> str:
    """The person agrees that these go to that institution as a file."""
    case: UUID = Case.objects.get(reference=reference).pk
    question = Question(f"institution:{receiver}", classes, "ary", "none", "spoken")
    return str(consents.give(case_id=case, question=question, by=_somebody(lead)))


def signed(*, officers: list[str]) -> int:
    """The institutions of these officers are parties to the protocol; how many were entered."""
    for officer in officers:
        by = replace(_somebody(officer), proven_at=clock.now())
        protocol.join(reference="P-ESSAI", signed_on=clock.today(), by=by)
    return len(officers)


def kept(*, people: list[dict[str, str]], to_desk: str, region: str) -> list[dict[str, str]]:
    """An open file of each, of an adult, at the desk of `by`; its number and its reference."""
    found, version = [], queries.in_force("first-line-labour")
    for one in people:
        identity = factories.identity(full_name=one["name"], birth=one["birth"], phone="", document=one["document"])
        done = factories.hand_over(
            version_id=version.pk,
            identity=identity,
            wishes=[factories.wish(to_desk_id=to_desk)],
            region=region,
            by=_somebody(one["by"]),
        )
        found.append({"case": str(done.case_id), "reference": done.reference})
    return found


def left_a_while(*, username: str) -> int:
    """Time goes by for whoever signed in: their second factor was shown too long ago. In how many browsers."""
    store, aged = import_module(settings.SESSION_ENGINE).SessionStore, 0
    of = str(Account.objects.get(username=username).pk)
    for key in Session.objects.values_list("session_key", flat=True):
        session = store(session_key=key)
        if session.get(SESSION_KEY) == of and PROVEN in session:
            session[PROVEN] -= (proof.RECENT + timedelta(minutes=1)).total_seconds()
            session.save()
            aged += 1
    return aged


def _somebody(username: str) -> Actor:
    return accounts.actor_for(Account.objects.get(username=username).pk)
