"""Every error code that the source raises, read from its syntax tree: code → family and sentence."""

import ast
from collections.abc import Iterator
from pathlib import Path

from servanda.cli.ending import INTERRUPTED, NOBODY_READS
from servanda.cli.main import EXIT_CODES

SOURCE = Path("src/servanda")
FAMILIES = {kind.__name__: (code, kind.__doc__) for kind, code in EXIT_CODES.items()}
"""Family → exit code and what its caller can do."""

_ENDINGS = (
    f"Exit code 0 means done, 1 the answer is no, {INTERRUPTED} interrupted by Ctrl-C before there was an answer, "
    f"{NOBODY_READS} nobody reads standard output any more; the others stand below."
)
_SAYS = 2
"""Where the sentence stands in `refuse(rows, code, says, hint)`."""


def errors_page() -> str:
    """The reference page: one line a code, by family; `…` stands for the offending value."""
    found: dict[str, dict[str, str]] = {family: {} for family in FAMILIES}
    for path in sorted(SOURCE.rglob("*.py")):
        for family, code, says in _raised(ast.parse(path.read_text("utf-8"))):
            found[family].setdefault(code, says)
    head = "# Error codes\n\nA code is stable, its sentence may improve; generated, rewrite with `make docs`."
    blocks = [head, _ENDINGS]
    for family, (exit_code, meaning) in FAMILIES.items():
        if found[family]:
            rows = "\n".join(f"| `{code}` | {says} |" for code, says in sorted(found[family].items()))
            blocks.append(f"## {family}\n\n{meaning} Exit code {exit_code}.\n\n| code | sentence |\n|---|---|\n{rows}")
    return "\n\n".join(blocks) + "\n"


def _raised(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    makers = {family: (family, 0) for family in FAMILIES} | _makers(tree)
    scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for scope in scopes:
        for call in ast.walk(scope):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in makers:
                family, place = makers[call.func.id]
                code = call.args[place] if len(call.args) > place else None
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    says = call.args[place + 1] if len(call.args) > place + 1 else None
                    yield family, code.value, _sentence(says, scope, call.lineno)
            elif isinstance(call, ast.Call) and (found := _refused(call)) is not None:
                yield "InputError", found[0], _sentence(found[1], scope, call.lineno)


def _refused(call: ast.Call) -> tuple[str, ast.expr] | None:
    """Code and sentence of `….refuse(rows, code, says, hint)`: the same reason for many rows, said for each of them."""
    if not (isinstance(call.func, ast.Attribute) and call.func.attr == "refuse" and len(call.args) > _SAYS):
        return None
    code, says = call.args[1], call.args[_SAYS]
    if not (isinstance(code, ast.Constant) and isinstance(code.value, str)):
        return None
    return code.value, says.body if isinstance(says, ast.Lambda) else says


def _makers(tree: ast.Module) -> dict[str, tuple[str, int]]:
    """Functions that make an error from a `code` they are given, with the place of that argument."""
    made = {}
    for node in ast.walk(tree):
        names = [one.arg for one in node.args.args] if isinstance(node, ast.FunctionDef) else []
        if isinstance(node, ast.FunctionDef) and "code" in names:
            for call in ast.walk(node):
                named = ast.unparse(call.func) if isinstance(call, ast.Call) and call.args else ""
                if named in FAMILIES and isinstance(call, ast.Call) and ast.unparse(call.args[0]) == "code":
                    made[node.name] = (named, names.index("code") - (names[0] == "self"))
    return made


def _sentence(says: ast.expr | None, scope: ast.FunctionDef, line: int) -> str:
    """The sentence as written; one held in a variable is the last that the function gave it before the call."""
    if isinstance(says, ast.Name):
        given = [
            node.value
            for node in ast.walk(scope)
            if isinstance(node, ast.Assign) and node.lineno <= line and ast.unparse(node.targets[0]) == says.id
        ]
        says = max(given, key=lambda value: value.lineno, default=None)
    if isinstance(says, ast.JoinedStr):
        parts = [str(part.value) if isinstance(part, ast.Constant) else "…" for part in says.values]
        return "".join(parts).replace("|", "\\|").replace("\n", " ")
    if isinstance(says, ast.Constant):
        return str(says.value).replace("|", "\\|")
    return "…"
