"""In the room: the screen of the table, positions, decisions, what is held back."""

from django.urls import URLPattern, path

from himaya.web.roundtable.room import decision, lists, now, position, room

routes: list[URLPattern] = [
    path("tables/<uuid:table_id>/room/", room.page, name="room"),
    path("tables/<uuid:table_id>/room/now/", now.part, name="room_now"),
    path("decisions/<uuid:decision_id>/", decision.page, name="decision"),
    path("decisions/<uuid:decision_id>/positions/<slug:institution_id>/", position.page, name="position"),
    path("cycles/<uuid:cycle_id>/decisions/", lists.decisions, name="decisions"),
    path("reservations/", lists.reservations, name="reservations"),
    path("reservations/<uuid:reservation_id>/lift/", lists.lift, name="reservation_lift"),
]
