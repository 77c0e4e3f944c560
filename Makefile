# make serve: set up and serve on 127.0.0.1:8000.  make test: set up and run every check.  make bench: the figures.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TESTS := PYTHONHASHSEED=0 $(BIN)/pytest --numprocesses auto --dist loadfile
SETUP_FILES := pyproject.toml service/build_catalogues.py $(wildcard service/educluster/web/translations/*/LC_MESSAGES/*.po)

.DEFAULT_GOAL := help
.PHONY: help serve test cover lint docs bench soak clean

help:
	@echo "make serve   set everything up and serve on http://127.0.0.1:8000/ (PORT=8001 for another)"
	@echo "make test    set up what the tests need and run them all"
	@echo "make cover   the tests, and which lines of the package they do not reach (half as long again)"
	@echo "make docs    write the pages of docs/, and the alignments, that are made from data"
	@echo "make bench   measure, beside rdflib and pySHACL"
	@echo "make soak    the long tests: kill -9, memory over 100,000 requests, bombs (an hour at most)"
	@echo "make clean   remove what these made"

serve: $(VENV)/.serve
	@exec $(BIN)/educluster serve --data .data $(if $(PORT),--port $(PORT))

test: $(VENV)/.test lint
	$(TESTS)

# Apart from the tests: it fails none of them, and on Python 3.11 tracing makes them half as long again.
cover: $(VENV)/.test
	$(TESTS) --cov --cov-report=term

lint: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.serve
	$(BIN)/python tools/relations.py
	$(BIN)/python tools/alignments.py
	$(BIN)/python tools/sources.py
	$(BIN)/python tools/rules.py

bench: $(VENV)/.test
	$(BIN)/python tests/bench/run.py

soak: $(VENV)/.test
	$(BIN)/python tests/soak/kill_nine.py
	$(BIN)/python tests/soak/memory.py
	$(BIN)/python tests/soak/bombs.py

clean:
	rm -rf $(VENV) .data dist

$(VENV)/.serve: $(VENV)/.made $(SETUP_FILES)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e . || { \
	  echo "educluster: its packages could not be installed; look at the network, or at the proxy (PIP_INDEX_URL, HTTPS_PROXY), and run make again" >&2; exit 1; }
	@touch $@

$(VENV)/.test: $(VENV)/.made $(SETUP_FILES)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,model]' || { \
	  echo "educluster: the tests' packages could not be installed; look at the network, or at the proxy (PIP_INDEX_URL, HTTPS_PROXY), and run make again" >&2; exit 1; }
	@touch $(VENV)/.serve $@

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "educluster: Python 3.11 or later is needed; name one with make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "educluster: this Python cannot make virtual environments; on Debian or Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@
