"""The ways in which somebody may be reached without danger, for every room: one list. Pure.

Source: domain/first-line.md line 20 and review of the forms (a call, a message, a trusted person, a place, the person
calls, never). Wherever one is added, every desk that receives it must be able to say it: a way that is not carried is
read as another one, and a telephone rings beside whoever must not know.
"""

from typing import Final

PHONE, MESSAGE, PERSON, IN_PERSON = "phone", "message", "person", "in_person"
PLACE, CALLS_US, NEVER = "place", "calls_us", "never"
# `person`: through somebody they trust. `in_person`: face to face, and in no other way.
WAYS: Final = (PHONE, MESSAGE, PERSON, IN_PERSON, PLACE, CALLS_US, NEVER)
# For these a number is needed, and only for these it leaves the desk.
BY_NUMBER: Final = (PHONE, MESSAGE)
# Nobody reaches out: the person calls, or comes.
NOBODY: Final = (CALLS_US, NEVER)


def number_goes_alone(way: str) -> bool:
    """True where a number may be read without the way beside it: whoever reads a number alone calls it.

    >>> number_goes_alone(PHONE), number_goes_alone(MESSAGE), number_goes_alone("")
    (True, False, False)
    """
    return way == PHONE
