"""Sets a sample report as a broker would.

    python python/tools/make_sample_pdf.py FONT

Needs fontTools and a font with Chinese (Noto Sans CJK, under the Open Font License), of which the document
holds the characters that it prints.  The same font gives the same bytes.
"""

from __future__ import annotations

import io
import re
import sys
import zlib
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

SAMPLES = Path(__file__).resolve().parents[1] / "yanbao" / "data" / "samples"
NAME = "linchuan_mindray_20240830"
WIDTH, HEIGHT, MARGIN = 595, 842, 48
BAR = 396  # where the side bar of the first page starts
RED, GREY, BLACK = "0.70 0.09 0.12", "0.45 0.45 0.45", "0 0 0"
NO_START = "，。；：、！？）》”"  # no line starts with one of these


class Font:
    """The part of a font that a text needs."""

    def __init__(self, path: Path, text: str) -> None:
        whole = self._whole(path)
        names, scale = whole.getBestCmap(), 1000 / whole["head"].unitsPerEm
        shapes, metrics = whole.getGlyphSet(), whole["hmtx"]
        self.gid = {c: i for i, c in enumerate(sorted(set(text)), 1)}
        self.width = {c: metrics[names[ord(c)]][0] * scale for c in self.gid}
        self.ascent, self.descent = round(whole["hhea"].ascent * scale), round(whole["hhea"].descent * scale)
        order = [".notdef", *(f"g{gid}" for gid in self.gid.values())]
        glyphs = {}
        for name, c in zip(order, ["", *self.gid], strict=True):
            pen = TTGlyphPen(None)
            shapes[names[ord(c)] if c else ".notdef"].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
            glyphs[name] = pen.glyph()
        builder = FontBuilder(whole["head"].unitsPerEm, isTTF=True)
        builder.setupGlyphOrder(order)
        builder.setupGlyf(glyphs)
        builder.setupHorizontalMetrics(
            {
                name: metrics[names[ord(c)] if c else ".notdef"]
                for name, c in zip(order, ["", *self.gid], strict=True)
            }
        )
        builder.setupHorizontalHeader(ascent=whole["hhea"].ascent, descent=whole["hhea"].descent)
        builder.setupMaxp()
        self._part = builder.font
        self._part.recalcTimestamp = False

    @staticmethod
    def _whole(path: Path) -> TTFont:
        """The font for the mainland's Chinese, where the file is a collection."""
        if path.suffix != ".ttc":
            return TTFont(path)
        fonts = TTCollection(path).fonts
        return next((f for f in fonts if str(f["name"].getDebugName(1)).endswith("SC")), fonts[0])

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self._part.save(out)
        return out.getvalue()

    def length(self, text: str, size: float) -> float:
        return sum(self.width[c] for c in text) * size / 1000


