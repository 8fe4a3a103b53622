"""The shape of the window and the players: who may speak Qt and libVLC, who may write, and what never waits."""

import ast
from collections.abc import Iterable
from fnmatch import fnmatchcase

import pytest

from tests.syntax import Module, expect_none, function_around, functions_of, imports_of, module_of, modules_in, name_of

QT = ("recall_studio/ui/*", "recall_studio/player/qt_*.py")
VLC = ("recall_studio/player/vlc*.py",)
CLIENTS = ("recall_studio/ui/*", "recall_studio/cli/*", "recall_studio/exchange/*", "recall_studio/analysis/*")
COMPOSITION_ROOT = "recall_studio/ui/app.py"
GATE = "recall_studio/store/access.py"

NEVER = {"processEvents", "blockSignals", "QSignalBlocker", "QEventLoop", "exec_"}
"""Ways to let events in, or keep them out, where nobody expects it."""

OUTLIVING = ("session", "playing", "coding", "preferences", "player")
"""What stays while the widgets around it are built anew."""

PROGRAM = modules_in("recall_studio")
STORE = [module for module in PROGRAM if module.path.startswith("recall_studio/store/")]


def test_qt_stays_in_the_window_and_its_player() -> None:
    expect_none([problem for module in outside(QT) for problem in imports_of(module, "PySide6")])


def test_libvlc_stays_in_its_player() -> None:
    expect_none([problem for module in outside(VLC) for problem in imports_of(module, "vlc")])


def test_no_loop_of_events_runs_inside_another() -> None:
    expect_none([problem for module in PROGRAM for problem in nested_loops(module)])


def test_what_outlives_a_widget_does_not_keep_calling_it() -> None:
    """The window is built anew in another language; a bound method lets go by itself, a lambda does not."""
    expect_none([problem for module in PROGRAM for problem in lasting_lambdas(module)])


def test_who_shows_does_not_write() -> None:
    writes = writes_of(STORE)
    assert len(writes) > 20
    clients = [module for module in PROGRAM if matches(module, CLIENTS)]
    expect_none([problem for module in clients for problem in written_past_edits(module, writes)])


# How each rule is looked up.


def matches(module: Module, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(module.path, pattern) for pattern in patterns)


def outside(patterns: Iterable[str]) -> list[Module]:
    return [module for module in PROGRAM if not matches(module, patterns)]


def lasting_lambdas(module: Module) -> list[str]:
    """Places that connect a bare lambda to a signal of what lives longer than a widget."""
    return [
        f"{module.path}:{node.lineno} {function_around(module.tree, node)} connects a lambda to what outlives it"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".connect")
        if any(f"{owner}." in ast.unparse(node.func) for owner in OUTLIVING)
        if any(isinstance(given, ast.Lambda) for given in node.args)
    ]


def nested_loops(module: Module) -> list[str]:
    """Places that turn the loop of events themselves, put work off to its next turn, or keep signals back."""
    return [
        f"{module.path}:{node.lineno} {function_around(module.tree, node)} uses {used}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call | ast.Name | ast.Attribute) and (used := nesting_in(node, module.path))
    ]


def nesting_in(node: ast.Call | ast.Name | ast.Attribute, path: str) -> str:
    if not isinstance(node, ast.Call):
        return name_of(node) if name_of(node) in NEVER else ""
    called = name_of(node.func) if isinstance(node.func, ast.Attribute) else ""
    if called == "exec" and path != COMPOSITION_ROOT:
        return "exec()"
    put_off = called == "singleShot" and isinstance(node.args[0], ast.Constant) and node.args[0].value == 0
    return "singleShot(0)" if put_off else ""


def writes_of(store: Iterable[Module]) -> set[tuple[str, str]]:
    """Every function of the store that is given the writing connection, as (module, name); not those of the gate."""
    return {
        (module.path.removesuffix(".py").replace("/", "."), function.name)
        for module in store
        for function in functions_of(module.tree)
        if module.path != GATE and function.args.args and name_of(function.args.args[0].annotation) == "Writing"
    }


def written_past_edits(module: Module, writes: set[tuple[str, str]]) -> list[str]:
    """Uses of such a function, whatever it is called here, and steps opened outside an edit."""
    known = imported_names(module)
    return [
        f"{module.path}:{node.lineno} {function_around(module.tree, node)} uses {ast.unparse(node)}"
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Name) and known.get(node.id) in writes)
        or (isinstance(node, ast.Attribute) and is_write(node, known, writes))
    ]


def imported_names(module: Module) -> dict[str, tuple[str, str]]:
    """What each name that a module brings in stands for, as (module, name)."""
    brought = [node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name: (node.module or "", alias.name) for node in brought for alias in node.names}


def is_write(node: ast.Attribute, known: dict[str, tuple[str, str]], writes: set[tuple[str, str]]) -> bool:
    if node.attr == "step":
        return name_of(node.value) in {"study", "_study", "writing"}
    where = ".".join(known.get(name_of(node.value), ("", "")))
    return (where, node.attr) in writes


# Proof that each check can fail, on made-up source.


@pytest.mark.parametrize(
    "statement",
    [
        "dialog.exec()",
        "menu.exec(place)",
        "dialog.exec_()",
        "QTimer.singleShot(0, later)",
        "application.processEvents()",
        "view.blockSignals(True)",
        "with QSignalBlocker(view): pass",
        "loop = QtCore.QEventLoop()",
        "turn = application.processEvents",
    ],
)
def test_a_nested_loop_is_seen(statement: str) -> None:
    made_up = module_of("recall_studio/ui/a.py", f"def f():\n    {statement}\n")
    assert [problem.rpartition(" uses ")[0] for problem in nested_loops(made_up)] == ["recall_studio/ui/a.py:2 f"]


@pytest.mark.parametrize("statement", ["dialog.open()", "QTimer.singleShot(40, later)", "exec(text)", "db.execute(q)"])
def test_what_does_not_wait_passes(statement: str) -> None:
    assert nested_loops(module_of("recall_studio/ui/a.py", statement)) == []


def test_only_the_composition_root_runs_the_loop() -> None:
    assert nested_loops(module_of(COMPOSITION_ROOT, "application.exec()")) == []
    assert nested_loops(module_of("recall_studio/ui/window.py", "application.exec()")) != []


@pytest.mark.parametrize(
    "source",
    [
        "from recall_studio.store import marks\ndef f(study):\n    marks.remove(study, 'm')\n",
        "from recall_studio.store import marks as rows\ndef f(study):\n    study.submit(rows.remove)\n",
        "from recall_studio.store.marks import remove as gone\ndef f(study):\n    gone(study, 'm')\n",
        "def f(study):\n    with study.step('Tag'): pass\n",
    ],
)
def test_a_write_past_the_edits_is_seen(source: str) -> None:
    store = module_of("recall_studio/store/marks.py", "def remove(study: Writing, mark): ...\ndef look(study): ...\n")
    assert len(written_past_edits(module_of("recall_studio/ui/a.py", source), writes_of([store]))) == 1


def test_reading_passes() -> None:
    store = module_of("recall_studio/store/marks.py", "def remove(study: Writing, mark): ...\ndef look(study): ...\n")
    source = (
        "from recall_studio.store import marks\nmarks.look(study)\nrows.remove(row)\nself.step(1)\nplayer.step(1)\n"
    )
    assert written_past_edits(module_of("recall_studio/ui/a.py", source), writes_of([store])) == []


def test_the_gate_may_be_asked() -> None:
    assert writes_of([module_of(GATE, "def play(study: Writing): ...\n")]) == set()
