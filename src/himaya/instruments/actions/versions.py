"""Versions of instruments: stored once, put in force, never altered (house, journey 3)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from himaya.instruments import catalogue
from himaya.instruments.compiled import compile_instrument
from himaya.instruments.models import InForce, Version
from himaya.instruments.source import Instrument, Unreadable, from_document, version_key
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit


def store(*, instrument: Instrument, by: Actor) -> Version:
    """Keep one version for ever. The same text again changes nothing; another text under the number is refused."""
    compiled = compile_instrument(instrument)
    with unit(by=by) as u:
        known = Version.objects.filter(name=instrument.name, version=instrument.version).first()
        if known is not None:
            if known.hash != compiled.hash:
                raise NotNow(
                    _(
                        "The text of %(name)s changed under the version number %(version)s, which is in use. "
                        "Give the changed text a new version number; in the demo, start over."
                    )
                    % {"name": instrument.name, "version": instrument.version},
                    code="version_text_changed",
                )
            return known
        version = Version.objects.create(
            name=instrument.name,
            version=instrument.version,
            kind=instrument.kind,
            audience=instrument.audience,
            title_fr=instrument.title["fr"],
            title_ar=instrument.title["ar"],
            title_en=instrument.title["en"],
            adoption=instrument.adoption or "",
            hash=compiled.hash,
            source=dict(instrument.document),
            stored_on=clock.today(),
        )
        u.log("version.stored", object_type="instrument_version", object_id=version.pk)
    return version


def freeze(*, document: Mapping[str, Any], reference: str, by: Actor) -> Version:
    """Keep what a decision adopted: text, hash and uids cannot change from here on. `reference` names the decision.

    The form of the house that says the very same is the version that was adopted; else the document gets the number
    after the highest one of its name. Raises NotValid when it does not compile.
    """
    name = str(document["instrument"])
    with unit(by=by):
        same = next((one for one in _stored(name) if unlike(one.source, document) == ()), None)
        if same is None:
            try:
                instrument = from_document({**document, "version": next_number(name)})
                same = store(instrument=instrument, by=by)
            except Unreadable as gap:
                raise NotValid(
                    _("The form %(name)s cannot be made from this text: %(reason)s")
                    % {"name": name, "reason": gap.reason},
                    code="form_broken",
                ) from gap
        if not same.adoption:
            note_adoption(version_id=same.pk, reference=reference, by=by)
            same.refresh_from_db()
    return same


def unlike(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys in which two instrument documents differ, their number and their adoption apart."""
    keys = (one.keys() | other.keys()) - {"version", "adoption"}
    return tuple(sorted(key for key in keys if one.get(key) != other.get(key)))


def next_number(name: str) -> str:
    """The whole number after the highest version of a name."""
    known = [version_key(one)[0][1] for one in _stored(name).values_list("version", flat=True)]
    return str(max(known, default=0) + 1)


def _stored(name: str) -> "QuerySet[Version]":
    return Version.objects.filter(name=name).order_by("-pk")


def put_in_force(*, version_id: int, by: Actor) -> None:
    """Make a stored version the one that new forms use from now on."""
    with unit(by=by) as u:
        version = Version.objects.select_for_update().get(pk=version_id)
        InForce.objects.update_or_create(name=version.name, defaults={"version": version, "since": clock.today()})
        u.log("version.put_in_force", object_type="instrument_version", object_id=version.pk)
        u.tell("version.put_in_force", version=str(version.pk))


def note_adoption(*, version_id: int, reference: str, by: Actor) -> None:
    """Write beside a stored version which decision adopted it (`TRI 2, 1 · 2026-08-24`). The text is not touched.

    A version is adopted once: a later decision adopts another version. The same reference again changes nothing.
    """
    with unit(by=by) as u:
        version = Version.objects.select_for_update().filter(pk=version_id).first()
        if version is None:
            raise NotFound
        if version.adoption == reference:
            return
        if version.adoption:
            raise NotNow(
                _("This version was already adopted: %(reference)s. Put a new version before the table.")
                % {"reference": version.adoption},
                code="version_adopted",
            )
        version.adoption = reference[:200]
        version.save(update_fields=["adoption"])
        u.log("version.adopted", object_type="instrument_version", object_id=version.pk)
        u.tell("version.adopted", version=str(version.pk))


def load_models(*, by: Actor) -> list[Version]:
    """Store what Himaya ships; where a nation has adopted none, the newest model is in force.

    A form that does not speak all three languages (one that was imported to read, say) is left out.
    """
    stored = []
    for instrument in catalogue.all_instruments():
        if not set(instrument.title) >= set(languages.CODES):
            continue
        version = store(instrument=instrument, by=by)
        stored.append(version)
        current = InForce.objects.select_related("version").filter(name=version.name).first()
        if current is None or (
            not current.version.adoption and version_key(current.version.version) < version_key(version.version)
        ):
            put_in_force(version_id=version.pk, by=by)
    return stored
