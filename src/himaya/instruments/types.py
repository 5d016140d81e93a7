"""Whether a text has the form its question asks for. Dates must exist; numbers are finite and plain."""

from __future__ import annotations

import re
from collections.abc import Callable

from .xpath.values import clock, moment

_INTEGER = re.compile(r"-?\d{1,10}\Z", re.ASCII)
_DECIMAL = re.compile(r"-?(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})\Z", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)
LARGEST_INT = 2**31


def is_int(text: str) -> bool:
    return _INTEGER.match(text) is not None and -LARGEST_INT <= int(text) < LARGEST_INT


def is_decimal(text: str) -> bool:
    return _DECIMAL.match(text) is not None


def is_date(text: str) -> bool:
    return _DATE.match(text) is not None and moment(text) is not None


def is_date_time(text: str) -> bool:
    return _DATE_TIME.match(text) is not None and moment(text) is not None


def is_time(text: str) -> bool:
    try:
        clock(text)
    except ValueError:
        return False
    return True


def is_boolean(text: str) -> bool:
    return text in ("true", "false", "1", "0")


def is_geopoint(text: str) -> bool:
    """Latitude, longitude, and perhaps altitude and accuracy."""
    parts = text.split()
    if not 2 <= len(parts) <= 4 or not all(is_decimal(part) for part in parts):
        return False
    return abs(float(parts[0])) <= 90 and abs(float(parts[1])) <= 180


def is_geotrace(text: str) -> bool:
    return all(is_geopoint(point) for point in text.strip().strip(";").split(";"))


def is_file_name(text: str) -> bool:
    return len(text) <= 255 and not any(letter in text for letter in "/\\\n") and text not in (".", "..")


TESTS: dict[str, Callable[[str], bool]] = {
    "int": is_int,
    "integer": is_int,
    "decimal": is_decimal,
    "date": is_date,
    "dateTime": is_date_time,
    "time": is_time,
    "boolean": is_boolean,
    "geopoint": is_geopoint,
    "geotrace": is_geotrace,
    "geoshape": is_geotrace,
    "binary": is_file_name,
}


def fits(text: str, kind: str) -> bool:
    """Whether a non-empty text is of a bind's type; types that are plain text fit always."""
    test = TESTS.get(kind)
    return test is None or test(text)
