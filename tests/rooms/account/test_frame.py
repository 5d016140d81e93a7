"""The bar says at which desk I sit, whatever desk the page is about."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from himaya.institutions.models import Desk, Institution
from himaya.web import context


@pytest.mark.django_db
def test_a_page_about_another_desk_does_not_change_where_i_sit(monkeypatch: pytest.MonkeyPatch) -> None:
    house = Institution(id="h", kind="ngo", name_fr="Maison", name_ar="دار", name_en="House")
    mine = Desk(id="mine", institution=house, name_fr="Mon guichet", name_ar="مكتبي", name_en="My desk")
    other = Desk(id="other", institution=house, name_fr="Leur guichet", name_ar="مكتبهم", name_en="Their desk")
    monkeypatch.setattr(context, "desk_of", lambda request: mine)
    page = render_to_string("refusal.html", {"desk": other, "sentence": "…"}, RequestFactory().get("/"))
    assert "Mon guichet" in page
    assert "Leur guichet" not in page
