"""The races of texts: two begin, two write one clause, two put it before the table."""

from himaya.coordination import rules_content, states
from himaya.coordination.actions import clauses, drafts
from himaya.coordination.models import Clause, Draft
from himaya.instruments import catalogue
from tests.races.every_verb import FIRST, SECOND, Race, Table, both, once
from tests.rooms.coordination import texting

races = Table()


@races.of("drafts.begin")
def one_draft_begins() -> Race:
    document = texting.document()
    return once(lambda by: texting.begin(document, by=by), "draft.begun", lambda: Draft.objects.count() == 1)


@races.of("drafts.import_form")
def one_form_is_read_in() -> Race:
    document = texting.document(kind=states.FORM)
    sheet = (catalogue.folder() / "htcds" / "htcds_xlsform.xlsx").read_bytes()
    return once(
        lambda by: drafts.import_form(document_id=document.pk, content=sheet, by=by),
        "draft.imported",
        lambda: Draft.objects.count() == 1 and Clause.objects.count() == 34,
    )


def in_state(state: str) -> bool:
    return Draft.objects.get().state == state


@races.of("drafts.set_audience")
def whose_form_it_is_is_said_by_both_and_one_stands() -> Race:
    row = texting.draft(texting.document(kind=states.INTERVIEW_GUIDE), rules_content.empty())
    said = {FIRST: "police", SECOND: "health"}
    return both(
        lambda by: drafts.set_audience(draft_id=row.pk, audience=said[by], by=by),
        "draft.audience_set",
        lambda: Draft.objects.get(pk=row.pk).audience in said.values(),
    )


@races.of("drafts.table")
def a_text_goes_before_the_table_once() -> Race:
    row = texting.draft()
    return once(lambda by: drafts.table(draft_id=row.pk, by=by), "draft.tabled", lambda: in_state(states.DRAFT_TABLED))


@races.of("drafts.take_back")
def a_text_is_taken_back_once() -> Race:
    row = texting.draft(state=states.DRAFT_TABLED)
    return once(
        lambda by: drafts.take_back(draft_id=row.pk, by=by), "draft.taken_back", lambda: in_state(states.CONSOLIDATION)
    )


@races.of("drafts.withdraw")
def a_text_is_withdrawn_once() -> Race:
    row = texting.draft()
    return once(
        lambda by: drafts.withdraw(draft_id=row.pk, reason="Autre voie", by=by),
        "draft.withdrawn",
        lambda: in_state(states.DRAFT_WITHDRAWN),
    )


@races.of("clauses.write")
def a_clause_is_as_one_of_them_wrote_it() -> Race:
    row = texting.draft()
    return once(
        lambda by: clauses.write(
            draft_id=row.pk, uid="Q-01", texts=texting.words("Autre"), form={}, changes_meaning=False, seen=0, by=by
        ),
        "clause.written",
        lambda: texting.row_of(row, "Q-01").revision == 1,
    )


@races.of("clauses.add")
def two_clauses_have_uids_of_their_own() -> Race:
    row = texting.draft()
    return both(
        lambda by: texting.add(row, "ART-01", by=by),
        "clause.added",
        lambda: {"ART-02", "ART-03"} <= set(texting.order(row)),
    )


@races.of("clauses.remove")
def a_clause_goes_once() -> Race:
    row = texting.draft()
    return once(
        lambda by: clauses.remove(draft_id=row.pk, uid="ART-01", seen=0, by=by),
        "clause.removed",
        lambda: "ART-01" not in texting.order(row),
    )


@races.of("clauses.shift")
def a_clause_moves_once() -> Race:
    row = texting.draft()
    return once(
        lambda by: clauses.shift(draft_id=row.pk, uid="Q-01", after="Q-03", by=by),
        "clause.moved",
        lambda: list(texting.order(row))[-2:] == ["Q-03", "Q-01"],
    )


@races.of("clauses.check_translation")
def a_translation_is_checked_once() -> Race:
    row = texting.draft()
    Clause.objects.filter(uid="Q-01").update(state_ar=states.TO_CHECK)
    return once(
        lambda by: clauses.check_translation(draft_id=row.pk, uid="Q-01", language="ar", seen=0, by=by),
        "clause.checked",
        lambda: texting.row_of(row, "Q-01").state_ar == states.CHECKED,
    )
