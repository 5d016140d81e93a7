"""Versions of instruments: stored once, put in force, never altered (house, journey 3)."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from himaya.instruments import catalogue, derived, numbering
from himaya.instruments.actions import pilots
from himaya.instruments.compiled import Compiled, compile_document, compile_instrument
from himaya.instruments.models import InForce, Version
from himaya.instruments.numbering import next_number, unlike
from himaya.instruments.source import Instrument, Unreadable, version_key
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit

__all__ = [
    "freeze", "load_models", "next_number", "note_adoption", "put_in_force", "stand_in", "store", "take_out_of_force",
    "unlike",
]  # fmt: skip
TRIES = 3


def store(*, instrument: Instrument, by: Actor) -> Version:
    """Keep one version for ever. The same text again changes nothing; another text under the number is refused."""
    compiled = compile_instrument(instrument)
    with unit(by=by) as u:
        # Where somebody kept it between the look and the save, it is there now.
        known = _under_number(instrument) or _new(u, compiled) or _under_number(instrument)
        if known is None or known.hash != compiled.hash:
            raise NotNow(
                _(
                    "The text of %(name)s changed under the version number %(version)s, which is in use. "
                    "Give the changed text a new version number; in the demo, start over."
                )
                % {"name": instrument.name, "version": instrument.version},
                code="version_text_changed",
            )
        return known


def _under_number(instrument: Instrument) -> Version | None:
    return Version.objects.filter(name=instrument.name, version=instrument.version).first()


def _new(u: Unit, compiled: Compiled) -> Version | None:
    """The version kept under its number, or None when somebody else has just taken that number."""
    instrument = compiled.instrument
    row = Version(
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
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return None
    u.log("version.stored", object_type="instrument_version", object_id=row.pk)
    return row


def freeze(*, document: Mapping[str, Any], reference: str, by: Actor) -> Version:
    """Keep what a decision adopted: text, hash and uids cannot change from here on. `reference` names the decision.

    The form of the house that says the very same is the version that was adopted; else the document gets the number
    after the highest one of its name. Raises NotValid when it does not compile.
    """
    with unit(by=by) as u:
        version = _kept(u, document, next_number)
        if not version.adoption:
            note_adoption(version_id=version.pk, reference=reference, by=by)
            version.refresh_from_db()
    return version


def stand_in(*, version_id: int, without: str, reference: str, by: Actor) -> Version:
    """The version that takes the place of another while one of its clauses is suspended: the same without it.

    Twice the same gives the same version. `reference` is written beside it where the other one was adopted; the
    stand-in of a model stays a model. Raises NotNow where other clauses need this one, or where an actor could no
    longer reach one of the next steps without it; NotFound.
    """
    with unit(by=by) as u:
        base = Version.objects.select_for_update().filter(pk=version_id).first()
        if base is None or not derived.has_clause(base.source, without):
            raise NotFound
        document = derived.without_clause(base.source, without)
        derived.check(document, base.source)
        version = _kept(u, document, partial(numbering.stand_in_number, of=base.version))
        if base.adoption and not version.adoption:
            note_adoption(version_id=version.pk, reference=reference, by=by)
            version.refresh_from_db()
    return version


def _kept(u: Unit, document: Mapping[str, Any], number: Callable[[str], str]) -> Version:
    """The version that says the very same, or a new one under the next number. Raises NotValid, NotNow."""
    name = str(document["instrument"])
    for _try in range(TRIES):
        free = number(name)
        same = numbering.same_as(document, number=free)
        if same is not None:
            return same
        try:
            compiled = compile_document({**document, "version": free, "adoption": None})
        except Unreadable as gap:
            raise NotValid(
                _("The form %(name)s cannot be made from this text: %(reason)s") % {"name": name, "reason": gap.reason},
                code="form_broken",
            ) from gap
        made = _new(u, compiled)
        if made is not None:
            return made
    raise NotNow(_("Somebody else is keeping a version of this form. Try again."), code="version_number_taken")


def put_in_force(*, version_id: int, by: Actor) -> None:
    """Make a stored version the one that new forms use from now on, at every desk: pilots of the form end."""
    with unit(by=by) as u:
        version = Version.objects.select_for_update().filter(pk=version_id).first()
        if version is None:
            raise NotFound
        InForce.objects.update_or_create(name=version.name, defaults={"version": version, "since": clock.today()})
        pilots.end_all(u, version)
        u.log("version.put_in_force", object_type="instrument_version", object_id=version.pk)
        u.tell("version.put_in_force", version=str(version.pk))


def take_out_of_force(*, name: str, by: Actor) -> None:
    """No version of this instrument is used any more, as before its first one. Twice the same changes nothing."""
    with unit(by=by) as u:
        row = InForce.objects.select_for_update(of=("self",)).select_related("version").filter(name=name).first()
        if row is None:
            return
        version = row.version
        row.delete()
        pilots.end_all(u, version)
        u.log("version.taken_out", object_type="instrument_version", object_id=version.pk)
        u.tell("version.taken_out", version=str(version.pk))


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

    A form that does not speak all three languages (one that was imported to read, say) is left out, and so is a model
    whose number a nation gave to a text of its own: what was adopted stays as it is.
    """
    stored = []
    for instrument in catalogue.all_instruments():
        if not set(instrument.title) >= set(languages.CODES):
            continue
        taken = _under_number(instrument)
        if taken is not None and taken.adoption and unlike(taken.source, instrument.document):
            continue
        version = store(instrument=instrument, by=by)
        stored.append(version)
        if _gives_way(version):
            put_in_force(version_id=version.pk, by=by)
    return stored


def _gives_way(version: Version) -> bool:
    """Nothing is in force under this name, or an older model that nobody suspended a clause of."""
    current = InForce.objects.select_related("version").filter(name=version.name).first()
    if current is None:
        return True
    held = current.version.adoption or numbering.is_stand_in(current.version.version)
    return not held and version_key(current.version.version) < version_key(version.version)
