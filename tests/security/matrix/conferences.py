"""The pages under /conferences/."""

from tests.security.matrix.rows import Row

ROWS: list[Row] = []
