"""What anybody reads: adopted texts with what is held back, how recommendations stand, as pages and as data."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.rooms.public.asking import in_public_process

pytestmark = pytest.mark.capability("A11")
LEAD = {"fr": "Inspection du travail", "ar": "مفتشية الشغل", "en": "Labour inspection"}
HELD = {
    "clause": "Q-01",
    "label": [{"lang": "fr", "text": "Question une"}, {"lang": "ar", "text": "السؤال الأول"}],
    "institution": LEAD,
    "text": "Sauf le délai",
    "review_on": "2027-03-01",
}
IN_FORCE: dict[str, Any] = {
    "titles": [{"lang": "fr", "text": "Protocole"}, {"lang": "ar", "text": "بروتوكول"}],
    "version": "2",
    "decision": {
        "reference": "TRI 2 · 1 · 2026-08-24",
        "table": 2,
        "number": 1,
        "on": "2026-08-24",
        "confirmed_on": None,
        "cycle": [{"lang": "fr", "text": "Cycle un"}],
    },
    "in_part": False,
    "languages": ["fr", "ar", "en"],
    "in_force_since": "2026-09-12",
    "suspended_since": None,
    "clauses_suspended": 0,
    "reservations": [HELD, {**HELD, "clause": "", "label": [], "text": None}],
    "sha256": "ab" * 32,
}
WAITING = {**IN_FORCE, "version": "3", "in_force_since": None, "reservations": []}
STOPPED = {**WAITING, "version": "4", "suspended_since": "2026-10-01"}


def words(word: str) -> dict[str, str]:
    return {"fr": f"{word} fr", "ar": f"{word} ع", "en": word}


def recommended(number: int, **changes: Any) -> dict[str, Any]:
    base = {
        "number": number,
        "texts": [{"lang": "fr", "text": f"Former {number}"}, {"lang": "ar", "text": f"تكوين {number}"}],
        "lead": LEAD,
        "source": "upr",
        "source_ref": "A/HRC/52/7",
        "source_table": None,
        "addressed_on": "2026-03-01",
        "due_on": "2027-06-30",
        "overdue": False,
        "state": "answered",
        "response": "accepted",
        "answered": True,
        "reported": False,
        "verified": False,
        "verified_on": None,
        "grade": "",
        "successor": None,
    }
    return {**base, **changes}


def follow_up(*rows: dict[str, Any]) -> dict[str, Any]:
    return {
        "as_of": "2026-11-24",
        "table": {"number": 2, "on": "2026-08-24", "sha256": "cd" * 32},
        "counts": {"all": len(rows), "answered": len(rows), "overdue": 1, "reported": 1, "verified": 0},
        "recommendations": list(rows),
        "words": {
            "states": {code: words(code) for code in ("answered", "in_progress", "verified", "reported_done")},
            "responses": {"accepted": words("yes, accepted")},
            "sources": {"upr": words("periodic review")},
            "grades": {"B": words("B – in part")},
        },
        "rules": {"answer_days": 60, "reminders": 2},
    }


# Beside the store of the prelude: what the worker and the secretariat would have published.
FILL = """
store = sqlite3.connect(home + "/himaya.sqlite3")
for kind, body in json.load(open(home + "/bundles.json")).items():
    store.execute("delete from publication_bundle where kind = ?", [kind])
    store.execute("insert into publication_bundle (kind, body, made_on) values (?, ?, '2026-11-24')", [kind, body])
