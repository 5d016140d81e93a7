"""That somebody asked is enough: whatever was said, a look is owed. What follows from it: the consequences."""

from himaya.crisis import rules_looks

GRAVE = {"crisis/round": (rules_looks.BEGUN,)}
