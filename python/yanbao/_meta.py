from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


class Meta(Mapping[str, Any]):
    """What a report is: broker, title, kind, day, sector and, of a note, its company.  It never changes.

    Fields are attributes and keys alike; what is not printed is None.  `get` takes a name as a dict's does.
    """

    __slots__ = ("_fields",)
    _fields: dict[str, Any]

    def __init__(self, fields: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_fields", dict(fields))

    def __getitem__(self, name: str) -> Any:
        return self._fields[name]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "_fields":
            raise AttributeError(name)
        try:
            return self._fields[name]
        except KeyError:
            raise AttributeError(f"meta has no field {name!r}; it has {', '.join(self._fields)}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{name} cannot be set: a report's record never changes")

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __hash__(self) -> int:
        return hash(tuple(self._fields.items()))

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._fields]

    def __reduce__(self) -> tuple[type[Meta], tuple[dict[str, Any]]]:
        return Meta, (self._fields,)

    def __repr__(self) -> str:
        known = {k: v for k, v in self._fields.items() if v is not None and not k.startswith("src_")}
        return "Meta(" + ", ".join(f"{k}={v!r}" for k, v in known.items()) + ")"
