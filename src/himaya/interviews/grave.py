"""What of an interview means danger beside its form. What follows: the consequences."""

from himaya.interviews import rules

GRAVE = {
    "interview_line/own_view": rules.OWN_GRAVE,
    # Ticked beside a distress: words of death, injury, or danger close by.
    "interview_line/distress": ("danger",),
    "interview_line/postponed": rules.PUT_OFF_FOR,
    "interview_gate/trust": (rules.ABSENT, *rules.NOT_TO_CALL),
    "interview_gate/suspect": (rules.YES,),
    "interview_gate/acute": (rules.YES,),
}
