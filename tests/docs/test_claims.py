"""Every claim on the page of claims names tests that exist."""

import ast
import re

import pytest

from .pages import DOCS, ROOT, table

CLAIMS = table(DOCS / "claims.md", "claim")


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_there_are_claims():
    assert len(CLAIMS) > 20


@pytest.mark.parametrize("row", CLAIMS, ids=lambda row: row[0][:40])
def test_the_tests_behind_the_claim_exist(row):
    tests = re.findall(r"`([^`]+)`", row[1])
    assert tests
    for test in tests:
        path, _, name = test.partition("::")
        assert (ROOT / path).is_file(), path
        assert name in functions(ROOT / path), test
