"""A frame that also knows whom to ask for more; whatever is made of it is a plain frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from typing_extensions import Self


class AskedFrame(pd.DataFrame):
    """A frame as any other, with `_ask` behind it."""

    _ask: Any

    @classmethod
    def made(cls, frame: pd.DataFrame, ask: Any) -> Self:
        """The same rows, without a copy."""
        known = cls(frame, copy=False)
        known.attrs = frame.attrs
        object.__setattr__(known, "_ask", ask)
        return known

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def __reduce__(self) -> Any:
        return _itself, (pd.DataFrame(self),)


def _itself(frame: pd.DataFrame) -> pd.DataFrame:
    return frame
