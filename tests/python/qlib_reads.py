"""What qlib makes of a data folder and of a table of features; run by a Python that has it.

python qlib_reads.py FOLDER FEATURES.csv NAME...

Prints JSON: rows of (instrument, day, values) as `D.features` reads them from the folder, and as a handler
holds those of the table.
"""

from __future__ import annotations

import json
import sys
import warnings
from typing import Any


def main() -> None:
    warnings.simplefilter("ignore")
    import pandas as pd
    import qlib
    from qlib.data import D
    from qlib.data.dataset.handler import DataHandler
    from qlib.data.dataset.loader import StaticDataLoader

    folder, table, *names = sys.argv[1:]
    # in this process: what it reads needs no others
    qlib.init(provider_uri=folder, region="cn", kernels=1, joblib_backend="threading", logging_level=40)
    features = D.features(D.instruments("all"), [f"${name}" for name in names])
    given = pd.read_csv(table, parse_dates=["datetime"], index_col=["instrument", "datetime"])
    loader = StaticDataLoader(given.swaplevel().sort_index())
    held = DataHandler(data_loader=loader).fetch().swaplevel().sort_index()
    sys.stdout.write("\n" + json.dumps({"folder": rows(features), "handler": rows(held)}))


def rows(frame: Any) -> list[Any]:
    return [
        [code, f"{day:%Y-%m-%d}", *[None if value != value else float(value) for value in values]]
        for (code, day), values in zip(frame.index, frame.to_numpy().tolist(), strict=True)
    ]


if __name__ == "__main__":
    main()
