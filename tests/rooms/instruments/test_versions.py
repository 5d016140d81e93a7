"""Versions in the store: kept for ever, in force one at a time, never altered under their number."""

import pytest

from himaya.instruments import catalogue, queries
from himaya.instruments.actions import versions
from himaya.instruments.models import InForce, Version
from himaya.instruments.source import Instrument, from_document
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.models import AuditEvent, OutboxMessage
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B4")]


@pytest.fixture(name="child_form")
def _child_form() -> Instrument:
    found = catalogue.find("first-line-child")
    assert found is not None
    return found


def altered(form: Instrument, *, version: str, adoption: str | None = None) -> Instrument:
    """The same form with one word changed, under a version number."""
    document = {**form.document, "version": version, "adoption": adoption}
    document["title"] = {**form.title, "en": "Another title"}
    return from_document(document)


def test_the_same_text_again_changes_nothing(child_form: Instrument) -> None:
    first = versions.store(instrument=child_form, by=SYSTEM)
    assert versions.store(instrument=child_form, by=SYSTEM) == first
    assert AuditEvent.objects.filter(action="version.stored").count() == 1


def test_another_text_under_a_number_in_use_is_refused_and_the_old_one_stands(child_form: Instrument) -> None:
    first = versions.store(instrument=child_form, by=SYSTEM)
    with pytest.raises(NotNow, match="version_text_changed"):
        versions.store(instrument=altered(child_form, version=child_form.version), by=SYSTEM)
    assert Version.objects.get().hash == first.hash


def test_an_old_version_stays_readable_when_a_new_one_is_in_force(child_form: Instrument) -> None:
    old = versions.store(instrument=child_form, by=SYSTEM)
    new = versions.store(instrument=altered(child_form, version="3"), by=SYSTEM)
    versions.put_in_force(version_id=old.pk, by=SYSTEM)
    versions.put_in_force(version_id=new.pk, by=SYSTEM)
    assert queries.in_force("first-line-child") == new
    assert queries.compiled(old).hash == old.hash
    assert queries.compiled(new).hash != old.hash
    assert OutboxMessage.objects.filter(event="version.put_in_force").count() == 2


def test_what_a_nation_adopted_is_not_pushed_aside_by_a_newer_model(child_form: Instrument) -> None:
    adopted = versions.store(instrument=altered(child_form, version="0", adoption="TRI 3, item 4"), by=SYSTEM)
    versions.put_in_force(version_id=adopted.pk, by=SYSTEM)
    versions.load_models(by=SYSTEM)
    assert queries.in_force("first-line-child") == adopted
    assert Version.objects.filter(name="first-line-child").count() == 2


def test_a_form_that_does_not_speak_three_languages_is_not_put_in_force() -> None:
    versions.load_models(by=SYSTEM)
    assert not InForce.objects.filter(name="htcds").exists()
    with pytest.raises(NotFound):
        queries.in_force("htcds")


def test_a_decision_is_written_beside_the_version_and_never_replaced(child_form: Instrument) -> None:
    version = versions.store(instrument=altered(child_form, version="0"), by=SYSTEM)
    before = (version.hash, version.source)
    versions.note_adoption(version_id=version.pk, reference="TRI 2", by=SYSTEM)
    versions.note_adoption(version_id=version.pk, reference="TRI 2", by=SYSTEM)
    version.refresh_from_db()
    assert (version.adoption, version.hash, version.source) == ("TRI 2", *before)
    with refused(NotNow, says="TRI 2"):
        versions.note_adoption(version_id=version.pk, reference="TRI 3", by=SYSTEM)
    with pytest.raises(NotFound):
        versions.note_adoption(version_id=0, reference="TRI 3", by=SYSTEM)
    assert Version.objects.get(pk=version.pk).adoption == "TRI 2"
