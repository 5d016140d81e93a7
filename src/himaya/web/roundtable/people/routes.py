"""Addresses of the people: institutions by their code, delegates and mandates by a random id."""

from django.urls import URLPattern, path

from himaya.web.roundtable.people import delegates, handover, institutions, listing, mandates

routes: list[URLPattern] = [
    path("people/", listing.people, name="people"),
    path("people/add/", institutions.add, name="institution_add"),
    path("people/institutions/<slug:institution_id>/", listing.institution, name="institution"),
    path("people/institutions/<slug:institution_id>/became/", institutions.became, name="institution_became"),
    path("people/institutions/<slug:institution_id>/close/", institutions.close, name="institution_close"),
    path("people/institutions/<slug:institution_id>/delegate/", delegates.add, name="delegate_add"),
    path("people/institutions/<slug:institution_id>/mandate/", mandates.give, name="mandate_give"),
    path("people/delegates/<uuid:delegate_id>/", delegates.correct, name="delegate_correct"),
    path("people/mandates/<uuid:mandate_id>/end/", mandates.end, name="mandate_end"),
    path("people/mandates/<uuid:mandate_id>/hand-over/", handover.hand_over, name="mandate_hand_over"),
]
