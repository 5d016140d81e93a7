"""An XForm of anybody's making is read or refused: nothing else comes out of the reader, and it opens nothing."""

import random
from pathlib import Path

import pytest

from himaya.instruments import catalogue
from himaya.instruments.compiled import compile_instrument
from himaya.instruments.source import load
from himaya.instruments.xform import NotAForm, XForm, parse
from tests.oracles import mutations

pytestmark = pytest.mark.capability("B4")
FORMS = Path(__file__).with_name("forms")
SECRET = b"CanaryOutsideTheForm"


def shipped() -> list[bytes]:
    return [compile_instrument(one).xform for one in [*catalogue.current(), load(FORMS / "everything.yaml")]]


def read(content: bytes) -> XForm | None:
    """What was read; None when it was refused. Any other fault is the test's."""
    try:
        return parse(content)
    except NotAForm:
        return None


def mutated(count: int) -> tuple[int, int]:
    """How many mutated forms were read, and how many refused."""
    chance, forms, whole = random.Random(27_14), shipped(), 0
    for _ in range(count):
        content = chance.choice(forms)
        for _again in range(chance.choice((1, 1, 2, 4))):
            content = mutations.mutated(content, chance)
        whole += read(content) is not None
    return whole, count - whole


def test_sixty_mutated_forms_are_read_or_refused() -> None:
    """Fault to plant: an `etree.XMLSyntaxError` that is not caught in `parse`."""
    assert all(mutated(60))


@pytest.mark.night
def test_three_thousand_mutated_forms_are_read_or_refused() -> None:
    assert all(mutated(3_000))


@pytest.mark.parametrize(
    "damage",
    [
        lambda form: b"<a>" * 5_000,
        lambda form: b"",
        lambda form: b"PK\x03\x04" + form,
        lambda form: form.replace(b"<model", b"<model>&x;<model", 1),
        lambda form: form.decode().encode("utf-16")[:-7],
    ],
)
def test_what_is_no_form_is_refused(damage: "object") -> None:
    assert read(damage(shipped()[0])) is None  # type: ignore[operator]


def test_a_form_with_entities_is_refused(tmp_path: Path) -> None:
    """It fell with a ValueError. Seen red so; a parser that resolves them shows the file, or fills the memory."""
    (tmp_path / "secret").write_bytes(SECRET)
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE h:html [<!ENTITY f SYSTEM "file://{tmp_path}/secret"><!ENTITY l0 "ha">{levels}]>'.encode()
    form = shipped()[0].partition(b"?>")[2]
    for entity in (b"&f;", b"&l9;", b""):
        assert read(doctype + form.replace(b"</value>", entity + b"</value>", 1)) is None
