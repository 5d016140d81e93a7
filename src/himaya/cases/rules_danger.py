"""Whether there is danger now in what was heard at the first line, and what of it a reader may know. Pure.

Source: domain/first-line.md (line 2; what is "Maintenant": line 2, recent assault, line 5, a child's signs; the child
lines "who do you live with" and "are you afraid to go back tonight"), design/do-no-harm.md 4 and 6. Readings made here,
which a round table should confirm:

- Fear of going back tonight is danger now, whoever says it. Of a child, and of whoever is not known to be an adult, so
  is being in the hands of somebody (lines 10, 12, 13, 16, 17), and a parent or guardian who may be implicated.
- A "no" on line 2 is passed on as "no" only where nothing stands against it: a child's other signs, an adult's fear or
  threat (lines 13 and 16) and a line of danger that was left open make it "not known".
- What makes it urgent goes to who protects a child and, in a danger, to who comes at once; whoever receives by
  agreement or by a duty in law reads yes, no or not known. A line kept apart (health, an answer that could expose
  whoever gave it) makes the answer "yes", and never travels as a reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from himaya.cases import states
from himaya.instruments.triage import OPEN, RECENT_ASSAULT, SIGNS, WEIGHT, Noted, Reading

AFRAID_TONIGHT, LIVES_WITH_EXPLOITER = "afraid_tonight", "lives_with_exploiter"
GUARDIAN_IMPLICATED, OTHERS_THERE = "guardian_implicated", "others_there"
# In the order in which they are read.
CODES = (AFRAID_TONIGHT, LIVES_WITH_EXPLOITER, GUARDIAN_IMPLICATED, OTHERS_THERE)
TRAVELS: Mapping[str, frozenset[str]] = {
    states.CHILD: frozenset(CODES),
    states.DANGER: frozenset({AFRAID_TONIGHT, OTHERS_THERE}),
    states.LEGAL_DUTY: frozenset(),
    states.CONSENT: frozenset(),
}
DANGER_LINE, OTHERS_LINE = "2", "18"
_NOW = frozenset({DANGER_LINE, "5", "afraid_to_go_back"})
_IN_HANDS = frozenset({"10", "12", "13", "16", "17"})
_FEAR = frozenset({"13", "16"})
_LIVES_WITH = frozenset({"works_for", "yes"})


@dataclass(frozen=True, slots=True)
class Danger:
    """`answer`: the code of a reading, empty where nobody asked anything that tells; `because`: what may travel.

    `threat`: the answer is yes by a line that is not kept apart; the other lines have words of their own on the page of
    who heard them.
    """

    answer: str
    because: tuple[str, ...] = ()
    threat: bool = False

    @property
    def in_packet(self) -> dict[str, Any] | str:
        """As a packet carries it: the word alone where nothing more may travel."""
        return {"answer": self.answer, "because": list(self.because)} if self.because else self.answer


def danger(
    heard: Iterable[Noted], *, reader: str, adult: bool, guardian: str = "", came: Mapping[str, Any] | str = ""
) -> Danger:
    """What this reader is told. `reader`: a route; `adult`: known to be one; `guardian`: implicated, yes, no, unknown.

    `came` is what another desk was told before, as its packet carried it: the graver of both stands.

    >>> afraid = [Noted("FL-C8", "afraid_to_go_back", "asked", "yes", Reading.YES)]
    >>> danger(afraid, reader="child", adult=False).in_packet
    {'answer': 'yes', 'because': ['afraid_tonight']}
    >>> danger(afraid, reader="consent", adult=True).in_packet
    'yes'
    """
    lines = tuple(heard)
    before = came if isinstance(came, Mapping) else {"answer": came}
    readings = [reading for one in lines if (reading := _reading(one, adult)) is not None]
    if not adult and guardian == "yes":
        readings.append(Reading.YES)
    if before.get("answer"):
        readings.append(Reading(str(before["answer"])))
    found = {code for one in lines if (code := _code(one))} | {str(one) for one in before.get("because", ())}
    if guardian == "yes":
        found.add(GUARDIAN_IMPLICATED)
    answer = str(min(readings, key=WEIGHT.index)) if readings else ""
    travels = TRAVELS[reader] if answer == Reading.YES else frozenset()
    return Danger(
        answer=answer,
        because=tuple(code for code in CODES if code in found & travels),
        threat=any(not one.apart and _reading(one, adult) is Reading.YES for one in lines),
    )


def _reading(one: Noted, adult: bool) -> Reading | None:
    """What one line says of danger now; None where it says nothing of it."""
    yes = one.reading is Reading.YES
    if one.key == DANGER_LINE:
        return one.reading
    if one.key in _NOW or (one.key in _IN_HANDS and not adult):
        left_open = one.key in _NOW and one.reading in OPEN and one.reading is not Reading.NOT_ASKED
        return Reading.YES if yes else Reading.UNKNOWN if left_open else None
    if one.value in RECENT_ASSAULT:
        return Reading.YES
    stands_against = one.key in (_FEAR if adult else SIGNS)
    return Reading.UNKNOWN if yes and stands_against else None


def _code(one: Noted) -> str:
    """What a line says of why it is urgent; nothing for a line that is kept apart."""
    if one.reading is not Reading.YES or one.apart:
        return ""
    if one.key == "10" and one.value in _LIVES_WITH:
        return LIVES_WITH_EXPLOITER
    return {"afraid_to_go_back": AFRAID_TONIGHT, OTHERS_LINE: OTHERS_THERE}.get(one.key, "")
