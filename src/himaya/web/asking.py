"""Asking the person, from the page on which something waits for their answer: what is asked is filled in, and the
answer leads back to that page.

It is posted, not linked to: who would receive what of a case stands in no address, and so in no log of addresses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from himaya.institutions.models import Desk
from himaya.web.case_labels import data_class
from himaya.web.methods import page_of


@dataclass(frozen=True, slots=True)
class Asking:
    """What is not agreed to yet with one desk, and the page to which the answer leads back."""

    action: str
    desk: Desk
    data_classes: tuple[str, ...]
    back: str
    # Opened beside the page on which something is typed that is not written down yet.
    beside: bool = False

    @property
    def names(self) -> list[str]:
        return [data_class(one) for one in self.data_classes]


def about(case_id: UUID, desk: Desk, data_classes: Iterable[str], *, back: str, beside: bool = False) -> Asking:
    action = reverse("casework:consent_write", args=[case_id])
    return Asking(action, desk, tuple(sorted(data_classes)), back, beside)


def way_back(typed: str) -> str:
    """The page to lead back to, or nothing where this is none of ours: no other site, and a page, not a form."""
    typed = typed[:300]
    ours = typed.startswith("/") and url_has_allowed_host_and_scheme(typed, allowed_hosts=None)
    return page_of(typed) if ours else ""
