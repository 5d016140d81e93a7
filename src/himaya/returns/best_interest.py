"""What this room was told of a child's best interest, as a yes or no before a consulate or a partner abroad.

No word is opened. A decision is about the country that was chosen then: after another choice, or another mind, it is
noted anew before anything goes. What stands against the way in clear closes it again: the child's own no, a family that
had a part, an attempt that is not arranged now.
"""

from uuid import UUID

from himaya.returns import queries, states
from himaya.returns.models import VoluntaryReturn

# What stands in clear of a decision: that it was made for going there, and the child was heard. Whose it is, is sealed.
OPENS = "opens"
# And of a child's word: that it was a no. Before which step it was said stands in clear of every other word.
CLOSES = "closes"
_TURNS = (states.CHOSE, states.CHANGED_MIND)
_ABOUT = (states.BEST_INTEREST, *_TURNS)


def opens(case_id: UUID) -> bool:
    """True while the last such line of the attempt that runs is a decision for it, and nothing closes it since."""
    row = queries.running(case_id)
    if row is None or row.state == states.NOT_NOW:
        return False
    last = queries.lines_of(row).filter(kind__in=_ABOUT).defer("words").last()
    if last is None or (last.kind, last.code) != (states.BEST_INTEREST, OPENS):
        return False
    return not _says_no(row) and not _family_closes(row)


def opens_to_a_state(case_id: UUID) -> bool:
    """The same after two have signed: whoever notes a decision alone opens no consulate."""
    row = queries.running(case_id)
    return row is not None and queries.signed(row) is not None and opens(case_id)


def _says_no(row: VoluntaryReturn) -> bool:
    """True where the child's last word since the choice is a no, whether it came before the decision or after it."""
    lines = queries.lines_of(row).defer("words")
    chose = lines.filter(kind__in=_TURNS).last()
    said = lines.filter(kind=states.CHILD_VIEW, number__gt=chose.number if chose is not None else 0).last()
    return said is not None and said.code == CLOSES


def _family_closes(row: VoluntaryReturn) -> bool:
    """True where the family had a part, unless two signed after that was said: then the child goes elsewhere."""
    signed = queries.signed(row)
    return queries.family_had_a_part(row.person_id, since=signed.at if signed is not None else None)
