"""An export at hand, at the labour inspectorate: switched on by two people, asked for by the lead of the desk."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pyrage

from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case, Consent
from himaya.disclosures.actions import exports
from himaya.disclosures.actions.exports import Scope, Wanted
from himaya.institutions.models import Institution
from himaya.instruments.models import Version
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.legal import rules_firewall as firewall
from himaya.legal import states as legal_states
from tests import cast, factories
from tests.rooms.legal import registering
from tests.rooms.legal.registering import OFFICER

# The receiver's pair: of a test, so that the test can read what only a receiver may.
PAIR = pyrage.x25519.Identity.generate()
KEY = str(PAIR.to_public())
REASON, WHO = "The shelter of Canary takes them over", "Canary, head of the shelter"


def proven(actor: Actor) -> Actor:
    """The same, a second factor just shown."""
    return Actor(
        kind=actor.kind,
        account_id=actor.account_id,
        desk_id=actor.desk_id,
        institution_id=actor.institution_id,
        roles=actor.roles,
        proven_at=clock.now() - timedelta(minutes=1),
    )


def switched_on() -> UUID:
    return registering.confirmed(legal_states.EXPORTS)


def wanted(**changes: Any) -> Wanted:
    """The name and the reference of every file of the desk, for the shelter."""
    base: dict[str, Any] = {
        "purpose": "prepare_referral",
        "aim": firewall.PROTECT,
        "basis": "agreed",
        "parts": ["reference", "full_name"],
        "scope": Scope(),
        "reason": REASON,
        "who": WHO,
        "key": KEY,
        "receiver": "daw",
    }
    return Wanted(**{**base, **changes})


CLASSES = ("identity", "civil_details", "telephone", "age_group", "language", "signs")


def agrees(case: Case, receiver: str = "daw", classes: Sequence[str] = CLASSES, **changes: Any) -> UUID:
    """The person agrees that these go to that institution as a file."""
    question = Question(f"institution:{receiver}", classes, "ary", "none", "spoken")
    return consents.give(case_id=case.pk, question=question, **{"by": cast.INSPECTOR, **changes})


def everybody_agrees(receiver: str) -> None:
    """Everybody with an open file at the inspectorate who was not asked about that institution."""
    for case in Case.objects.filter(desk_id="labour-north", state="open"):
        if receiver and not Consent.objects.filter(case=case, receiver=receiver).exists():
            agrees(case, receiver)


def asked(by: Actor = cast.LABOUR_LEAD, **changes: Any) -> UUID:
    """Asked for; whoever was not asked before agrees."""
    found = wanted(**changes)
    if Institution.objects.filter(pk=found.receiver, valid_to=None).exclude(pk="labour").exists():
        everybody_agrees(found.receiver)
    return exports.ask(wanted=found, by=by)


def approved(by: Actor = OFFICER, *, asker: Actor = cast.LABOUR_LEAD, **changes: Any) -> UUID:
    export_id = asked(asker, **changes)
    exports.approve(export_id=export_id, by=proven(by))
    return export_id


def fetched(export_id: UUID, by: Actor = cast.LABOUR_LEAD) -> bytes:
    return exports.fetch(export_id=export_id, by=proven(by))


def read(body: bytes) -> list[list[str]]:
    """What the receiver reads with the private key: the rows, the header first."""
    out = BytesIO()
    pyrage.decrypt_io(BytesIO(body), out, [PAIR])
    return [line.split(";") for line in out.getvalue().decode("utf-8-sig").splitlines()]


def exposing(name: str = "q08") -> Version:
    """A version of the form in which an answer to this question could describe an offence by the person."""
    first = factories.version()
    source = deepcopy(first.source)
    next(one for one in source["survey"] if one.get("name") == name)["exposes"] = ["irregular_stay"]
    kept = {one: getattr(first, one) for one in ("name", "kind", "audience", "title_fr", "title_ar", "title_en")}
    return Version.objects.create(
        **kept, version="9", hash=factories.fingerprint(source), source=source, stored_on=clock.today()
    )


def everything_beside(home: Path) -> bytes:
    """Every byte in a data directory."""
    return b"".join(file.read_bytes() for file in sorted(home.rglob("*")) if file.is_file())
