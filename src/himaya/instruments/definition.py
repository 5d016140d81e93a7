"""The acts and the means of the definition by their codes, the one list of them. Pure.

Source: Penal Code 448-1 as domain/legal.md section 1.1 gives it, mark C. A form names them in its column `element`,
a reasoning puts facts under them, `content/decisions.yaml` names them on a decision sheet.
"""

ACTS = ("recruit", "entice", "transport", "transfer", "harbour", "receive", "intermediate")
MEANS = (
    "threat",
    "force",
    "coercion",
    "abduction",
    "fraud",
    "deception",
    "abuse_authority",
    "abuse_vulnerability_need_precarity",
    "payment_for_consent",
)
