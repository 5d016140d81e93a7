"""Ready-made passages through the verbs, so that a test says only what it is about."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from PIL import Image

from himaya.cases.actions import files, referrals, screenings
from himaya.cases.actions.screenings import HandedOver, Wish
from himaya.cases.models import CaseFile
from himaya.institutions.models import Membership, Qualification
from himaya.instruments import catalogue
from himaya.instruments.models import InForce, Version
from himaya.instruments.source import canonical
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.persons.actions.people import Identity
from tests import cast

# A Tuesday, ten in the morning in the nation: desks with office hours are open.
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SAID = "Zahra Canary"
PHONE = "0612345678"
AGREED = ("first_name", "age_group", "language", "needs", "safe_contact", "telephone")
ANSWERS: Mapping[str, str] = {
    "q01": "yes",
    "q02": "no",
    "q03": "injury",
    "q04": "no",
    "q06": "adult",
    "q08": "yes",
    "q19": "safe_place",
}


def fingerprint(source: Mapping[str, Any]) -> str:
    """A hash that is another for every source, as that of a version is."""
    return sha256(canonical(source).encode()).hexdigest()


def version(name: str = "first-line-labour") -> Version:
    """The instrument of the content as a stored version in force, made once per test."""
    found = Version.objects.filter(name=name).first()
    if found is not None:
        return found
    source = catalogue.find(name)
    assert source is not None
    made = Version.objects.create(
        name=name,
        version=source.version,
        kind=source.kind,
        audience=source.audience,
        title_fr=source.title["fr"],
        title_ar=source.title["ar"],
        title_en=source.title["en"],
        hash=fingerprint(source.document),
        source=dict(source.document),
        stored_on=clock.today(),
    )
    InForce.objects.create(name=name, version=made, since=clock.today())
    return made


def next_version(name: str = "first-line-labour", *, in_force: bool = True, **asked: str) -> Version:
    """The version after the last one: `q08="…"` asks that question anew, in all languages, under a uid of its own."""
    last = Version.objects.filter(name=name).order_by("-pk").first() or version(name)
    number = str(int(last.version) + 1)
    rows = [_asked_anew(row, asked) for row in last.source["survey"]]
    asked_now = {**last.source, "version": number, "survey": rows}
    made = Version.objects.create(
        name=name,
        version=number,
        kind=last.kind,
        audience=last.audience,
        title_fr=last.title_fr,
        title_ar=last.title_ar,
        title_en=last.title_en,
        hash=fingerprint(asked_now),
        source=asked_now,
        stored_on=clock.today(),
    )
    if in_force:
        InForce.objects.filter(name=name).update(version=made, since=clock.today())
    return made


def _asked_anew(row: Mapping[str, Any], asked: Mapping[str, str]) -> dict[str, Any]:
    label = asked.get(str(row.get("name")))
    if label is None:
        return dict(row)
    return {**row, "uid": f"{row['uid']}B", "label": dict.fromkeys(("fr", "ar", "en"), label)}


def identity(**changes: Any) -> Identity:
    """Zahra Canary, who wants to be met at a place."""
    contact = {"way": "phone", "who": "Canary aunt", "when": "10:00-12:00", "words": "Canary pharmacy"}
    base = {"full_name": SAID, "birth": "1998", "phone": PHONE, "document": "AB123456", "safe_contact": contact}
    return Identity(**{**base, **changes})


def wish(**changes: Any) -> Wish:
    """A bed at the shelter, soon, with a minimal packet."""
    base = {"service": "emergency_shelter", "to_desk_id": "shelter", "data_classes": AGREED, "urgency": "soon"}
    return Wish(**{**base, **changes})


def hand_over(**changes: Any) -> HandedOver:
    """A consented hand-over by the inspector to the shelter; any argument can be changed."""
    base: dict[str, Any] = {
        "version_id": changes.pop("version_id", None) or version().pk,
        "answers": ANSWERS,
        "identity": identity(),
        "person_id": None,
        "route": "consent",
        "wishes": [wish()],
        "language": "ary",
        "interpreter": "none",
        "consent_given": True,
        "told_first": True,
        "guardian_implicated": "",
        "region": cast.NORTH,
        "by": cast.INSPECTOR,
        "instance_id": uuid4(),
    }
    return screenings.hand_over(**{**base, **changes})


def referral_to_shelter(**changes: Any) -> UUID:
    """The id of a fresh referral that waits at the shelter."""
    return hand_over(**changes).referral_ids[0]


CHILD_SAYS = {"q01": "yes", "q02": "no", "q06": "child", "q07c": "works_for", "q08c": "yes"}
CHILD_SHARED = ("first_name", "age_group", "language", "danger_now", "guardian_flag", "needs")


def child_handed_over(**changes: Any) -> HandedOver:
    """A child, afraid to go back tonight, sent by the inspector to child protection; any argument can be changed."""
    urgent = wish(service="child_protection", to_desk_id="children", data_classes=CHILD_SHARED, urgency="urgent")
    base: dict[str, Any] = {
        "version_id": changes.pop("version_id", None) or version("first-line-child").pk,
        "answers": CHILD_SAYS,
        "route": "child",
        "wishes": [urgent],
        "consent_given": False,
        "guardian_implicated": "yes",
    }
    return hand_over(**{**base, **changes})


@dataclass(frozen=True)
class Sent:
    """A file as it is sent."""

    data: bytes

    def pieces(self) -> Iterator[bytes]:
        yield self.data


def picture(kind: str = "PNG", side: int = 4) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), "white").save(out, kind)
    return out.getvalue()


def case_file(case_id: UUID, *, by: Actor = cast.INSPECTOR, **changes: Any) -> CaseFile:
    """A picture with a few words, added to a case."""
    base: dict[str, Any] = {
        "source": Sent(changes.pop("data", None) or picture()),
        "named": "png",
        "description": "Canary certificate",
        "instance_id": uuid4(),
    }
    return files.add(case_id=case_id, by=by, **{**base, **changes})


def send_again(done: HandedOver, *, by: Actor = cast.INSPECTOR, **changes: Any) -> UUID:
    """One more referral of the same case, by the verb of casework."""
    base: dict[str, Any] = {
        "case_id": done.case_id,
        "wish": wish(
            service="labour_rights", to_desk_id="lawyers", data_classes=("first_name", "needs"), urgency="ordinary"
        ),
        "basis": "consent",
        "language": "ary",
        "interpreter": "none",
        "told_first": True,
        "by": by,
    }
    return referrals.send(**{**base, **changes})


def qualify(account_id: UUID | None, *, kind: str = "identification_interview", **changes: Any) -> Qualification:
    """A confirmed qualification of an account of the cast, in force since a month, entered and confirmed by others.

    The role (`interviewer`) is not given here: `cast.SHELTER` and `cast.CHILDREN` hold it. `valid_to=…` and the like
    are taken as they are.
    """
    sits = Membership.objects.select_related("desk").filter(account_id=account_id).order_by("id").first()
    assert sits is not None, "this account sits at no desk"
    since = clock.today() - timedelta(days=30)
    base: dict[str, Any] = {
        "account_id": account_id,
        "institution_id": sits.desk.institution_id,
        "kind": kind,
        "valid_from": since,
        "valid_to": since + timedelta(days=700),
        "issuer": "Training centre",
        "number": "C-0001",
        "certificate_on": since,
        "state": "confirmed",
        "entered_by_id": cast.OPERATOR.account_id,
        "entered_at": clock.now() - timedelta(days=30),
        "answered_by_id": cast.LABOUR_LEAD.account_id,
        "answered_at": clock.now() - timedelta(days=30),
        "confirmed_on": since,
    }
    return Qualification.objects.create(**{**base, **changes})


def identity_as_dict() -> dict[str, Any]:
    """The identity as plain values, to hunt for each of them in the tables."""
    return asdict(identity())
