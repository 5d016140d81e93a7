"""The cast on a Tuesday morning, every first-line form in force, and a walker through the pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from himaya.kernel.actor import Actor
from tests import cast, factories
from tests.rooms.frontline.walking import FORMS, Walk
from tests.signed_in import signed_in


@pytest.fixture(autouse=True)
def _stage(the_cast: None) -> None:
    for name in FORMS:
        factories.version(name)
    cast.telephones()


@pytest.fixture(name="walk")
def _walk() -> Callable[..., Walk]:
    def walk(kind: str = "labour", language: str = "en") -> Walk:
        return Walk(Client(headers={"accept-language": language}), kind)

    return walk


@pytest.fixture(name="sit")
def _sit() -> Callable[..., Walk]:
    def sit(actor: Actor, kind: str = "labour", language: str = "en") -> Walk:
        return Walk(signed_in(actor, language, proven=False), kind)

    return sit
