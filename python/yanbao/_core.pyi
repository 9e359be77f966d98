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
    "BacktestMarket",
    "BacktestRules",
    "BacktestTerms",
    "Lexicon",
    "Limits",
    "OpenPdf",
    "Pages",
    "Pdfium",
    "Report",
    "Securities",
    "Table",
    "alpha_beta",
    "annual_excess",
    "annual_return",
    "as_of",
    "batting_average",
    "bucket_newcomers",
    "bucket_returns",
    "cagr",
    "cagr_bounds",
    "calmar",
    "capture",
    "compute",
    "consensus",
    "cumulative_returns",
    "default_limits",
    "deflated_sharpe",
    "downside_risk",
    "drawdown_series",
    "drawdowns",
    "earnings_yield",
    "earnings_yield_bounds",
    "even_shares",
    "excess_return",
    "expected_max_sharpe",
    "expected_shortfall",
    "factor_autocorrelation",
    "factor_buckets",
    "factor_ic",
    "factor_treated",
    "factor_weights",
    "format_ticker",
    "group_growth",
    "group_pe",
    "group_pe_series",
    "grouped_returns",
    "growth",
    "growth_bounds",
    "hit_rate",
    "information_ratio",
    "max_drawdown",
    "mean_opinions",
    "membership",
    "newest_opinions",
    "newey_west",
    "normal_cdf",
    "normal_quantile",
    "omega",
    "passes",
    "pdf_pages",
    "pe",
    "pe_bounds",
    "peg",
    "peg_bounds",
    "probabilistic_sharpe",
    "read",
    "read_pages",
    "reasons",
    "refine_eps",
    "refusals",
    "return_shape",
    "revision",
    "screen",
    "select_weights",
    "sharpe",
    "simulate",
    "sortino",
    "stability",
    "table_names",
    "tail_ratio",
    "theme_standing",
    "total_return",
    "tracking_error",
    "value_at_risk",
    "volatility",
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
        facts: typing.SupportsInt | typing.SupportsIndex,
        findings: typing.SupportsInt | typing.SupportsIndex,
        pages: typing.SupportsInt | typing.SupportsIndex,
        texts_per_page: typing.SupportsInt | typing.SupportsIndex,
        text_pairs: typing.SupportsInt | typing.SupportsIndex,
        glyphs_per_page: typing.SupportsInt | typing.SupportsIndex,
        glyphs: typing.SupportsInt | typing.SupportsIndex,
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
    def from_csv(csv: bytes) -> Securities:
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
    def values(self, column: str) -> list[typing.Any]:
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

class Pdfium:
    """
    PDFium's functions, by their addresses.
    """
    def __init__(
        self, addresses: collections.abc.Mapping[str, typing.SupportsInt | typing.SupportsIndex]
    ) -> None: ...

class Pages:
    """
    Glyphs of a document's pages, immutable.
    """
    @staticmethod
    def unpack(bytes: bytes) -> Pages:
        """
        What `pack` made.
        """
    def __len__(self) -> int: ...
    def pack(self) -> bytes:
        """
        As bytes, for a pipe.
        """
    def size(self, page: typing.SupportsInt | typing.SupportsIndex) -> tuple[float, float]:
        """
        Width and height of a page, in points.
        """
    def with_words(
        self,
        words: collections.abc.Sequence[
            tuple[
                typing.SupportsInt | typing.SupportsIndex,
                collections.abc.Sequence[
                    tuple[
                        str,
                        typing.SupportsFloat | typing.SupportsIndex,
                        typing.SupportsFloat | typing.SupportsIndex,
                        typing.SupportsFloat | typing.SupportsIndex,
                        typing.SupportsFloat | typing.SupportsIndex,
                    ]
                ],
            ]
        ],
        limits: Limits,
    ) -> Pages:
        """
        The same, where the pages of these numbers hold these words, each with its box.
        """
    @property
    def pictures(self) -> list[int]:
        """
        Numbers of the pages, from 1, that show little text or none.
        """

