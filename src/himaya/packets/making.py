"""A packet as its partner reads it: lines in three languages, one document, signed, sealed to one key. Kept nowhere.

The file is an age file. Inside it is JSON: `packet` is what is read, `note` a signed note over the SHA-256 of `packet`
as canonical JSON (keys sorted, no blanks), `key` the public key that signs. docs/how-to/packets.md describes it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation

from himaya.adapters import age
from himaya.cases import given
from himaya.cases import packets as of_referrals
from himaya.cases.exposing import harmless_in
from himaya.cases.models import Arrival, Case, Submission
from himaya.cases.words_packets import value_in_words
from himaya.institutions import catalogue, numbers
from himaya.kernel import days, statements
from himaya.kernel.access import Access
from himaya.kernel.languages import CODES
from himaya.packets import rules
from himaya.packets.models import Packet
from himaya.persons import words as words_ways
from himaya.persons.actions import people
from himaya.persons.models import Person

FORMAT, REPLY_FORMAT, VERSION = "sealed-packet", "sealed-packet-reply", 1
KIND = "packet"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its class of data, what it is called and what it says, by language."""

    part: str
    label: dict[str, str]
    text: dict[str, str]


def known(case: Case, reader: Access) -> of_referrals.Known:
    """What the desk knows of the person, under an open access. No answer that a form marks as exposing is in it."""
    person = Person.objects.get(pk=case.person_id)
    rows = list(Submission.objects.filter(case=case).select_related("version").order_by(*given.IN_ORDER))
    arrived = list(Arrival.objects.filter(case=case))
    reader.open(person, *rows, *arrived)
    details: dict[str, Any] = {}
    for came in arrived:
        details |= came.story or {}
    for row in rows:
        details |= row.details or {}
    heard = _heard(rows[-1]) if rows else ()
    return of_referrals.Known(people.identity_of(person, reader), heard, details, case.age_group, case.language)


def _heard(last: Submission) -> Any:
    harmless = harmless_in([last.version.name])
    answers = {name: said for name, said in (last.answers or {}).items() if name in harmless}
    return given.heard(last.version, answers)


def lines(parts: Iterable[str], said: of_referrals.Known, typed: Mapping[str, Any]) -> tuple[Line, ...]:
    """The chosen parts that are known, in the order in which they are read. What is not known is no line."""
    identity, story = of_referrals.build(parts, said)
    values = {**identity, **story, **{name: typed[name] for name in rules.TYPED if typed.get(name)}}
    found = (_line(name, values[name]) for name in rules.in_order(parts) if values.get(name))
    return tuple(one for one in found if any(one.text.values()))


def _line(name: str, value: Any) -> Line:
    label, text = {}, {}
    names = catalogue.data_classes()[name].names
    for code in CODES:
        with translation.override(code):
            label[code] = names.in_language(code)
            text[code] = _text(name, value, code)
    return Line(name, label, text)


def _text(name: str, value: Any, code: str) -> str:
    if name == "safe_contact":
        way = str(words_ways.WAYS.get(value.get("way", ""), ""))
        said = (way, *(_apart(str(value.get(one, "")), one, code) for one in ("who", "when", "words")))
        return " · ".join(one for one in said if one)
    if name == "telephone":
        return _apart(numbers.from_abroad(str(value)), name, code)
    if name == rules.ARRIVAL:
        day, place = str(value.get("day", "")), str(value.get("place", ""))
        spoken = days.in_words(date.fromisoformat(day), code) if day else ""
        return " · ".join(one for one in (spoken, place) if one)
    return str(value) if name == rules.WORDS else value_in_words(name, value)


def _apart(said: str, name: str, code: str) -> str:
    """A number and hours keep their direction among Arabic words: between the marks that isolate them."""
    return f"\u2066{said}\u2069" if said and code == "ar" and name in ("telephone", "when") else said


def seen(packet_id: UUID, found: Iterable[Line]) -> str:
    """What a preview is known by: other lines, or other words in them, give another one."""
    return sha256(packet_id.bytes + _canonical([_as_dict(one) for one in found])).hexdigest()


def document(row: Packet, found: Iterable[Line], *, code: str, reply_key: str, made: date) -> dict[str, Any]:
    """What the partner reads, as it stands in the file."""
    desk = row.case.desk
    return {
        "format": FORMAT,
        "version": VERSION,
        "reference": row.reference,
        "made": made.isoformat(),
        "reply_by": row.reply_by.isoformat(),
        # The desk that holds the case today: it is the one that a partner reaches.
        "from": {
            "desk": desk.name,
            "institution": desk.institution.name,
            "phone": numbers.from_abroad(desk.phone or ""),
        },
        "to": row.receiver.name,
        "language": row.language,
        "exercise": bool(settings.DEMO),
        "lines": [_as_dict(one) for one in found],
        "code": code,
        "reply_key": reply_key,
    }


def sealed_file(said: Mapping[str, Any], key: str) -> bytes:
    """The document signed, then sealed to one key. Raises KeyMissing."""
    public = statements.public_key(origin=KIND)
    note = statements.sign(
        [
            f"{KIND} {said['reference']}",
            f"sha256 {sha256(_canonical(said)).hexdigest()}",
            f"made {said['made']}",
            f"reply-by {said['reply_by']}",
        ],
        origin=KIND,
    )
    whole = {"packet": said, "note": note, "key": public.line()}
    out = BytesIO()
    age.encrypt(BytesIO(json.dumps(whole, ensure_ascii=False, indent=1).encode()), out, recipients=[key])
    return out.getvalue()


def fingerprint() -> str:
    """By what a partner knows the key that signs, read to them over the telephone. Raises KeyMissing."""
    mark = sha256(statements.public_key(origin=KIND).raw).hexdigest()[:32]
    return " ".join(mark[at : at + 4] for at in range(0, len(mark), 4))


def _as_dict(one: Line) -> dict[str, Any]:
    return {"part": one.part, "label": one.label, "text": one.text}


def _canonical(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
