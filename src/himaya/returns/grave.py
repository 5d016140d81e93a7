"""What on the way and after an arrival means danger. What follows from it: the consequences."""

from himaya.returns import rules_follow, states

GRAVE = {
    "return/again": (rules_follow.YES,),
    "return/adverse": tuple(sorted(rules_follow.GRAVE)),
    "return/ended": states.GRAVE_ENDS,
    "return/line": (states.LEFT_ALONE, states.NO_WORD),
}
