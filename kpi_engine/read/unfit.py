"""Why a picture cannot be used."""

from __future__ import annotations


class UnfitPictureError(Exception):
    """``what`` is wrong with a picture and what to do (``remedy``), as an Issue has them."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)
