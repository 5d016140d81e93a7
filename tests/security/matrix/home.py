"""The first page."""

from tests.security.matrix.rows import ANONYMOUS, Row, closed, open_to_all

ROWS: list[Row] = [open_to_all("home").seen_by(ANONYMOUS), closed("home")]
