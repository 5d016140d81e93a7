"""The pages under /plans/."""

from tests.security.matrix.rows import Row

ROWS: list[Row] = []
