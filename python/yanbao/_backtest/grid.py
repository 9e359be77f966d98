"""Hundreds of variants of one idea, every one kept."""

from __future__ import annotations

import contextlib
import inspect
import itertools
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from yanbao._backtest.cores import cores
from yanbao._backtest.run import backtest
from yanbao._metric_names import did_you_mean
from yanbao.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from yanbao._backtest.grid_result import Grid
    from yanbao._prices import Prices

_MOST = 100_000  # variants
_TURN = 5e-4  # seconds: a variant takes some ten milliseconds, a third of them in Python


def grid(
    template: Callable[..., pd.DataFrame],
    params: Mapping[str, Sequence[Any]],
    px: Prices,
    *,
    score: str = "sharpe",
    workers: int | None = None,
    progress: bool = True,
    **settings: Any,
) -> Grid:
    """Backtest every combination of parameters, and say how good the best is for one of so many.

    Each variant is run as `backtest` runs its weights, on threads of this process.  Of each a row of figures
    is kept, none is left out: one that fails keeps its error.  Positions and trades are not kept;
    ``grid.run(i)`` makes them again.

    Parameters
    ----------
    template
        Makes weights of parameters given by name:
        ``lambda pe, top: panel.weights(yb.f.pe("fy1") < pe, ...)``.  It is called from several threads, and
        must not change what they share.
    params
        Values to try for each parameter.
    px
        Prices, as in `backtest`.
    score
        The figure by which the best is chosen: ``sharpe``, ``annual_return``, ``calmar``, ...; the biggest
        is the best.
    workers
        Threads; all cores by default.
    progress
        Whether a terminal or notebook shows a bar.
    **settings
        Those of `backtest`: ``costs``, ``rules``, ``cash``, ``benchmark``, ...

    Returns
    -------
    Grid
        ``table`` (a row a variant), ``best`` with its deflated Sharpe ratio, ``heatmap(x, y)``, ``run(i)``.

    Raises
    ------
    InvalidValueError
        Nothing to try, a setting that no variant can be run with, or prices that are none.
    UnknownNameError
        There is no such setting or score.

    Examples
    --------
    >>> import pandas as pd
    >>> import yanbao as yb
    >>> days = pd.bdate_range("2023-08-21", "2023-09-01")
    >>> df = pd.DataFrame({"date": days, "close": [10, 10.4, 10.2, 10.3, 10.7, 10.5, 10.9, 10.8, 11.2, 11.1]})
    >>> df = df.assign(ticker="600570.SH", open=df["close"])
    >>> px = yb.Prices.from_frame(df, adjusted="raw", volume_unit="share")
    >>> template = lambda part: pd.DataFrame({"600570.SH": [part]}, index=days[:1])
    >>> made = yb.grid(template, {"part": [0.2, 0.5, 1.0, 2.0]}, px, known="open", progress=False)
    >>> made.table[["part", "trades"]].values.tolist()
    [[0.2, 1], [0.5, 1], [1.0, 1], [2.0, <NA>]]
    >>> made.failed["error"].item()[:52]
    'InvalidValueError: weights of 2023-08-21 add up to 2'
    """
    from yanbao._backtest.grid_result import Grid
    from yanbao._backtest.variants import COUNTS, FIGURES, Variants
    from yanbao._fill import check_workers

    names, combinations = _combinations(params, {*FIGURES, *COUNTS, "error", "warnings"})
    if not callable(template):
        raise InvalidValueError(f"template is a function of parameters, not {template!r}")
    if score not in FIGURES:
        raise UnknownNameError(f"no score {score!r}{did_you_mean(str(score), FIGURES)}: {', '.join(FIGURES)}")
    full = _settings(settings)
    made = Grid(template, names, combinations, px, settings, score)
    variants = Variants(px, full)

    def one(i: int) -> None:
        try:
            ran: Any = variants.run(template(**made.parameters(i)))
        except Exception as error:  # noqa: BLE001  whatever a template throws is the outcome of its variant
            ran = f"{type(error).__name__}: {error}"
        made._keep(i, ran)

    with _bar(len(combinations), progress) as step:
        _on_threads(len(combinations), one, step, check_workers(workers) or cores())
    made._end()
    made._look_at_best()
    return made


def _combinations(params: Any, taken: set[str]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    from collections.abc import Iterable, Mapping

    if not isinstance(params, Mapping) or not params:
        raise InvalidValueError("params are a dict of values to try, {'top': [10, 20]}")
    values = []
    for name, given in params.items():
        if not isinstance(name, str) or name in taken:
            raise InvalidValueError(f"{name!r} is no name of a parameter, or one of a column of the table")
        if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
            raise InvalidValueError(f"values of {name} come as a list, not as {given!r}")
        values.append(list(given))
    count = 1
    for each in values:
        count *= len(each)
    if not 0 < count <= _MOST:
        raise InvalidValueError(f"{count} variants: from 1 to {_MOST} can be run")
    return tuple(params), list(itertools.product(*values))


def _settings(given: Mapping[str, Any]) -> dict[str, Any]:
    """Every setting of `backtest`, those that were not given by default."""
    known = {
        name: each.default
        for name, each in inspect.signature(backtest).parameters.items()
        if each.kind is inspect.Parameter.KEYWORD_ONLY
    }
    for name in given:
        if name not in known:
            raise UnknownNameError(f"backtest has no setting {name!r}{did_you_mean(name, known)}")
    return {**known, **given}


def _on_threads(n: int, one: Callable[[int], None], step: Callable[[], None], workers: int) -> None:
    """Call `one` with 0 to n - 1, each thread taking the next when it is done; an interrupt ends them."""
    from yanbao._backtest.some_rows import one_thread

    todo, lock, stop = iter(range(n)), threading.Lock(), threading.Event()

    def work() -> None:
        with one_thread():
            while not stop.is_set():
                with lock:
                    i = next(todo, None)
                if i is None:
                    return
                one(i)
                step()

    with _quick_turns(workers), ThreadPoolExecutor(min(workers, n)) as pool:
        try:
            for thread in [pool.submit(work) for _ in range(min(workers, n))]:
                thread.result()
        finally:
            stop.set()


@contextlib.contextmanager
def _quick_turns(workers: int) -> Iterator[None]:
    """Threads that come back from the core wait for Python's lock half a millisecond at most, not five."""
    before = sys.getswitchinterval()
    if workers > 1:
        sys.setswitchinterval(min(before, _TURN))
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@contextlib.contextmanager
def _bar(n: int, progress: bool) -> Iterator[Callable[[], None]]:
    if not progress:
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from yanbao._progress import progress_console

    console = progress_console()
    if console is None:
        yield lambda: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as shown:
        task = shown.add_task("Running variants", total=n)
        yield lambda: shown.advance(task)
