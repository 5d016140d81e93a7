"""An erasure knows every table of a person: what is sealed, or points at a person, is declared or the build fails."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import models
from django.utils.translation import override

from himaya.cases.actions import emergencies, erasures, exclusions
from himaya.cases.models import Case, CaseFile, Emergency, Erasure, Exclusion, Grant, Submission
from himaya.cases.retention_content import load
from himaya.cases.words_retention import WHAT
from himaya.disclosures.actions import data_requests, demands
from himaya.disclosures.models import DataRequest, LegalDemand
from himaya.institutions.models import Account
from himaya.kernel import belongings, clock
from himaya.kernel.errors import NotNow
from himaya.kernel.models import OutboxMessage, Subject
from himaya.kernel.sealed import SealedModel, sealed_fields
from himaya.ops.content_rules.retention import NAMED
from himaya.persons.models import IndexToken
from tests import cast, factories
from tests.rooms.cases.test_referral_states import do
from tests.rooms.legal.demanding import TODAY, answered
from tests.rooms.legal.registering import OFFICER
from tests.rooms.legal.requesting import wanted

pytestmark = pytest.mark.capability("X1")


def test_every_sealed_model_and_whatever_points_at_a_person_is_declared() -> None:
    assert belongings.undeclared() == []


def test_each_is_declared_once_and_says_why_it_is_nobodys() -> None:
    found = [one.model for one in belongings.declared()]
    assert len(found) == len(set(found))
    assert {model._meta.app_label for model in found} >= {"persons", "cases", "instruments", "coordination", "ops"}
    assert all(one.why for one in belongings.declared() if isinstance(one, belongings.Nobodys))


@pytest.mark.parametrize("forgotten", [Submission, IndexToken])
def test_a_model_that_a_room_forgets_is_named(forgotten: type[models.Model], monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault itself: a line is taken out of a list, sealed or pointing, and the check names the model."""
    rest = [one for one in belongings.declared() if one.model is not forgotten]
    monkeypatch.setattr(belongings, "declared", lambda: rest)
    assert belongings.undeclared() == [forgotten._meta.label]


def test_erasing_an_identity_empties_every_column_under_its_key() -> None:
    """Fault to plant: with `phone` left out of `naming`, a column stayed that a backup's key still opens."""
    for one in belongings.of_persons():
        if not issubclass(one.model, SealedModel) or one.with_identity:
            continue
        under_it = {field.name for field in sealed_fields(one.model) if field.key == "identity"}
        assert under_it <= set(one.naming), one.model


def test_what_deletes_comes_before_what_it_points_at() -> None:
    order = [one.model for one in belongings.of_persons()]
    for place, model in enumerate(order):
        for field in model._meta.concrete_fields:
            if field.related_model in order and field.related_model is not model:
                assert order.index(field.related_model) > place, f"{model.__name__} after {field.name}"


def test_every_kind_of_row_has_its_period_and_its_word() -> None:
    kinds = {one.kind for one in belongings.of_persons()}
    assert kinds == set(NAMED)
    assert kinds <= set(load().kinds)
    assert {one.what for one in belongings.of_persons()} <= set(WHAT)
    assert not load().adopted, "our own proposals are a model; a nation adopts its own"


@pytest.fixture(name="case")
def _case(db: None) -> Iterator[Case]:
    """A file with an attachment, a colleague kept out, an emergency to review, and a demand that is answered."""
    with clock.stopped(factories.TUESDAY):
        cast.play()
        done = factories.hand_over()
        do("withdraw", done.referral_ids[0])
        factories.case_file(done.case_id)
        for one in (cast.INSPECTOR_COLLEAGUE, cast.INSPECTOR_SOUTH):
            Account.objects.get_or_create(pk=one.account_id, defaults={"username": str(one.account_id)[:8]})
        kept = cast.INSPECTOR_COLLEAGUE.account_id
        assert kept is not None
        exclusions.add(case_id=done.case_id, account_id=kept, reason="family", by=cast.LABOUR_LEAD)
        case = Case.objects.get(pk=done.case_id)
        emergencies.begin(
            reference=case.reference, reason="danger_to_life", proved_at=clock.now(), by=cast.INSPECTOR_SOUTH
        )
        yield case


def in_english(refusal: NotNow) -> str:
    with override("en"):
        return str(refusal.sentence)


@pytest.mark.parametrize("scope", belongings.SCOPES)
def test_what_every_room_keeps_of_a_file_goes_once_it_is_settled(case: Case, scope: str) -> None:
    """Faults to plant: a line less in either list, no call of `destroy_all`, or no `against` for what still runs."""
    demand = answered(file=case.reference)
    own = LegalDemand.objects.get().subject_id

    def asked() -> UUID:
        return erasures.ask(case_id=case.pk, scope=scope, ground="person_asked", by=cast.INSPECTOR)

    with pytest.raises(NotNow) as told:
        asked()
    assert "legal counsel still needs" in in_english(told.value)
    demands.tell(demand_id=demand, on=TODAY, by=OFFICER)
    demands.close(demand_id=demand, by=OFFICER)
    wish = wanted(case)
    with pytest.raises(NotNow) as told:
        asked()
    assert "no answer yet" in in_english(told.value)
    data_requests.refuse(request_id=wish, reason="nothing_shows_it", statement="Canary", by=cast.LABOUR_LEAD)
    data_requests.hand_over(request_id=wish, way="read_aloud", on=TODAY, by=OFFICER)
    with pytest.raises(NotNow) as told:
        asked()
    assert "An emergency access" in in_english(told.value)
    emergencies.review(emergency_id=Emergency.objects.get().pk, outcome="justified", by=cast.LABOUR_LEAD)
    blob = str(CaseFile.objects.get().blob)
    number = asked()
    erasures.confirm(erasure_id=number, by=OFFICER)
    counts = Erasure.objects.get(pk=number).counts
    assert (counts["attachments"], counts["requests"]) == (1, 1)
    assert "demands" not in counts
    assert OutboxMessage.objects.filter(event="file.emptied", ids__blob=blob).exists()
    assert not Subject.objects.filter(pk=own).exists()
    if scope == belongings.ALL:
        for model in (CaseFile, DataRequest, Emergency, Exclusion, Grant, LegalDemand, Case):
            assert not model.objects.exists(), model
    else:
        assert CaseFile.objects.get().removed_reason == "erased"
        row = LegalDemand.objects.get()
        assert {row.__dict__[name] for name in ("who", "asked", "counsel", "answer", "given")} == {None}
        wished = DataRequest.objects.get()
        assert {wished.__dict__[name] for name in ("parts", "wanted", "wanted_name", "statement")} == {None}
