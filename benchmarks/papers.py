"""Papers of a round table: words compared over 300 clauses, and minutes of two hundred pages written as a file.

    python -m benchmarks.papers

Processor time, the best of three. Goals: the comparison in a second, the file in five. Baselines in the same run: for
the comparison, `difflib` over the letters of the first tenth of the clauses, times ten, which tears words apart; for
the file, half as many items: twice the length, twice the time.
"""

import json
import os
import sys
from datetime import UTC, datetime
from difflib import SequenceMatcher

import django

from benchmarks import sizes

CLAUSES, ITEMS = sizes.size(300, 10), sizes.size(400, 4)
GOAL_COMPARISON, GOAL_FILE = 1.0, 5.0
WHEN = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


def pairs() -> list[tuple[str, str]]:
    """Clauses of ninety words in two scripts, each with three words exchanged for two."""
    clause = [f"كلمة{number % 37}" if number % 3 else f"mot{number % 53}" for number in range(90)]
    changed = [clause[: k % 80] + ["جديد،", "neuf"] + clause[k % 80 + 3 :] for k in range(CLAUSES)]
    return [(" ".join(clause), " ".join(one)) for one in changed]


def main() -> int:
    """Print both; exit 1 when one misses its goal."""
    from himaya.adapters import paper_docx  # noqa: PLC0415
    from himaya.coordination.rules_diff import words  # noqa: PLC0415
    from tests.rooms.adapters.papers import minutes  # noqa: PLC0415

    every = pairs()
    compared = sizes.spent(lambda: [words(old, new) for old, new in every])
    some = every[: CLAUSES // 10]
    letters = 10 * sizes.spent(
        lambda: [SequenceMatcher(None, old, new, autojunk=False).get_opcodes() for old, new in some]
    )
    whole, half = (
        sizes.spent(lambda items=items: paper_docx.write(minutes("both", items=items), created=WHEN))  # type: ignore[misc]
        for items in (ITEMS, ITEMS // 2)
    )
    said: list[tuple[str, float, dict[str, object], float]] = [
        ("papers-compared", compared, {"clauses": CLAUSES, "difflib_letters_s": round(letters, 2)}, GOAL_COMPARISON),
        ("papers-written", whole, {"items": ITEMS, "half_as_many_s": round(half, 2)}, GOAL_FILE),
    ]
    for name, seconds, beside, goal in said:
        told = {"benchmark": name, "s": round(seconds, 2), **beside, "goal_s": goal, "met": seconds <= goal}
        sys.stdout.write(json.dumps(told) + "\n")
    return sizes.exit_code(all(seconds <= goal for _name, seconds, _beside, goal in said))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    sys.exit(main())
