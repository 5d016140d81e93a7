"""Of what is held about a person: which other services were asked whether they know them, and who got in touch.

What this desk was told of the enquiry of another one is no part: it may be about somebody else of the same name.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from himaya.cases.access import OpenedCase
from himaya.disclosures.held_part import Item, date_of, joined, on
from himaya.enquiries import policy, queries

ENQUIRIES = "enquiries"


def enquiries(opened: OpenedCase) -> Iterator[Item]:
    """Each enquiry with those asked and the desks that answered. Police, justice, a consulate or a State has none."""
    if not policy.exists_for(opened.access.actor):
        return
    for one in queries.of_case(opened.case):
        value = joined(*one.parties, *(_got_in_touch(answer.desk.name) for answer in one.answers))
        source = on(date_of(one.row.asked_at), one.row.desk.name)
        raw = " ".join([*one.row.parties, *(answer.desk_id for answer in one.answers)])
        yield Item(f"enquiry:{one.row.reference}", ENQUIRIES, _("Services that were asked"), value, source, raw)


def _got_in_touch(desk: str) -> str:
    return _("%(desk)s knows you and got in touch, as you agreed there") % {"desk": desk}
