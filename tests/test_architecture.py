"""The shape of the code, held by its syntax trees: sizes, names, and who may do what."""

import ast
import statistics
from pathlib import Path

import pytest

from tests.syntax import (
    Function,
    Module,
    expect_none,
    function_around,
    functions_of,
    imports_of,
    loaded_by,
    module_of,
    modules_in,
    name_of,
)

LONGEST_FUNCTION = 40
MEDIAN_FUNCTION = 10
LONGEST_FILE = 400
MOST_METHODS = 20
LONGEST_MODULE_DOCSTRING = 5
MOST_CATCH_ALLS = 2

EMPTY_NAMES = {"utils", "helpers", "common", "manager", "core", "misc"}
GATED = {"Playable", "Release"}
GATE = "recall_studio/store/access.py"
MAP = "recall_studio/__init__.py"
NOT_AT_START = {"pandas", "matplotlib", "scipy", "statsmodels", "av", "vlc", "numpy", "openpyxl", "xlsxwriter"}

PROGRAM = modules_in("recall_studio")
SCRIPTS = modules_in("packaging")
TESTS = modules_in("tests")


# The rules.


@pytest.mark.parametrize("module", PROGRAM + SCRIPTS + TESTS, ids=lambda module: module.path)
def test_sizes(module: Module) -> None:
    expect_none([*long_functions(module), *long_file(module), *large_classes(module)])


def test_the_median_function_is_short() -> None:
    lengths = function_lengths(PROGRAM)
    assert not lengths or statistics.median(lengths) < MEDIAN_FUNCTION


def test_names_say_something() -> None:
    expect_none([problem for module in PROGRAM + SCRIPTS for problem in empty_names(module)])


def test_every_module_says_what_lives_here() -> None:
    expect_none([problem for module in PROGRAM + SCRIPTS for problem in poor_docstring(module)])


def test_errors_are_not_swallowed() -> None:
    found = [place for module in PROGRAM for place in catch_alls(module)]
    expect_none(found if len(found) > MOST_CATCH_ALLS else [])


def test_only_the_gate_makes_what_may_be_played_or_released() -> None:
    expect_none([problem for module in PROGRAM for problem in made_past_the_gate(module)])


def test_sqlite3_is_not_used() -> None:
    expect_none([problem for module in PROGRAM for problem in imports_of(module, "sqlite3")])


@pytest.mark.parametrize("start", ["__main__", "cli.app", "ui.app"])
def test_the_start_is_light(start: str) -> None:
    assert loaded_by(f"import recall_studio.{start}") & NOT_AT_START == set()


def test_the_map_names_every_package() -> None:
    packages = [Path(module.path).parent.name for module in PROGRAM if module.path.endswith("/__init__.py")]
    expect_none(not_on_the_map(next(module for module in PROGRAM if module.path == MAP), packages))


# How each rule is looked up. Every answer is a list of sentences that name the file and the place.


def length_of(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function, clean=False) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def function_lengths(modules: list[Module]) -> list[int]:
    return [length_of(function) for module in modules for function in functions_of(module.tree)]


def long_functions(module: Module) -> list[str]:
    return [
        f"{module.path}:{function.lineno} {function.name} has {length_of(function)} lines"
        for function in functions_of(module.tree)
        if length_of(function) > LONGEST_FUNCTION
    ]


def long_file(module: Module) -> list[str]:
    lines = len(module.text.splitlines())
    return [f"{module.path} has {lines} lines"] if lines >= LONGEST_FILE else []


