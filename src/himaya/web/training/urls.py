"""The addresses of this desk: random ids and words of the house, and nobody's name."""

from django.urls import path

from himaya.web.training import (
    awareness,
    certificates,
    half_days,
    home,
    needs,
    people,
    plans,
    practice,
    practice_cases,
    sessions,
    tests_forms,
    tests_open,
    tests_paper,
)
from himaya.web.training import tests_run as tests

app_name = "training"
urlpatterns = [
    path("", home.home, name="home"),
    path("mine/", home.mine, name="mine"),
    path("needs/", needs.listed, name="needs"),
    path("needs/<uuid:assessment_id>/", needs.one, name="need"),
    path("plans/<uuid:plan_id>/", plans.one, name="plan"),
    path("plans/<uuid:plan_id>/coverage/", plans.coverage, name="coverage"),
    path("lines/<uuid:line_id>/", plans.line, name="line"),
    path("sessions/<uuid:session_id>/", sessions.one, name="session"),
    path("sessions/<uuid:session_id>/days.ics", sessions.calendar_file, name="calendar"),
    path("sessions/<uuid:session_id>/people/", people.listed, name="people"),
    path("sessions/<uuid:session_id>/people/list/", people.read, name="import_read"),
    path("lists/<uuid:batch_id>/", people.batch, name="import"),
    path("sessions/<uuid:session_id>/<int:number>/", half_days.page, name="half_day"),
    path("sessions/<uuid:session_id>/<int:number>/square/", half_days.square, name="square"),
    path("sessions/<uuid:session_id>/tests/", tests.tests, name="tests"),
    path("sessions/<uuid:session_id>/slips/", tests.slips, name="slips"),
    path("sessions/<uuid:session_id>/results/", tests.of_session, name="results"),
    path("sessions/<uuid:session_id>/tests/<str:moment>/entry/", tests_paper.entry, name="entry"),
    path("sessions/<uuid:session_id>/tests/<str:moment>/<str:letter>/sheet.pdf", tests_paper.sheet, name="sheet"),
    path("awareness/lines/<uuid:line_id>/", awareness.begin, name="activity_new"),
    path("awareness/<uuid:activity_id>/", awareness.one, name="activity"),
    path("awareness/<uuid:activity_id>/check/", awareness.check, name="activity_check"),
    path("lines/<uuid:line_id>/results/", tests.of_line, name="line_results"),
    path("lines/<uuid:line_id>/effect/", practice.of_line, name="practice"),
    path("forms/", tests_forms.listed, name="forms"),
    path("forms/<uuid:form_id>/", tests_forms.one, name="form"),
    path("test/<str:token>/", tests_open.test, name="test"),
    path("test/<str:token>/sent/", tests_open.sent, name="test_sent"),
    path("sessions/<uuid:session_id>/certificates/", certificates.of_session, name="certificates"),
    path("certificates/<uuid:certificate_id>/paper/", certificates.paper, name="paper"),
    path("courses/", certificates.course_list, name="courses"),
    path("practice/", practice_cases.listed, name="practice_cases"),
    path("practice/<slug:case_id>/", practice_cases.one, name="practice_case"),
    path("in/<str:token>/", half_days.check_in, name="check_in"),
]
