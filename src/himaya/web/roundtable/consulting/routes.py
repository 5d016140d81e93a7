"""A text goes round: read, commented, amended, answered, settled."""

from django.urls import URLPattern, path

from himaya.web.roundtable.consulting import amend, amendments, clauses, comments, rounds, said, settling, stances

routes: list[URLPattern] = [
    path("drafts/<uuid:draft_id>/consultation/", rounds.page, name="consultation"),
    path("drafts/<uuid:draft_id>/consultation/said/", said.page, name="consultation_said"),
    path("drafts/<uuid:draft_id>/consultation/whole/", clauses.whole, name="consultation_whole"),
    path("consultations/<uuid:consultation_id>/stances/<slug:institution_id>/", stances.page, name="stance"),
    path("clauses/<uuid:clause_id>/said/", clauses.one, name="consultation_clause"),
    path("clauses/<uuid:clause_id>/amend/<slug:op>/", amend.page, name="amend"),
    path("comments/<uuid:comment_id>/", comments.page, name="comment"),
    path("amendments/<uuid:amendment_id>/", amendments.page, name="amendment"),
    path("amendments/<uuid:amendment_id>/settle/", settling.page, name="amendment_settle"),
]
