"""The questions of a test on a page: choices in an order that tells nothing, and what was chosen read back.

Fields are named by the place at which a choice stands, never by its own id: ids follow the order of the key.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from himaya.kernel import languages
from himaya.kernel.errors import NotValid
from himaya.training import rules_tests
from himaya.training.rules_tests import Question, Responses
from himaya.web.forms import Typed


def questions(items: Sequence[Question], seed: str, typed: Typed) -> list[dict[str, Any]]:
    """What a template needs of each question, with what was chosen before."""
    return [_shown(number, one, seed, typed) for number, one in enumerate(items, start=1)]


def responses(items: Sequence[Question], seed: str, typed: Typed) -> Responses:
    """What was chosen, in the ids of the form. Raises NotValid for steps of which two have one place."""
    return {one["uid"]: _read(number, one, seed, typed) for number, one in enumerate(items, start=1)}


def _shown(number: int, one: Question, seed: str, typed: Typed) -> dict[str, Any]:
    language, name = languages.current(), f"q{number}"
    rows = rules_tests.shuffled(one, seed)
    many = one["kind"] in (rules_tests.SORT, rules_tests.ORDER)
    places = (
        [{"value": str(place), "label": bin_["text"][language]} for place, bin_ in enumerate(one["bins"], start=1)]
        if one["kind"] == rules_tests.SORT
        else [{"value": str(place), "label": str(place)} for place in range(1, len(rows) + 1)]
    )
    return {
        "name": name,
        "number": number,
        "stem": one["stem"][language],
        "ordered": one["kind"] == rules_tests.ORDER,
        "many": many,
        "places": places,
        "chosen": typed.text(name),
        "error": typed.wrong.get(name, ""),
        "rows": [
            {
                "name": f"{name}-{place}" if many else name,
                "value": str(place),
                "label": row["text"][language],
                "chosen": typed.text(f"{name}-{place}") if many else "",
            }
            for place, row in enumerate(rows, start=1)
        ],
    }


def _read(number: int, one: Question, seed: str, typed: Typed) -> str | list[str] | None:
    rows, name = rules_tests.shuffled(one, seed), f"q{number}"
    if one["kind"] not in (rules_tests.SORT, rules_tests.ORDER):
        chosen = _place(typed.text(name), len(rows))
        return str(rows[chosen - 1]["id"]) if chosen else None
    said = [_place(typed.text(f"{name}-{place}"), _most(one)) for place in range(1, len(rows) + 1)]
    if not any(said):
        return None
    if one["kind"] == rules_tests.SORT:
        bins = ["", *(bin_["id"] for bin_ in one["bins"])]
        found = {row["id"]: bins[place] for row, place in zip(rows, said, strict=True)}
        return [f"{option['id']}:{found[option['id']]}" for option in one["options"]]
    if sorted(said) != list(range(1, len(rows) + 1)):
        raise NotValid(
            _("Question %(n)s: give each step a place of its own, or leave all of them open.") % {"n": number},
            code=name,
        )
    return [str(row["id"]) for _at, row in sorted(zip(said, rows, strict=True), key=lambda pair: pair[0])]


def _most(one: Question) -> int:
    return len(one["bins"]) if one["kind"] == rules_tests.SORT else len(one["options"])


def _place(typed: str, most: int) -> int:
    """A place from 1; 0 for none, and for what no page offers."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 3 and int(typed) <= most else 0
