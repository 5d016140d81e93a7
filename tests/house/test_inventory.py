"""The inventory of cryptography, uploads and logs names what the code uses, with the bounds that the code has."""

import ast
import re
from pathlib import Path

import pytest

from himaya.adapters import limits, scans, scans_child, sheets
from himaya.attestations import phrases
from himaya.cases import rules_files
from himaya.coordination import spreadsheets
from himaya.instruments import guard
from himaya.kernel import keyfile
from tests.house import source

ROOT = Path(__file__).resolve().parents[2]
INVENTORY = (ROOT / "docs" / "inventory.md").read_text(encoding="utf-8")
SOURCES = source.below(source.HIMAYA)
USES = re.compile(r"^from cryptography|^import hmac|^import pyrage|import salted_hmac", re.MULTILINE)
# The type of a cipher that another module made.
ONLY_NAMED = {"kernel/access.py"}
MEGA = 1024 * 1024


@pytest.mark.capability("X1")
def test_every_module_that_uses_cryptography_is_in_the_inventory() -> None:
    """Planted fault: a row taken out."""
    using = {str(one.relative_to(ROOT)) for one in SOURCES if USES.search(source.text(one))}
    using -= {f"src/himaya/{one}" for one in ONLY_NAMED}
    assert len(using) > 10
    assert {one for one in using if f"`{one}`" not in INVENTORY} == set()


@pytest.mark.capability("X3")
def test_every_log_is_in_the_inventory() -> None:
    logs = set()
    for one in SOURCES:
        for node in source.nodes(one):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "getLogger" and node.args:
                logs.add(ast.literal_eval(node.args[0]))
    ours = {one for one in logs if one.startswith("himaya")}
    assert len(ours) > 4
    assert {one for one in ours if f"`{one}`" not in INVENTORY} == set()


@pytest.mark.capability("X1")
def test_the_bounds_of_uploads_and_of_the_passphrase_are_those_of_the_code() -> None:
    """Planted fault: one number changed in the document."""
    of_cases, of_sheets, of_forms = rules_files, sheets, spreadsheets
    for stands in (
        f"{of_cases.MOST_BYTES // MEGA} MB, {of_cases.MOST_PAGES:,} pages, "
        f"{scans_child.MAX_PIXELS // 1_000_000} million pixels",
        f"({limits.MEMORY // 1024**3} GiB, {of_cases.MOST_SECONDS} s)",
        f"| {scans.MAX_BYTES // MEGA} MB |",
        f"| {of_sheets.MOST_BYTES // MEGA} MB, {of_sheets.MOST_ROWS:,} rows, {of_sheets.MOST_COLUMNS} columns, "
        f"{of_sheets.LONGEST_CELL:,} characters a cell |",
        f"unfolds to {of_sheets.MOST_UNFOLDED // MEGA} MB at most",
        f"| {of_forms.MOST_BYTES // MEGA} MB, {of_forms.MOST_ROWS:,} rows |",
        f"| {guard.LARGEST:,} bytes, no document type |",
        f"Argon2id ({keyfile.COST.memory_kib // 1024} MiB, {keyfile.COST.passes} passes, {keyfile.COST.lanes} lanes)",
        # scrypt fills 128 bytes times its block for each step of its cost.
        f"scrypt ({128 * phrases.BLOCK * 2**phrases.COST // 1024**2} MB) of the phrase",
    ):
        assert stands in INVENTORY, stands
