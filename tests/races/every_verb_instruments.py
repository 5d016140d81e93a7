"""The races of versions and pilots: two tables adopt at once, two releases begin a trial, two suspend a clause."""

from typing import Any

from himaya.instruments import catalogue, queries
from himaya.instruments.actions import pilots, versions
from himaya.instruments.models import InForce, Pilot, Version
from himaya.instruments.source import Instrument, from_document
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests import factories
from tests.races.every_verb import FIRST, Race, Table, both, once, word

races = Table()
NAME = "first-line-social"
DESK = "labour-north"


def document(**changes: Any) -> dict[str, Any]:
    found = catalogue.find(NAME)
    assert found is not None
    return {**found.document, **changes}


def titled(by: Actor) -> dict[str, Any]:
    """A text of its own for each of the two."""
    return document(title=dict.fromkeys(("fr", "ar", "en"), word(by)))


def instrument(version: str) -> Instrument:
    return from_document(document(version=version))


def numbers() -> list[str]:
    return sorted(Version.objects.filter(name=NAME).values_list("version", flat=True))


@races.of("versions.store")
def a_version_stored_twice_at_once_is_one() -> Race:
    return both(
        lambda by: versions.store(instrument=instrument("1"), by=by),
        "version.stored",
        lambda: numbers() == ["1"],
        rows=1,
    )


@races.of("versions.freeze")
def two_texts_adopted_at_once_have_two_numbers() -> Race:
    versions.store(instrument=instrument("1"), by=FIRST)
    return both(
        lambda by: versions.freeze(document=titled(by), reference=word(by), by=by),
        "version.adopted",
        lambda: (
            numbers() == ["1", "2", "3"]
            and sorted(Version.objects.exclude(adoption="").values_list("adoption", "title_fr"))
            == [("Premier texte", "Premier texte"), ("Second texte", "Second texte")]
        ),
    )


@races.of("versions.freeze")
def the_same_text_adopted_at_once_is_one_version() -> Race:
    versions.store(instrument=instrument("1"), by=FIRST)
    return both(
        lambda by: versions.freeze(document=titled(FIRST), reference="TRI 1, 1", by=by),
        "version.adopted",
        lambda: numbers() == ["1", "2"] and Version.objects.get(name=NAME, version="2").adoption == "TRI 1, 1",
        rows=1,
    )


@races.of("versions.stand_in")
def a_clause_suspended_twice_at_once_has_one_stand_in() -> Race:
    row = versions.store(instrument=instrument("1"), by=FIRST)
    return both(
        lambda by: versions.stand_in(version_id=row.pk, without="FL-18", reference="", by=by),
        "version.stored",
        lambda: numbers() == ["1", "1-s1"],
        rows=1,
    )


@races.of("versions.put_in_force")
def one_of_two_versions_is_in_force() -> Race:
    made = [versions.store(instrument=instrument(number), by=FIRST).pk for number in ("1", "2")]
    return both(
        lambda by: versions.put_in_force(version_id=made[by == FIRST], by=by),
        "version.put_in_force",
        lambda: InForce.objects.get(name=NAME).version_id in made,
    )


@races.of("versions.take_out_of_force")
def a_form_is_taken_out_once() -> Race:
    factories.version(NAME)
    return both(
        lambda by: versions.take_out_of_force(name=NAME, by=by),
        "version.taken_out",
        lambda: not InForce.objects.filter(name=NAME).exists(),
        rows=1,
    )


@races.of("versions.note_adoption")
def a_version_is_adopted_by_one_decision() -> Race:
    row = versions.store(instrument=instrument("1"), by=FIRST)
    return once(
        lambda by: versions.note_adoption(version_id=row.pk, reference=word(by), by=by),
        "version.adopted",
        lambda: Version.objects.get(pk=row.pk).adoption in ("Premier texte", "Second texte"),
    )


@races.of("pilots.begin")
def a_desk_tries_one_of_two_versions() -> Race:
    factories.version(NAME)
    tried = [factories.next_version(NAME, in_force=False, q08=one) for one in ("a", "b")]
    return once(
        lambda by: pilots.begin(version_id=tried[by == FIRST].pk, desk_id=DESK, by=by),
        "pilot.begun",
        lambda: Pilot.objects.filter(until=None).count() == 1 and queries.in_force(NAME, desk_id=DESK) in tried,
    )


@races.of("pilots.end")
def a_trial_ends_once() -> Race:
    factories.version(NAME)
    row = factories.next_version(NAME, in_force=False)
    pilots.begin(version_id=row.pk, desk_id=DESK, by=FIRST)
    return both(
        lambda by: pilots.end(version_id=row.pk, by=by),
        "pilot.ended",
        lambda: Pilot.objects.get().until == clock.today(),
        rows=1,
    )
