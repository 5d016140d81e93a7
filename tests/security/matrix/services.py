"""The pages under /services/."""

from tests.security.matrix.rows import Row

ROWS: list[Row] = []
