"""
The C++ core of yanbao; the package's own modules check arguments before they get here.
"""

from __future__ import annotations

import collections.abc
import typing

import numpy
import numpy.typing
import typing_extensions

__all__: list[str] = [
    "Lexicon",
    "Limits",
    "Report",
    "Securities",
    "Table",
    "default_limits",
    "format_ticker",
    "read",
    "table_names",
]

class Limits:
    """
    Bounds on what one document may ask for.
    """

    def __init__(
        self,
        *,
        bytes: typing.SupportsInt | typing.SupportsIndex,
        line_bytes: typing.SupportsInt | typing.SupportsIndex,
        cells_per_row: typing.SupportsInt | typing.SupportsIndex,
        rows_per_table: typing.SupportsInt | typing.SupportsIndex,
        tables: typing.SupportsInt | typing.SupportsIndex,
        list_depth: typing.SupportsInt | typing.SupportsIndex,
        facts: typing.SupportsInt | typing.SupportsIndex,
        findings: typing.SupportsInt | typing.SupportsIndex,
    ) -> None: ...

class Lexicon:
    """
    The words of the field, immutable.
    """

    @staticmethod
    def from_json(json: str) -> Lexicon:
        """
        Categories of keys of words.
        """
    def categories(self) -> list[str]:
        """
        Names of its categories.
        """
    def extended(self, json: str) -> Lexicon:
        """
        A new lexicon with words, attributes, keys or categories added.
        """
    def to_json(self) -> str:
        """
        The JSON that would make it again.
        """
    def words(self, category: str) -> list[tuple[str, list[str]]]:
        """
        Keys of a category, each with its words.
        """

class Securities:
    """
    Which security a name or ticker is, on a day; immutable.
    """

    @staticmethod
    def from_csv(csv: str) -> Securities:
        """
        The form in which the package ships its list.
        """
    @staticmethod
    def from_rows(
        rows: collections.abc.Sequence[
            tuple[str, str, collections.abc.Sequence[str], typing.SupportsInt | typing.SupportsIndex | None]
        ],
    ) -> Securities:
        """
        Ticker, name, aliases, day of listing.
        """
    def __len__(self) -> int: ...
    def by_name(
        self, name: str, on: typing.SupportsInt | typing.SupportsIndex | None
    ) -> list[tuple[str, str, list[str], int | None]]:
        """
        Securities of a printed name, best first.
        """
    def by_ticker(self, ticker: str) -> tuple[str, str, list[str], int | None] | None:
        """
        The security of a ticker in any habit of the field.
        """
    def extended(
        self,
        rows: collections.abc.Sequence[
            tuple[str, str, collections.abc.Sequence[str], typing.SupportsInt | typing.SupportsIndex | None]
        ],
    ) -> Securities:
        """
        A new list; the new rows come first.
        """
    def read_ticker(
        self, printed: str, name: str, on: typing.SupportsInt | typing.SupportsIndex | None
    ) -> tuple[str | None, bool]:
        """
        A printed ticker and whether it had to be mended.
        """

class Table:
    """
    Columns in Arrow's memory layout, immutable.
    """

    def __arrow_c_array__(
        self, requested_schema: typing.Any = None
    ) -> tuple[typing_extensions.CapsuleType, typing_extensions.CapsuleType]:
        """
        Arrow's C array, without a copy.
        """
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        Arrow's C schema.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        Arrow's C stream of one batch, without a copy.
        """
    def __len__(self) -> int: ...
    def array(self, column: str) -> typing.Any:
        """
        A writable array of a column that is not of texts; days are counted as in values.
        """
    def nulls(self, column: str) -> numpy.typing.NDArray[numpy.bool]:
        """
        Which values are absent.
        """
    def values(self, column: str) -> list:
        """
        Python's own values and None; days are counted from 1970-01-01.
        """
    @property
    def column_names(self) -> list[str]:
        """
        In order.
        """
    @property
    def column_types(self) -> list[str]:
        """
        Arrow's names.
        """
    @property
    def name(self) -> str:
        """
        Name in the schema.
        """

class Report:
    """
    A report that was read, immutable.
    """

    def blocks(self) -> list:
        """
        Kind, level, start, end and line of every block.
        """
    def grids(self) -> list:
        """
        Header trees of the tables and what each column is taken for.
        """
    def line_of(self, byte: typing.SupportsInt | typing.SupportsIndex) -> int:
        """
        Line of a byte, from 1.
        """
    def places(self, table: str, row: typing.SupportsInt | typing.SupportsIndex) -> tuple:
        """
        Where a row is printed: spans, and (column, start, end) of its fields.
        """
    def table(self, name: str) -> Table:
        """
        One table of the schema.
        """
    @property
    def text(self) -> bytes:
        """
        UTF-8.
        """

def default_limits() -> dict:
    """
    The core's own bounds, which the package's defaults are held to.
    """

def format_ticker(text: str, habit: str) -> str:
    """
    A ticker of any habit of the field in the habit asked for.
    """

def read(
    text: str,
    lexicon: Lexicon,
    securities: Securities,
    limits: Limits,
    notes: collections.abc.Sequence[tuple[str, str, typing.SupportsInt | typing.SupportsIndex]],
) -> Report:
    """
    Reads a report's text, UTF-8.
    """

def table_names() -> list[str]:
    """
    Tables of the schema, in its order.
    """

__version__: str = "0.1.0"