class OpenPdf:
    """
    A PDF whose pages are drawn.
    """
    def __init__(self, pdfium: Pdfium, pdf: bytes) -> None: ...
    def close(self) -> None: ...
    def picture(
        self,
        page: typing.SupportsInt | typing.SupportsIndex,
        box: tuple[
            typing.SupportsFloat | typing.SupportsIndex,
            typing.SupportsFloat | typing.SupportsIndex,
            typing.SupportsFloat | typing.SupportsIndex,
            typing.SupportsFloat | typing.SupportsIndex,
        ],
        scale: typing.SupportsFloat | typing.SupportsIndex,
    ) -> tuple[int, int, bytes]:
        """
        Width, height and RGB of a piece of a page.
        """

class Report:
    """
    A report that was read, immutable.
    """
    def blocks(self) -> list[tuple[str, int, int, int, int]]:
        """
        Kind, level, start, end and line of every block.
        """
    def grids(self) -> list[dict[str, typing.Any]]:
        """
        Header trees of the tables and what each column is taken for.
        """
    def line_of(self, byte: typing.SupportsInt | typing.SupportsIndex) -> int:
        """
        Line of a byte, from 1.
        """
    def page_place(
        self, start: typing.SupportsInt | typing.SupportsIndex, end: typing.SupportsInt | typing.SupportsIndex
    ) -> tuple[int, float, float, float, float] | None:
        """
        Page, from 1, and box of the bytes; None where the report has no pages.
        """
    def places(
        self, table: str, row: typing.SupportsInt | typing.SupportsIndex
    ) -> tuple[list[tuple[int, int]], list[tuple[str, int, int]]]:
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

class BacktestMarket:
    """
    Arrays of prices, sessions x stocks, checked once.
    """
    def __init__(
        self, arrays: dict[str, numpy.ndarray], currencies: typing.SupportsInt | typing.SupportsIndex = 1
    ) -> None: ...

class BacktestRules:
    """
    Fees, limits and lots, with the sessions that they are for.
    """
    def __init__(
        self,
        fees: dict[str, numpy.ndarray],
        kinds: typing.SupportsInt | typing.SupportsIndex,
        exact: bool,
        limits: dict[str, numpy.ndarray],
        lots: dict[str, numpy.ndarray],
        caps: dict[str, numpy.ndarray],
    ) -> None: ...
    def accepted(
        self,
        board: typing.SupportsInt | typing.SupportsIndex,
        session: typing.SupportsInt | typing.SupportsIndex,
        buys: bool,
        wanted: typing.SupportsFloat | typing.SupportsIndex,
        held: typing.SupportsFloat | typing.SupportsIndex,
    ) -> float:
        """
        The largest order of at most so many shares.
        """
    def band(
        self,
        board: typing.SupportsInt | typing.SupportsIndex,
        st: bool,
        age: typing.SupportsInt | typing.SupportsIndex,
        session: typing.SupportsInt | typing.SupportsIndex,
        reference: typing.SupportsFloat | typing.SupportsIndex,
        tick: typing.SupportsFloat | typing.SupportsIndex,
    ) -> tuple[float, float]:
        """
        Lowest and highest price of a session, NaN for none.
        """
    def fees_of(
        self,
        market: typing.SupportsInt | typing.SupportsIndex,
        buys: bool,
        session: typing.SupportsInt | typing.SupportsIndex,
        shares: typing.SupportsFloat | typing.SupportsIndex,
        amount: typing.SupportsFloat | typing.SupportsIndex,
    ) -> list[float]:
        """
        Each kind of fee of one order.
        """

class BacktestTerms:
    """
    How a simulation runs.
    """

    carry: bool
    exact: bool
    fractions: bool
    keep: bool
    margin: bool
    size_at_fill: bool
    def __init__(self) -> None: ...
    def kept(self, keep: bool) -> BacktestTerms:
        """
        The same, with or without shares and values of every cell.
        """
    @property
    def borrow_rate(self) -> float: ...
    @borrow_rate.setter
    def borrow_rate(self, arg0: typing.SupportsFloat | typing.SupportsIndex) -> None: ...
    @property
    def cash(self) -> float: ...
    @cash.setter
    def cash(self, arg0: typing.SupportsFloat | typing.SupportsIndex) -> None: ...
    @property
    def cash_rate(self) -> float: ...
    @cash_rate.setter
    def cash_rate(self, arg0: typing.SupportsFloat | typing.SupportsIndex) -> None: ...
    @property
    def gone_after(self) -> int: ...
    @gone_after.setter
    def gone_after(self, arg0: typing.SupportsInt | typing.SupportsIndex) -> None: ...
    @property
    def recovery(self) -> float: ...
    @recovery.setter
    def recovery(self, arg0: typing.SupportsFloat | typing.SupportsIndex) -> None: ...
    @property
    def volume_cap(self) -> float: ...
    @volume_cap.setter
    def volume_cap(self, arg0: typing.SupportsFloat | typing.SupportsIndex) -> None: ...

