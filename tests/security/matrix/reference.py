"""Pages to read: the same for everybody."""

from tests.security.matrix.rows import Row, closed, open_to_all

ROWS: list[Row] = [
    open_to_all("reference:instruments"),
    closed("reference:instruments"),
    open_to_all("reference:instrument", name="first-line-labour"),
    open_to_all("reference:instrument", answer=404, name="absent"),
    closed("reference:instrument", name="first-line-labour"),
    open_to_all("reference:institutions"),
    closed("reference:institutions"),
    open_to_all("reference:institutions_of", pack="demo"),
    open_to_all("reference:institutions_of", answer=404, pack="absent"),
    closed("reference:institutions_of", pack="demo"),
    open_to_all("reference:legal"),
    closed("reference:legal"),
]
