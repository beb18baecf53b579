# Two commands: `make run` serves the system with demonstration data, `make test` tests it.
# Both install what they need on the first run and work without a network from the second on.

PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))
UV := uv==0.13.9

.PHONY: run test test-postgresql check bench messages clean

run: $(READY) $(CATALOGUES)
	@$(BIN)/flask --app app db upgrade
	@$(BIN)/flask --app app assessment remark
	@PORT=$(PORT) $(BIN)/flask --app app demo load
	@$(BIN)/flask --app app courses load
	@echo "Open http://127.0.0.1:$(PORT)  (Ctrl+C ends it)"
	@PORT=$(PORT) $(BIN)/granian --interface wsgi --factory app:create_app --host 127.0.0.1 \
		--port $(PORT) --workers 2 --blocking-threads 2 --log-level warning

test: $(READY) $(CATALOGUES)
	$(BIN)/pytest -n 2 --dist loadfile

test-postgresql: $(READY) $(CATALOGUES)
	TEST_DATABASE=postgresql $(BIN)/pytest -n 2 --dist loadfile

check: $(READY) $(CATALOGUES)
	$(BIN)/ruff check app migrations tests
	$(BIN)/ruff format --check app migrations tests
	$(BIN)/djlint app --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/flask --app app courses check

bench: $(READY) $(CATALOGUES)
	$(BIN)/python -m tests.bench

# The header keeps only what says something; the rest would change with every run.
messages: $(READY)
	@$(BIN)/pybabel -q extract -F .babel.cfg -k lazy_gettext -k N_ --no-location --no-wrap --sort-output -o $(VENV)/messages.pot .
	@for language in kk ru; do \
		po=translations/$$language/LC_MESSAGES/messages.po; \
		$(BIN)/pybabel -q update -i $(VENV)/messages.pot -o $$po -l $$language --no-wrap --no-fuzzy-matching --ignore-obsolete; \
		sed -i -E '/^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By): /d; /^#( |$$)/d' $$po; \
	done

clean:
	rm -rf $(VENV) app/web/static/fonts translations/*/LC_MESSAGES/messages.mo qalqan.sqlite3*

# Some Debian installations have no ensurepip: there the pip of the system fills the environment.
$(READY): pyproject.toml uv.lock app/web/build_fonts.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) 2>/dev/null || $(PYTHON) -m venv --clear --without-pip $(VENV)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 \
		&& $(BIN)/python -m pip install --quiet $(UV) \
		|| $(PYTHON) -m pip --python $(BIN)/python install --quiet $(UV)
	@$(BIN)/uv sync --frozen --inexact --quiet
	@touch $(READY)

%.mo: %.po $(READY)
	@$(BIN)/pybabel -q compile -i $< -o $@ -l $(word 2,$(subst /, ,$@))
