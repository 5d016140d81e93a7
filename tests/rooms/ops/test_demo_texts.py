"""The demo's two texts: what stands adopted and released, what waits for the guided path, what the field has noted."""

from collections import Counter

import pytest

from himaya.coordination import models as nouns
from himaya.coordination import rules_amendments, rules_changes, states
from himaya.instruments.field import TOGETHER
from himaya.instruments.models import FieldCount, FieldNote, InForce
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from tests.rooms.ops.invented_nation import nation, rows  # noqa: F401  # a fixture

pytestmark = [pytest.mark.deep("a demo nation is made"), pytest.mark.capability("A5", "A7", "B6")]
TEXTS = {states.SCREENING: 8, states.REPORTING_POSITION: 1}


def draft(kind: str) -> nouns.Draft:
    return rows(nouns.Draft).get(document__kind=kind, state__in=states.DRAFT_UNDER_WAY)


@pytest.mark.parametrize(("kind", "forms"), TEXTS.items())
def test_the_first_edition_of_each_text_came_out_of_a_decision_and_is_on_the_screens(kind: str, forms: int) -> None:
    edition = rows(nouns.Edition).get(document__kind=kind)
    assert (edition.number, edition.decision.state) == (1, "agreed")
    versions = [one.version for one in edition.forms.select_related("version")]
    assert len(versions) == forms
    assert all(one.adoption.startswith("TRI 1 · ") for one in versions)
    assert {one.pk for one in versions} <= set(rows(InForce).values_list("version_id", flat=True))
    release = rows(nouns.Release).get(edition=edition)
    assert (release.state, release.gate) == (states.LIVE, states.EFFECTIVE)
    assert release.live_at is not None
    assert release.live_at < clock.now()


@pytest.mark.parametrize("kind", TEXTS)
def test_two_people_who_did_not_write_it_reviewed_the_first_release(kind: str) -> None:
    release = rows(nouns.Release).get(document__kind=kind)
    signed = rows(nouns.ReleaseStep).filter(release=release, gate=states.REVIEW)
    assert set(signed.values_list("part", flat=True)) == set(states.REVIEWS)
    signers = {str(one.account) for one in signed}
    assert len(signers) == 2
    assert signers.isdisjoint(rows(nouns.Draft).get(edition=release.edition).editors)
    reviewed = rows(AuditEvent).filter(action="release.reviewed", object_id=str(release.pk))
    assert {str(one) for one in reviewed.values_list("account_id", flat=True)} == signers


def test_five_institutions_ask_for_an_amendment_and_two_of_these_cannot_both_be_taken() -> None:
    asked = list(rows(nouns.Amendment).filter(draft=draft(states.SCREENING)).order_by("number"))
    assert [one.op for one in asked] == ["replace", "replace", "insert", "delete", "replace"]
    assert len({one.institution_id for one in asked}) == 5
    assert all(one.state == states.PROPOSED and one.reason and one.proposal for one in asked)
    seen = [rules_amendments.Ask(str(one.number), one.op, one.uid, texts=one.texts, form=one.form) for one in asked]
    assert [(one.one, one.other) for one in rules_amendments.conflicts(seen, {})] == [("1", "2")]


def test_one_of_them_changes_what_a_clause_means() -> None:
    asked = rows(nouns.Amendment).get(changes_meaning=True, draft=draft(states.SCREENING))
    assert (asked.uid, asked.form["triage"], asked.before["form"]["triage"]) == ("FL-15", "13", "15")


def test_silence_in_a_consultation_is_written_down_and_every_comment_has_its_answer() -> None:
    for kind in TEXTS:
        round_ = rows(nouns.Consultation).get(draft=draft(kind))
        stances = Counter(rows(nouns.Stance).filter(consultation=round_).values_list("stance", flat=True))
        assert round_.state == states.CONSULTATION_CLOSED
        assert sum(stances.values()) == 8
        assert stances[states.SILENT_STANCE] == 1
    assert not rows(nouns.Comment).exclude(state=states.COMMENT_ANSWERED).exists()


def test_the_second_reporting_positions_speak_for_two_professions_and_leave_the_others_to_be_verified() -> None:
    under_way = draft(states.REPORTING_POSITION)
    assert under_way.base is not None
    before = {one["uid"] for one in under_way.base.content["clauses"]}
    new = rows(nouns.Clause).filter(draft=under_way).exclude(uid__in=before)
    assert {(one.form["profession"], one.form["position"]) for one in new} == {
        ("labour", "may"),
        ("health", "must_not"),
    }
    others = rows(nouns.Clause).filter(draft=under_way, kind=states.RULE, uid__in=before)
    assert {one.form["position"] for one in others} == {"unverified"}
    assert all(one.translation == dict.fromkeys(("fr", "ar", "en"), states.CHECKED) for one in new)


def test_a_second_draft_differs_from_what_is_adopted_before_any_amendment_is_settled() -> None:
    under_way = draft(states.SCREENING)
    assert under_way.base is not None
    rows_of = rows(nouns.Clause).filter(draft=under_way).order_by("position")
    clauses = [
        {"uid": one.uid, "kind": one.kind, "parent": one.parent, "texts": one.texts, "form": one.form,
         "replaces": one.replaces}
        for one in rows_of
    ]  # fmt: skip
    new = {"clauses": clauses, "lists": under_way.lists, "forms": under_way.forms}
    found = rules_changes.compare(under_way.base.content, new)
    assert [(one.uid, one.weight) for one in found.changes] == [("FL-SAID", states.EDITORIAL)]


def test_field_notes_are_counted_together_and_a_small_institution_stays_sealed() -> None:
    filled = rows(FieldCount).filter(uid="", reading="filled").values_list("institution_id", "count")
    assert set(dict(filled)) == {"labour-inspectorate", "association-daw", "regional-hospitals"}
    assert min(dict(filled).values()) >= TOGETHER
    assert set(rows(FieldNote).values_list("institution_id", flat=True)) >= {"association-mizan"}
