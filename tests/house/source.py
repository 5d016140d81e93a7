"""The source as files, texts and trees: each read and parsed once for all tests of the house."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HIMAYA = ROOT / "src" / "himaya"


@cache
def text(file: Path) -> str:
    """What a file says."""
    return file.read_text("utf-8")


@cache
def tree(file: Path) -> ast.Module:
    """What a Python file says, parsed. Nobody changes it."""
    return ast.parse(text(file))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """Every node of a Python file."""
    return tuple(ast.walk(tree(file)))


@cache
def below(folder: Path, suffix: str = ".py") -> tuple[Path, ...]:
    """The files below a folder, in order, without what Python compiled."""
    return tuple(file for file in sorted(folder.rglob(f"*{suffix}")) if "__pycache__" not in file.parts)