def alpha_beta(
    returns: numpy.ndarray,
    benchmark: numpy.ndarray,
    hurdle: numpy.ndarray,
    sessions_per_year: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[float, float]:
    """
    Alpha of a year and beta, of returns over the hurdle.
    """

def annual_excess(
    returns: numpy.ndarray,
    benchmark: numpy.ndarray,
    sessions_per_year: typing.SupportsFloat | typing.SupportsIndex,
) -> float:
    """
    Mean difference of a year.
    """

def annual_return(
    returns: numpy.ndarray, sessions_per_year: typing.SupportsFloat | typing.SupportsIndex
) -> float:
    """
    Compound return of a year.
    """

def as_of(
    ticker: numpy.ndarray,
    session: numpy.ndarray,
    value: numpy.ndarray,
    sessions: typing.SupportsInt | typing.SupportsIndex,
    tickers: typing.SupportsInt | typing.SupportsIndex,
    last: numpy.ndarray | None = None,
    with_rows: bool = False,
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.int32] | None]:
    """
    Value of the newest row known at or before each session and live on it, and on request that row's number (-1 for none).
    """

def batting_average(returns: numpy.ndarray, benchmark: numpy.ndarray) -> tuple[float, float, float]:
    """
    Share of sessions above the benchmark: of all, of those in which it is 0 or more, below 0.
    """

def bucket_newcomers(
    bucket: numpy.ndarray, earlier: numpy.ndarray, buckets: typing.SupportsInt | typing.SupportsIndex
) -> numpy.typing.NDArray[numpy.float64]:
    """
    Share of each bucket's names that were not in it on the date that `earlier` names.
    """

def bucket_returns(
    bucket: numpy.ndarray,
    returns: numpy.ndarray,
    buckets: typing.SupportsInt | typing.SupportsIndex,
    least: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[
    numpy.typing.NDArray[numpy.float64],
    numpy.typing.NDArray[numpy.float64],
    numpy.typing.NDArray[numpy.int32],
    numpy.typing.NDArray[numpy.float64],
]:
    """
    Mean, standard error and number of the returns of each bucket by date, and the mean of all.
    """

def cagr(
    base: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    end: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    years: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.uint8]]:
    """
    Growth a year over several and the reason of each cell.
    """

def cagr_bounds(
    base: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
    end: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
    years: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]:
    """
    Bounds of `cagr`.
    """

def calmar(returns: numpy.ndarray, sessions_per_year: typing.SupportsFloat | typing.SupportsIndex) -> float:
    """
    Annual return over the deepest drawdown.
    """

def capture(
    returns: numpy.ndarray,
    benchmark: numpy.ndarray,
    sessions_per_year: typing.SupportsFloat | typing.SupportsIndex,
    market: typing.SupportsInt | typing.SupportsIndex = 0,
) -> float:
    """
    Annual return over the benchmark's, in all sessions (0) or where the benchmark's is up (1) or down (-1).
    """

def compute(
    steps: collections.abc.Sequence[tuple[str, typing.SupportsFloat | typing.SupportsIndex]],
    columns: collections.abc.Sequence[
        tuple[
            typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
            typing.Annotated[numpy.typing.ArrayLike, numpy.float64] | None,
            typing.Annotated[numpy.typing.ArrayLike, numpy.float64] | None,
            bool,
        ]
    ],
    flags: collections.abc.Sequence[typing.Annotated[numpy.typing.ArrayLike, numpy.uint8]],
    sections: typing.SupportsInt | typing.SupportsIndex,
    width: typing.SupportsInt | typing.SupportsIndex,
    groups: collections.abc.Sequence[typing.Annotated[numpy.typing.ArrayLike, numpy.int32]] = [],
    workers: typing.SupportsInt | typing.SupportsIndex = 1,
    bounds: bool = True,
) -> tuple[
    numpy.typing.NDArray[numpy.float64],
    numpy.typing.NDArray[numpy.float64] | None,
    numpy.typing.NDArray[numpy.float64] | None,
]:
    """
    Value, low and high bound of each cell; without `bounds` None for them.
    """

