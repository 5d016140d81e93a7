"""The desk's list by the table of accesses, what is open to it, one case, a hand-over, at 100,000 cases, on both.

    PYTHONPATH=src:. python benchmarks/cases_scale.py [--cases 100000]

Baseline: the same three at 100 cases in the same process and store, measured before the rest is loaded: what a desk
feels on its first day. On PostgreSQL all of it once more behind row-level security, as a page runs it. One desk
holds a fiftieth of the cases; its inbox as much, as many are open to it for a time.
"""

import argparse
import json
import random
import sys
import uuid
from datetime import timedelta

from benchmarks import stores

DESKS, ROUNDS, PAGE = 50, 150, 50


def child(wanted: int) -> None:
    import django  # noqa: PLC0415

    django.setup()
    stores.prepare()
    from django.db import connection  # noqa: PLC0415

    from himaya.cases import access, policy, queries  # noqa: PLC0415
    from himaya.institutions.models import Desk  # noqa: PLC0415
    from himaya.kernel import clock, wall  # noqa: PLC0415
    from himaya.kernel.ids import new_reference  # noqa: PLC0415
    from himaya.ops import role_of_pages  # noqa: PLC0415
    from tests import cast, factories  # noqa: PLC0415

    rng = random.Random(5)
    opened_ids = [factories.hand_over().case_id for _ in range(100)]

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
    states = ("reported_back", "declined", "accepted", "sent")
    subjects, people, cases, consents, submissions, referrals, steps, grants = [], [], [], [], [], [], [], []
    for number in range(wanted):
        person, case, consent = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
        referral = uuid.uuid4()
        day, desk = today - timedelta(days=number % 900), desks[number % DESKS]
        # One in four of the older ones still waits, as at a desk that is badly behind.
        state, sent_at = states[number % len(states)], now - timedelta(minutes=number % 400_000)
        to_desk = "shelter" if number % DESKS == 1 else desks[(number + 1) % DESKS]
        answered = None if state == "sent" else sent_at
        subjects.append((person, "person"))
        people.append((person, 1, "labour"))
        cases.append(
            (
                case,
                new_reference(),
                person,
                "labour",
                desk,
                by,
                day,
                "consent",
                "offer",
                "adult",
                "ary",
                "north",
                "open",
                "",
            )
        )
        # Each desk holds its own; a tenth is open to one more desk, a fiftieth to the worker who is measured.
        whole = '["identity", "story"]'
        grants.append((uuid.uuid4(), case, desk, None, None, "team", "full", whole, "", now, None))
        if number % 10 == 0:
            other = desks[(number + 7) % DESKS]
            grants.append((uuid.uuid4(), case, other, None, None, "team", "summary", "[]", "advice", now, later))
        if number % 50 == 3:
            grants.append((uuid.uuid4(), case, None, by, "labour", "team", "full", whole, "advice", now, later))
        consents.append(
            (
                *(consent, case, 1, sent_at, "given", "consent", "", "give_service", to_desk, "[]"),
                *("ary", "none", "spoken", True, "", desk, by),
            )
        )
        submissions.append((uuid.uuid4(), 1, person, case, 1, version, uuid.uuid4(), day))
        referrals.append(
            (
                *(referral, 1, person, case, consent, new_reference(), desk, to_desk, by),
                *("emergency_shelter", "soon", "adult", "ary", "north", state, "", "[]"),
                *(sent_at, sent_at + timedelta(hours=4), answered, "yes" if state == "reported_back" else "", ""),
            )
        )
        steps.append((referral, sent_at, "sent", desk, "front_line", ""))
    stores.load("subject", ("id", "kind"), subjects)
    stores.load("person", ("id", "revision", "institution_id"), people)
    stores.load(
        "case_file",
        ("id", "reference", "person_id", "institution_id", "desk_id", "opened_by", "opened_on", "route", "next_step",
         "age_group", "language", "region", "state", "close_reason"),
        cases,
    )  # fmt: skip
    stores.load(
        "case_grant",
        ("id", "case_id", "desk_id", "account_id", "institution_id", "kind", "level", "sections", "reason",
         "granted_at", "expires_at"),
        grants,
    )  # fmt: skip
    stores.load(
        "consent",
        ("id", "case_id", "number", "at", "word", "basis", "source", "purpose", "recipient_id", "data_classes",
         "language", "interpreter", "mode", "told_first", "not_told_reason", "desk_id", "asked_by"),
        consents,
    )  # fmt: skip
    stores.load(
        "submission",
        ("id", "revision", "person_id", "case_id", "number", "version_id", "instance_id", "made_on"),
        submissions,
    )
    stores.load(
        "referral",
        ("id", "revision", "person_id", "case_id", "consent_id", "reference", "from_desk_id", "to_desk_id", "sent_by",
         "service", "urgency", "age_group", "language", "region", "state", "reason", "services_taken", "sent_at",
         "target_at", "answered_at", "delivered", "next_action"),
        referrals,
    )  # fmt: skip
    stores.load("referral_step", ("referral_id", "at", "action", "desk_id", "role", "code"), steps)
    stores.settle()
    large = {name: stores.summary(stores.times(step, rounds=ROUNDS)) for name, step in work.items()}
    figures = {"cases": wanted, "at_100": small, "at_scale": large}
    role_of_pages.ensure()
    as_receiver = ("list_inbox", "overdue_and_week")
    for name, step in work.items() if connection.vendor == "postgresql" else ():
        actor = cast.SHELTER if name in as_receiver else cast.INSPECTOR
        with wall.behind(lambda actor=actor: policy.said(actor)):
            figures.setdefault("behind_the_wall", {})[name] = stores.summary(stores.times(step, rounds=ROUNDS))
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--child", action="store_true")
    chosen = parser.parse_args()
    if chosen.child:
        child(chosen.cases)
    else:
        stores.show(stores.in_each(__file__, ("--cases", str(chosen.cases))))
