"""The product's own source, as the tests of the architecture read it."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APP = ROOT / "app"
TESTS = ROOT / "tests"
VIEW_MARKS = {"requires", "public"}


def packages() -> list[str]:
    """The packages of the product, by name."""
    return sorted(file.parent.name for file in APP.glob("*/__init__.py"))


def layers() -> list[set[str]]:
    """The import contract from bottom to top."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    return [set(layer.split(" | ")) for layer in reversed(contract["layers"])]


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def functions(file: Path) -> Iterator[ast.FunctionDef]:
    """Every function of a module, wherever it stands."""
    return (node for node in ast.walk(tree(file)) if isinstance(node, ast.FunctionDef))


def is_view(function: ast.FunctionDef) -> bool:
    marks = (mark.func if isinstance(mark, ast.Call) else mark for mark in function.decorator_list)
    return any(isinstance(mark, ast.Name) and mark.id in VIEW_MARKS for mark in marks)


def statements(function: ast.FunctionDef) -> int:
    """How many statements the body has, those inside others counted, too."""
    inner = [node for part in function.body for node in ast.walk(part)]
    return sum(isinstance(node, ast.stmt) for node in inner) - bool(ast.get_docstring(function))
