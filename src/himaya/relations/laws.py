"""The articles on which a register of suspects may rest: none but those that say so, as they were read until today."""

from django.conf import settings

from himaya.institutions.content_rows import LocalText
from himaya.legal import library, queries_library
from himaya.relations.content import catalogue

OPENS = "suspect_register"
# A treaty among States switches on no register of a body.
ABROAD = "international"


def laws() -> dict[str, LocalText]:
    """Articles of the nation's own library that are marked for it, read by two people here in an official text, as they
    stand today: what was shipped as read opens nothing.

    In an exercise the invented ones stand beside them. In a nation whose library marks none there is no register.
    """
    read = queries_library.read_here()
    found = {
        pk: one.row.title
        for pk, one in queries_library.articles().items()
        if pk in read
        and one.library != ABROAD
        and one.row.opens == OPENS
        and one.row.mark == library.READ
        and not one.row.to_be_verified
    }
    if settings.DEMO:
        found |= {pk: one.names for pk, one in catalogue().exercise_laws.items()}
    return found