class Page:
    """A page's content; y counts from its top."""

    def __init__(self, font: Font) -> None:
        self.font, self.out, self.y = font, [], 0.0

    def put(
        self, x: float, y: float, text: str, size: float, colour: str = BLACK, right: bool = False
    ) -> None:
        if right:
            x -= self.font.length(text, size)
        codes = "".join(f"{self.font.gid[c]:04X}" for c in text)
        place = f"1 0 0 1 {x:.2f} {HEIGHT - y:.2f} Tm"
        self.out.append(f"{colour} rg BT /F1 {size:g} Tf {place} <{codes}> Tj ET")

    def rule(self, x0: float, x1: float, y: float, colour: str = GREY, wide: float = 0.5) -> None:
        self.out.append(f"{colour} RG {wide:g} w {x0:g} {HEIGHT - y:.2f} m {x1:g} {HEIGHT - y:.2f} l S")

    def lines(self, text: str, width: float, size: float, indent: float) -> list[str]:
        """Cut where a line is full: not within a number or a Latin word, nor before a mark."""
        out, line, used = [], "", indent
        for word in re.findall(rf"(?:[!-~]+|.)[{NO_START}]*", text):
            wide = self.font.length(word, size)
            if line and used + wide > width:
                out.append(line)
                line, used = "", 0.0
            line, used = line + word, used + wide
        return [*out, line]

    def paragraph(self, text: str, x0: float, x1: float, size: float = 9.5, indent: bool = True) -> None:
        first = 2 * size if indent else 0.0
        for i, line in enumerate(self.lines(text, x1 - x0, size, first)):
            self.put(x0 + (0 if i else first), self.y, line, size)
            self.y += 1.6 * size
        self.y += 0.6 * size

    def heading(self, text: str, x0: float, x1: float) -> None:
        self.put(x0, self.y, text, 11, RED)
        self.rule(x0, x1, self.y + 5, RED)
        self.y += 22

    def table(
        self, rows: list[list[str]], x0: float, x1: float, label: float, rules: int, size: float = 8.5
    ) -> None:
        """Figures end at the right edges of columns of one width, behind a label."""
        step = (x1 - x0 - label) / (len(rows[0]) - 1)
        self.rule(x0, x1, self.y - 11, RED, 1)
        for i, row in enumerate(rows):
            for c, cell in enumerate(row):
                at = x0 if c == 0 else x0 + label + step * c
                self.put(at, self.y, cell, size, right=c > 0)
            if i + 1 == rules:
                self.rule(x0, x1, self.y + 5)
            self.y += 15
        self.rule(x0, x1, self.y - 10, RED, 1)
        self.y += 4


def set_report(text: str, font: Font) -> list[Page]:
    """The sample as two pages: its lines and their order are the text's."""
    parts = [part.split("\n") for part in text.strip().split("\n\n")]
    (date, series, kind), title, subtitle, ratings, basics, people = parts[0], *(p for p in parts[1:6])
    cover, back = Page(font), Page(font)
    for page, number in ((cover, 1), (back, 2)):
        page.put(MARGIN, 34, f"{series}  {kind}", 9, GREY)
        page.put(WIDTH - MARGIN, 34, date, 9, GREY, right=True)
        page.rule(MARGIN, WIDTH - MARGIN, 42, RED, 1.2)
        page.put(WIDTH / 2, HEIGHT - 28, str(number), 8, GREY)
    cover.put(MARGIN, 78, title[0], 17, RED)
    cover.put(MARGIN, 102, subtitle[0], 11)

    cover.y = 140
    for line in ratings:
        cover.put(BAR, cover.y, line, 9.5)
        cover.y += 16
    cover.y += 12
    cover.heading(basics[0], BAR, WIDTH - MARGIN)
    for line in basics[1:]:
        label, value = line.split("\t")
        cover.put(BAR, cover.y, label, 8.5)
        cover.put(WIDTH - MARGIN, cover.y, value, 8.5, right=True)
        cover.y += 14
    cover.y += 18
    for line in people:
        cover.put(BAR, cover.y, line, 8.5)
        cover.y += 14

    rest = iter(parts[6:])
    cover.y = 140
    left = (MARGIN, BAR - 24)
    for part in rest:
        if len(part) > 1:
            break
        if len(part[0]) < 12:
            cover.heading(part[0], *left)
        else:
            cover.paragraph(part[0], *left)
    cover.y = max(cover.y, 590)
    cover.put(MARGIN, cover.y, part[0], 10, RED)
    cover.y += 20
    cover.table([line.split("\t") for line in part[1:-1]], MARGIN, WIDTH - MARGIN, 150, 1)
    cover.put(MARGIN, cover.y, part[-1], 7.5, GREY)

    back.y = 70
    back.put(MARGIN, back.y, next(rest)[0], 10, RED)
    back.y += 22
    *rows, source = next(rest)
    comparables(back, [line.split("\t") for line in rows])
    back.put(MARGIN, back.y, source, 7.5, GREY)
    back.y += 34
    for part in rest:
        if len(part) == 1 and len(part[0]) < 12:
            back.heading(part[0], MARGIN, WIDTH - MARGIN)
            continue
        for line in part:
            back.paragraph(line, MARGIN, WIDTH - MARGIN, 9, indent=False)
        back.y += 10
    return [cover, back]


