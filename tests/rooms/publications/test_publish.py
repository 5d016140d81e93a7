"""What is made public is complete in three languages, frozen whole, and written down."""

import pytest

from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.publications.actions import bundles
from himaya.publications.models import Bundle

pytestmark = pytest.mark.django_db
TITLE = {"fr": "Titre", "ar": "عنوان", "en": "Title"}


def test_a_bundle_replaces_the_one_before_it_whole() -> None:
    bundles.publish(kind="models", body={"instruments": [{"title": TITLE, "version": "1"}]}, by=SYSTEM)
    bundles.publish(kind="models", body={"instruments": []}, by=SYSTEM)
    assert [b.body for b in Bundle.objects.all()] == [{"instruments": []}]
    assert AuditEvent.objects.filter(action="bundle.published", code="models").count() == 2


def test_a_text_that_lacks_a_language_is_not_published() -> None:
    with pytest.raises(NotValid):
        bundles.publish(kind="models", body={"instruments": [{"title": {"fr": "Titre", "en": "Title"}}]}, by=SYSTEM)
    with pytest.raises(NotValid):
        bundles.publish(kind="models", body={"title": {**TITLE, "ar": " "}}, by=SYSTEM)
    assert not Bundle.objects.exists()


def test_only_the_system_and_the_secretariat_make_something_public() -> None:
    worker = Actor(kind="account", desk_id="d", institution_id="i", roles=frozenset({"case_manager"}))
    with pytest.raises(NotPermitted):
        bundles.publish(kind="models", body={"instruments": []}, by=worker)
    secretary = Actor(kind="account", desk_id="d", institution_id="i", roles=frozenset({"secretariat"}))
    assert bundles.publish(kind="models", body={"instruments": []}, by=secretary).kind == "models"
