"""Pieces of a PDF's pages as a notebook shows them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import NamedTuple

Box = tuple[float, float, float, float]
Place = tuple[int, float, float, float, float]  # page, from 1, and box
Draw = Callable[[int, Box, float], bytes]  # page, box and pixels a point to PNG

_SCALE = 2.0  # pixels a point
_LINE = 14.0  # points
_ASIDE = 160.0


class Piece(NamedTuple):
    """A part of a page, and what is marked in it."""

    page: int
    box: Box
    marks: list[Box]


def pieces(places: list[Place], context: int) -> list[Piece]:
    """One piece a page, with so many lines around what is marked."""
    out: list[Piece] = []
    for page in sorted({place[0] for place in places}):
        marks = [place[1:] for place in places if place[0] == page]
        margin = max(1, context) * _LINE
        box = (
            max(0.0, min(m[0] for m in marks) - _ASIDE),
            max(0.0, min(m[1] for m in marks) - margin),
            max(m[2] for m in marks) + _ASIDE,
            max(m[3] for m in marks) + margin,
        )
        out.append(Piece(page, box, marks))
    return out


def html(piece: Piece, draw: Draw) -> str:
    """The piece with a frame around each mark."""
    x0, y0, x1, y1 = piece.box
    data = b64encode(draw(piece.page, piece.box, _SCALE)).decode("ascii")
    frames = "".join(
        f"<div style='position:absolute;outline:2px solid #d33;background:rgba(255,220,0,.2);"
        f"left:{100 * (a - x0) / (x1 - x0):.2f}%;top:{100 * (b - y0) / (y1 - y0):.2f}%;"
        f"width:{100 * (c - a) / (x1 - x0):.2f}%;height:{100 * (d - b) / (y1 - y0):.2f}%'></div>"
        for a, b, c, d in piece.marks
    )
    picture = f"<img style='display:block;width:100%' src='data:image/png;base64,{data}'>"
    width = f"{(x1 - x0) * 1.4:.0f}px"
    return (
        f"<p>page {piece.page}</p>"
        f"<div style='position:relative;width:{width};max-width:100%'>{picture}{frames}</div>"
    )
