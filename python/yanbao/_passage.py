"""The printed text around a fact."""

from __future__ import annotations

from html import escape

from yanbao import _picture

Span = tuple[int, int]
_OPEN, _CLOSE = "⟦", "⟧"
_CLIP = 240  # characters of a long line on either side of what is marked


class Passage:
    """Where a row of a table is printed: its lines, those around them, and the cell marked.

    `print` it, or let a notebook show it: the piece of the page itself where the report is a PDF.

    Attributes
    ----------
    spans
        Bytes of the report's text that print the row or cell: several where a page or side bar cuts it.
    text
        What those bytes say.
    lines
        Numbers of the printed lines, from 1.
    places
        Page, from 1, and box of each span, in points from the page's top left; none of a text.
    """

    __slots__ = ("_draw", "_marked", "_pieces", "_title", "lines", "places", "spans", "text")

    def __init__(
        self,
        source: bytes,
        spans: list[Span],
        title: str,
        context: int,
        places: list[_picture.Place] | None = None,
        draw: _picture.Draw | None = None,
    ) -> None:
        self.spans = spans
        self.places = places or []
        self._pieces = _picture.pieces(self.places, context)
        self._draw = draw
        self.text = " … ".join(source[a:b].decode("utf-8", "replace") for a, b in spans)
        self._title = title
        self._marked: list[
            tuple[int, list[tuple[str, bool]]]
        ] = []  # line, its pieces and whether they are marked
        starts = _line_starts(source)
        wanted = sorted({n for a, b in spans for n in _lines(starts, a, b, context)})
        self.lines = sorted({n for a, b in spans for n in _lines(starts, a, b, 0)})
        for number in wanted:
            begin = starts[number - 1]
            end = starts[number] if number < len(starts) else len(source)
            self._marked.append((number, _pieces(source, begin, end, spans)))

    def __str__(self) -> str:
        if not self.spans:
            return f"{self._title}: not from one place of the text"
        width = len(str(self._marked[-1][0]))
        out = [self._title]
        before = self._marked[0][0]
        for number, pieces in self._marked:
            if number > before + 1:
                out.append(" " * (width + 2) + "┊")
            before = number
            sign = "→" if number in self.lines else " "
            text = "".join(f"{_OPEN}{t}{_CLOSE}" if marked else t for t, marked in pieces)
            out.append(f"{sign}{number:>{width}} │ {text}")
        return "\n".join(out)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        if not self.spans:
            return f"<p>{escape(str(self))}</p>"
        if self._draw and self._pieces:
            pictures = "".join(_picture.html(piece, self._draw) for piece in self._pieces)
            return f"<p><b>{escape(self._title)}</b></p>{pictures}"
        rows = []
        for number, pieces in self._marked:
            text = "".join(f"<mark>{escape(t)}</mark>" if marked else escape(t) for t, marked in pieces)
            weight = "bold" if number in self.lines else "normal"
            rows.append(
                f"<tr><td style='opacity:.6;font-weight:{weight}'>{number}</td>"
                f"<td style='text-align:left;white-space:pre-wrap'>{text}</td></tr>"
            )
        return f"<p><b>{escape(self._title)}</b></p><table>{''.join(rows)}</table>"


def _line_starts(source: bytes) -> list[int]:
    starts, at = [0], source.find(b"\n")
    while at >= 0:
        starts.append(at + 1)
        at = source.find(b"\n", at + 1)
    return starts


def _lines(starts: list[int], begin: int, end: int, context: int) -> range:
    from bisect import bisect_right

    first, last = bisect_right(starts, begin), bisect_right(starts, max(begin, end - 1))
    return range(max(1, first - context), min(len(starts), last + context) + 1)


def _pieces(source: bytes, begin: int, end: int, spans: list[Span]) -> list[tuple[str, bool]]:
    """A line cut at the marks; what is far from any mark is left out of a long line."""
    cuts = sorted((max(a, begin), min(b, end)) for a, b in spans if a < end and b > begin)
    pieces: list[tuple[str, bool]] = []
    at = begin
    for a, b in [*cuts, (end, end)]:
        between = source[at : max(at, a)].decode("utf-8", "replace").rstrip("\r\n")
        pieces.append((_clipped(between, left=at > begin, right=a < end), False))
        if b > max(at, a):
            pieces.append((source[max(at, a) : b].decode("utf-8", "replace").rstrip("\r\n"), True))
        at = max(at, b)
    return [(text, marked) for text, marked in pieces if text]


def _clipped(text: str, left: bool, right: bool) -> str:
    """`left`, `right`: whether a mark stands there, so that this side is kept."""
    if len(text) <= 2 * _CLIP:
        return text
    if left and right:
        return f"{text[:_CLIP]} … {text[-_CLIP:]}"
    return f"… {text[-_CLIP:]}" if right else f"{text[:_CLIP]} …"
