"""Of which offences a sentence of a sheet is warned before it goes to police, prosecution or a court. Pure.

Source: do-no-harm 4; domain/first-line.md "Questions that expose the person". A warning under every sentence is read
by nobody: one stands where a line of the sheet says so, or where nobody asked. The truth table, readable without
code, is tests/data/exposing_truth.txt. Words are not read: what a sentence says besides is for whoever reads it.

>>> table, asks = {"transport": ("irregular_stay",), "found": ("irregular_stay", "drugs")}, {"acts": {"transport"}}
>>> warned("found", {"acts": ("recruit",)}, table, asks), warned("found", {"acts": ()}, table, asks)
(('drugs',), ('irregular_stay', 'drugs'))
"""

from collections.abc import Collection, Mapping


def warned(
    text: str,
    ticked: Mapping[str, Collection[str]],
    exposes: Mapping[str, tuple[str, ...]],
    asks: Mapping[str, Collection[str]],
) -> tuple[str, ...]:
    """The offences of which a text is warned, of those that `exposes` has for it.

    `ticked`: the codes chosen in each part of the sheet; a part in which none was chosen was not asked. `exposes`: by
    code or text, the offences. `asks`: by part, the codes that can be chosen there. What no part asks stays a warning.
    """
    said = {offence for codes in ticked.values() for code in codes for offence in exposes.get(code, ())}
    answered: set[str] = set()
    unasked: set[str] = set()
    for part, codes in asks.items():
        known = answered if ticked.get(part) else unasked
        known.update(offence for code in codes for offence in exposes.get(code, ()))
    ruled_out = answered - unasked - said
    return tuple(one for one in exposes.get(text, ()) if one not in ruled_out)
