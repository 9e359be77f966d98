"""PDFs of a few lines, written by hand: what a test prints is what the page says."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

Words = Iterable[tuple[float, float, str]]  # x, y from the top, text


def stream(
    words: Words, size: float = 10, height: float = 842, turn: str = "1 0 0 1", font: str = "F1"
) -> bytes:
    """Words as a page's content; each starts at x on the baseline y.

    F2 is F1 without the table that names its characters: what it prints looks the same and says nothing.
    """
    out = [b"BT"]
    for x, y, text in words:
        coded = text.encode("utf-16-be").hex().upper()
        out.append(f"/{font} {size} Tf {turn} {x} {height - y} Tm <{coded}> Tj".encode())
    return b"\n".join([*out, b"ET"])


def pdf(
    pages: Sequence[bytes],
    *,
    rotate: int = 0,
    box: str = "/MediaBox [0 0 595 842]",
    extra: dict[int, bytes] | None = None,
    trailer: bytes = b"",
) -> bytes:
    """Pages of content streams with one font: its codes are UTF-16, its Latin is half as wide as Chinese."""
    # a range holds codes of one high byte only
    ranges = [b"<%02X00> <%02XFF> <%02X00>" % (high, high, high) for high in range(256)]
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + b"".join(
            b"64 beginbfrange\n%b\nendbfrange\n" % b"\n".join(ranges[i : i + 64]) for i in range(0, 256, 64)
        )
        + b"endcmap end end"
    )
    first = 7  # objects behind catalogue, pages and the fonts' four
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /DescendantFonts [4 0 R] "
        b"/ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Identity) /Supplement 0 >> /DW 1000 /W [0 255 500] /FontDescriptor << /Type "
        b"/FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 "
        b"/Descent -200 /CapHeight 700 /StemV 80 >> >>",
        _stream(cmap),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /DescendantFonts [4 0 R] >>",
    ]
    for i, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R {box} /Rotate {rotate} /Contents "
            f"{first + 2 * i + 1} 0 R /Resources << /Font << /F1 3 0 R /F2 6 0 R >> >> >>".encode()
        )
        objects.append(_stream(content))
    for number, body in (extra or {}).items():
        objects[number - 1] = body
    return _file(objects, trailer)


def scan(pages: Iterable[tuple[int, int, bytes]], scale: float) -> bytes:
    """Pages that are pictures: width, height and RGB of each, and its pixels a point."""
    drawn = list(pages)
    kids = " ".join(f"{3 + 3 * i} 0 R" for i in range(len(drawn)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(drawn)} >>".encode(),
    ]
    for i, (width, height, rgb) in enumerate(drawn):
        wide, high = width / scale, height / scale
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Contents {4 + 3 * i} 0 R "
            f"/Resources << /XObject << /P {5 + 3 * i} 0 R >> >> >>".encode()
        )
        objects.append(_stream(f"{wide} 0 0 {high} 0 0 cm /P Do".encode()))
        kind = (
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB "
            "/BitsPerComponent 8 "
        )
        objects.append(_stream(rgb, kind.encode()))
    return _file(objects)


def _file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    size = f"/Size {len(objects) + 1} /Root 1 0 R ".encode()
    out += b"trailer\n<< " + size + trailer + f" >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _stream(data: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    head = b"<< %b/Length %d /Filter /FlateDecode >>" % (more, len(packed))
    return head + b"\nstream\n" + packed + b"\nendstream"
