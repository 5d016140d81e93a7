"""A register of 2,000 recommendations: its list, narrowed in each way, its pictures and its file, on both databases.

    PYTHONPATH=src:. python benchmarks/recommendations.py [--rows 2000]

Goal: each look at the list within 150 ms of server time (p95); the pictures, which count every row of the register and
of the last six tables, within 500 ms. Baseline: the same pages over 50 recommendations, one page of the list, in the
same process and store. `file` is the whole register as a spreadsheet, without a goal.
"""

import json
import random
import sys
import time
import uuid
from datetime import timedelta
from typing import Any

from benchmarks import sizes, stores

ROUNDS, TABLES = 40, sizes.size(6, 2)
BASELINE, ROWS = sizes.size(50, 5), sizes.size(2000, 12)
GOAL_LIST, GOAL_PICTURES = 150, 500
PLACE = "/round-tables/recommendations/"
# What somebody asks of the list; `R-7` is a number, the words stand in every fifth row.
ASKED = {
    "all": "",
    "last_page": "?page=40",
    "in_progress": "?state=in_progress",
    "of_an_institution": "?institution=labour",
    "overdue": "?overdue=yes",
    "source_and_theme": "?source=upr&theme=T2",
    "no_answer_after_reminders": "?grade=D",
    "words": "?q=formation+magistrats",
    "number": "?q=R-7",
}
LEADS = ("labour", "police", "hospital", "daw", "mizan", "social", "minors", "commission")
WORDS = "Renforcer la coordination entre les institutions et suivre sa mise en œuvre dans chaque région. "
SAID = {"fr": WORDS * 3, "ar": "تعزيز التنسيق بين المؤسسات وتتبع تنفيذه في كل جهة. " * 4, "en": "Strengthen it. " * 12}


def fill(wanted: int) -> None:
    """Rows as a register of some years has them: every state, eight leads, two helpers each, some reminded twice."""
    from himaya.coordination import models  # noqa: PLC0415
    from himaya.coordination import states_following as states  # noqa: PLC0415
    from himaya.kernel import clock  # noqa: PLC0415

    chance, today = random.Random(7), clock.today()
    there = models.Recommendation.objects.count()
    rows, helpers, reminders = [], [], []
    for number in range(there + 1, wanted + 1):
        asked = today - timedelta(days=chance.randrange(30, 1500))
        state = chance.choice(states.RECOMMENDATION_STATES)
        verified = state in (states.VERIFIED, states.REC_CLOSED)
        row = models.Recommendation(
            id=uuid.uuid4(),
            number=number,
            source_kind=chance.choice(states.SOURCES),
            text_fr=SAID["fr"] + ("Formation des magistrats." if number % 5 == 0 else ""),
            text_ar=SAID["ar"],
            text_en=SAID["en"],
            theme=chance.choice(("T1", "T2", "T3", "T4", "T5", "T6", "")),
            action_type=chance.choice(states.ACTION_TYPES),
            priority="medium",
            lead_id=chance.choice(LEADS),
            due_on=asked + timedelta(days=chance.randrange(90, 900)),
            state=state,
            entered_on=asked,
            addressed_on=None if state == states.FORMULATED else asked,
            answer_by=asked + timedelta(days=60),
            verified_on=asked + timedelta(days=25) if verified else None,
            ended_on=today if state in states.ENDED_OTHERWISE else None,
            indicator="Nombre de personnes formées",
        )
        rows.append(row)
        helpers += [
            models.Contributor(recommendation=row, institution_id=one)
            for one in chance.sample([lead for lead in LEADS if lead != row.lead_id], 2)
        ]
        if state in states.WITH_THE_LEAD and number % 3 == 0:
            reminders += [
                models.FollowUpReminder(
                    recommendation=row, kind="answer", number=count, since=asked, made_on=asked, how="letter",
                    sent_on=today - timedelta(days=days),
                )
                for count, days in ((1, 60), (2, 20))
            ]  # fmt: skip
    models.Recommendation.objects.bulk_create(rows, batch_size=200)
    models.Contributor.objects.bulk_create(helpers, batch_size=500)
    models.FollowUpReminder.objects.bulk_create(reminders, batch_size=500)


def freeze() -> None:
    """The whole register at six tables of one cycle."""
    from himaya.coordination import models  # noqa: PLC0415
    from himaya.kernel import clock  # noqa: PLC0415
    from tests.rooms.coordination import at_the_table  # noqa: PLC0415

    cycle = at_the_table.cycle()
    chance = random.Random(8)
    known = list(models.Recommendation.objects.exclude(addressed_on=None).values_list("pk", "number", "state"))
    states = [state for _pk, _number, state in known]
    for place in range(TABLES):
        at = clock.now() - timedelta(days=90 * (TABLES - place))
        snapshot = models.FollowUpSnapshot.objects.create(
            table=at_the_table.closed(cycle), taken_at=at, on=at.date(), sha256="0" * 64
        )
        models.SnapshotLine.objects.bulk_create(
            (
                models.SnapshotLine(
                    snapshot=snapshot, recommendation_id=pk, number=number, state=chance.choice((state, *states[:3])),
                    overdue=False, reported=False, verified=False, note=WORDS,
                )
                for pk, number, state in known
            ),
            batch_size=500,
        )  # fmt: skip


def child(wanted: int) -> None:
    import django  # noqa: PLC0415

    django.setup()
    stores.prepare()
    from tests.rooms.coordination import at_the_table  # noqa: PLC0415

    at_the_table.people()
    office, delegate = stores.signed_in(at_the_table.SECRETARY), stores.signed_in(at_the_table.LABOUR)

    def look(client: Any, address: str) -> dict[str, float]:
        def page() -> None:
            assert client.get(address, secure=True).status_code == 200

        return stores.summary(stores.times(page, rounds=ROUNDS, warm=3))

    def figures() -> dict[str, Any]:
        stores.settle()
        start = time.perf_counter()
        assert office.get(f"{PLACE}export/", secure=True).status_code == 200
        whole_file = round((time.perf_counter() - start) * 1000, 1)
        return {
            "list": {name: look(office, f"{PLACE}{query}") for name, query in ASKED.items()},
            "list_of_a_delegate": {"all": look(delegate, PLACE), "own": look(delegate, f"{PLACE}?mine=yes")},
            "pictures": look(office, "/round-tables/follow-up/pictures/"),
            "pictures_of_a_delegate": look(delegate, "/round-tables/follow-up/pictures/"),
            "file_ms": whole_file,
        }

    fill(BASELINE)
    baseline = figures()
    fill(wanted)
    freeze()
    found = {"rows": wanted, "tables_frozen": TABLES, **figures(), f"baseline_{BASELINE}_rows": baseline}
    lists = {**found["list"], **{f"delegate_{name}": one for name, one in found["list_of_a_delegate"].items()}}
    slowest = max(one["p95_ms"] for one in lists.values())
    found |= {
        "slowest_list_p95_ms": slowest,
        "goal_list_p95_ms": GOAL_LIST,
        "goal_pictures_p95_ms": GOAL_PICTURES,
        "met": slowest <= GOAL_LIST and found["pictures"]["p95_ms"] <= GOAL_PICTURES,
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    parser = sizes.parser()
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--child", action="store_true")
    chosen = parser.parse_args()
    if chosen.child:
        child(chosen.rows)
    else:
        stores.show(stores.in_each(__file__, ("--rows", str(chosen.rows))))
