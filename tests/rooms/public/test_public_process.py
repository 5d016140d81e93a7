"""The public process has no key and cannot write; its page says what is a model, in three languages."""

from pathlib import Path

import pytest

from tests.rooms.public.asking import in_public_process


def test_the_page_lists_models_in_the_language_of_its_address(tmp_path: Path) -> None:
    pages = in_public_process(
        tmp_path,
        "json.dump({l: client.get('/' + l + '/').content.decode() for l in ('fr', 'ar', 'en')}, sys.stdout)",
    )
    assert isinstance(pages, dict)
    assert "Titre français" in pages["fr"]
    assert "عنوان عربي" in pages["ar"]
    assert 'dir="rtl"' in pages["ar"]
    assert "English title" in pages["en"]
    assert "Model, not adopted" in pages["en"]
    assert "12 September 2026" in pages["en"]


def test_without_a_language_in_the_address_the_browser_decides(tmp_path: Path) -> None:
    answer = in_public_process(
        tmp_path,
        "r = client.get('/', headers={'accept-language': 'ar-MA,fr;q=0.5'});"
        "json.dump([r.headers['Content-Language'], r.headers['Vary']], sys.stdout)",
    )
    assert answer == ["ar", "Accept-Language"]


def test_nothing_can_be_written_signed_or_remembered(tmp_path: Path) -> None:
    answer = in_public_process(
        tmp_path,
        "from himaya.publications.models import Bundle\n"
        "from django.db import OperationalError\n"
        "from django.core.exceptions import ImproperlyConfigured\n"
        "said = []\n"
        "try: Bundle.objects.create(kind='x', body={}, made_on='2026-01-01')\n"
        "except OperationalError as refused: said.append(str(refused))\n"
        "try: settings.SECRET_KEY\n"
        "except ImproperlyConfigured: said.append('no key')\n"
        "r = client.get('/fr/')\n"
        "said.append(list(r.cookies))\n"
        "said.append(sorted(m for m in sys.modules if m.startswith('himaya.') and m.count('.') == 1))\n"
        "json.dump(said, sys.stdout)",
    )
    assert answer == [
        "attempt to write a readonly database",
        "no key",
        [],
        ["himaya.kernel", "himaya.public", "himaya.publications"],
    ]


@pytest.mark.parametrize("path", ["/fr/", "/", "/public/ar/", "/absent/"])
def test_every_answer_carries_the_strict_headers(tmp_path: Path, path: str) -> None:
    headers = in_public_process(tmp_path, f"json.dump(dict(client.get({path!r}).headers), sys.stdout)")
    assert isinstance(headers, dict)
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_store_that_does_not_exist_yet_gives_a_sentence_and_not_an_error(tmp_path: Path) -> None:
    answer = in_public_process(
        tmp_path,
        "from django.db import connection\n"
        "os.unlink(home + '/himaya.sqlite3')\n"
        "r = client.get('/en/')\n"
        "json.dump([r.status_code, 'cannot be shown at this moment' in r.content.decode()], sys.stdout)",
    )
    assert answer == [200, True]


@pytest.mark.parametrize(
    ("path", "language", "sentence"),
    [
        ("/fr/figures/1999/", "fr", "Aucune page publique"),
        ("/ar/absent/", "ar", "لا توجد صفحة عمومية"),
        ("/public/ar/absent/", "ar", "لا توجد صفحة عمومية"),
        ("/absent/", "en", "There is no public page"),
    ],
)
def test_an_address_without_a_page_says_so_in_the_language_of_its_reader(
    tmp_path: Path, path: str, language: str, sentence: str
) -> None:
    answer = in_public_process(
        tmp_path,
        f"r = client.get({path!r}, headers={{'accept-language': 'en'}});"
        "json.dump([r.status_code, r.headers['Content-Language'], r.content.decode()], sys.stdout)",
    )
    assert isinstance(answer, list)
    assert answer[:2] == [404, language]
    assert sentence in answer[2]
    root = "/public/" if path.startswith("/public/") else "/"
    assert f'href="{root}{language}/"' in answer[2]


def test_what_cannot_be_read_or_failed_is_said_in_words_and_kept_by_no_cache(tmp_path: Path) -> None:
    answer = in_public_process(
        tmp_path,
        "from himaya.public import answering, views\n"
        "said = []\n"
        "def note(r): said.append([r.status_code, r.headers['Cache-Control'], r.content.decode()])\n"
        "note(client.get('/fr/', headers={'host': 'elsewhere.example'}))\n"
        "client.raise_request_exception = False\n"
        "kept = answering.spoken\n"
        "class Once:\n"
        "    def __call__(self, *asked):\n"
        "        answering.spoken = kept\n"
        "        raise ZeroDivisionError('Karima')\n"
        "answering.spoken = Once()\n"
        "note(client.get('/ar/texts/'))\n"
        "json.dump(said, sys.stdout)",
    )
    assert isinstance(answer, list)
    assert [one[:2] for one in answer] == [[400, "no-store"], [500, "no-store"]]
    assert "Cette demande n’a pas pu être lue" in answer[0][2]
    assert "وقع خلل من جهتنا" in answer[1][2]
    assert "Karima" not in answer[1][2]
