"""The first page."""

from tests.security.matrix.rows import Row, closed, open_to_all

ROWS: list[Row] = [open_to_all("home"), closed("home")]
