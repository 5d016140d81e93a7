"""A partner who took something on and says nothing. What follows from it: the consequences."""

from himaya.packets import states

GRAVE = {"packet/state": (states.SILENT,)}
