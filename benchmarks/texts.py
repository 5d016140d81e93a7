"""A text of 300 clauses: opened on its page, compared with the adopted one, tried as a form, on both databases.

    PYTHONPATH=src:. python benchmarks/texts.py [--clauses 300]

Goals: the page of the draft within 300 ms of server time, the comparison within 1 s. Baseline: the same page and the
same comparison for a text of 30 clauses in the same process and store. `gaps_first` is the one slow step, which the
page leaves to a part of its own: the form is compiled and tried after a change; `gaps_again` is every later look.
"""

import json
import sys
import time
from typing import Any

from benchmarks import sizes, stores

ROUNDS, BASELINE, CLAUSES = 40, sizes.size(30, 12), sizes.size(300, 24)


def text(clauses: int) -> dict[str, Any]:
    """Sections of nine questions each, in three languages, with a skip rule in every third."""
    from tests.rooms.coordination import texting  # noqa: PLC0415

    found: list[dict[str, Any]] = []
    while len(found) < clauses:
        number = len(found)
        section = f"SEC-{number // 10:03d}"
        if number % 10 == 0:
            found.append(texting.clause(section, "section", type="begin_group", name=f"s{number}"))
            continue
        rule = {"relevant": f"${{q_{number - 1:03d}}} = 'yes'"} if number % 3 == 0 and number % 10 > 1 else {}
        one = texting.clause(f"Q-{number:03d}", "question", section, hint=texting.words("Aide"), **rule)
        one["texts"] = {code: f"{words} " + "mot " * 25 for code, words in one["texts"].items()}
        found.append(one)
    return {"clauses": found, "lists": {"yn": texting.YES_NO}, "forms": []}


def changed(content: dict[str, Any]) -> dict[str, Any]:
    """Every fifth clause reworded, every twentieth taken out."""
    kept = [one for place, one in enumerate(content["clauses"]) if place % 20 != 7]
    reworded = [
        {**one, "texts": {**one["texts"], "fr": one["texts"]["fr"] + "encore"}} if place % 5 == 0 else one
        for place, one in enumerate(kept)
    ]
    return {**content, "clauses": reworded}


def child(wanted: int) -> None:
    import django  # noqa: PLC0415

    django.setup()
    stores.prepare()
    from himaya.coordination import drafting, readiness, rules_changes  # noqa: PLC0415
    from tests import cast  # noqa: PLC0415
    from tests.rooms.coordination import at_the_table, texting  # noqa: PLC0415

    cycle = at_the_table.cycle()
    client = stores.signed_in(cast.SECRETARY)

    def figures(clauses: int) -> dict[str, Any]:
        whole = text(clauses)
        compiled = readiness.compiled(texting.draft(texting.document(cycle), whole), whole)
        document = texting.document(cycle)
        texting.edition(document, {**compiled, "forms": []})
        draft = texting.draft(document, changed({**compiled, "forms": []}))
        address = f"/round-tables/drafts/{draft.pk}/"

        def page() -> None:
            assert client.get(address, secure=True).status_code == 200

        def clause() -> None:
            assert client.get(f"{address}clauses/Q-001/", secure=True).status_code == 200

        def compare() -> None:
            base = drafting.base_content(draft)
            assert rules_changes.compare(base, drafting.content(draft))

        start = time.perf_counter()
        readiness.gaps(draft)
        first = round((time.perf_counter() - start) * 1000, 1)
        return {
            "page": stores.summary(stores.times(page, rounds=ROUNDS, warm=3)),
            "clause_page": stores.summary(stores.times(clause, rounds=ROUNDS, warm=3)),
            "compare": stores.summary(stores.times(compare, rounds=ROUNDS, warm=3)),
            "gaps_first_ms": first,
            "gaps_again": stores.summary(stores.times(lambda: readiness.gaps(draft), rounds=ROUNDS, warm=3)),
        }

    baseline = figures(BASELINE)
    found = {
        "clauses": wanted,
        **figures(wanted),
        f"baseline_{BASELINE}_clauses": baseline,
        "goal_page_p95_ms": 300,
        "goal_compare_p95_ms": 1000,
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    parser = sizes.parser()
    parser.add_argument("--clauses", type=int, default=CLAUSES)
    parser.add_argument("--child", action="store_true")
    chosen = parser.parse_args()
    if chosen.child:
        child(chosen.clauses)
    else:
        stores.show(stores.in_each(__file__, ("--clauses", str(chosen.clauses))))
