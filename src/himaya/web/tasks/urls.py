"""The addresses of this desk: random ids and words; a calendar's secret part."""

from django.urls import path

from himaya.web.tasks import calendar, giving, lists, mail, notices, one, times

app_name = "tasks"
urlpatterns = [
    path("", lists.mine, name="mine"),
    path("desk/", lists.of_desk, name="desk"),
    path("give/", giving.of_desk, name="give"),
    path("notices/", notices.waiting, name="notices"),
    path("notices/read/", notices.read, name="read"),
    path("settings/", times.settings, name="settings"),
    path("calendar/", calendar.address, name="calendar"),
    path("calendar/<str:secret>.ics", calendar.feed, name="feed"),
    path("mail/", mail.address, name="mail"),
    path("cases/<uuid:case_id>/", lists.of_case, name="of_case"),
    path("cases/<uuid:case_id>/give/", giving.of_case, name="give_case"),
    path("referrals/<uuid:referral_id>/give/", giving.of_referral, name="give_referral"),
    path("<uuid:task_id>/", one.page, name="one"),
    path("<uuid:task_id>/<slug:verb>/", one.act, name="act"),
]
