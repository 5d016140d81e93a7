"""A text as a square of dots (a QR code) that a telephone reads: drawn as one path, without any address in it."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M

# Light squares around the code, without which readers do not find it.
QUIET = 4


def svg(text: str, *, label: str) -> str:
    """The square as SVG, to be set inside a page. `label` is what somebody who does not see it is told."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text.encode("utf-8"))
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{column} {row}h1v1h-1z" for row, dots in enumerate(rows) for column, dark in enumerate(dots) if dark
    )
    side = len(rows)
    return (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )
