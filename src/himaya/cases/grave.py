"""What of a file and its referrals means danger. What follows from it: the consequences."""

from himaya.cases import rules_danger, rules_grants, rules_inbound, states

GRAVE = {
    "emergency/reason": rules_grants.FOR_A_LIFE,
    "referral/basis": (states.DANGER,),
    "referral/danger_now": rules_danger.CODES,
    # Promised to arrive: the alarm sounds where nobody says that they were met.
    "inbound/state": (rules_inbound.EXPECTED,),
}
