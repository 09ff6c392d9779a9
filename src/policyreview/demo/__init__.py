"""The demo: a library of an invented company with a real history, made in a folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.demo.making import Demo, build

__all__ = ["Demo", "build"]


def __getattr__(name: str) -> object:
    """Import what is asked for, so that importing the package costs nothing."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("policyreview.demo.making"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
