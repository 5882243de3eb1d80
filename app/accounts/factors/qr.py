"""A QR code as the one path of an SVG, drawn here: what is in it is for no other server."""

import segno

QUIET_ZONE = 4  # modules


def qr_code(text):
    """The side in modules, and the path of the dark ones."""
    code = segno.make(text, error="m", micro=False)
    side, _ = code.symbol_size(border=QUIET_ZONE)
    rows = enumerate(code.matrix_iter(border=QUIET_ZONE))
    dark = (f"M{x} {y}h1v1h-1z" for y, row in rows for x, module in enumerate(row) if module)
    return {"side": side, "path": "".join(dark)}
