"""A text as a square of dots (a QR code) that a telephone reads: drawn as one path, without any address in it."""

from __future__ import annotations

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from qrcode.constants import ERROR_CORRECT_M

# Light squares around the code, without which readers do not find it.
QUIET = 4


def svg(text: str, *, label: str) -> SafeString:
    """The square as SVG, to be set inside a page. `label` is what somebody who does not see it is told."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text.encode("utf-8"))
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{column} {row}h1v1h-1z" for row, dots in enumerate(rows) for column, dark in enumerate(dots) if dark
    )
    side = len(rows)
    return format_html(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">'
        '<rect width="{}" height="{}" fill="#fff"/><path d="{}" fill="#000"/></svg>',
        label, side, side, side, side, path,
    )  # fmt: skip
