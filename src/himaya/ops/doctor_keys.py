"""What `himaya doctor` looks at where keys and store meet: whether these keys open this store."""

from himaya.kernel import fit
from himaya.ops.finding import Finding, well, wrong


def opening() -> Finding:
    """Whether the keys open what they sealed: some of each epoch are tried."""
    tried = fit.tried()
    if not tried.number:
        return well("opening", "nothing is sealed yet")
    if tried.strange:
        do = "Stop, and put its own keys in place: docs/how-to/keys.md, Loss. Make no new ones."
        return wrong("opening", "the keys are not those of this store: they open none of its records", do)
    if tried.shut:
        seen = ", ".join(f"{number} of epoch {epoch}" for epoch, number in sorted(tried.shut.items()))
        do = "A master key is missing, or rows were altered: `himaya keys list`, then the last backup that verifies."
        return wrong("opening", f"of {tried.number} data keys tried some do not open: {seen}", do)
    return well("opening", f"{tried.number} data keys were tried, and open")