def comparables(page: Page, rows: list[list[str]]) -> None:
    """Two lines of headers: a group's name stands over the middle of its columns."""
    rights = [
        MARGIN + 58,
        MARGIN + 112,
        MARGIN + 176,
        MARGIN + 248,
        *(MARGIN + 292 + 41 * i for i in range(6)),
    ]
    page.rule(MARGIN, WIDTH - MARGIN, page.y - 11, RED, 1)
    groups, years, *body = rows
    for c, cell in enumerate(groups):
        if not cell:
            continue
        if c < 4:
            place(page, rights, c, page.y + 7, cell)
            continue
        middle = (rights[c] + rights[c + 2] - 20) / 2 + page.font.length(cell, 8) / 2
        page.put(middle, page.y, cell, 8, right=True)
    page.y += 15
    for c, cell in enumerate(years[-6:], 4):
        page.put(rights[c], page.y, cell, 8, right=True)
    page.rule(MARGIN, WIDTH - MARGIN, page.y + 5)
    for row in body:
        page.y += 15
        for c, cell in enumerate(row):
            place(page, rights, c, page.y, cell)
    page.rule(MARGIN, WIDTH - MARGIN, page.y + 5, RED, 1)
    page.y += 20


def place(page: Page, rights: list[float], column: int, y: float, cell: str) -> None:
    if column < 2:
        page.put(MARGIN if column == 0 else rights[0] + 10, y, cell, 8)
    else:
        page.put(rights[column], y, cell, 8, right=True)


def pdf(pages: list[Page], font: Font) -> bytes:
    def stream(data: bytes, more: bytes = b"") -> bytes:
        packed = zlib.compress(data, 9)
        return b"<< /Length %d /Filter /FlateDecode%b >>\nstream\n%b\nendstream" % (len(packed), more, packed)

    used = sorted(font.gid.items(), key=lambda item: item[1])
    widths = " ".join(f"{gid} [{font.width[c]:.0f}]" for c, gid in used)
    names = [f"<{gid:04X}> <{c.encode('utf-16-be').hex().upper()}>" for c, gid in used]
    blocks = [names[i : i + 100] for i in range(0, len(names), 100)]
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
        + "endcmap end end"
    )
    program = font.bytes()
    base = "/BaseFont /SAMPLE+NotoSansCJK"
    box = f"/FontBBox [-200 {font.descent} 1200 {font.ascent}] /Ascent {font.ascent} /Descent {font.descent}"
    kids = " ".join(f"{8 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        f"<< /Type /Font /Subtype /Type0 {base} /Encoding /Identity-H /DescendantFonts [4 0 R] "
        "/ToUnicode 5 0 R >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType2 {base} /CIDSystemInfo << /Registry (Adobe) "
        f"/Ordering (Identity) /Supplement 0 >> /CIDToGIDMap /Identity /DW 1000 /W [{widths}] "
        "/FontDescriptor 6 0 R >>".encode(),
        stream(cmap.encode()),
        f"<< /Type /FontDescriptor /FontName /SAMPLE+NotoSansCJK /Flags 4 {box} /ItalicAngle 0 "
        "/CapHeight 733 /StemV 80 /FontFile2 7 0 R >>".encode(),
        stream(program, b" /Length1 %d" % len(program)),
    ]
    for i, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {9 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(stream("\n".join(page.out).encode()))
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def main() -> None:
    text = (SAMPLES / f"{NAME}.txt").read_text(encoding="utf-8")
    font = Font(Path(sys.argv[1]), text.replace("\n", "").replace("\t", "") + " 0123456789")
    made = pdf(set_report(text, font), font)
    (SAMPLES / f"{NAME}.pdf").write_bytes(made)
    print(f"{NAME}.pdf: {len(made):,} bytes")


if __name__ == "__main__":
    main()
