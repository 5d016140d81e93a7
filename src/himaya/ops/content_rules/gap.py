"""One thing missing or wrong in the content, said so that an editor finds it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """`language` is empty when the gap is not about one language."""

    file: str
    row: str
    language: str
    gap: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)
