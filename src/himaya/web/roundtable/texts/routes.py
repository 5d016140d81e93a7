"""Documents, drafts clause by clause, their preview and spreadsheets, and what was adopted."""

from django.urls import URLPattern, path

from himaya.web.roundtable.texts import beginning, clause, documents, draft, edition, preview, sheets

routes: list[URLPattern] = [
    path("documents/", documents.listed, name="documents_list"),
    path("documents/<uuid:document_id>/", documents.one, name="document"),
    path("documents/<uuid:document_id>/begin/", beginning.begin, name="draft_begin"),
    path("documents/<uuid:document_id>/import/", sheets.bring, name="draft_import"),
    path("drafts/<uuid:draft_id>/", draft.one, name="draft"),
    path("drafts/<uuid:draft_id>/missing/", draft.missing, name="draft_missing"),
    path("drafts/<uuid:draft_id>/clauses/new/", clause.new, name="clause_new"),
    path("drafts/<uuid:draft_id>/clauses/<str:uid>/", clause.one, name="clause"),
    path("drafts/<uuid:draft_id>/preview/", preview.listed, name="draft_preview"),
    path("drafts/<uuid:draft_id>/preview/<slug:name>/", preview.walk, name="draft_preview_form"),
    path("drafts/<uuid:draft_id>/forms/<slug:name>/sheet/", sheets.of_draft, name="draft_export"),
    path("editions/<uuid:edition_id>/", edition.one, name="edition"),
    path("editions/<uuid:edition_id>/changes/", edition.changes, name="edition_changes"),
    path("editions/<uuid:edition_id>/forms/<slug:name>/", edition.form, name="edition_form"),
    path("editions/<uuid:edition_id>/forms/<slug:name>/sheet/", sheets.of_edition, name="edition_export"),
]
