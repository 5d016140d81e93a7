"""What hundreds of tests assert through `tests/pages.py` and `tests/refusals.py` is red when it should be.

Seen red with each `assert` of the two taken out, and with `kind` no longer passed on.
"""

import pytest
from django.http import HttpResponse

from himaya.kernel.errors import NotNow, NotValid, Refusal
from tests.pages import body, main_words, without_islands, words
from tests.refusals import refused, refuses, refuses_in_own_words

GONE = NotNow("Ask again tomorrow.", code="gone")


def refuse(refusal: Refusal) -> None:
    raise refusal


def test_a_refusal_of_this_kind_with_this_code_and_these_words_is_one() -> None:
    with refused(NotNow, "gone", says="tomorrow", own_words=True) as met:
        refuse(GONE)
    assert met.value is GONE
    assert refuses(lambda: refuse(GONE)) is GONE
    assert refuses_in_own_words(lambda: refuse(GONE), NotNow, "gone") is GONE


@pytest.mark.parametrize(
    ("code", "says"), [("over", ""), ("", ""), ("gone", "today")], ids=["another-code", "no-code", "other-words"]
)
def test_another_code_or_other_words_are_not(code: str, says: str) -> None:
    with pytest.raises(AssertionError), refused(NotNow, code, says=says):
        refuse(GONE)


def test_neither_is_another_kind_nor_nothing_at_all() -> None:
    with pytest.raises(NotNow), refused(NotValid):
        refuse(GONE)
    with pytest.raises(pytest.fail.Exception), refused():
        pass


def test_a_refusal_without_a_sentence_or_with_the_general_one_is_told_apart() -> None:
    with pytest.raises(AssertionError), refused(NotNow, "gone"):
        refuse(NotNow("", code="gone"))
    with refused(NotNow):
        refuse(NotNow())
    with pytest.raises(AssertionError):
        refuses_in_own_words(lambda: refuse(NotNow()), NotNow)


def test_a_page_is_read_once_its_status_is_known() -> None:
    assert body(HttpResponse("<p>Sent</p>")) == "<p>Sent</p>"
    assert body(HttpResponse("Gone", status=404), 404) == "Gone"
    for answer, status in ((HttpResponse("Gone", status=404), 200), (HttpResponse("Sent"), 422)):
        with pytest.raises(AssertionError):
            body(answer, status)


def test_a_reader_reads_words_and_no_marks() -> None:
    page = '<nav>Home</nav><main>\n<p>Until <bdi dir="ltr">N-7</bdi></p><p>it’s &amp; was</p></main>'
    assert "Until N-7" in without_islands(page)
    assert " Until N-7 it’s" in words(page.encode()).replace("  ", " ")
    assert main_words(page) == "Until N-7 it’s & was"
    with pytest.raises(AssertionError):
        main_words("<p>no main part</p>")
