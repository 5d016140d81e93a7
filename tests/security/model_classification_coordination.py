"""Every column of the round tables: none holds a name of a protected person or a story of a case.

The room keeps what institutions say in public session: which of them, in which words, on which day.
"""

from tests.security.model_classification import (
    CLOCK,
    CODED,
    CONTENT,
    COUNT,
    DAY,
    DESK,
    ID,
    LINK,
    STATE,
    WORKER,
)

# Minutes are checked for what looks like data of one person before they go round.
SAID = "what an institution says at the table, for all who sit there and for the minutes"
OFFICIAL = "which official spoke or confirmed for an institution, in the exercise of an office"
PAPER = "the reference of an official paper"
OFFICE = "an official’s name, function and working address, as the letter of designation gives them"

COORDINATION: dict[str, dict[str, str]] = {
    "delegate": {
        "id": ID,
        "institution_id": LINK,
        "name_latin": OFFICE,
        "name_arabic": OFFICE,
        "function_fr": OFFICE,
        "function_ar": OFFICE,
        "function_en": OFFICE,
        "email": OFFICE,
        "account_id": WORKER,
    },
    "mandate": {
        "id": ID,
        "institution_id": LINK,
        "delegate_id": LINK,
        "role": CODED,
        "valid_from": DAY,
        "valid_to": DAY,
        "letter_reference": PAPER,
        "letter_on": DAY,
        "follows_id": LINK,
        "moved": COUNT,
    },
    "decision": {
        "id": ID,
        "source": CONTENT,
        "mark": CONTENT,
        "table_id": LINK,
        "item_id": LINK,
        "number": COUNT,
        "document_id": LINK,
        "wording_fr": SAID,
        "wording_ar": SAID,
        "wording_en": SAID,
        "parts": SAID,
        "method": CODED,
        "half_day": DAY,
        "quorum_id": LINK,
        "concluded_quorum_id": LINK,
        "state": STATE,
        "put_at": CLOCK,
        "concluded_at": CLOCK,
        "result": COUNT,
        "confirm_by": CODED,
        "confirmed_on": DAY,
        "confirmed_reference": PAPER,
        "reason": SAID,
    },
    "position": {
        "id": ID,
        "decision_id": LINK,
        "institution_id": DESK,
        "stance": CODED,
        "reason": SAID,
        "how": CODED,
        "delegate_id": OFFICIAL,
        "role": CODED,
        "said_at": CLOCK,
        "confirmed_on": DAY,
        "confirmed_how": CODED,
        "confirmed_by_id": OFFICIAL,
    },
    "reservation": {
        "id": ID,
        "decision_id": LINK,
        "institution_id": DESK,
        "clause": SAID,
        "text": SAID,
        "review_on": DAY,
        "lifted_on": DAY,
        "lifted_at_table_id": LINK,
    },
}
