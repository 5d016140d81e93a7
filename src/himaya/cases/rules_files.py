"""What may be kept as a file of a case, in numbers. No Django.

Source: design decision on files (security 13, do-no-harm 2): what is seen is kept, nothing that acts, no more than
is needed.
"""

import re

MEGABYTE = 1024 * 1024
MOST_BYTES, MOST_PAGES, MOST_SECONDS = 200 * MEGABYTE, 3000, 180
MOST_FILES = 200
LONGEST_DESCRIPTION = 240
PDF, JPEG = "pdf", "jpeg"
KINDS = (PDF, JPEG)
# Why a file goes; codes, so that no sentence about somebody stays behind.
WRONG_PERSON, WRONG_FILE, ASKED, NOT_NEEDED, ERASED = "wrong_person", "wrong_file", "asked", "not_needed", "erased"
REASONS = (WRONG_PERSON, WRONG_FILE, ASKED, NOT_NEEDED)

_ENDING = re.compile(r"\.([A-Za-z0-9]{1,8})$")


def ending_of(name: str) -> str:
    """The ending of a file's name in small letters; the rest of the name may hold a person's, and is not kept."""
    found = _ENDING.search(name)
    return found[1].lower() if found else ""


def megabytes(size: int) -> float:
    """A size for a list; never nought."""
    return max(size / MEGABYTE, 0.1)
