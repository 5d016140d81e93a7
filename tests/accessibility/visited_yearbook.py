"""The year in five tables: all years, one that was released in the exercise, one that is not over; the public page."""

from tests.accessibility.visited import NOBODY, SECRETARIAT, View, after, at, filled

YEARS = at("/yearbook/")
ONE = after(YEARS, "main a[href^='/yearbook/']")
NOT_OVER = after(filled(YEARS, year="2099"), "main button[value=draw_up]")

VIEWS = [
    View("a released year", SECRETARIAT, ONE, url="yearbook:draft"),
    View("a year that cannot be drawn up", SECRETARIAT, NOT_OVER),
    View("/public/fr/figures/", NOBODY, at("/public/fr/figures/"), fixed=True),
    View("/public/ar/figures/, a year", NOBODY, after(at("/public/ar/figures/"), "main .rows a"), fixed=True),
]
