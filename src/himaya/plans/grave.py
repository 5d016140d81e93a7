"""What in the first days means danger. What follows from it: the consequences."""

from himaya.plans import rules_first_days as rules

GRAVE = {"first_days/danger": (rules.YES,)}
