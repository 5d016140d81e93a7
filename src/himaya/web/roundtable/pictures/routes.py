"""Addresses of pictures of the follow-up."""

from django.urls import URLPattern, path

from himaya.web.roundtable.pictures import page

routes: list[URLPattern] = [
    path("follow-up/pictures/", page.shown, name="pictures"),
    path("follow-up/pictures/<slug:picture>/table/", page.table, name="picture_table"),
]
