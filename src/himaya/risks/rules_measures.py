"""How a measure ends, and which of them is health. Pure.

Source: domain/risk.md, Domains ("action, owner, review date") and Measures menu. A model, not adopted.
"""

PLANNED, DONE, DROPPED = "planned", "done", "dropped"
STATES = (PLANNED, DONE, DROPPED)
# Why a measure was not carried out. None of them blames anybody.
REASONS = ("person_said_no", "not_needed", "not_safe", "not_available", "another_way", "mistake")
# Whoever enforces or judges reads no measure of health, whichever domain it was agreed for.
HEALTH = ("medical_referral",)