def consensus(
    ticker: numpy.ndarray,
    broker: numpy.ndarray,
    period: numpy.ndarray,
    session: numpy.ndarray,
    value: numpy.ndarray,
    wanted: numpy.ndarray,
    sessions: typing.SupportsInt | typing.SupportsIndex,
    tickers: typing.SupportsInt | typing.SupportsIndex,
    last: numpy.ndarray | None = None,
    min_brokers: typing.SupportsInt | typing.SupportsIndex = 1,
) -> dict[str, numpy.ndarray]:
    """
    Statistics of each broker's newest live estimate of the period that each cell wants.
    """

def cumulative_returns(returns: numpy.ndarray) -> numpy.typing.NDArray[numpy.float64]:
    """
    Return from before the first session to the end of each.
    """

def default_limits() -> dict[str, int]:
    """
    The core's own bounds, which the package's defaults are held to.
    """

def deflated_sharpe(returns: numpy.ndarray, hurdle: numpy.ndarray, trials: numpy.ndarray) -> float:
    """
    Chance that the ratio is above that of the best trial without skill; ratios of a session.
    """

def downside_risk(
    returns: numpy.ndarray,
    hurdle: numpy.ndarray,
    sessions_per_year: typing.SupportsFloat | typing.SupportsIndex,
) -> float:
    """
    Deviation below the hurdle, over all sessions.
    """

def drawdown_series(returns: numpy.ndarray) -> numpy.typing.NDArray[numpy.float64]:
    """
    Money at the end of each session over its highest so far, less 1.
    """

def drawdowns(returns: numpy.ndarray) -> list[tuple[float, int | None, int | None, int | None]]:
    """
    Stretches below a high: depth, and the places of peak (-1 before the first session), trough and recovery.
    """

def earnings_yield(
    price: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    k: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    eps: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.uint8]]:
    """
    EPS / (price x k) and the reason of each cell.
    """

def earnings_yield_bounds(
    price: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
    k: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
    eps: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]:
    """
    Bounds of `earnings_yield`.
    """

def even_shares(count: typing.SupportsInt | typing.SupportsIndex) -> list[float]:
    """
    Bounds of buckets of as many names each.
    """

def excess_return(
    label: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    scale: collections.abc.Sequence[
        tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]:
    """
    Bounds of the excess return that each rating promises.
    """

def expected_max_sharpe(
    trials: typing.SupportsFloat | typing.SupportsIndex, spread: typing.SupportsFloat | typing.SupportsIndex
) -> float:
    """
    The largest ratio to be expected of trials without skill.
    """

def expected_shortfall(returns: numpy.ndarray, cutoff: typing.SupportsFloat | typing.SupportsIndex) -> float:
    """
    Mean of the worst returns.
    """

def factor_autocorrelation(
    values: numpy.ndarray, earlier: numpy.ndarray, least: typing.SupportsInt | typing.SupportsIndex
) -> numpy.typing.NDArray[numpy.float64]:
    """
    Rank correlation of each date with the one that `earlier` names, -1 for none.
    """

def factor_buckets(
    values: numpy.ndarray,
    cut: str,
    bounds: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
    least: typing.SupportsInt | typing.SupportsIndex,
) -> numpy.typing.NDArray[numpy.int32]:
    """
    Bucket of each value on its date from 1 on, 0 for none; bounds are `shares` of the names, so many equal `widths`, or `values`.
    """

def factor_ic(
    values: numpy.ndarray,
    returns: numpy.ndarray,
    least: typing.SupportsInt | typing.SupportsIndex,
    group: numpy.ndarray | None = None,
    groups: typing.SupportsInt | typing.SupportsIndex = 1,
) -> tuple[
    numpy.typing.NDArray[numpy.float64],
    numpy.typing.NDArray[numpy.float64],
    numpy.typing.NDArray[numpy.int32],
]:
    """
    Pearson's and Spearman's correlation on each date and in each group, and the number of names.
    """

def factor_treated(
    values: numpy.ndarray,
    clip: str = "",
    bound: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    group: numpy.ndarray | None = None,
    columns: collections.abc.Sequence[numpy.ndarray] = [],
    residuals: bool = False,
) -> numpy.typing.NDArray[numpy.float64]:
    """
    Values of each date, clipped (`mad`, `shares`) and less what groups and columns explain.
    """

def factor_weights(values: numpy.ndarray) -> numpy.typing.NDArray[numpy.float64]:
    """
    Weights of gross 1 by the values of each date less their mean.
    """

def format_ticker(text: str, habit: str) -> str:
    """
    A ticker of any habit of the field in the habit asked for.
    """

def group_growth(
    base: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    end: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    matrix: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8],
    least: typing.SupportsInt | typing.SupportsIndex = 1,
) -> dict[str, numpy.ndarray]:
    """
    Growth of the members of each theme: by sum and median.
    """

