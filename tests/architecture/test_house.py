"""The house rules of the code: contracts, short views, docstrings, a complete map."""

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import app as product
from tests.architecture import source
from tests.architecture.source import APP, ROOT, TESTS

LONGEST_FILE = 350
LONGEST_TEST = 600
"""Tests of one page stand in one file, named after it."""
LONGEST_VIEW = 12
WRITTEN = sorted(
    file
    for folder in (APP, TESTS, ROOT / "migrations")
    for pattern in ("*.py", "*.html", "*.js")
    for file in folder.rglob(pattern)
)
PURE = {
    *("assessment/scoring", "assessment/selection", "assessment/policy", "scenarios/play"),
    *("assessment/statistics", "assessment/fairness", "assessment/items"),
    *("learning/progress", "authoring/editing", "certificates/validity", "certificates/numbers"),
}


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_the_import_contracts_hold():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_package_has_a_layer_and_every_layer_a_package():
    named = set().union(*source.layers()) - {"config"}
    assert named == set(source.packages())


def test_create_app_is_short_enough_to_read_as_a_whole():
    lines = inspect.getsource(product.create_app).splitlines()
    assert len(lines) <= 40
    assert len((APP / "__init__.py").read_text().splitlines()) <= 60


def test_create_app_names_packages_in_the_order_of_the_contract():
    floor = {package: level for level, names in enumerate(source.layers()) for package in names}
    order = [package.__name__.split(".")[1] for package in product.PACKAGES]
    assert order == sorted(order, key=floor.__getitem__)
    with_pages = {file.parent.name for file in APP.glob("*/routes*") if file.stem == "routes"}
    assert set(order) == with_pages


def views() -> list[tuple[str, ast.FunctionDef]]:
    files = [*APP.glob("*/routes.py"), *APP.glob("*/routes/*.py"), *APP.glob("web/*.py")]
    return [
        (f"{name(file)}:{view.name}", view)
        for file in files
        for view in source.functions(file)
        if source.is_view(view)
    ]


def test_the_views_are_found(app):
    assert len(views()) == len(app.view_functions)


def test_a_view_loads_calls_and_answers_and_no_more():
    long = {
        place: source.statements(view)
        for place, view in views()
        if source.statements(view) > LONGEST_VIEW
    }
    assert long == {}


def test_a_view_catches_no_errors_by_itself():
    catching = [
        place for place, view in views() for node in ast.walk(view) if isinstance(node, ast.Try)
    ]
    assert catching == []


def modules_that_others_call() -> list[Path]:
    files = [*APP.glob("*/service.py"), *APP.glob("*/queries.py"), *APP.glob("*/scope.py")]
    files += [*APP.glob("*/queries/*.py"), *APP.glob("*/service/*.py")]
    return sorted(files) + [APP / f"{module}.py" for module in sorted(PURE)]


def test_what_others_may_call_says_what_it_does():
    silent = [
        f"{name(file)}:{node.name}"
        for file in modules_that_others_call()
        for node in source.tree(file).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_module_says_in_a_sentence_what_it_is_for():
    said = {name(file): ast.get_docstring(source.tree(file)) or "" for file in APP.rglob("*.py")}
    first = {file: words.split("\n\n")[0].rstrip() for file, words in said.items()}
    assert {file: words for file, words in first.items() if not words.endswith(".")} == {}


def sentence(package: str) -> str:
    return ast.get_docstring(source.tree(APP / package / "__init__.py")) or ""


def test_the_map_in_the_readme_names_every_package_with_its_sentence():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = re.search(r"^## Map\n(.*?)(?=^## |\Z)", readme, re.DOTALL | re.MULTILINE)
    assert section, "README.md has no section Map"
    named = dict(re.findall(r"^- `app/(\w+)/` – (.+)$", section[1], re.MULTILINE))
    assert set(named) == set(source.packages())
    wrong = {
        package: words
        for package, words in named.items()
        if not bare(words).startswith(bare(sentence(package)))
    }
    assert wrong == {}


def bare(words: str) -> str:
    """The sentence without the capital and the full stop, which a list may do without."""
    return words.strip().rstrip(".").casefold().replace("`", "")


def test_a_file_is_short_enough_to_be_read():
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in WRITTEN}
    long = {
        name(file): length
        for file, length in lengths.items()
        if length > (LONGEST_TEST if file.is_relative_to(TESTS) else LONGEST_FILE)
    }
    assert long == {}


MARKS = re.compile(r"(#|//|\{#-?|/\*)\s*(TO" + "DO|FIX" + r"ME|XXX)\b")
SKIPS = re.compile(r"pytest\.(sk" + r"ip|xf" + r"ail|importor)|mark\.(sk" + r"ip|xf" + r"ail)")


def test_nothing_is_left_for_later():
    assert [name(file) for file in WRITTEN if MARKS.search(file.read_text("utf-8"))] == []


def test_no_test_is_skipped():
    assert [name(file) for file in WRITTEN if SKIPS.search(file.read_text("utf-8"))] == []


def test_no_file_is_called_after_nothing_in_particular():
    vague = {"utils", "helpers", "common", "constants", "managers", "misc"}
    assert [name(file) for file in APP.rglob("*.py") if file.stem in vague] == []


def test_pages_of_one_name_have_the_template_of_that_name(app):
    drawn = re.compile(r'render_template\(\s*"([^"]+)"')
    used = {
        found
        for file in APP.rglob("*.py")
        for found in drawn.findall(file.read_text(encoding="utf-8"))
    }
    there = set(app.jinja_env.list_templates(extensions=["html"]))
    assert used <= there
