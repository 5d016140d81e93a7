"""The addresses of this desk: random ids and words of the house, and nobody's name."""

from django.urls import path

from himaya.web.training import certificates, half_days, home, needs, people, plans, sessions

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
    path("sessions/<uuid:session_id>/certificates/", certificates.of_session, name="certificates"),
    path("certificates/<uuid:certificate_id>/paper/", certificates.paper, name="paper"),
    path("courses/", certificates.course_list, name="courses"),
    path("in/<str:token>/", half_days.check_in, name="check_in"),
]