def group_pe(
    market_cap: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    earnings: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    matrix: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8],
    least: typing.SupportsInt | typing.SupportsIndex = 1,
) -> dict[str, numpy.ndarray]:
    """
    PE of the members of each theme: by sum, harmonic, median.
    """

def group_pe_series(
    strength: numpy.ndarray,
    market_cap: numpy.ndarray | None = None,
    earnings: numpy.ndarray | None = None,
    earnings_yield: numpy.ndarray | None = None,
    least: typing.SupportsInt | typing.SupportsIndex = 1,
) -> dict[str, numpy.ndarray]:
    """
    PE of the members on each date, by sum, harmonic and median, with what counts.
    """

def grouped_returns(
    returns: numpy.ndarray, group: numpy.ndarray, groups: typing.SupportsInt | typing.SupportsIndex
) -> numpy.typing.NDArray[numpy.float64]:
    """
    Return of each group of sessions.
    """

def growth(
    base: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    end: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.uint8]]:
    """
    Growth and the reason of each cell.
    """

def growth_bounds(
    base: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
    end: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]:
    """
    Bounds of `growth`.
    """

def hit_rate(returns: numpy.ndarray) -> float:
    """
    Share of positive returns among those that are not 0.
    """

def information_ratio(
    returns: numpy.ndarray,
    benchmark: numpy.ndarray,
    sessions_per_year: typing.SupportsFloat | typing.SupportsIndex,
) -> float:
    """
    Excess return over tracking error.
    """

def max_drawdown(returns: numpy.ndarray) -> tuple[float, int | None, int | None, int | None]:
    """
    The deepest stretch below a high, as in drawdowns.
    """

def mean_opinions(
    ticker: numpy.ndarray,
    broker: numpy.ndarray,
    session: numpy.ndarray,
    last: numpy.ndarray,
    values: collections.abc.Sequence[numpy.ndarray],
    sessions: typing.SupportsInt | typing.SupportsIndex,
    tickers: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[
    numpy.typing.NDArray[numpy.int32],
    numpy.typing.NDArray[numpy.int32],
    numpy.typing.NDArray[numpy.int32],
    list[numpy.typing.NDArray[numpy.int32]],
    list[numpy.typing.NDArray[numpy.float64]],
]:
    """
    Stretches of sessions on which a ticker's brokers say the same: ticker, from, to, and for each value the count and the mean of those that have it.
    """

def membership(
    members: collections.abc.Sequence[
        tuple[
            typing.SupportsInt | typing.SupportsIndex,
            typing.SupportsInt | typing.SupportsIndex,
            typing.SupportsInt | typing.SupportsIndex,
        ]
    ],
    securities: typing.SupportsInt | typing.SupportsIndex,
    themes: typing.SupportsInt | typing.SupportsIndex,
    parent_of: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
) -> numpy.typing.NDArray[numpy.uint8]:
    """
    Strongest wording by security and theme; members belong to every theme above theirs.
    """

def newest_opinions(
    ticker: numpy.ndarray,
    broker: numpy.ndarray,
    session: numpy.ndarray,
    last: numpy.ndarray,
    sessions: typing.SupportsInt | typing.SupportsIndex,
    tickers: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[
    numpy.typing.NDArray[numpy.int32], numpy.typing.NDArray[numpy.int32], numpy.typing.NDArray[numpy.int32]
]:
    """
    Rows that are their broker's newest live one of a ticker, from which session and to which.
    """

def newey_west(values: numpy.ndarray, lag: typing.SupportsInt | typing.SupportsIndex) -> tuple[float, float]:
    """
    Mean and its standard error, by Newey and West with so many lags.
    """

def normal_cdf(x: typing.SupportsFloat | typing.SupportsIndex) -> float:
    """
    Share of a standard normal below x.
    """

def normal_quantile(p: typing.SupportsFloat | typing.SupportsIndex) -> float:
    """
    The x that the share p is below.
    """

def omega(returns: numpy.ndarray, hurdle: numpy.ndarray) -> float:
    """
    What is above the hurdle over what is below it.
    """

def passes(
    steps: collections.abc.Sequence[tuple[str, typing.SupportsFloat | typing.SupportsIndex]],
    columns: collections.abc.Sequence[
        tuple[
            typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
            typing.Annotated[numpy.typing.ArrayLike, numpy.float64] | None,
            typing.Annotated[numpy.typing.ArrayLike, numpy.float64] | None,
            bool,
        ]
    ],
    flags: collections.abc.Sequence[typing.Annotated[numpy.typing.ArrayLike, numpy.uint8]],
    sections: typing.SupportsInt | typing.SupportsIndex,
    width: typing.SupportsInt | typing.SupportsIndex,
    groups: collections.abc.Sequence[typing.Annotated[numpy.typing.ArrayLike, numpy.int32]] = [],
    workers: typing.SupportsInt | typing.SupportsIndex = 1,
) -> tuple[numpy.typing.NDArray[numpy.bool], list[tuple[int, int, int, int]]]:
    """
    Whether each cell says yes, and the counts of `screen`.
    """

def pdf_pages(pdfium: Pdfium, pdf: bytes, limits: Limits) -> Pages:
    """
    Reads a PDF's glyphs.
    """

def pe(
    price: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    k: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    eps: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.uint8]]:
    """
    price x k / EPS and the reason of each cell.
    """

def pe_bounds(
    price: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
    k: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
    eps: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]:
    """
    Bounds of `pe`.
    """

def peg(
    pe: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    growth: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.uint8]]:
    """
    PE over growth in percent and the reason of each cell.
    """

