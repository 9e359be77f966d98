"""What a process and its worker say to each other: parts, each behind its length."""

from __future__ import annotations

from typing import IO

_HEADER = 8  # bytes that say how long the next part is
_MOST = 8 << 30  # no part is longer: a process that says so is broken


def write(stream: IO[bytes], *parts: bytes) -> None:
    """One part behind the other."""
    for part in parts:
        stream.write(len(part).to_bytes(_HEADER, "little"))
        stream.write(part)
    stream.flush()


def read(stream: IO[bytes]) -> bytes | None:
    """The next part; none where the stream ends, before it or within."""
    header = stream.read(_HEADER)
    size = int.from_bytes(header, "little")
    if len(header) < _HEADER or size > _MOST:
        return None
    part = stream.read(size)
    return part if len(part) == size else None
