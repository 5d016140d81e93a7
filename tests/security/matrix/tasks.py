"""The pages under /tasks/."""

from tests.security.matrix.rows import Row

ROWS: list[Row] = []
