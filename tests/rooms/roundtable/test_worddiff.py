"""A change of wording on a page: nothing typed becomes markup, and colour is never the only sign."""

import re

import pytest
from django.template import Context, Template
from django.utils import translation

pytestmark = pytest.mark.capability("A5")


def page(old: str, new: str, language: str = "fr") -> str:
    template = Template("{% load diff %}{% worddiff old new language %}")
    return template.render(Context({"old": old, "new": new, "language": language}))


def test_what_goes_and_comes_stands_in_the_elements_made_for_it_and_is_said_aloud() -> None:
    with translation.override("en"):
        shown = page("entendu seul", "entendu assisté")
    assert re.sub(r'<span class="vh".*?</span>', "", shown) == (
        '<span class="diff" lang="fr" dir="ltr">entendu <del>seul</del><ins>assisté</ins></span>'
    )
    assert "removed:" in shown
    assert "added:" in shown


def test_an_arabic_change_is_read_from_the_right_and_announced_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        shown = page("الضحية", "الضحايا", "ar")
    assert shown.startswith('<span class="diff" lang="ar" dir="rtl">')
    assert '<span class="vh" lang="en" dir="ltr"> added: </span>' in shown


def test_nothing_that_was_typed_becomes_markup() -> None:
    shown = page("<b>un</b> & deux", '<script>alert("x")</script> & deux\nlignes')
    assert "<script" not in shown
    assert "<b>" not in shown
    assert "&amp; deux" in shown
    assert "<br>" in shown
