"""Size budgets: a file, a function, its parameters and its nesting stay small enough to be read at once.

The hard limits fail the build; exemptions are listed here with their reason, and a test lets their number only fall.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FILE_LINES = 400
FUNCTION_LINES = 50
PARAMETERS = 5
NESTING = 4

EXEMPT: dict[str, str] = {}
"""`FILE` or `FILE:FUNCTION` to the reason why it may be larger."""

BLOCKS = (ast.For, ast.While, ast.If, ast.With, ast.Try, ast.Match)


def problems(root: Path) -> Iterator[str]:
    """Every place below `root` that is over a limit."""
    for file in sorted(root.rglob("*.py")):
        text = file.read_text("utf-8")
        name = str(file.relative_to(root.parent))
        if (lines := text.count("\n")) > FILE_LINES and name not in EXEMPT:
            yield f"{name}: {lines} lines, at most {FILE_LINES}. Split it by noun, then by step."
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and f"{name}:{node.name}" not in EXEMPT:
                yield from (f"{name}:{node.lineno} {node.name}: {says}" for says in function_problems(node))


def function_problems(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    """What is too large in one function."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
    if lines > FUNCTION_LINES:
        yield f"{lines} lines, at most {FUNCTION_LINES}."
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    parameters = [argument for argument in every if argument.arg not in {"self", "cls"}]
    if len(parameters) > PARAMETERS and not node.decorator_list:
        yield f"{len(parameters)} parameters, at most {PARAMETERS}. Hand in one record instead."
    if (depth := nesting(node)) > NESTING:
        yield f"blocks nested {depth} deep, at most {NESTING}."


def nesting(node: ast.AST) -> int:
    """How deep blocks stand inside blocks; `elif` is not deeper."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        inside = nesting(child)
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and child in node.orelse
        deepest = max(deepest, inside + (1 if isinstance(child, BLOCKS) and not is_elif else 0))
    return deepest


if __name__ == "__main__":
    found = list(problems(Path("src/servanda")))
    print("\n".join(found) or "size budgets: all kept")
    sys.exit(1 if found else 0)
