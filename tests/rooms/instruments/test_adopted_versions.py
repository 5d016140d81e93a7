"""What a decision adopted is kept under a number of its own, and what stands in for a suspended clause beside it."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from himaya.instruments import catalogue, derived, numbering, queries
from himaya.instruments.actions import versions
from himaya.instruments.models import InForce, Version
from himaya.instruments.source import from_document
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotFound, NotNow, NotValid
from tests.rooms.instruments.edited import replaced, row, scored, shipped, without

pytestmark = [pytest.mark.django_db, pytest.mark.capability("A7", "B4")]
POLICE, CHILD = "first-line-police", "first-line-child"


def adopted(document: dict[str, Any], reference: str = "TRI 2, 1") -> Version:
    return versions.freeze(document=document, reference=reference, by=SYSTEM)


def model(name: str = POLICE) -> Version:
    return versions.store(instrument=from_document(shipped(name)), by=SYSTEM)


def stand_in(version: Version, uid: str) -> Version:
    return versions.stand_in(version_id=version.pk, without=uid, reference="TRI 2, 1, sans une clause", by=SYSTEM)


def test_what_says_the_same_as_the_model_is_the_model_adopted() -> None:
    shipped_one = model()
    assert adopted(shipped(POLICE)) == shipped_one
    shipped_one.refresh_from_db()
    assert (shipped_one.version, shipped_one.adoption) == ("2", "TRI 2, 1")


def test_what_says_something_else_gets_the_next_number_once() -> None:
    model()
    second = adopted(replaced(version="0"))
    assert (second.version, second.adoption, second.source["version"]) == ("3", "TRI 2, 1", "3")
    assert adopted(replaced(version="7"), "TRI 3, 2") == second
    second.refresh_from_db()
    assert second.adoption == "TRI 2, 1"
    assert adopted(scored()).version == "1"


def test_a_text_that_makes_no_form_is_not_kept() -> None:
    broken = shipped(POLICE)
    row(broken, "q08")["name"] = "q 08"
    with pytest.raises(NotValid, match="form_broken"):
        adopted(broken)
    assert not Version.objects.exists()


def test_an_adopted_version_cannot_be_altered_in_the_database() -> None:
    second = adopted(replaced())
    for change in ({"source": {}}, {"title_fr": "Autre"}, {"adoption": "TRI 9"}, {"hash": "0"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Version.objects.filter(pk=second.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(pk=second.pk).delete()
    with pytest.raises(NotNow, match="version_adopted"):
        versions.note_adoption(version_id=second.pk, reference="TRI 3", by=SYSTEM)


def test_a_stand_in_is_the_same_form_without_the_clause_and_is_made_once() -> None:
    model()
    second = adopted(replaced())
    first = stand_in(second, "FL-15")
    assert stand_in(second, "FL-15") == first
    assert (first.version, first.adoption) == ("3-s1", "TRI 2, 1, sans une clause")
    before, now = ([one.get("uid") for one in row.source["survey"]] for row in (second, first))
    # Where the answer came from goes with the question: left behind, a page would put it to another one.
    assert [uid for uid in before if uid not in now] == ["FL-15", "FL-15S"]
    assert numbering.next_number(POLICE) == "4"
    further = stand_in(first, "FL-18")
    assert (further.version, further.adoption) == ("3-s2", "TRI 2, 1, sans une clause")
    assert adopted(dict(further.source), "TRI 3, 1").version == "4"


def test_the_stand_in_of_a_model_is_a_model_and_no_newer_model_pushes_it_aside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = stand_in(model(CHILD), "FL-04")
    assert (first.version, first.adoption) == ("2-s1", "")
    versions.put_in_force(version_id=first.pk, by=SYSTEM)
    newer = from_document({**shipped(CHILD), "version": "3"})
    monkeypatch.setattr(catalogue, "all_instruments", lambda: [newer])
    versions.load_models(by=SYSTEM)
    assert queries.in_force(CHILD) == first


def test_a_newer_model_leaves_a_text_that_was_adopted_under_its_number() -> None:
    versions.store(instrument=from_document({**shipped(POLICE), "version": "1"}), by=SYSTEM)
    ours = adopted(replaced(version="0"))
    versions.put_in_force(version_id=ours.pk, by=SYSTEM)
    assert ours.version == shipped(POLICE)["version"]
    assert ours not in versions.load_models(by=SYSTEM)
    assert queries.in_force(POLICE) == ours


def test_a_clause_that_others_read_cannot_be_taken_out() -> None:
    version = model()
    for uid in ("FL-01", "FL-06"):
        with pytest.raises(NotNow, match="clause_needed") as refusal:
            stand_in(version, uid)
        assert str(refusal.value.sentence) == str(derived.NEEDED)
    assert Version.objects.count() == 1


def test_a_clause_without_which_nobody_could_be_told_to_act_now_cannot_be_taken_out() -> None:
    document = without({**shipped(POLICE), "version": "2"}, "3", "5")
    version = versions.store(instrument=from_document(document), by=SYSTEM)
    with pytest.raises(NotNow, match="unreachable"):
        stand_in(version, "FL-02")
    assert stand_in(version, "FL-15").version == "2-s1"


def test_the_last_clause_of_a_form_cannot_be_taken_out() -> None:
    version = adopted(scored())
    first = stand_in(version, "IND-1")
    assert [one["uid"] for one in first.source["survey"]] == ["IND-2", "SCORE"]
    assert "ind_1" not in first.source["survey"][1]["calculation"]
    with pytest.raises(NotNow, match="nothing_left"):
        stand_in(first, "IND-2")


def test_a_clause_or_version_that_is_not_there_is_not_found() -> None:
    version = model()
    for version_id, uid in ((version.pk, "FL-99"), (version.pk, ""), (0, "FL-15")):
        with pytest.raises(NotFound):
            versions.stand_in(version_id=version_id, without=uid, reference="", by=SYSTEM)


def test_a_form_taken_out_of_force_is_in_force_nowhere_until_it_is_put_back() -> None:
    version = model()
    versions.put_in_force(version_id=version.pk, by=SYSTEM)
    versions.take_out_of_force(name=POLICE, by=SYSTEM)
    versions.take_out_of_force(name=POLICE, by=SYSTEM)
    assert not InForce.objects.exists()
    with pytest.raises(NotFound):
        queries.in_force(POLICE)
