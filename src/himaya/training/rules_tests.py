"""What a test is made of and how it is read: which form a code gets, in what order choices stand, what is right. Pure.

Source: domain/training.md section 4 (one blueprint, parallel forms, anonymous code). Which half begins with which form
is a proposal of this software: half of the codes take A before and B after, the others B before and A after, so that a
form that is a little harder moves neither side.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from himaya.training import states

type Question = Mapping[str, Any]
type Responses = Mapping[str, Any]

A, B = "A", "B"
LETTERS: Final = (A, B)
SORT, ORDER = "sort", "order"
BEST: Final = 100
PASS_MARK: Final = 80
# Bands of a picture: below half, from half to the pass mark, and from there on.
EDGES: Final = (50, PASS_MARK)
# Days after the last half-day from which the later tests are taken: three and six months, with two weeks to come.
EARLIEST: Final = {states.AFTER_3: 76, states.AFTER_6: 168}
# For so many days each of them can be opened: a test after a year is none after three months, and no day has both.
OPEN_FOR: Final = 45


def letter(session: str, code: str, moment: str) -> str:
    """The form that a code takes: one half of the codes A first, the other half B first; after six months as after."""
    first = sha256(f"{session}:{code}".encode()).digest()[0] % 2
    turned = moment in (states.POST, states.AFTER_6)
    return LETTERS[(first + turned) % 2]


def shuffled(question: Question, seed: str) -> list[Mapping[str, Any]]:
    """The choices in an order that tells nothing: the same for one seed, another for the next."""
    return sorted(
        question["options"],
        key=lambda one: sha256(f"{seed}:{question['uid']}:{one['id']}".encode()).digest(),
    )


def right(question: Question, given: Any) -> bool:
    """True where all of it is as the key says. A question that was left is not right."""
    return given is not None and list(_listed(given)) == list(question["key"])


def marks(questions: Sequence[Question], responses: Responses) -> list[int]:
    """1 for each question that was answered right, else 0, in the order of the form."""
    return [int(right(one, responses.get(one["uid"]))) for one in questions]


def score(found: Sequence[int]) -> float:
    """Right answers of a hundred."""
    return BEST * sum(found) / len(found) if found else 0.0


def left(questions: Sequence[Question], responses: Responses) -> list[str]:
    """The questions that were left."""
    return [one["uid"] for one in questions if responses.get(one["uid"]) is None]


def differing(first: Responses, second: Responses, questions: Sequence[Question]) -> list[int]:
    """The numbers of questions, from 1, in which two entries of one sheet differ."""
    return [
        number
        for number, one in enumerate(questions, start=1)
        if first.get(one["uid"]) != second.get(one["uid"])
    ]  # fmt: skip


def _listed(given: Any) -> Sequence[str]:
    return [given] if isinstance(given, str) else given
