"""The reference lists every public name, and every name that it lists exists."""

import importlib

import coopgame as cg

from .pages import DOCS


def listed():
    module, names = "", set()
    inside = False
    for line in (DOCS / "reference" / "index.rst").read_text(encoding="utf-8").splitlines():
        if line.startswith(".. currentmodule::"):
            module = line.split("::")[1].strip()
        inside = line.startswith(".. autosummary::") or (inside and (not line or line.startswith(" ")))
        if inside and line.startswith("   ") and line.strip().isidentifier():
            names.add((module, line.strip()))
    return names


def test_every_listed_name_exists():
    for module, name in listed():
        assert getattr(importlib.import_module(module), name) is not None


def test_every_public_name_of_the_package_is_listed():
    names = {name for _, name in listed()}
    modules = {"batch", "claims", "figures", "interchange", "models", "__version__"}
    assert [name for name in cg.__all__ if name not in names | modules] == []


def test_every_public_name_of_the_interchange_is_listed():
    names = {name for _, name in listed()}
    assert [name for name in cg.interchange.__all__ if name not in names] == []


def test_every_public_name_of_the_models_is_listed():
    names = {name for _, name in listed()}
    hidden = {"Closure", "Model", "Technology"}
    assert [name for name in cg.models.__all__ if name not in names | hidden] == []


def test_every_public_name_of_the_claims_is_listed():
    names = {name for _, name in listed()}
    assert [name for name in cg.claims.__all__ if name not in names] == []
