"""The signs ticked for the reading aid of the labour lists, and what the published method says of each dimension. Pure.

Source: domain/indicators.md (ILO-EC 2009, mark C2): a secondary source, not validated; one aid among others. In doubt
about age the list for children is read. There is no reading over several dimensions, and unknown is never "no".
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from himaya.cases.rules_assessing import is_known_adult
from himaya.instruments import indicators, rules_delphi
from himaya.instruments.indicators import Indicator
from himaya.instruments.rules_delphi import Reading, Weighed
from himaya.reasonings.rules import ADULT, CHILD

# The content does not change under a running process.
catalogue = lru_cache(maxsize=1)(indicators.load)


def subject_of(age: str) -> str:
    """Whose list is read: that of children unless the person is known to be an adult."""
    return ADULT if is_known_adult(age) else CHILD


def rows(subject: str) -> list[Indicator]:
    """The signs that have a weight in the list of this subject."""
    return [one for one in catalogue().indicators if rules_delphi.feeds(_weighed(one, subject))]


def wrong(answers: Mapping[str, str], subject: str) -> str:
    """The first sign that is not in the list, or whose answer is none of the three; empty when all is well."""
    listed = {one.id for one in rows(subject)}
    strange = (name for name, said in answers.items() if name not in listed or said not in rules_delphi.ANSWERS)
    return next(strange, "")


def known(answers: Mapping[str, str]) -> dict[str, str]:
    """What was said; unknown is what is left out."""
    return {name: said for name, said in sorted(answers.items()) if said != rules_delphi.UNKNOWN}


def readings(answers: Mapping[str, str], subject: str) -> tuple[Reading, ...]:
    """One reading for each dimension."""
    return rules_delphi.readings(_all(subject), answers)


def _all(subject: str) -> Iterable[Weighed]:
    return [_weighed(one, subject) for one in rows(subject)]


def _weighed(one: Indicator, subject: str) -> Weighed:
    return Weighed(one.id, one.domain, one.child if subject == CHILD else one.adult)
