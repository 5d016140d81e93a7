"""Who comes in here: somebody who works with people; and, for the pages of a case, at the desk that holds it."""

from himaya.cases.access import held_case
from himaya.plans import policy
from himaya.web.gate import only

at_a_desk = only(policy.check_works)
# The purpose under which a plan is read by those who carry it out.
PURPOSE = "give_service"
held = held_case
