"""Looks things up in the syntax trees of our own source, for the tests of its shape."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parent.parent

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """One source file: its path from the project's folder, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module


def module_of(path: str, text: str) -> Module:
    return Module(path, text, ast.parse(text))


def modules_in(*folders: str) -> list[Module]:
    files = (file for folder in folders for file in sorted((PROJECT / folder).rglob("*.py")))
    return [module_of(file.relative_to(PROJECT).as_posix(), file.read_text("utf-8")) for file in files]


def expect_none(problems: list[str]) -> None:
    """Fail with every problem, not only the first."""
    assert not problems, "\n".join(problems)


def functions_of(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def function_around(tree: ast.AST, wanted: ast.AST) -> str:
    """The name of the innermost function that holds this node."""
    around = [function.name for function in functions_of(tree) if any(node is wanted for node in ast.walk(function))]
    return around[-1] if around else "(module)"


def name_of(node: ast.AST | None) -> str:
    """The last part of a dotted name, or nothing."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def imports_of(module: Module, package: str) -> list[str]:
    return [
        f"{module.path}:{node.lineno} {function_around(module.tree, node)} imports {package}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Call) and package in imported_by(node)
    ]


def imported_by(node: ast.Import | ast.ImportFrom | ast.Call) -> set[str]:
    """The outermost packages that a statement, or a call of `import_module`, brings in."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or ""] if node.level == 0 else []
    else:
        called = name_of(node.func) in {"import_module", "__import__"}
        names = [str(said.value) for said in node.args[:1] if isinstance(said, ast.Constant)] if called else []
    return {name.partition(".")[0] for name in names}


def loaded_by(statement: str) -> set[str]:
    """The outermost packages that are loaded in a new Python after this statement."""
    command = [sys.executable, "-c", f"{statement}\nimport sys\nprint('loaded:', *sys.modules)"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=PROJECT, check=False)
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in done.stdout.rpartition("loaded:")[2].split()}
