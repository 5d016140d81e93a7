"""What this room was told of a child's best interest, as a yes or no before a consulate or a partner abroad.

No word is opened. A decision is about the country that was chosen then: after another choice, or another mind, it is
noted anew before anything goes.
"""

from uuid import UUID

from himaya.returns import queries, states

# What stands in clear of a decision: that it was made for going there, and the child was heard. Whose it is, is sealed.
OPENS = "opens"
_ABOUT = (states.BEST_INTEREST, states.CHOSE, states.CHANGED_MIND)


def opens(case_id: UUID) -> bool:
    """True while the last such line of the attempt that runs is a decision for it."""
    row = queries.running(case_id)
    if row is None:
        return False
    last = queries.lines_of(row).filter(kind__in=_ABOUT).defer("words").last()
    return last is not None and (last.kind, last.code) == (states.BEST_INTEREST, OPENS)
