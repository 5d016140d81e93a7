"""A loaded scale as it is shown: in its own words, in the reader’s language where the file has it; evidence, rules."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from himaya.cases.words_packets import language as language_in_words
from himaya.health import reading
from himaya.health.models import ScaleLoad
from himaya.health.rules_scoring import MEAN, Scored
from himaya.kernel import languages


def said(texts: Mapping[str, str]) -> str:
    """A text in the page's language where the file has it, else in the first that it has. Nothing is translated."""
    return texts.get(languages.current()) or next(iter(texts.values()), "")


def by_tag(texts: object) -> dict[str, str]:
    """A cell of the file by tag of its languages."""
    if isinstance(texts, Mapping):
        return {reading.tag(str(name)): str(text) for name, text in texts.items()}
    return {"": str(texts)} if texts else {}


def title(load: ScaleLoad) -> str:
    return said(by_tag(load.document.get("title"))) or str(load.document["instrument"])


def language(name: str) -> str:
    """A language as the file names it, in words where it is known."""
    return language_in_words(reading.tag(name)) or name


def own_language(load: ScaleLoad, asked: str = "") -> str:
    """The language of the file that was asked for, else the page's, else its first one."""
    found = reading.languages(load.document)
    wanted = (name for word in (asked, languages.current()) for name in found if word in (name, reading.tag(name)))
    return next(wanted, found[0])


def choice(load: ScaleLoad, spoken: str) -> list[dict[str, Any]]:
    """The languages of the file to choose from, and which one is shown."""
    found = reading.languages(load.document)
    return [{"tag": reading.tag(name), "name": language(name), "here": name == spoken} for name in found]


def label(load: ScaleLoad, name: str) -> str:
    """A score, cluster or rule as the file calls it."""
    return said(load.scoring["labels"].get(name, {})) or name


def evidence(load: ScaleLoad) -> list[dict[str, Any]]:
    """Every row side by side, in the order of the file; none is chosen."""
    return [
        {
            **row,
            "population": said(row["population"]),
            "language": language_in_words(row["language"]) or row["language"],
            "measure": label(load, row["measure"]) if row["measure"] else "",
        }
        for row in load.evidence
    ]


def number(value: Fraction) -> str:
    """A whole number as it is, another one to two decimals."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}"


def scores(load: ScaleLoad, found: Scored) -> dict[str, Any]:
    """Scores, clusters and rules under the names that the file gives them."""
    means = {one["name"] for one in load.scoring["measures"] if one["method"] == MEAN}
    return {
        "measures": [
            {
                "label": label(load, one.name),
                "score": number(one.score) if one.score is not None else "",
                "mean": one.name in means,
                "missing": one.missing,
                "of": one.of,
            }
            for one in found.measures
        ],
        "clusters": [{"label": label(load, one.name), "one": one} for one in found.clusters],
        "rules": [{"label": label(load, one.name), "one": one} for one in found.rules],
        "missing": found.missing,
        "of": found.of,
    }
