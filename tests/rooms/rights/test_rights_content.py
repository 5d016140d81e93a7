"""The lists of rights and of where to complain: what is refused, what a pack changes, and words that would tell."""

from dataclasses import replace
from pathlib import Path

import pytest

from himaya.disclosures import complaints
from himaya.institutions.content import ContentError, content_root
from himaya.ops.content_rules.rights import complaint_gaps, rights_gaps
from himaya.rights import content

pytestmark = pytest.mark.capability("E3")


def test_a_word_that_tells_and_a_recording_that_stands_twice_are_gaps() -> None:
    known = content.load()
    assert list(rights_gaps(known)) == []
    row = known.rights["wages"]
    for language, word in (("fr", "victime de traite"), ("ar", "ضحية"), ("en", "trafficking")):
        planted = replace(row, plain=replace(row.plain, **{language: f"… {word}"}))
        found = list(rights_gaps(replace(known, rights={**known.rights, "wages": planted})))
        assert {(one.row, one.language) for one in found} == {("wages", language)}
    twice = replace(row, audio=known.rights["shelter"].audio)
    assert ["stands twice" in one.gap for one in rights_gaps(replace(known, rights={**known.rights, "wages": twice}))]
    for pack in ("", "demo", "morocco"):
        assert list(complaint_gaps(complaints.load(pack), pack)) == []


def test_a_nation_says_where_to_complain_and_what_its_rights_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The invented country names invented bodies only; a pack's own right stands instead of the shipped one."""
    assert {one.id for one in complaints.load("morocco")} == {one.id for one in complaints.load()}
    assert "CNDH" not in "".join(one.names.fr for one in complaints.load("demo"))
    shipped = content_root()
    own = tmp_path / "packs" / "demo"
    own.mkdir(parents=True)
    for name in ("rights.yaml", "services.yaml", "legal", "complaints.yaml"):
        (tmp_path / name).symlink_to(shipped / name)
    (own / "pack.yaml").write_text("id: demo\n")
    (own / "rights.yaml").write_text(
        "rights:\n  - id: wages\n    group: work\n    audio: own\n    granted_by: [judiciary]\n"
        "    helped_by: [legal_aid]\n    agreement: true\n"
        "    names: {fr: a, ar: b, en: c}\n    plain: {fr: a, ar: b, en: c}\n    legal: [ma-19-12]\n"
    )
    (own / "complaints.yaml").write_text("channels: []\n")
    monkeypatch.setenv("HIMAYA_CONTENT", str(tmp_path))
    known = content.load("demo")
    assert known.rights["wages"].audio == "own"
    assert set(known.rights) == set(content.load().rights)
    with pytest.raises(ContentError, match="the list is empty"):
        complaints.load("demo")
