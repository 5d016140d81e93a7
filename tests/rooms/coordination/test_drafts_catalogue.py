"""An indicator set can begin from the catalogue of indicators: a section a domain, a clause a row, one clean form."""

import gzip

import pytest
from django.urls import reverse

from himaya.coordination import catalogue_text, drafting, readiness, rules_content, states
from himaya.coordination.actions import drafts
from himaya.coordination.queries import drafts as queries
from himaya.instruments import indicators, outcomes
from himaya.instruments.lint.run import lint_document
from himaya.kernel.errors import NotValid
from himaya.kernel.models import AuditEvent
from tests import cast
from tests.refusals import refused
from tests.rooms.coordination import texting
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("B3", "A5")]
CATALOGUE = indicators.load()


def test_an_indicator_set_begins_from_the_catalogue_with_every_language_and_can_go_before_the_table() -> None:
    draft = texting.begin(texting.document(kind=states.INDICATOR_SET), drafts.CATALOGUE)
    content = drafting.content(draft)
    assert [one["uid"] for one in content["clauses"] if one["kind"] == states.INDICATOR] == [
        row.id for domain in CATALOGUE.domains for row in CATALOGUE.of(domain.code)
    ]
    assert [(one.missing, one.to_check) for one in queries.translated(queries.clause_rows(draft))] == [(0, 0)] * 3
    assert readiness.gaps(draft) == []
    assert drafts.table(draft_id=draft.pk, by=cast.SECRETARY).state == states.TABLED
    assert AuditEvent.objects.filter(action="draft.begun", code="catalogue").count() == 1


def test_each_clause_says_what_its_row_says() -> None:
    content = catalogue_text.content()
    assert len(content["clauses"]) == len(CATALOGUE.domains) + len(CATALOGUE.indicators)
    for row in CATALOGUE.indicators:
        clause = rules_content.clause_of(content, row.id)
        assert clause is not None
        section = rules_content.clause_of(content, clause["parent"])
        assert section is not None
        assert section["texts"] == next(one.names for one in CATALOGUE.domains if one.code == row.domain).as_dict()
        assert (clause["texts"], clause["form"]["hint"]) == (row.label.as_dict(), row.question.as_dict())
        assert clause["form"]["exposes"] == list(row.exposes)
        assert [one["reads"] for one in rules_content.choices_of(content, clause)] == ["yes", "no", "unknown"]


def test_the_form_of_it_is_clean_weighs_nothing_and_decides_nothing() -> None:
    whole = rules_content.with_form(
        catalogue_text.content(), name="signs", kind=states.INDICATOR_SET, titles=texting.words("t")
    )
    document = rules_content.compile_form(whole, "signs", "1")
    findings, form = lint_document(document)
    assert (findings, document["kind"]) == ((), "indicators")
    assert form is not None
    assert not [row for row in document["survey"] if row.get("type") == "calculate" or "weight" in row]
    assert document["kind"] not in outcomes.KINDS


@pytest.mark.parametrize("kind", [states.SCREENING, states.PROTOCOL, states.INTERVIEW_GUIDE])
def test_no_other_text_begins_from_the_catalogue(kind: str) -> None:
    with refused(NotValid, "source"):
        texting.begin(texting.document(kind=kind), drafts.CATALOGUE)


def test_what_is_begun_is_new_each_time() -> None:
    first = catalogue_text.content()
    first["clauses"][1]["texts"]["en"] = "changed"
    assert catalogue_text.content()["clauses"][1]["texts"]["en"] != "changed"


def test_the_page_offers_the_catalogue_for_an_indicator_set_only_and_says_what_it_is(sit: Sit) -> None:
    secretary = sit(cast.SECRETARY)
    other, signs = texting.document(), texting.document(kind=states.INDICATOR_SET)
    assert 'value="catalogue"' not in secretary.get(reverse("roundtable:draft_begin", args=[other.pk])).content.decode()
    address = reverse("roundtable:draft_begin", args=[signs.pk])
    page = secretary.get(address).content.decode()
    assert 'value="catalogue"' in page
    assert "it is never a score" in page
    assert secretary.post(address, {"source": "catalogue"}).status_code == 302
    draft = signs.drafts.get()
    answer = secretary.get(reverse("roundtable:draft", args=[draft.pk]))
    assert "GEN-01" in answer.content.decode()
    assert len(gzip.compress(answer.content)) < 60_000 / 2
