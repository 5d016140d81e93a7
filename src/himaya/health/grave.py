"""What in stepped care means danger. What follows from it: the consequences."""

from himaya.health import rules_care

GRAVE = {"care/step_up": (rules_care.SUICIDALITY,)}
