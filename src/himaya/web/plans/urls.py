"""The addresses of this desk."""

from django.urls import path

from himaya.web.plans import first_days, lines, plan, writing

app_name = "plans"
urlpatterns = [
    path("lines/", lines.given, name="given"),
    path("lines/<uuid:line_id>/", lines.one, name="given_line"),
    path("lines/<uuid:line_id>/<slug:verb>/", lines.move, name="given_move"),
    path("<uuid:case_id>/", plan.of_case, name="plan"),
    path("<uuid:case_id>/first-days/", first_days.of_case, name="first_days"),
    path("<uuid:case_id>/first-days/not-now/", first_days.leave, name="first_days_leave"),
    path("<uuid:case_id>/first-days/offer/", first_days.offer, name="health_offer"),
    path("<uuid:case_id>/goals/add/", writing.goal, name="goal_add"),
    path("<uuid:case_id>/goals/<uuid:goal_id>/end/", plan.end_goal, name="goal_end"),
    path("<uuid:case_id>/lines/add/", writing.line, name="line_add"),
    path("<uuid:case_id>/lines/<uuid:line_id>/", plan.one, name="line"),
    path("<uuid:case_id>/lines/<uuid:line_id>/<slug:verb>/", plan.move, name="move"),
    path("<uuid:case_id>/talk/", writing.talk, name="talk"),
]
