"""The desk's list by the table of accesses, what is open to it, one case, a hand-over, at 100,000 cases, on both.

    PYTHONPATH=src:. python benchmarks/cases_scale.py [--cases 100000]

Baseline: the same three at 100 cases in the same process and store, measured before the rest is loaded: what a desk
feels on its first day. On PostgreSQL all of it once more behind row-level security, as a page runs it. One desk
holds a fiftieth of the cases; its inbox as much, as many are open to it for a time.
"""

from __future__ import annotations

import json
import random
import sys
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from benchmarks import sizes, stores

DESKS, ROUNDS, PAGE = 50, 150, 50
FIRST_DAY, CASES = sizes.size(100, 10), sizes.size(100_000, 300)
STATES = ("reported_back", "declined", "accepted", "sent")


def child(wanted: int) -> None:
    import django  # noqa: PLC0415

    django.setup()
    stores.prepare()
    from django.db import connection  # noqa: PLC0415

    from himaya.cases import access, models, policy, queries  # noqa: PLC0415
    from himaya.institutions.models import Desk  # noqa: PLC0415
    from himaya.kernel import clock, wall  # noqa: PLC0415
    from himaya.kernel.ids import new_reference  # noqa: PLC0415
    from himaya.kernel.models import Subject  # noqa: PLC0415
    from himaya.ops import role_of_pages  # noqa: PLC0415
    from himaya.persons.models import Person  # noqa: PLC0415
    from tests import cast, factories  # noqa: PLC0415

    rng = random.Random(5)
    opened_ids = [factories.hand_over().case_id for _ in range(FIRST_DAY)]

    def list_cases() -> None:
        assert list(queries.desk_cases(cast.INSPECTOR)[:PAGE])

    def list_shared() -> None:
        list(queries.shared_cases(cast.INSPECTOR)[:PAGE])

    def list_inbox() -> None:
        assert list(queries.inbox(cast.SHELTER)[:PAGE])

    def open_one() -> None:
        with access.open_case(cast.INSPECTOR, rng.choice(opened_ids[:10]), purpose="give_service") as opened:
            assert opened.person is not None
            assert opened.person.full_name

    def hand_over() -> None:
        factories.hand_over()

    def counts() -> None:
        queries.overdue(cast.SHELTER)
        queries.week(cast.SHELTER)

    work = {
        "list_cases": list_cases,
        "list_shared": list_shared,
        "list_inbox": list_inbox,
        "overdue_and_week": counts,
        "open_case": open_one,
        "hand_over": hand_over,
    }
    small = {name: stores.summary(stores.times(step, rounds=ROUNDS)) for name, step in work.items()}

    desks = ["labour-north", *(f"desk-{number}" for number in range(DESKS - 1))]
    Desk.objects.bulk_create(
        Desk(id=name, institution_id="labour", name_fr=name, name_ar=name, name_en=name) for name in desks[1:]
    )
    today, now, by = clock.today(), clock.now(), cast.INSPECTOR.account_id
    later = now + timedelta(days=100)
    version = factories.version().pk
    ids = [(uuid.uuid4(), uuid.uuid4(), uuid.uuid4(), uuid.uuid4()) for _ in range(wanted)]
    of_all = {"age_group": "adult", "language": "ary", "region": "north"}

    def cases() -> Iterator[models.Case]:
        for number, (person, case, _consent, _referral) in enumerate(ids):
            yield models.Case(
                id=case, reference=new_reference(), person_id=person, institution_id="labour",
                desk_id=desks[number % DESKS], opened_by=by, opened_on=today - timedelta(days=number % 900),
                route="consent", next_step="offer", **of_all,
            )  # fmt: skip

    def grants() -> Iterator[models.Grant]:
        # Each desk holds its own; a tenth is open to one more desk, a fiftieth to the worker who is measured.
        given = {"kind": "team", "granted_at": now}
        whole = {**given, "level": "full", "sections": ["identity", "story"]}
        for number, (_person, case, _consent, _referral) in enumerate(ids):
            yield models.Grant(case_id=case, desk_id=desks[number % DESKS], **whole)
            if number % 10 == 0:
                other = desks[(number + 7) % DESKS]
                ends = {"reason": "advice", "expires_at": later}
                yield models.Grant(case_id=case, desk_id=other, level="summary", **given, **ends)
            if number % 50 == 3:
                ends = {"reason": "advice", "expires_at": later}
                yield models.Grant(case_id=case, account_id=by, institution_id="labour", **whole, **ends)

    def sent_at(number: int) -> datetime:
        return now - timedelta(minutes=number % 400_000)

    def to_desk(number: int) -> str:
        return "shelter" if number % DESKS == 1 else desks[(number + 1) % DESKS]

    def consents() -> Iterator[models.Consent]:
        for number, (_person, case, consent, _referral) in enumerate(ids):
            yield models.Consent(
                id=consent, case_id=case, number=1, at=sent_at(number), word="given", basis="consent",
                purpose="give_service", recipient_id=to_desk(number), data_classes=[], language="ary",
                interpreter="none", mode="spoken", desk_id=desks[number % DESKS], asked_by=by,
            )  # fmt: skip

    def submissions() -> Iterator[models.Submission]:
        for number, (person, case, _consent, _referral) in enumerate(ids):
            made_on = today - timedelta(days=number % 900)
            yield models.Submission(
                person_id=person, case_id=case, version_id=version, instance_id=uuid.uuid4(), made_on=made_on
            )

    def referrals() -> Iterator[models.Referral]:
        for number, (person, case, consent, referral) in enumerate(ids):
            # One in four of the older ones still waits, as at a desk that is badly behind.
            state, at = STATES[number % len(STATES)], sent_at(number)
            yield models.Referral(
                id=referral, person_id=person, case_id=case, consent_id=consent, reference=new_reference(),
                from_desk_id=desks[number % DESKS], to_desk_id=to_desk(number), sent_by=by,
                service="emergency_shelter", urgency="soon", state=state, sent_at=at,
                target_at=at + timedelta(hours=4), answered_at=None if state == "sent" else at,
                delivered="yes" if state == "reported_back" else "", **of_all,
            )  # fmt: skip

    def steps() -> Iterator[models.ReferralStep]:
        for number, (_person, _case, _consent, referral) in enumerate(ids):
            yield models.ReferralStep(
                referral_id=referral, at=sent_at(number), action="sent", desk_id=desks[number % DESKS],
                role="front_line",
            )  # fmt: skip

    stores.load(Subject(id=person, kind="person") for person, *_ in ids)
    stores.load(Person(id=person, institution_id="labour") for person, *_ in ids)
    for rows in (cases, grants, consents, submissions, referrals, steps):
        stores.load(rows())
    stores.settle()
    large = {name: stores.summary(stores.times(step, rounds=ROUNDS)) for name, step in work.items()}
    figures = {"cases": wanted, f"at_{FIRST_DAY}": small, "at_scale": large}
    role_of_pages.ensure()
    as_receiver = ("list_inbox", "overdue_and_week")
    for name, step in work.items() if connection.vendor == "postgresql" else ():
        actor = cast.SHELTER if name in as_receiver else cast.INSPECTOR
        with wall.behind(lambda actor=actor: policy.said(actor)):
            figures.setdefault("behind_the_wall", {})[name] = stores.summary(stores.times(step, rounds=ROUNDS))
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    parser = sizes.parser()
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--child", action="store_true")
    chosen = parser.parse_args()
    if chosen.child:
        child(chosen.cases)
    else:
        stores.show(stores.in_each(__file__, ("--cases", str(chosen.cases))))
