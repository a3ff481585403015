"""The logo of a theme on a sheet."""

from __future__ import annotations

from io import BytesIO

from xlsxwriter.image import Image
from xlsxwriter.worksheet import Worksheet

from kpi_engine.model.definitions.style.theme import Logo, MediaType
from kpi_engine.render.sheets.workbook_words import property_text

# Pixels, as Excel counts them, of a logo and of what is left free below it.
_HEIGHT, _WIDEST = 64, 480
_BELOW = 8
_PIXELS_AN_INCH, _POINTS_A_PIXEL = 96, 0.75


def add_logo(sheet: Worksheet, row: int, logo: Logo | None) -> int:
    """Put the logo into a row as high as the logo.

    Excel shows no SVG without a second picture of another kind beside it, so such a logo is left out.

    Returns:
        The number of rows that the logo takes; 0 without a logo.
    """
    if logo is None or logo.media_type is MediaType.SVG:
        return 0
    image = Image(BytesIO(logo.content))
    scale = min(_HEIGHT / image.height, _WIDEST / image.width)
    sheet.set_row(row, (image.height * scale + _BELOW) * _POINTS_A_PIXEL)
    sheet.insert_image(
        row,
        0,
        image,
        {
            # Excel goes by the dots an inch that a picture says it has.
            "x_scale": scale * image.x_dpi / _PIXELS_AN_INCH,
            "y_scale": scale * image.y_dpi / _PIXELS_AN_INCH,
            "description": property_text(logo.alternative_text),
        },
    )
    return 1
