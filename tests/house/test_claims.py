"""docs/claims.yaml: each sentence that people rely on names the test that holds it, or says what it is instead."""

from pathlib import Path

import pytest

from himaya.kernel.places import ROOT
from himaya.ops import claims, docs
from himaya.ops.asvs import Untrue

pytestmark = pytest.mark.once

PAGE = """# A page

| part | what is done |
|---|---|
| a row | is one sentence. Even with two. |

First say `himaya init. Then` this. *Then* the
other, etc. and so on.

1. An item (a whole one). Its second sentence.

       make run   # no sentence

```sh
himaya serve      # Neither is this.
```
![A picture](of.png)
"""
SENTENCES = [
    "| a row | is one sentence. Even with two. |",
    "First say `himaya init. Then` this.",
    "*Then* the other, etc. and so on.",
    "An item (a whole one).",
    "Its second sentence.",
]
A_TEST = "tests/house/test_claims.py::test_a_page_is_parted_into_sentences_and_rows"


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """A tree with one document, its table, and a test to name."""
    (tmp_path / "docs" / "how-to").mkdir(parents=True)
    (tmp_path / "tests" / "house").mkdir(parents=True)
    (tmp_path / A_TEST.partition("::")[0]).write_text(Path(__file__).read_text("utf-8"), encoding="utf-8")
    (tmp_path / "README.md").write_text("We seal it. Take care.\n")
    told(tmp_path, f"README.md:\n  - says: We seal it.\n    tests: [{A_TEST}]\n  - advice: Take care.\n")
    return tmp_path


def told(root: Path, text: str) -> None:
    (root / claims.TABLE).write_text(text, encoding="utf-8")


def test_every_sentence_of_the_documents_names_a_test_that_is_there_or_what_it_is() -> None:
    claims.check()
    assert set(claims.table()) == set(claims.documents())


def test_a_page_is_parted_into_sentences_and_rows() -> None:
    assert claims.sentences(PAGE) == SENTENCES


@pytest.mark.parametrize(
    ("page", "table", "said"),
    [
        ("We seal it. Take care. We hide it.", "", "no test and no kind is named for: We hide it."),
        ("Take care.", "", "does not say any more: We seal it."),
        ("", f"README.md:\n  - says: We seal it.\n    tests: [{A_TEST}_gone]\n", f"there is no test {A_TEST}_gone"),
        ("", "README.md:\n  - says: We seal it.\n    tests: [src/a.py::test_x]\n", "there is no test src/a.py"),
        ("", "README.md:\n  - says: We seal it.\n", "an entry is `says` with `tests`"),
        ("", "README.md:\n  - promise: We seal it.\n", "an entry is `says` with `tests`"),
        ("", "README.md:\n  - advice: Take care.\n  - advice: Take care.\n", "twice in the table: Take care."),
        ("", "docs/gone.md:\n  - advice: Take care.\n", "docs/gone.md does not say any more"),
    ],
)
def test_what_nobody_holds_stops_the_build(root: Path, page: str, table: str, said: str) -> None:
    claims.check(root)
    if page:
        (root / "README.md").write_text(page)
    if table:
        told(root, table)
    with pytest.raises(Untrue) as wrong:
        claims.check(root)
    assert said in str(wrong.value)


def test_what_is_lacking_is_printed_as_it_is_pasted_with_the_tests_of_what_it_was(root: Path) -> None:
    assert claims.stubs(root) == ""
    (root / "README.md").write_text('We seal "it" all. Take care.\n')
    lacking = claims.stubs(root)
    assert f"- {A_TEST}\n" in lacking
    told(root, lacking + "  - advice: Take care.\n")
    claims.check(root)


def test_the_commands_say_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def untrue() -> None:
        raise Untrue("We hide it.")

    assert (docs.claims_main([]), capsys.readouterr().out) == (0, "")
    monkeypatch.setattr(claims, "check", untrue)
    monkeypatch.setattr(claims, "stubs", lambda: "README.md:\n")
    assert (docs.check_main([]), capsys.readouterr().err) == (1, "We hide it.\n")
    assert (docs.claims_main([]), capsys.readouterr().out) == (1, "README.md:\n")


def test_every_document_is_looked_at() -> None:
    found = set(claims.documents())
    assert {"README.md", "SECURITY.md", "CONTRIBUTING.md", "docs/threat-model.md", "docs/how-to/keys.md"} <= found
    assert {file.relative_to(ROOT).as_posix() for file in (ROOT / "docs" / "how-to").iterdir()} <= found
