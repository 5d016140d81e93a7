"""The checker of translations finds what it says it finds, and the catalogues satisfy it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tests.house import source

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from catalogue_rules import defects, quotes_no_label, tidy_french  # noqa: E402

COUNT = ("%(n)s file", "%(n)s files")


def found(msgid: str | tuple[str, str], string: str | tuple[str, ...], language: str) -> str:
    return " / ".join(defects(Message(msgid, string), language))


def test_every_catalogue_is_whole_and_well_written() -> None:
    done = subprocess.run(
        [sys.executable, "tools/catalogues.py", "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_word_is_translated_under_a_name_that_the_extractor_does_not_know() -> None:
    """A call by another name is never found: its sentence stays English on every page."""
    known = re.compile(r"\bn?p?gettext(_lazy|_noop)? as (?!_\b)\w+")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in source.below(source.HIMAYA)
        for match in known.finditer(source.text(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("string", "defect"),
    [
        ("", "not translated"),
        ("The person stops", "copied"),
        ("L'arrêt", "apostrophe"),
        ("Arrêter ?", "U+202F"),
        ("Arrêter:", "U+00A0"),
        ("Un «arrêt»", "inside « »"),
        ("Arrêt!", "exclamation"),
        ("Arrêt...", "write …"),
        ("Le renvoi", "orientation"),
        ("Un indice", "indicateur"),
        ("L’agent·e", "médian"),
        ("La personne %(x)s", "not in English"),
        ("<b>La personne</b>", "tag not in English"),
        (" La personne", "space"),
    ],
)
def test_a_defect_in_french_is_named(string: str, defect: str) -> None:
    assert defect in found("The person stops", string, "fr")


@pytest.mark.parametrize(
    ("string", "defect"),
    [
        ("توقف, الشخص", "Latin punctuation"),
        ("توقف ؟", "no space before"),
        ("تـوقف", "tatweel"),
        ("٣ ملفات", "digits"),
        ("مُتَوقف", "vowel mark"),
        ("تدريب", "Moroccan"),
        ("اضغط هنا", "verbal noun"),
        ("<bdi>3</bdi> ملفات", "bdi"),
        ('<bdi dir="ltr">3 ملفات', "not closed"),
    ],
)
def test_a_defect_in_arabic_is_named(string: str, defect: str) -> None:
    assert defect in found("The person stops", string, "ar")


def test_good_translations_pass() -> None:
    assert found("Stop?", "Arrêter\u202f?", "fr") == ""
    assert found("Time: %(t)s, “yes”", "Heure\u00a0: %(t)s, «\u00a0oui\u00a0»", "fr") == ""
    assert found("The exploited person?", "الشخص المستغَل؟", "ar") == ""
    assert found("%(n)s places", '<bdi dir="ltr">%(n)s</bdi> أماكن', "ar") == ""
    assert found("Sessions", "Sessions", "fr") == ""
    assert found("the national referral mechanism", "le mécanisme national de renvoi", "fr") == ""


def test_plurals_have_two_forms_in_french_and_six_in_arabic() -> None:
    assert found(COUNT, ("%(n)s dossier", "%(n)s dossiers"), "fr") == ""
    assert "of none too" in found(("One file", "%(n)s files"), ("Un dossier", "%(n)s dossiers"), "fr")
    assert found(("the clause", "all %(n)s clauses"), ("la clause", "les %(n)s clauses"), "fr") == ""
    assert "6 expected" in found(COUNT, ("ملف", "%(n)s ملفات"), "ar")
    six = ("لا ملف", "ملف واحد", "ملفان", "%(n)s ملفات", "%(n)s ملفا", "%(n)s ملف")
    assert found(COUNT, six, "ar") == ""


def test_a_lost_placeholder_is_a_defect() -> None:
    assert "lost" in found("Sent to %(desk)s", "Envoyé", "fr")


@pytest.mark.parametrize(
    ("string", "whole"), [("Voir «\u00a0Échange\u00a0»", True), ("Voir «\u00a0Dialogue\u00a0»", False)]
)
def test_a_label_that_a_message_quotes_exists(string: str, whole: bool) -> None:
    assert (quotes_no_label(Message("See “Talk”", string), {"Talk": {"échange"}}, {"échange"}) == []) is whole


def test_spaces_that_nobody_can_type_are_put_in() -> None:
    assert tidy_french("Oui ? Non : « peut-être »") == "Oui\u202f? Non\u00a0: «\u00a0peut-être\u00a0»"
    assert tidy_french("de 14:30 à 15:00") == "de 14:30 à 15:00"
