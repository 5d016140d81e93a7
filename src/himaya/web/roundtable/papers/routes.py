"""Pages of minutes, letters and papers."""

from django.urls import path

from himaya.web.roundtable.papers import corrections, letter, letters, minutes, renditions

routes = [
    path("tables/<uuid:table_id>/minutes/", minutes.page, name="minutes"),
    path("tables/<uuid:table_id>/minutes/correction/", corrections.ask, name="correction"),
    path("minutes/points/<uuid:item_id>/", minutes.item, name="minutes_item"),
    path("minutes/corrections/<uuid:correction_id>/", corrections.settle, name="settle"),
    path("cycles/<uuid:cycle_id>/letters/", letters.register, name="letters"),
    path("cycles/<uuid:cycle_id>/letters/new/", letters.new, name="letter_new"),
    path("cycles/<uuid:cycle_id>/letters/in/", letters.came_in, name="letter_in"),
    path("letters/<uuid:letter_id>/", letter.page, name="letter"),
    path("letters/<uuid:letter_id>/scan/", letter.scan, name="scan"),
    path("letters/<uuid:letter_id>/scan/file/", letter.scan_file, name="scan_file"),
    path("papers/", renditions.ask, name="paper_ask"),
    path("papers/<uuid:rendition_id>/", renditions.page, name="paper"),
    path("papers/<uuid:rendition_id>/file/", renditions.file, name="paper_file"),
]
