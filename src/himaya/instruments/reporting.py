"""Reporting positions as a form of clauses: what a profession does with what it notes, and what it reads aloud. Pure.

Source: do-no-harm 5 and domain/first-line.md. One section per profession; `RP-POLICE-SAID` is what is read to the
person, `RP-POLICE-ADULT-SIGNS` the position towards an adult of whom signs were noted.
"""

from collections.abc import Iterator, Mapping
from typing import Any

NAME = "reporting-positions"
UNVERIFIED = "unverified"
# A row of the law with one of these marks is shown "to be verified" and drives nothing (CONTRIBUTING).
NOT_ESTABLISHED = ("G", "?")
KEPT = ("profession", "subject", "certainty", "position", "to_whom", "minimum", "after_advice_of", "source", "mark")
Row = dict[str, Any]


def survey(positions: Mapping[str, Any]) -> list[Row]:
    """The rows of the form over `content/reporting_positions.yaml`. Raises KeyError for a row that names nothing."""
    rows: list[Row] = []
    for profession in positions["professions"]:
        who = str(profession["id"])
        rows.append({"type": "begin_group", "name": who, "label": dict(profession["names"])})
        rows.append(_said(who, profession["said"]))
        rows += _positions(who, profession, positions)
        rows.append({"type": "end_group"})
    return rows


def said_uid(profession: str) -> str:
    """The clause that is read to the person."""
    return f"RP-{profession.upper()}-SAID"


def _said(who: str, said: Mapping[str, Any]) -> Row:
    return {
        "type": "note",
        "name": f"{who}_said",
        "uid": said_uid(who),
        "act": "said",
        "profession": who,
        "label": _languages(said),
        "darija": dict(said["darija"]),
        "source": said["source"],
        "mark": said["mark"],
    }


def _positions(who: str, profession: Mapping[str, Any], positions: Mapping[str, Any]) -> Iterator[Row]:
    for row in positions["positions"]:
        if row["profession"] == who:
            kept = {key: row[key] for key in KEPT if row.get(key) is not None}
            yield {
                "type": "note",
                "name": str(row["id"]).replace("-", "_"),
                "uid": f"RP-{str(row['id']).upper()}",
                "label": _languages(positions["sentences"][row["sentence"]]),
                **kept,
                "texts": list(profession["texts"]),
            }


def _languages(texts: Mapping[str, Any]) -> dict[str, str]:
    return {code: texts[code] for code in ("fr", "ar", "en")}


# --- reading ---------------------------------------------------------------------------------------------------------
def position_of(
    document: Mapping[str, Any], *, profession: str, subject: str, certainty: str
) -> Mapping[str, Any] | None:
    """The row of a position, or None where the text has none (a table took it out, or it is suspended)."""
    wanted = (profession, subject, certainty)
    rows = (row for row in document["survey"] if row.get("position"))
    return next(
        (row for row in rows if (row.get("profession"), row.get("subject"), row.get("certainty")) == wanted), None
    )


def said_of(document: Mapping[str, Any], profession: str) -> Mapping[str, Any] | None:
    """The row that is read to the person, or None."""
    rows = (row for row in document["survey"] if row.get("act") == "said")
    return next((row for row in rows if row.get("profession") == profession), None)


def leaves_unverified(document: Mapping[str, Any], uid: str = "") -> bool:
    """Whether a position of this text, or the one of this clause, says that it is still to be verified."""
    rows = (row for row in document.get("survey", ()) if row.get("position") and uid in ("", row.get("uid")))
    return any(to_verify(row) for row in rows)


def to_verify(row: Mapping[str, Any]) -> bool:
    """Whether this position is shown "to be verified", and nothing is done because of it."""
    return row.get("position", UNVERIFIED) == UNVERIFIED or str(row.get("mark", "?")) in NOT_ESTABLISHED