def peg_bounds(
    pe: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
    growth: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]:
    """
    Bounds of `peg`.
    """

def probabilistic_sharpe(
    sharpe: typing.SupportsFloat | typing.SupportsIndex,
    sessions: typing.SupportsFloat | typing.SupportsIndex,
    skewness: typing.SupportsFloat | typing.SupportsIndex,
    kurtosis: typing.SupportsFloat | typing.SupportsIndex,
    threshold: typing.SupportsFloat | typing.SupportsIndex,
) -> float:
    """
    Chance that the true ratio of a session is above the threshold.
    """

def read(
    text: bytes,
    lexicon: Lexicon,
    securities: Securities,
    limits: Limits,
    notes: collections.abc.Sequence[tuple[str, str, typing.SupportsInt | typing.SupportsIndex]],
) -> Report:
    """
    Reads a report's text, UTF-8.
    """

def read_pages(
    pages: Pages,
    lexicon: Lexicon,
    securities: Securities,
    limits: Limits,
    notes: collections.abc.Sequence[tuple[str, str, typing.SupportsInt | typing.SupportsIndex]],
) -> Report:
    """
    Reads a report's pages.
    """

def reasons() -> list[str]:
    """
    Names of the reasons, in the order of their codes.
    """

def refine_eps(
    eps: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
    price: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
    k: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
    pe: tuple[
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    ],
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]:
    """
    What price, k and PE leave of the bounds of EPS; NaN where they contradict it.
    """

def refusals() -> list[str]:
    """
    What the numbers of reasons mean.
    """

def return_shape(returns: numpy.ndarray) -> tuple[float, float]:
    """
    Skewness and kurtosis (3 for a normal one) of the population.
    """

def revision(
    ticker: numpy.ndarray,
    broker: numpy.ndarray,
    period: numpy.ndarray,
    session: numpy.ndarray,
    value: numpy.ndarray,
    wanted: numpy.ndarray,
    then: numpy.ndarray,
    sessions: typing.SupportsInt | typing.SupportsIndex,
    tickers: typing.SupportsInt | typing.SupportsIndex,
    last: numpy.ndarray | None = None,
    how: str = "matched",
    min_brokers: typing.SupportsInt | typing.SupportsIndex = 1,
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]:
    """
    Change of the consensus against an earlier session, over its absolute value, and breadth: brokers that raised less those that cut, over the live ones.
    """

