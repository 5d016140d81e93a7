"""A file of the exchange standard, read and looked at. Nothing of it is kept: whoever goes on chooses it again."""

import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.adapters import sheets
from himaya.exchange import rules_reading as rules
from himaya.exchange import standard
from himaya.exchange.published import published
from himaya.exchange.rules_htcds import SECOND_NAME
from himaya.exchange.rules_reading import Known, Reading
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid

SALT, HOUR = "himaya.exchange.looked_at", 3600
NOT_READ: dict[str, Promise] = {
    "too_large": _("This file is larger than 5 MB. Part it, and take each part in."),
    "too_many": _("This file has more rows than can be read at once. Part it, and take each part in."),
    "too_wide": _("This file has more than 60 columns. Keep those of the published form."),
    "empty": _("This file holds no row. Choose the one that the other system wrote."),
    "old_excel": _("This is a spreadsheet of an old kind, or locked. Save it as .xlsx or as CSV, and choose it again."),
    "wrong_kind": _("This is no table. Choose a CSV or an .xlsx file."),
    "not_readable": _("This file cannot be opened. Save it again as CSV, and choose it again."),
    "no_rows": _("Under the headings stands no row. Choose the file that the other system wrote."),
    "no_fields": _(
        "No heading is a field of HTCDS 2.0, so nothing can be read. The headings must stand in the first row, as the "
        "form is published."
    ),
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read, and the mark by which the very same file is known again within an hour."""

    reading: Reading
    mark: str


def read(data: bytes, *, basis: str) -> Reading:
    """Every row with its faults. Raises NotValid for the file as a whole."""
    try:
        lines = sheets.read(data)
    except sheets.SheetRefused as refusal:
        raise NotValid(NOT_READ[refusal.code], code=refusal.code) from refusal
    if not set(lines[0].cells) & set(published().fields):
        raise NotValid(NOT_READ["no_fields"], code="no_fields")
    if len(lines) == 1:
        raise NotValid(NOT_READ["no_rows"], code="no_rows")
    return rules.read([(one.number, one.cells) for one in lines], known(), basis)


def known() -> Known:
    """What the form is, and what is kept of it here. A second name is kept, with the first in one."""
    lists = published()
    return Known(lists.fields, lists.choices, frozenset({*standard.classes(), SECOND_NAME}), clock.today())


def look(data: bytes, *, basis: str, by: Actor) -> Looked:
    """Read it and say under which mark it was looked at; nothing is written. Raises NotValid."""
    return Looked(read(data, basis=basis), signing.dumps(_print(data, basis, by), salt=SALT))


def was_looked_at(data: bytes, mark: str, *, basis: str, by: Actor) -> bool:
    """True where this actor looked at the very same file, on the same basis, within the hour."""
    try:
        found = signing.loads(mark, salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        return False
    return isinstance(found, str) and hmac.compare_digest(found, _print(data, basis, by))


def number_of(data: bytes, by: Actor) -> UUID:
    """The number under which this desk takes in this very file: keyed, so that it says nothing of what is in it."""
    said = by.desk_id.encode() + b"\0" + data
    return UUID(salted_hmac(f"{SALT}.number", said, algorithm="sha256").hexdigest()[:32])


def _print(data: bytes, basis: str, by: Actor) -> str:
    said = "\0".join((basis, str(by.account_id), by.desk_id, ""))
    return hashlib.sha256(said.encode() + data).hexdigest()
