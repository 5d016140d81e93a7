"""`himaya verify-submission`: a submission from elsewhere under our form, with the outcome of the first line."""

from himaya.cases import first_line
from himaya.instruments import cli


def main(argv: list[str]) -> int:
    """0 when it fits the form, 1 when not, 2 when the words were not understood."""
    return cli.verify_main(argv, outcome=lambda form, said: first_line.outcome(form, said.given))
