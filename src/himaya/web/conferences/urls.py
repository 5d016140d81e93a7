"""The addresses of this desk."""

from django.urls import URLPattern, path

from himaya.web.conferences import chair, item, lists, minutes, now, seat

app_name = "conferences"
urlpatterns: list[URLPattern] = [
    path("", lists.every, name="all"),
    path("cases/<uuid:case_id>/", lists.of_case, name="of_case"),
    path("cases/<uuid:case_id>/call/", lists.call, name="call"),
    path("<uuid:conference_id>/", chair.page, name="conference"),
    path("<uuid:conference_id>/another-day/", lists.move, name="move"),
    path("<uuid:conference_id>/now/", now.part, name="now"),
    path("<uuid:conference_id>/items/", item.add, name="item"),
    path("<uuid:conference_id>/seat/", seat.page, name="seat"),
    path("<uuid:conference_id>/health/", item.health, name="health"),
    path("<uuid:conference_id>/minutes/", minutes.page, name="minutes"),
    path("<uuid:conference_id>/paper/", minutes.paper, name="paper"),
]