store.commit()
store.close()
"""
ASK = """
answers = {path: client.get(path) for path in json.load(open(home + "/paths.json"))}
json.dump({p: [r.status_code, dict(r.headers), r.content.decode()] for p, r in answers.items()}, sys.stdout)
"""


def read(tmp_path: Path, *paths: str, **bundles: Any) -> dict[str, Any]:
    """The answers of the public process at these addresses over a store with these bundles, each by its kind."""
    kept = {kind: json.dumps(body) for kind, body in bundles.items()}
    (tmp_path / "bundles.json").write_text(json.dumps(kept))
    (tmp_path / "paths.json").write_text(json.dumps(paths))
    answer = in_public_process(tmp_path, FILL + ASK)
    assert isinstance(answer, dict)
    return answer


def page(tmp_path: Path, path: str, **bundles: Any) -> str:
    status, _headers, content = read(tmp_path, path, **bundles)[path]
    assert status == 200
    text: str = content.replace('<bdi dir="ltr" class="ref">', "").replace("</bdi>", "")
    return text


# --- adopted texts ---------------------------------------------------------------------------------------------------
def test_an_adopted_text_stands_with_its_decision_and_what_is_held_back(tmp_path: Path) -> None:
    text = page(tmp_path, "/en/texts/", texts={"texts": [IN_FORCE]})
    for said in (
        "1 adopted text",
        "in force since 12 September 2026",
        "decision 1 of round table 2, 24 August 2026",
        "French · Arabic · English",
        "2 reservations",
        "Labour inspection",
        "Sauf le délai",
        "on the whole text",
        "Its words are not printed here.",
        "to be looked at again on 1 March 2027",
    ):
        assert said in text
    # No English title was written: the French one stands, and says that it is French.
    assert '<h2 lang="fr" dir="auto">Protocole</h2>' in text


def test_what_is_not_in_force_and_what_was_suspended_say_so(tmp_path: Path) -> None:
    text = page(tmp_path, "/en/texts/", texts={"texts": [WAITING, STOPPED, {**IN_FORCE, "clauses_suspended": 1}]})
    assert text.count("adopted, not in force") == 1
    assert "suspended since 1 October 2026" in text
    assert "1 of its clauses is not in use at this moment" in text
    assert "No institution holds anything back." in text


def test_in_arabic_the_page_runs_from_right_to_left_with_the_days_of_the_country(tmp_path: Path) -> None:
    text = page(tmp_path, "/ar/texts/", texts={"texts": [IN_FORCE]})
    assert 'lang="ar" dir="rtl"' in text
    assert "بروتوكول" in text
    assert "مفتشية الشغل" in text
    assert "12 شتنبر 2026" in text


def test_a_model_is_never_shown_as_adopted_nor_an_adopted_form_as_a_model(tmp_path: Path) -> None:
    rows = [
        {"name": name, "version": "1", "hash": "a" * 64, "adoption": adoption, "title": words(name)}
        for name, adoption in (("Modele", None), ("Reconnu", "TRI 1"))
    ]
    found = read(tmp_path, "/en/", "/en/texts/", "/texts.json", models={"instruments": rows})
    first, texts, data = (content for _status, _headers, content in found.values())
    assert "Modele" in first
    assert "Reconnu" not in first
    assert "Modele" not in texts
    assert "No round table has adopted a text yet." in texts
    assert json.loads(data) == {"texts": []}


# --- recommendations -------------------------------------------------------------------------------------------------
def test_a_recommendation_stands_with_its_state_answer_and_grade_in_words(tmp_path: Path) -> None:
    row = recommended(7, overdue=True, state="in_progress", grade="B", successor=9)
    text = page(tmp_path, "/en/recommendations/", follow_up=follow_up(row))
    for said in (
        "1 recommendation, and what became of it",
        "As of 24 November 2026",
        "R-7",
        "Labour inspection",
        "periodic review",
        "A/HRC/52/7",
        "due on 30 June 2027",
        "Answer of the institution: yes, accepted",
        "in_progress",
        "overdue",
        "B – in part",
        "R-9",
        "The register was last frozen at round table 2, on 24 August 2026.",
        "no answer after 2 reminders",
    ):
        assert said in text
    assert '<div lang="fr" dir="auto">Former 7</div>' in text


def test_the_institution_s_own_word_is_not_called_verified(tmp_path: Path) -> None:
    own = recommended(1, state="reported_done", reported=True)
    found = recommended(2, state="verified", reported=True, verified=True, verified_on="2026-11-01")
    text = page(tmp_path, "/en/recommendations/", follow_up=follow_up(own, found))
    assert text.count("done by the institution’s own word, not verified") == 1
    assert text.count("verified by the secretariat on 1 November 2026") == 1


def test_only_who_was_asked_and_is_silent_is_said_to_be_silent(tmp_path: Path) -> None:
    asked = recommended(1, state="addressed", response="", answered=False)
    merged = recommended(2, state="merged", response="", answered=False, successor=1)
    text = page(tmp_path, "/en/recommendations/", follow_up=follow_up(asked, merged))
    assert text.count("No answer of the institution yet") == 1


def test_a_long_list_has_pages_with_addresses_of_their_own(tmp_path: Path) -> None:
    body = follow_up(*(recommended(number) for number in range(1, 121)))
    paths = [f"/public/ar/recommendations/{rest}" for rest in ("", "2/", "3/", "4/", "0/")]
    found = read(tmp_path, *paths, follow_up=body)
    assert [found[path][0] for path in paths] == [200, 200, 200, 404, 404]
    first, second = found[paths[0]][2], found[paths[1]][2]
    assert "R-50<" in first
    assert "R-51<" not in first
    assert 'href="/public/ar/recommendations/2/"' in first
    assert 'href="/public/ar/recommendations/"' in second
    # The same page in another language, not its first one.
    assert 'href="/public/fr/recommendations/2/"' in second
    assert len(first.encode()) < 120_000


def test_what_is_not_published_yet_is_said_and_is_no_error(tmp_path: Path) -> None:
    found = read(tmp_path, "/en/", "/en/recommendations/", "/recommendations.json")
    assert "The status of the recommendations has not been published yet." in found["/en/"][2]
    assert "has not been published yet" in found["/en/recommendations/"][2]
    assert json.loads(found["/recommendations.json"][2])["as_of"] is None


# --- as data ---------------------------------------------------------------------------------------------------------
def test_the_adopted_texts_as_data_have_these_keys_and_no_others(tmp_path: Path) -> None:
    found = read(tmp_path, "/public/texts.json", "/texts.json", texts={"texts": [IN_FORCE, WAITING]})
    status, headers, content = found["/public/texts.json"]
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert json.loads(content) == {
        "texts": [
            {
                "title": {"fr": "Protocole", "ar": "بروتوكول", "en": None},
                "version": "2",
                "decision": "TRI 2 · 1 · 2026-08-24",
                "languages": ["fr", "ar", "en"],
                "in_force_since": "2026-09-12",
            },
            {
                "title": {"fr": "Protocole", "ar": "بروتوكول", "en": None},
                "version": "3",
                "decision": "TRI 2 · 1 · 2026-08-24",
                "languages": ["fr", "ar", "en"],
                "in_force_since": None,
            },
        ]
    }
    assert found["/texts.json"][2] == content


def test_reservations_and_recommendations_are_data_too(tmp_path: Path) -> None:
    found = read(
        tmp_path, "/reservations.json", "/recommendations.json",
        texts={"texts": [IN_FORCE]}, follow_up=follow_up(recommended(7)),
    )  # fmt: skip
    held = json.loads(found["/reservations.json"][2])["reservations"]
    assert [(one["clause"], one["reservation"]) for one in held] == [("Q-01", "Sauf le délai"), (None, None)]
    body = json.loads(found["/recommendations.json"][2])
    assert body["recommendations"][0]["text"] == {"fr": "Former 7", "ar": "تكوين 7", "en": None}
    assert (body["as_of"], body["counts"]["all"]) == ("2026-11-24", 1)
    assert body["words"]["states"]["answered"]["en"] == "answered"


@pytest.mark.parametrize("path", ["/texts.json", "/reservations.json", "/recommendations.json", "/fr/texts/"])
def test_a_store_that_is_away_is_said_and_nobody_keeps_that_answer(tmp_path: Path, path: str) -> None:
    answer = in_public_process(
        tmp_path,
        "os.unlink(home + '/himaya.sqlite3')\n"
        f"r = client.get({path!r})\n"
        "json.dump([r.status_code, r.headers['Cache-Control']], sys.stdout)",
    )
    assert answer == ([503, "no-store"] if path.endswith(".json") else [200, "public, max-age=60"])


def test_every_answer_may_be_kept_for_a_minute_and_asked_for_again_cheaply(tmp_path: Path) -> None:
    answer = in_public_process(
        tmp_path,
        "r = client.get('/fr/texts/')\n"
        "again = client.get('/fr/texts/', headers={'if-none-match': r.headers['ETag']})\n"
        "posted = client.post('/fr/texts/', {'a': 'b'})\n"
        "json.dump([r.headers['Cache-Control'], again.status_code, posted.status_code, len(r.cookies),"
        " 'Access-Control-Allow-Origin' in r.headers], sys.stdout)",
    )
    assert answer == ["public, max-age=60", 304, 405, 0, False]
