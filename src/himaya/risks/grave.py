"""Which levels and events of a risk mean danger. What follows from it: the consequences."""

from himaya.risks import rules, rules_clocks

GRAVE = {"risk/level": (rules.HIGH, rules.CRITICAL), "risk/event": rules_clocks.AFTER}
