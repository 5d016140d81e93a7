"""Pages about accounts. Addresses hold random ids and nothing else."""

from django.urls import path

from himaya.web.staff import people, qualifications, resets, roles

app_name = "staff"
urlpatterns = [
    path("", people.every, name="accounts"),
    path("<uuid:account_id>/", people.one, name="account"),
    path("<uuid:account_id>/view/", roles.view_as, name="view"),
    path("<uuid:account_id>/roles/", roles.change, name="roles"),
    path("<uuid:account_id>/qualification/", qualifications.enter, name="qualify"),
    path("qualifications/<uuid:qualification_id>/", qualifications.one, name="qualification"),
    path("<uuid:account_id>/sessions/", resets.end_sessions, name="end_sessions"),
    path("<uuid:account_id>/reset/", resets.ask, name="ask_reset"),
    path("resets/<uuid:reset_id>/", resets.one, name="reset"),
]
