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
	@PORT=$(PORT) $(BIN)/flask --app app demo load
	@$(BIN)/flask --app app courses load
	@echo "Open http://127.0.0.1:$(PORT)  (Ctrl+C ends it)"
	@PORT=$(PORT) $(BIN)/granian --interface wsgi --factory app:create_app --host 127.0.0.1 \
		--port $(PORT) --workers 2 --blocking-threads 2 --log-level warning

test: $(READY) $(CATALOGUES)
	$(BIN)/pytest -n 2 --dist loadgroup

test-postgresql: $(READY) $(CATALOGUES)
	TEST_DATABASE=postgresql $(BIN)/pytest -n 2 --dist loadgroup

check: $(READY) $(CATALOGUES)
	$(BIN)/ruff check app migrations tests
	$(BIN)/ruff format --check app migrations tests
	$(BIN)/djlint app --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/flask --app app courses check

bench: $(READY) $(CATALOGUES)
	$(BIN)/python -m tests.bench

messages: $(READY)
	$(BIN)/pybabel -q extract -F .babel.cfg -k lazy_gettext -k N_ --no-wrap --omit-header --sort-output -o /tmp/qalqan.pot .
	for language in kk ru; do \
		$(BIN)/pybabel -q update -i /tmp/qalqan.pot -d translations -l $$language --no-wrap --no-fuzzy-matching --omit-header; \
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
	@$(BIN)/pybabel -q compile -i $< -o $@
