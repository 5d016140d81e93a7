"""A scale of nonsense: twenty items about buttons, four clusters, invented evidence. No real scale is shipped.

The workbook is built cell by cell, as its author would send it: an XLSForm with the sheets `scoring` and `evidence`.
"""

import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook

ITEMS = tuple(f"n{number:02}" for number in range(1, 21))
CLUSTERS = {"B": ITEMS[:5], "C": ITEMS[5:7], "D": ITEMS[7:14], "E": ITEMS[14:]}
LEAST = {"B": 1, "C": 1, "D": 2, "E": 2}
FR, AR, EN = "Français (fr)", "العربية (ar)", "English (en)"
LANGUAGES = (FR, AR, EN)
NUMBERS = ("zéro", "un", "deux", "trois", "quatre")
NUMBERS_AR = ("صفر", "واحد", "اثنان", "ثلاثة", "أربعة")
SURVEY = ["type", "name", *(f"label::{one}" for one in LANGUAGES)]
LABELS = ["label::fr", "label::ar", "label::en"]
SCORING = ["kind", "name", "items", "value", "at_least", "all_of", *LABELS]
EVIDENCE = [
    "population::fr", "population::ar", "population::en",
    "language", "n", "measure", "cut_off", "sensitivity", "specificity", "auc", "source", "mark",
]  # fmt: skip
POPULATIONS = (
    ("Nuages de l’ouest (inventé)", "سحب الغرب (مختلق)", "Clouds of the west (invented)"),
    ("Boutons de manchette (inventé)", "أزرار الأكمام (مختلق)", "Cuff buttons (invented)"),
)


def survey() -> list[list[Any]]:
    rows = [
        [
            "select_one often",
            name,
            f"Absurde {name} : bouton vert",
            f"عبارة بلا معنى {name}",
            f"Nonsense {name}: green button",
        ]
        for name in ITEMS
    ]
    return [SURVEY, *rows]


def choices() -> list[list[Any]]:
    named = zip(range(5), NUMBERS, NUMBERS_AR, strict=True)
    rows = [["often", str(value), fr, ar, f"nonsense {value}"] for value, fr, ar in named]
    return [["list_name", "name", *(f"label::{one}" for one in LANGUAGES)], *rows]


def scoring() -> list[list[Any]]:
    none = [None] * 6
    return [
        SCORING,
        *(["value", str(value), None, str(value), *none[:2], None, None, None] for value in range(5)),
        ["sum", "total", " ".join(ITEMS), None, None, None, "Total absurde", "المجموع المختلق", "Nonsense total"],
        ["mean", "mean", " ".join(ITEMS[:8]), None, None, None, "Moyenne absurde", "المتوسط المختلق", "Nonsense mean"],
        *(
            [
                "cluster",
                name,
                " ".join(items),
                "2",
                LEAST[name],
                None,
                f"Groupe {name}",
                f"المجموعة {name}",
                f"Cluster {name}",
            ]
            for name, items in CLUSTERS.items()
        ),
        ["rule", "rule", None, None, None, "B C D E", "Règle absurde", "القاعدة المختلقة", "Nonsense rule"],
    ]


def evidence() -> list[list[Any]]:
    return [
        EVIDENCE,
        [*POPULATIONS[0], "ar", 98, "total", 23, ".82", ".70", ".82", "Journal of Nothing (invented)", "G"],
        [*POPULATIONS[1], "fr", 311, "total", "31", "0.9", "0.6", None, "Annales du Rien (inventé)", "C"],
    ]


def workbook(**sheets: Iterable[list[Any]] | None) -> bytes:
    """The workbook; a sheet can be given another content, or left out with None."""
    whole: dict[str, Iterable[list[Any]] | None] = {
        "survey": survey(),
        "choices": choices(),
        "settings": [["form_id", "form_title", "version"], ["nonsense", "Nonsense scale", "1"]],
        "scoring": scoring(),
        "evidence": evidence(),
        **sheets,
    }
    book = Workbook()
    book.remove(book.active)
    for name, rows in whole.items():
        if rows is not None:
            page = book.create_sheet(name)
            for row in rows:
                page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
