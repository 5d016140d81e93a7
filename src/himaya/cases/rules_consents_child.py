"""Whose yes carries a sharing about a child, and whether a guardian may be asked at all. Pure.

Source: do-no-harm 6 (no guardian gate: safety first; whether the guardian is implicated is asked before any call to
parents); domain/interview.md, Children (assent in words of their age; a guardian who is implicated starts the child
circuit and never blocks it). A model, not adopted: no text of law is read here.

>>> against(NO, AGREED), against(YES, IMPLICATED), against(TOO_YOUNG, NONE)
('childs_no', '', 'nobody_agreed')
"""

from collections.abc import Iterable

# What the child said, or why nobody asked.
YES, NO, TOO_YOUNG = "yes", "no", "too_young"
NOT_ASKED = ("telling_endangers", "not_alone", "cannot_understand")
ASSENTS = (YES, NO, TOO_YOUNG, *NOT_ASKED)
# What a guardian said, or why nobody asked one.
AGREED, IMPLICATED, UNKNOWN, NONE = "agreed", "implicated", "unknown", "none"
GUARDIANS = (AGREED, IMPLICATED, UNKNOWN, NONE)
# Doubt about age means child.
CHILDREN = ("child", "maybe_child")


def against(assent: str, guardian: str) -> str:
    """What stands against writing down a yes: `childs_no`, `nobody_agreed`; empty when nothing does.

    The child's own word comes first, both ways: a guardian's yes does not override a no, and no guardian is needed
    beside a yes. Where the child could not be asked, somebody who may answer for them has to have said yes.
    """
    if assent == NO:
        return "childs_no"
    return "" if assent == YES or guardian == AGREED else "nobody_agreed"


def may_ask_guardian(flag: str, earlier: Iterable[str], carers: Iterable[str] = ()) -> bool:
    """True only where somebody looked and found no guardian implicated, and no line says otherwise.

    `flag` is the answer to whether one may be implicated: yes, no, unknown, or empty. `earlier` is what lines of the
    ledger say of guardians; `carers` what is written of those who look after the child, one by one: each must be a no.
    """
    return flag == "no" and IMPLICATED not in set(earlier) and set(carers) <= {"no"}