def screen(
    steps: collections.abc.Sequence[tuple[str, typing.SupportsFloat | typing.SupportsIndex]],
    columns: collections.abc.Sequence[
        tuple[
            typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
            typing.Annotated[numpy.typing.ArrayLike, numpy.float64] | None,
            typing.Annotated[numpy.typing.ArrayLike, numpy.float64] | None,
            bool,
        ]
    ],
    flags: collections.abc.Sequence[typing.Annotated[numpy.typing.ArrayLike, numpy.uint8]],
    sections: typing.SupportsInt | typing.SupportsIndex,
    width: typing.SupportsInt | typing.SupportsIndex,
    groups: collections.abc.Sequence[typing.Annotated[numpy.typing.ArrayLike, numpy.int32]] = [],
    workers: typing.SupportsInt | typing.SupportsIndex = 1,
) -> tuple[numpy.typing.NDArray[numpy.uint8], list[tuple[int, int, int, int]]]:
    """
    Truth of each cell (0 no, 1 yes, 2 unknown), and of each term that `both` joins: how many cells say yes, no, unknown, and how many it alone keeps out. `groups` are int32, -1 for none; `workers` threads, 0 for all there are, give the same bytes.
    """

def select_weights(
    passes: numpy.ndarray,
    rank: numpy.ndarray | None = None,
    base: numpy.ndarray | None = None,
    longs: typing.SupportsInt
    | typing.SupportsIndex
    | typing.SupportsFloat
    | typing.SupportsIndex
    | None = None,
    shorts: typing.SupportsInt
    | typing.SupportsIndex
    | typing.SupportsFloat
    | typing.SupportsIndex
    | None = None,
    short_side: bool = False,
    max_weight: typing.SupportsFloat | typing.SupportsIndex = 1.0,
) -> dict[str, numpy.ndarray]:
    """
    Weights of the best that pass on each row, in proportion to `base`, and of each row how many pass, lack a rank, lack a base, are bought and are sold.
    """

def sharpe(
    returns: numpy.ndarray,
    hurdle: numpy.ndarray,
    sessions_per_year: typing.SupportsFloat | typing.SupportsIndex,
) -> float:
    """
    Mean over deviation of returns over the hurdle, of a year.
    """

def simulate(
    market: BacktestMarket,
    session: numpy.ndarray,
    weight: numpy.ndarray,
    rules: BacktestRules,
    terms: BacktestTerms,
) -> dict[str, numpy.ndarray]:
    """
    Weights to money, session by session.
    """

def sortino(
    returns: numpy.ndarray,
    hurdle: numpy.ndarray,
    sessions_per_year: typing.SupportsFloat | typing.SupportsIndex,
) -> float:
    """
    Mean over the hurdle over the downside risk, of a year.
    """

def stability(returns: numpy.ndarray) -> float:
    """
    r^2 of the line through the cumulated log returns.
    """

def table_names() -> list[str]:
    """
    Tables of the schema, in its order.
    """

def tail_ratio(returns: numpy.ndarray) -> float:
    """
    |95 % quantile| over |5 % quantile|.
    """

def theme_standing(
    ticker: numpy.ndarray,
    source: numpy.ndarray,
    session: numpy.ndarray,
    last: numpy.ndarray,
    role: numpy.ndarray,
    sessions: typing.SupportsInt | typing.SupportsIndex,
    tickers: typing.SupportsInt | typing.SupportsIndex,
    least: typing.SupportsInt | typing.SupportsIndex = 1,
) -> tuple[numpy.typing.NDArray[numpy.uint8], numpy.typing.NDArray[numpy.int32]]:
    """
    The strongest live role of each cell, and the number of brokers (sources from 0 on) that give that of `least` or a stronger one.
    """

def total_return(returns: numpy.ndarray) -> float:
    """
    Return over all sessions.
    """

def tracking_error(
    returns: numpy.ndarray,
    benchmark: numpy.ndarray,
    sessions_per_year: typing.SupportsFloat | typing.SupportsIndex,
) -> float:
    """
    Deviation of the differences, of a year.
    """

def value_at_risk(returns: numpy.ndarray, cutoff: typing.SupportsFloat | typing.SupportsIndex) -> float:
    """
    The return that this share is below.
    """

def volatility(
    returns: numpy.ndarray, sessions_per_year: typing.SupportsFloat | typing.SupportsIndex
) -> float:
    """
    Deviation (ddof 1) of a year.
    """

__version__: str = "0.1.0"
