"""Cycles, round tables, their agenda, invitations and attendance."""

from django.urls import URLPattern, path

from himaya.web.roundtable.tables import (
    agenda,
    attendance,
    cycles,
    documents,
    home,
    invitations,
    planning,
    seats,
    table,
)

routes: list[URLPattern] = [
    path("", home.cycles, name="cycles"),
    path("cycles/new/", cycles.new, name="cycle_new"),
    path("cycles/<uuid:cycle_id>/", cycles.one, name="cycle"),
    path("cycles/<uuid:cycle_id>/rules/", cycles.rules, name="rules"),
    path("cycles/<uuid:cycle_id>/seats/", seats.page, name="seats"),
    path("cycles/<uuid:cycle_id>/documents/", documents.enter, name="documents"),
    path("cycles/<uuid:cycle_id>/plan/", planning.plan, name="plan"),
    path("tables/<uuid:table_id>/", table.one, name="table"),
    path("tables/<uuid:table_id>/move/", planning.move, name="move"),
    path("tables/<uuid:table_id>/convene/", planning.convene, name="convene"),
    path("tables/<uuid:table_id>/open/", table.open_session, name="open"),
    path("tables/<uuid:table_id>/close/", table.close_session, name="close"),
    path("tables/<uuid:table_id>/agenda/", agenda.page, name="agenda"),
    path("tables/<uuid:table_id>/invitations/", invitations.page, name="invitations"),
    path("tables/<uuid:table_id>/meeting.ics", invitations.calendar, name="calendar"),
    path("tables/<uuid:table_id>/attendance/", attendance.page, name="attendance"),
    path("tables/<uuid:table_id>/attendance/<slug:half_day>/", attendance.page, name="attendance_half_day"),
    path("tables/<uuid:table_id>/attendance/<slug:half_day>/sheet/", attendance.sheet, name="sheet"),
    path("items/<uuid:item_id>/", agenda.item, name="item"),
    path("invitations/<uuid:invitation_id>/", invitations.one, name="invitation"),
]
