"""The examples of the documentation run, and every public name has one."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil

import pytest
import yanbao as yb

MODULES = [
    "yanbao",
    *(m.name for m in pkgutil.walk_packages(yb.__path__, "yanbao.") if m.name != "yanbao._core"),
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_docstrings(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS).failed == 0


@pytest.mark.parametrize("name", [n for n in yb.__all__ if n not in ("__version__", "errors", "YanbaoError")])
def test_public_names_are_documented(name: str) -> None:
    thing = getattr(yb, name)
    documented = thing if inspect.isclass(thing) or inspect.isfunction(thing) else type(thing)
    assert documented.__doc__, name
    if name != "Security":
        assert ">>> import yanbao as yb" in documented.__doc__, name
    members = vars(documented).items() if inspect.isclass(documented) else ()
    for member, value in members:
        if not member.startswith("_") and (
            inspect.isfunction(value) or isinstance(value, (property, classmethod))
        ):
            assert inspect.getdoc(getattr(documented, member)), f"{name}.{member}"


def test_the_front_door_is_small() -> None:
    assert len(yb.__all__) <= 21
    assert dir(yb) == sorted(yb.__all__)
    assert all(hasattr(yb, n) for n in yb.__all__)
