"""The page of an estimate: asked for with a file, watched, then every method side by side; bad input is answered."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from himaya.estimates import states
from himaya.estimates.models import Run
from himaya.kernel import clock
from himaya.ops import estimates_worker
from tests import cast
from tests.pages import body
from tests.rooms.estimates.tables import TABLES
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("H5")
KOREA = (TABLES / "Korea.csv").read_bytes()
OWN = b"A,B,C,n\n1,0,0,60\n0,1,0,70\n0,0,1,50\n1,1,0,12\n1,0,1,9\n0,1,1,5\n1,r,0,40\n"

# Forward choice takes A and B as dependent and rests on few then; the other two methods do not.
ONE_HIDDEN = b"A,B,C,n\n1,0,0,331\n0,1,0,266\n0,0,1,337\n1,1,0,39\n1,0,1,21\n0,1,1,5\n1,1,1,1\n1,r,0,20\n"


def send(client: Client, content: bytes | None = KOREA, **changes: str) -> tuple[int, str]:
    form: dict[str, object] = {"origin": "published", "replicates": "1000", "seed": "1", **changes}
    if content is not None:
        form["file"] = SimpleUploadedFile("table.csv", content)
    answer = client.post("/estimates/", form, follow=True)
    return answer.status_code, answer.content.decode()


def made(client: Client, content: bytes = KOREA, **changes: str) -> str:
    assert send(client, content, **changes)[0] == 200
    assert estimates_worker.make_one(clock.now())
    row = Run.objects.get(state=states.READY)
    return body(client.get(f"/estimates/{row.pk}/"))


def test_what_was_asked_for_shows_how_far_it_is_and_can_be_stopped_and_gone_on_with(sit: Sit) -> None:
    client = sit(cast.SECRETARY)
    _status, body = send(client)
    assert '<progress max="12" value="0"' in body
    assert 'hx-trigger="load delay:2s"' in body
    place = f"/estimates/{Run.objects.get().pk}/"
    body = client.post(place, {"do": "cancel"}, follow=True).content.decode()
    assert "Go on with it" in body
    assert client.post(place, {"do": "cancel"}).status_code == 409
    body = client.post(place, {"do": "resume"}, follow=True).content.decode()
    assert "<progress" in body
    assert client.post(place, {"do": "guess"}).status_code == 404


def test_who_walks_by_keys_keeps_their_place_while_the_progress_is_fetched_again(sit: Sit) -> None:
    """Planted fault: a button without an id. What replaces it takes the focus over by that alone, every two seconds."""
    _status, body = send(sit(cast.SECRETARY))
    fetched = body.partition('<div id="progress"')[2].partition("\n</div>")[0]
    stops = re.findall(r"<(?:a|button)\b[^>]*>", fetched)
    assert len(stops) == 2
    assert all(' id="' in one for one in stops), stops


def test_going_on_is_offered_only_where_another_try_may_fare_better(sit: Sit) -> None:
    client = sit(cast.SECRETARY)
    send(client)
    place = f"/estimates/{Run.objects.get().pk}/"
    for fault, offered in (("no_estimate", False), ("ValueError", True)):
        Run.objects.update(state=states.FAILED, fault=fault)
        body = client.get(place).content.decode()
        assert ('value="resume"' in body) == offered
        assert ("They are kept." in body) == offered
    Run.objects.update(fault="no_estimate")
    assert client.post(place, {"do": "resume"}).status_code == 409


def test_whoever_waits_is_led_to_what_is_ready(sit: Sit) -> None:
    """The page fetches its progress alone: without the link it would say that it is ready and show nothing."""
    client = sit(cast.SECRETARY)
    made(client)
    place = f"/estimates/{Run.objects.get().pk}/"
    waited = client.get(place, headers={"hx-request": "true"}).content.decode()
    assert "Read the estimate" in waited.partition('<div id="progress"')[2].partition("Before any figure")[0]
    assert "Read the estimate" not in client.get(place).content.decode()


def test_no_figure_stands_alone(sit: Sit) -> None:
    body = made(sit(cast.SECRETARY))
    head = re.search(r"<h1>(.*?)</h1>", body)
    assert head is not None
    assert not re.search(r"\d", head[1]), "no number is the headline"
    for part in ("forward choice of pairs", "best of all models by BIC", "lists without any dependence"):
        assert body.count(part) >= 2, "in the table and in the picture"
    for part in ("Experts dispute", "claim of whoever made this file", "without the list", "read as one", "0.05"):
        assert part in body
    assert body.index("Before any figure is used") < body.index("95 % interval")
    # In a cell of their own the intervals were beside the window of a telephone, and the figures in it.
    both = r'<td class="num"><bdi>[\d,]+</bdi><div class="meta"><bdi>[\d,]+ to [\d,]+</bdi></div></td>'
    assert len(re.findall(both, body)) == 3
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="pic"' in body
    assert "style=" not in body.partition("<main")[2], "the policy of the browser allows no inline style"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"A,B,n\n1,0,-3\n", "a count cannot be below 0"),
        (b"A,B,n\n1,0,3\n0,1,3\n1,0,4\n", "repeats the history of line 2"),
        (b"A,n\n1,4\n", "One list cannot overlap"),
        (b"A,B,n\n1,0,3\n0,1,2\n", "No two lists share anybody"),
        (b"A,B,n\n1,0,3\n1,1,2\n", "Everybody stands on the list A"),
        (("A,B,C,D,E,F,G,H,I,J,K,L,n\n" + "1," * 12 + "4\n").encode(), "12 lists are too many"),
        (b"A,B,n\n" + b"1,0,3\n" * 200_000, "larger than 1 MB"),
        (b"x" * 11_000_000, "larger than 1 MB"),
        (b"\x89PNG\r\n\x1a\n", "not CSV text"),
        (None, "Choose a file"),
    ],
    ids=["negative", "twice", "one", "apart", "all", "twelve", "large", "huge", "picture", "none"],
)
def test_bad_input_is_answered_with_what_to_do_and_what_was_typed_stays(
    sit: Sit, content: bytes | None, said: str
) -> None:
    status, body = send(sit(cast.SECRETARY), content, replicates="10000", seed="77")
    assert status == 422
    assert said in body
    assert 'value="77"' in body
    assert re.search(r'value="10000" checked', body)
    assert not Run.objects.exists()


@pytest.mark.parametrize("seed", ["", "-1", "1.5", "a", "٣", "999999"])
def test_a_seed_that_is_none_is_refused_at_its_field(sit: Sit, seed: str) -> None:
    status, body = send(sit(cast.SECRETARY), seed=seed)
    assert status == 422
    assert 'id="seed-error"' in body


def test_oversight_reads_and_is_offered_no_form(sit: Sit) -> None:
    made(sit(cast.SECRETARY))
    reader = sit(cast.AUDITOR)
    body = reader.get("/estimates/").content.decode()
    assert "ready" in body
    assert '<form method="post" action="/estimates/"' not in body
    assert reader.post("/estimates/", {}).status_code == 403
    place = f"/estimates/{Run.objects.get().pk}/"
    assert reader.get(place).status_code == 200
    assert reader.post(place, {"do": "resume"}).status_code == 403
    assert sit(cast.INSPECTOR).get(place).status_code == 403


def test_small_counts_of_our_own_lists_stand_nowhere_and_the_others_are_rounded(sit: Sit) -> None:
    body = made(sit(cast.SECRETARY), OWN, origin="own")
    main = body.partition("<main")[2]
    table = main[main.index("What it rests on") :]
    cells = re.findall(r'<td class="num"><bdi>([^<]*)</bdi></td>', table)
    # A 60 + 40 + 12 + 9, B 70 + 12 + 5, C 50 + 9 + 5; A:B 12, A:C 9, B:C 5.
    assert cells == ["120", "90", "60", "10", "hidden", "hidden"]
    assert "On one list at least: 250" in table
    figures = re.findall(r'<td class="num"><bdi>([\d,]+)</bdi>', main)
    assert figures
    assert all(one.replace(",", "").endswith("0") for one in figures)


def test_what_a_page_of_our_own_lists_does_not_tell_it_says_and_why(sit: Sit) -> None:
    """A figure of few is hidden, not absent; changes of the lists are not listed, and the reason stands there."""
    body = made(sit(cast.SECRETARY), ONE_HIDDEN, origin="own")
    main = body.partition("<main")[2]
    methods = main[main.index("by each method") : main.index("What would change it")]
    assert "hidden" in methods
    assert "no estimate" not in methods
    row = methods[methods.index("forward choice of pairs") : methods.index("best of all models")]
    assert "none" not in row, "nobody may conclude that its model has no dependence"
    assert "A figure that is hidden would rest on fewer than 11 people" in methods
    changes = main[main.index("asked again with one thing changed") : main.index("What it rests on")]
    assert "without the list" not in changes
    assert "read as one" not in changes.partition("</table>")[0]
    assert "a small count could be computed from it" in changes
    assert "without the list" not in main, "nor in the picture"


def test_the_page_is_whole_in_arabic_from_right_to_left(sit: Sit) -> None:
    body = made(sit(cast.SECRETARY, "ar"))
    assert 'dir="rtl"' in body
    assert 'direction="rtl"' in body
    main = re.sub(r"<[^>]+>", " ", body.partition("<main")[2])
    assert not re.search(r"\b(the|list|method|estimate)\b", main, re.IGNORECASE)
