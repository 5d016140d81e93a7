"""A scale of nonsense for the exercise, called so: how one is loaded, scored and put beside what is known of it.

No published scale is here, and this one measures nothing.
"""

import io
from typing import Any

ITEMS = tuple(f"n{number}" for number in range(1, 7))
THINGS = (
    ("bouton vert", "زر أخضر", "green button"),
    ("nuage carré", "سحابة مربعة", "square cloud"),
    ("chaise du lundi", "كرسي يوم الاثنين", "Monday chair"),
    ("cuillère bleue", "ملعقة زرقاء", "blue spoon"),
    ("porte du fond", "باب في الآخر", "door at the back"),
    ("caillou rond", "حصاة مستديرة", "round pebble"),
)
OFTEN = (("jamais", "أبدا", "never"), ("parfois", "أحيانا", "sometimes"), ("souvent", "غالبا", "often"))
TITLE = ("Échelle absurde (exercice)", "سلم بلا معنى (تمرين)", "Scale of nonsense (exercise)")
WHO = ("Personne (inventé)", "لا أحد (مختلق)", "Nobody (invented)")
LABELS = ("label::Français (fr)", "label::العربية (ar)", "label::English (en)")
WORDS = ("label::fr", "label::ar", "label::en")


def workbook() -> bytes:
    """As its author would send it: an XLSForm with the sheets `scoring` and `evidence`."""
    # Loaded where a demo is made, not at each start of the program.
    from openpyxl import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415

    book = Workbook()
    book.remove(book.active)
    for name, rows in _sheets().items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheets() -> dict[str, list[list[Any]]]:
    titles = [f"title::{one}" for one in ("fr", "ar", "en")]
    found = [
        "population::fr",
        "population::ar",
        "population::en",
        "language",
        "n",
        "measure",
        "cut_off",
        "source",
        "mark",
    ]
    none = [None] * 2
    return {
        "survey": [
            ["type", "name", *LABELS],
            *(["select_one often", item, *words] for item, words in zip(ITEMS, THINGS, strict=True)),
        ],
        "choices": [["list_name", "name", *LABELS], *(["often", str(n), *words] for n, words in enumerate(OFTEN))],
        "settings": [["form_id", "version", *titles], ["nonsense", "1", *TITLE]],
        "scoring": [
            ["kind", "name", "items", "value", "at_least", "all_of", *WORDS],
            *(["value", str(n), None, str(n), *none] for n in range(3)),
            ["sum", "total", " ".join(ITEMS), None, *none, "Total absurde", "المجموع بلا معنى", "Nonsense total"],
            ["cluster", "A", " ".join(ITEMS[:3]), "1", "1", None, "Groupe A", "المجموعة A", "Cluster A"],
            ["cluster", "B", " ".join(ITEMS[3:]), "1", "2", None, "Groupe B", "المجموعة B", "Cluster B"],
            ["rule", "both", None, None, None, "A B", "Règle absurde", "القاعدة بلا معنى", "Nonsense rule"],
        ],
        "evidence": [
            found,
            [*WHO, "ar", "12", "total", "4", "invented for the exercise", "?"],
            [*WHO, "fr", "9", "total", "7", "invented for the exercise", "?"],
        ],
    }
