"""The addresses of this desk."""

from django.urls import URLPattern, path

from himaya.web.interviews import begin, close, facts, lists, prepare, sheet, talk, timeline

app_name = "interviews"
urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case_id>/", lists.of_case, name="of_case"),
    path("cases/<uuid:case_id>/told/", lists.tell, name="tell"),
    path("sheet/<slug:form>/", sheet.page, name="sheet"),
    path("<uuid:interview_id>/", lists.one, name="interview"),
    path("<uuid:interview_id>/prepare/", prepare.page, name="prepare"),
    path("<uuid:interview_id>/postpone/", prepare.postpone, name="postpone"),
    path("<uuid:interview_id>/interpreter/", prepare.interpreter, name="interpreter"),
    path("<uuid:interview_id>/begin/", begin.page, name="begin"),
    path("<uuid:interview_id>/items/", begin.items, name="items"),
    path("<uuid:interview_id>/refuse/", begin.refuse, name="refuse"),
    path("<uuid:interview_id>/talk/", talk.page, name="talk"),
    path("<uuid:interview_id>/draft/", talk.draft, name="draft"),
    path("<uuid:interview_id>/finish/", talk.finish, name="finish"),
    path("<uuid:interview_id>/now/", talk.now, name="now"),
    path("<uuid:interview_id>/distress/", talk.distress, name="distress"),
    path("<uuid:interview_id>/facts/", facts.page, name="facts"),
    path("<uuid:interview_id>/timeline/", timeline.page, name="timeline"),
    path("<uuid:interview_id>/close/", close.page, name="close"),
    path("<uuid:interview_id>/paper/", close.paper, name="paper"),
]
