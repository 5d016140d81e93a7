"""Refusals of rooms whose every answer tells of somebody's health: the audit keeps one word for all of them.

The codes stay for the page, which puts the sentence beside its field. Who reads the audit would learn from them who
said no, whose letter names an illness, who was not reached when a life was in danger.
"""

from himaya.kernel import errors

# What the audit keeps of a refusal whose code would tell something of the person.
UNTOLD = "untold"


class NotNow(errors.NotNow):
    """The same, with nothing of it in the audit."""

    kept_as = UNTOLD


class NotValid(errors.NotValid):
    """The same, with nothing of it in the audit."""

    kept_as = UNTOLD


class NotPermitted(errors.NotPermitted):
    """The same, with nothing of it in the audit."""

    kept_as = UNTOLD