def large_classes(module: Module) -> list[str]:
    classes = [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    sizes = [(made, sum(isinstance(node, Function) for node in made.body)) for made in classes]
    return [
        f"{module.path}:{made.lineno} {made.name} has {size} methods" for made, size in sizes if size >= MOST_METHODS
    ]


def empty_names(module: Module) -> list[str]:
    path = Path(module.path).with_suffix("")
    return [f"{module.path}: {part} says nothing" for part in path.parts if part.lower().strip("_") in EMPTY_NAMES]


def poor_docstring(module: Module) -> list[str]:
    text = ast.get_docstring(module.tree)
    if not text:
        return [f"{module.path} has no docstring"]
    lines = len(text.splitlines())
    if module.path != MAP and lines > LONGEST_MODULE_DOCSTRING:
        return [f"{module.path} has a docstring of {lines} lines"]
    return []


def catch_alls(module: Module) -> list[str]:
    """Places that catch everything. Catching all to clean up and raise again swallows nothing and is not meant."""
    return [
        f"{module.path}:{handler.lineno} {function_around(module.tree, handler)}"
        for handler in ast.walk(module.tree)
        if isinstance(handler, ast.ExceptHandler) and catches_all(handler) and not raises_again(handler)
    ]


def catches_all(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(error is None or name_of(error) in {"Exception", "BaseException"} for error in caught)


def raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def made_past_the_gate(module: Module) -> list[str]:
    if module.path == GATE:
        return []
    return [
        f"{module.path}:{node.lineno} {function_around(module.tree, node)} makes {made}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call | ast.ImportFrom) and (made := gated_in(node))
    ]


def gated_in(node: ast.Call | ast.ImportFrom) -> str:
    """The gated type that is made here: called, made by a detour, or brought in under another name."""
    if isinstance(node, ast.ImportFrom):
        return next((name.name for name in node.names if name.name in GATED and name.asname), "")
    made = name_of(node.func)
    if made in {"__new__", "_make", "partial"}:
        made = name_of(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        made = made if made in GATED else next((name_of(said) for said in node.args if name_of(said) in GATED), "")
    return made if made in GATED else ""


def not_on_the_map(root: Module, packages: list[str]) -> list[str]:
    words = (ast.get_docstring(root.tree) or "").replace("/", " ").replace(".", " ").split()
    return [f"{root.path} does not name {package}" for package in packages if package not in {*words, "recall_studio"}]


# Proof that each check can fail, on made-up source.


def body_of(lines: int) -> str:
    return "    x = 1\n" * lines


def test_a_long_function_is_seen() -> None:
    made_up = module_of("a.py", f'class C:\n  async def f(self):\n    """One.\n\n    Two."""\n{body_of(40)}')
    assert long_functions(made_up) == ["a.py:2 f has 41 lines"]


def test_a_docstring_and_decorators_do_not_count() -> None:
    made_up = module_of("a.py", f'@cache\ndef f():\n    """One.\n\n    Two.\n    """\n{body_of(39)}')
    assert long_functions(made_up) == []
    assert function_lengths([made_up]) == [40]


def test_a_long_file_is_seen() -> None:
    assert long_file(module_of("a.py", "x = 1\n" * 400)) == ["a.py has 400 lines"]
    assert long_file(module_of("a.py", "x = 1\n" * 399)) == []


def test_a_large_class_is_seen() -> None:
    methods = "".join(f"    def m{number}(self): ...\n" for number in range(20))
    assert large_classes(module_of("a.py", f"class C:\n{methods}")) == ["a.py:1 C has 20 methods"]
    assert large_classes(module_of("a.py", f"class C:\n{methods}".replace("    def m0(self): ...\n", ""))) == []


@pytest.mark.parametrize("path", ["recall_studio/utils.py", "recall_studio/core/a.py", "recall_studio/_common.py"])
def test_an_empty_name_is_seen(path: str) -> None:
    assert empty_names(module_of(path, "")) != []


def test_a_name_that_says_something_passes() -> None:
    assert empty_names(module_of("recall_studio/domain/consent.py", "")) == []


def test_a_poor_docstring_is_seen() -> None:
    assert poor_docstring(module_of("a.py", "x = 1")) == ["a.py has no docstring"]
    assert poor_docstring(module_of("a.py", '"""' + "a\n" * 6 + '"""')) == ["a.py has a docstring of 6 lines"]
    assert poor_docstring(module_of("a.py", '"""' + "a\n" * 5 + '"""')) == []


@pytest.mark.parametrize("caught", [" Exception", " (OSError, Exception)", " BaseException as error", ""])
def test_a_catch_all_is_seen(caught: str) -> None:
    made_up = module_of("a.py", f"def f():\n    try: g()\n    except{caught}: pass\n")
    assert catch_alls(made_up) == ["a.py:3 f"]


@pytest.mark.parametrize("handler", ["except OSError: pass", "except BaseException:\n        clean()\n        raise"])
def test_an_error_that_is_not_swallowed_passes(handler: str) -> None:
    assert catch_alls(module_of("a.py", f"def f():\n    try: g()\n    {handler}\n")) == []


@pytest.mark.parametrize(
    "statement",
    ["Playable(1)", "access.Release(id=2)", "Release.__new__(Release)", "object.__new__(Playable)", "partial(Release)"],
)
def test_a_way_past_the_gate_is_seen(statement: str) -> None:
    made_up = f"def f():\n    return {statement}\n"
    assert len(made_past_the_gate(module_of("recall_studio/cli/app.py", made_up))) == 1
    assert made_past_the_gate(module_of(GATE, made_up)) == []


def test_another_name_for_a_gated_type_is_seen() -> None:
    made_up = "from recall_studio.domain.access import Playable as P\n"
    assert made_past_the_gate(module_of("a.py", made_up)) == ["a.py:1 (module) makes Playable"]
    assert made_past_the_gate(module_of("a.py", made_up.replace(" as P", ""))) == []


@pytest.mark.parametrize(
    "statement", ["import os, sqlite3.dbapi2", "from sqlite3 import Row", "importlib.import_module('sqlite3')"]
)
def test_an_import_is_seen(statement: str) -> None:
    assert imports_of(module_of("a.py", f"def f():\n    {statement}\n"), "sqlite3") == ["a.py:2 f imports sqlite3"]


@pytest.mark.parametrize("statement", ["import sqlcipher3", "from .sqlite3 import x", "from sqlite_utils import db"])
def test_another_import_passes(statement: str) -> None:
    assert imports_of(module_of("a.py", statement), "sqlite3") == []


def test_a_heavy_start_is_seen() -> None:
    assert "numpy" in loaded_by("import numpy.linalg")


def test_a_package_missing_on_the_map_is_seen() -> None:
    root = module_of(MAP, '"""The map.\n\ndomain/ things. exchange/formats/ files.\n"""')
    assert not_on_the_map(root, ["recall_studio", "domain", "formats", "exchange"]) == []
    assert not_on_the_map(root, ["edits"]) == [f"{MAP} does not name edits"]
