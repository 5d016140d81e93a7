"""`himaya estimate FILE.csv`: how many stand on no list. It opens no store and keeps nothing.

Words and notes come in the language of HIMAYA_LANGUAGE (fr, ar or en).
"""

import argparse
import json
import os
import sys
from itertools import combinations
from pathlib import Path

from django.utils import translation

from himaya.estimates import estimating, rules_lists, rules_own, rules_sensitivity, words
from himaya.estimates.estimating import Estimate, Question, Said
from himaya.estimates.rules_lists import NotATable, Table
from himaya.estimates.rules_stepwise import THRESHOLD

WELL, NO_ESTIMATE, NOT_READ = 0, 1, 2
# The table can be read, and this method says nothing of it that may be shown.
NOT_BY_THIS = (estimating.NO_ESTIMATE, estimating.TOO_MANY_MODELS, estimating.FEW_BEHIND)


def main(argv: list[str]) -> int:
    """0: an estimate. 1: none exists for this table. 2: the file or the words cannot be read."""
    parsed = _parser().parse_args(argv)
    with translation.override(os.environ.get("HIMAYA_LANGUAGE", "en")):
        try:
            with parsed.file.open("rb") as file:
                content = file.read(rules_lists.LONGEST + 1)
        except OSError:
            sys.stderr.write(f"{words.UNREADABLE}\n")
            return NOT_READ
        question = Question(parsed.method, parsed.threshold, parsed.bootstrap, parsed.seed)
        passed_on: int | None = None
        try:
            if parsed.own:
                table, passed_on = rules_lists.read_own(content)
            else:
                table = rules_lists.read(content)
            found = estimating.estimate(table, question)
        except NotATable as fault:
            sys.stderr.write(words.refusal(fault) + "\n")
            return NO_ESTIMATE if fault.code in NOT_BY_THIS else NOT_READ
        if parsed.json:
            sys.stdout.write(json.dumps(as_data(table, found), ensure_ascii=False, indent=2) + "\n")
        else:
            sys.stdout.write("\n".join(_lines(table, found, parsed.threshold, passed_on)) + "\n")
    return WELL


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="himaya estimate", description=main.__doc__)
    parser.add_argument("file", type=Path, help="CSV: one 0/1 column per list, then the count")
    parser.add_argument("--method", choices=estimating.METHODS, default=estimating.STEPWISE)
    parser.add_argument("--threshold", type=_share, default=THRESHOLD, help="of forward choice; .02 if not given")
    parser.add_argument("--bootstrap", type=_replicates, default=estimating.REPLICATES, metavar="N")
    parser.add_argument("--seed", type=_seed, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--own", action="store_true", help="linked lists of our own: r marks whoever another list passed on"
    )
    return parser


def _share(text: str) -> float:
    share = float(text)
    if not 0 < share < 0.5:
        raise argparse.ArgumentTypeError("a threshold lies between 0 and 0.5")
    return share


def _replicates(text: str) -> int:
    number = int(text)
    if number and not estimating.FEWEST <= number <= estimating.MOST:
        raise argparse.ArgumentTypeError(f"0, or from {estimating.FEWEST} to {estimating.MOST}")
    return number


def _seed(text: str) -> int:
    seed = int(text)
    if seed < 0:
        raise argparse.ArgumentTypeError("a seed is a whole number from 0 on")
    return seed


def as_data(table: Table, found: Estimate) -> dict[str, object]:
    """The estimate as JSON has it; an end without a bound is null. Of lists of our own, numbers rounded to tens."""

    def told(number: float) -> float | None:
        return rules_own.shown(number, own=True) if table.own else round(number, 2)

    return {
        "n_observed": told(found.observed),
        "estimate": told(found.said.total or 0),
        "interval95": [None if end is None else told(end) for end in (found.low, found.high)],
        "model": [*table.names, *found.said.model],
        "notes": [words.note(one) for one in found.notes],
    }


def _lines(table: Table, found: Estimate, threshold: float, passed_on: int | None) -> list[str]:
    def told(number: float) -> str:
        shown = rules_own.shown(number, own=table.own)
        return str(words.HIDDEN) if shown is None else str(shown)

    def figure(said: Said) -> str:
        model = f" ({', '.join(said.model)})" if said.model else ""
        return f"{words.METHODS[said.method]}: {number(said.total, hidden=said.hidden)}{model}"

    def number(total: float | None, *, hidden: bool) -> str:
        if hidden:
            return str(words.HIDDEN)
        return str(words.NO_FIGURE) if total is None else told(total)

    ends = " – ".join("…" if end is None else told(end) for end in (found.low, found.high))
    pairs = list(combinations(range(table.lists), 2))
    changes = rules_sensitivity.changes(table, threshold)
    return [
        str(words.SEEN) % {"people": told(found.observed)},
        *([] if passed_on is None else [str(words.TAKEN_OUT) % {"entries": told(passed_on)}]),
        "",
        str(words.EACH_METHOD),
        f"  {figure(found.said)}  [95 %: {ends}]",
        *(f"  {figure(other)}" for other in found.others),
        "",
        str(words.LISTS),
        *(f"  {name}: {told(table.on(1 << bit))}" for bit, name in enumerate(table.names)),
        "",
        str(words.OVERLAPS),
        *(f"  {table.named(both)}: {told(table.on(both))}" for both in ((1 << a) | (1 << b) for a, b in pairs)),
        "",
        str(words.CHANGED),
        *(
            f"  {str(words.CHANGES[one.kind]) % {'what': one.what}}: {number(one.total, hidden=one.hidden)}"
            for one in changes
        ),
        *(f"  {words.note(one)}" for one in estimating.untold(table, changes)),
        "",
        str(words.LIMITS),
        *(f"  - {words.note(one)}" for one in found.notes),
    ]
