"""Figures of two sources, each with at most one of the other's: of one cell, and not many days apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]


class Figures(NamedTuple):
    """Columns of one length."""

    key: Ints  # the cell: equal on both sides
    day: Ints
    value: Floats
    half: Floats  # of the last digit; 0 where the precision is not known


def meet(a: Floats, half_a: Floats, b: Floats, half_b: Floats) -> Bools:
    """Whether rounding intervals have a number in common."""
    import numpy as np

    slack = 1e-9 * np.maximum(np.abs(a), np.abs(b))
    met: Bools = np.abs(a - b) <= half_a + half_b + slack
    return met


def paired(here: Figures, there: Figures, days: int) -> Ints:
    """For each of `here` the place of its pair in `there`, -1 for none.

    Figures that meet are paired first, those nearest in time before others, then the rest, nearest first; of
    two as near, the one that was entered later.  Time is that of sorting, whatever comes how often.
    """
    import numpy as np

    found = np.full(len(here.key), -1, "int64")
    free = np.isin(there.key, here.key)
    ours, others = (np.lexsort((side.value, side.day, side.key)) for side in (here, there))
    gaps = [0, *(sign * gap for gap in range(1, days + 1) for sign in (1, -1))]
    for only_meeting in (True, False):
        for gap in gaps:
            mine, theirs = ours[found[ours] < 0], others[free[others]]
            if not len(mine) or not len(theirs):
                break
            i, j = _of_one_day(here, there, mine, theirs, gap, only_meeting)
            found[i] = j
            free[j] = False
    return found


def _of_one_day(
    here: Figures, there: Figures, mine: Ints, theirs: Ints, gap: int, only_meeting: bool
) -> tuple[Ints, Ints]:
    """Pairs of one cell whose days are `gap` apart; what is given is in order of cell, day and value."""
    import numpy as np

    one = _group(here.key[mine], here.day[mine] + gap)
    other = _group(there.key[theirs], there.day[theirs])
    if not only_meeting:  # the first with the first, the second with the second
        _, a, b = np.intersect1d(*_ranked(one, other), assume_unique=True, return_indices=True)
        return mine[a], theirs[b]
    single = _alone(one), _alone(other)
    _, a, b = np.intersect1d(one[single[0]], other[single[1]], assume_unique=True, return_indices=True)
    i, j = mine[single[0]][a], theirs[single[1]][b]
    met = meet(here.value[i], here.half[i], there.value[j], there.half[j])
    pairs = [(i[met], j[met])]
    shared = np.intersect1d(one, other)
    several = shared[~np.isin(shared, one[single[0]][a])]
    if len(several):
        left, right = mine[np.isin(one, several)], theirs[np.isin(other, several)]
        pairs.append(_merged(here, there, left, right, gap))
    return np.concatenate([p[0] for p in pairs]), np.concatenate([p[1] for p in pairs])


def _merged(here: Figures, there: Figures, mine: Ints, theirs: Ints, gap: int) -> tuple[Ints, Ints]:
    """Where a cell has several figures of one day: one walk along both, in order of group and value."""
    import numpy as np

    pairs: list[tuple[int, int]] = []
    a = list(zip(here.key[mine], here.day[mine] + gap, here.value[mine], here.half[mine], mine, strict=True))
    b = list(
        zip(
            there.key[theirs], there.day[theirs], there.value[theirs], there.half[theirs], theirs, strict=True
        )
    )
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i][:2] != b[j][:2]:
            i, j = (i + 1, j) if a[i][:2] < b[j][:2] else (i, j + 1)
        elif abs(a[i][2] - b[j][2]) <= a[i][3] + b[j][3] + 1e-9 * max(abs(a[i][2]), abs(b[j][2])):
            pairs.append((a[i][4], b[j][4]))
            i, j = i + 1, j + 1
        elif a[i][2] < b[j][2]:
            i += 1
        else:
            j += 1
    made = np.array(pairs, "int64").reshape(-1, 2)
    return made[:, 0], made[:, 1]


_DAYS = 1 << 20  # more than there are between any two days


def _group(key: Ints, day: Ints) -> Ints:
    """One number for a cell and a day."""
    return key * _DAYS + day


def _alone(group: Ints) -> Bools:
    """Which are the only one of their group; groups are sorted."""
    import numpy as np

    same = group[1:] == group[:-1]
    alone = np.ones(len(group), dtype=bool)
    alone[1:] &= ~same
    alone[:-1] &= ~same
    return alone


def _ranked(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """Group and rank within it, as one number; groups are sorted."""
    import numpy as np

    groups = np.unique(np.concatenate([one, other]))
    most = max(len(one), len(other)) + 1

    def ranked(group: Ints) -> Ints:
        number = np.searchsorted(groups, group)
        return number * most + np.arange(len(group)) - np.searchsorted(group, group)

    return ranked(one), ranked(other)
