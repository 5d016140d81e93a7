"""Name keys beside their baselines, in one run: recall on same-name pairs, collisions on random different names.

    PYTHONPATH=src python benchmarks/names.py [--json]

Baselines: double metaphone after an ad-hoc romaniser, and arabic-name-romanizer followed by double metaphone.
Lists: benchmarks/data (written here; see its README). The outside yardstick is not in the repository.
"""

from __future__ import annotations

import csv
import itertools
import json
import random
import time
from collections.abc import Callable
from pathlib import Path

from arabic_name_romanizer import Transliterator
from metaphone import doublemetaphone

from benchmarks import sizes
from himaya.persons.name_compare import compare
from himaya.persons.names import key

HERE = Path(__file__).parent
RANDOM_PAIRS = sizes.size(20_000, 200)
SEED = 7
Same = Callable[[str, str], bool]

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىة"
_SPELLED = "a,b,t,th,j,h,kh,d,dh,r,z,s,sh,s,d,t,z,a,gh,f,q,k,l,m,n,h,w,y,a,a"
_ROMAN = dict(zip(_LETTERS, _SPELLED.split(","), strict=True))
_ROMAN.update({"ء": "", "أ": "a", "إ": "i", "آ": "a", "ؤ": "w", "ئ": "y"})


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _ad_hoc(name: str) -> str:
    return "".join(_ROMAN.get(c, c) for c in name)


def _metaphones(latin: str) -> str:
    return " ".join(sorted(doublemetaphone(part)[0] for part in latin.replace("-", " ").split()))


def by_metaphone(a: str, b: str) -> bool:
    return _metaphones(_ad_hoc(a)) == _metaphones(_ad_hoc(b))


def romanizer() -> Same:
    engine = Transliterator()
    known: dict[str, str] = {}

    def romanised(name: str) -> str:
        if name not in known:
            known[name] = _metaphones(str(engine.transliterate(name)))
        return known[name]

    return lambda a, b: romanised(a) == romanised(b)


def by_strong(a: str, b: str) -> bool:
    return key(a).strong_line == key(b).strong_line


def by_weak(a: str, b: str) -> bool:
    return key(a).weak_line == key(b).weak_line


def by_compare(a: str, b: str) -> bool:
    return compare(a, b).same


def different_pairs(groups: list[list[str]], count: int) -> list[tuple[str, str]]:
    chance = random.Random(SEED)
    drawn = (chance.sample(groups, 2) for _ in range(count))
    return [(chance.choice(one), chance.choice(other)) for one, other in drawn]


def share(same: Same, pairs: list[tuple[str, str]]) -> float:
    return sum(same(a, b) for a, b in pairs) / len(pairs)


def microseconds(names: list[str], rounds: int = sizes.size(20, 1)) -> float:
    """Processor time of one `key`, which caches nothing: other work on the machine does not count."""
    started = time.process_time()
    for _ in range(rounds):
        for name in names:
            key(name)
    return (time.process_time() - started) / (rounds * len(names)) * 1e6


def measure() -> dict[str, object]:
    rows = _read(HERE / "data" / "names_written_here.csv")
    hard = [(row["one"], row["other"]) for row in _read(HERE / "data" / "names_must_differ.csv")]
    twenty = [(row["arabic"], row["latin"]) for row in _read(HERE.parent / "tests" / "data" / "name_pairs.csv")]
    methods: dict[str, Same] = {
        "himaya compare": by_compare,
        "himaya strong key": by_strong,
        "himaya weak key": by_weak,
        "ad-hoc romaniser + double metaphone": by_metaphone,
        "arabic-name-romanizer + double metaphone": romanizer(),
    }
    report: dict[str, object] = {"distinct names": len(rows), "random different pairs": RANDOM_PAIRS}
    for split in ("tuned", "held out"):
        groups = [row["spellings"].split("|") for row in rows if row["split"] == split]
        same_pairs = [pair for group in groups for pair in itertools.combinations(group, 2)]
        across = [(a, b) for a, b in same_pairs if a.isascii() != b.isascii()]
        apart = different_pairs(groups, RANDOM_PAIRS)
        report[split] = {
            name: {
                "same pairs": len(same_pairs),
                "recall": round(share(same, same_pairs), 4),
                "recall across scripts": round(share(same, across), 4),
                "collisions": round(share(same, apart), 5),
                "must differ, found same": f"{sum(same(a, b) for a, b in hard)} of {len(hard)}",
                "twenty pairs": f"{sum(same(a, b) for a, b in twenty)} of {len(twenty)}",
            }
            for name, same in methods.items()
        }
    names = [name for row in rows for name in row["spellings"].split("|")]
    report["microseconds per key, no cache"] = round(microseconds(names), 2)
    pairs = list(itertools.pairwise(names))
    started = time.process_time()
    share(by_compare, pairs)
    report["microseconds per comparison"] = round((time.process_time() - started) / len(pairs) * 1e6, 2)
    return report


def main() -> None:
    parser = sizes.parser()
    parser.add_argument("--json", action="store_true")
    report = measure()
    if parser.parse_args().json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
        return
    for split in ("tuned", "held out"):
        print(f"\n{split}")
        part = report.pop(split)
        assert isinstance(part, dict)
        for name, figures in part.items():
            print(f"  {name:42s}", ", ".join(f"{label} {value}" for label, value in figures.items()))
    for label, value in report.items():
        print(f"{label}: {value}")


if __name__ == "__main__":
    main()
