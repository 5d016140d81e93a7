"""Addresses of what was frozen at a table, reminders, packets."""

from django.urls import URLPattern, path

from himaya.web.roundtable.followup import packets, reminders, table

routes: list[URLPattern] = [
    path("tables/<uuid:table_id>/follow-up/", table.page, name="table_follow_up"),
    path("follow-up/reminders/", reminders.page, name="reminders"),
    path("follow-up/packet/", packets.packet, name="follow_up_packet"),
    path("follow-up/packet/<slug:institution_id>/", packets.packet, name="follow_up_packet"),
    path("follow-up/outside/<uuid:recommendation_id>/", packets.outside, name="outside_packet"),
]
