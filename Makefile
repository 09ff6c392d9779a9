# Sets up .venv when it is missing or older than pyproject.toml, and runs the program or its tests.
#   make demo     open the program on a library made for the purpose
#   make test     run all tests                    make test ARGS="-k stamp"   run some of them
#   make check    linter, formatter, types, layers
#   make bench    measure speed and quality        make bench BENCH=library    one measurement
#   make clean    remove all that make made        make help                   this list
# PYTHON=python3.12 chooses the Python; DIR=folder says where the demo goes.

VENV    := .venv
BIN     := $(VENV)/bin
READY   := $(VENV)/.ready
DEVREADY := $(VENV)/.ready-dev
JOBS    ?= 2
PIP     := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check bench clean setup setup-dev

help:
	@sed -n '1,/^$$/s/^# \{0,1\}//p' Makefile

demo: $(READY)
	@$(BIN)/policyreview demo $(if $(DIR),--dir "$(DIR)") $(ARGS)

test: $(DEVREADY)
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

check: $(DEVREADY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Those that score alignments read a folder of known ones, where it is there.
bench: $(DEVREADY)
	@code=0; known=../shared/data/align; \
	for script in $(or $(BENCH),commands history library redline/speed alignment checks_recall); do \
	  case $$script in alignment|checks_recall) [ -d $$known ] || continue; with=$$known;; *) with=;; esac; \
	  echo "== $$script"; $(BIN)/python benchmarks/$$script.py $$with $(ARGS) || code=1; \
	done; exit $$code

setup: $(READY)
setup-dev: $(DEVREADY)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# The first Python that is new enough, the plain names first.
$(BIN)/python:
	@command -v git >/dev/null || { echo "Git is needed and was not found: install git 2.34 or newer." >&2; exit 3; }
	@for python in $(PYTHON) python3 python python3.14 python3.13 python3.12 python3.11; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "Setting up $(VENV) with $$("$$python" --version); this is done once."; \
	    "$$python" -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    echo "This Python can't make a virtual environment: install its venv module (on Debian and Ubuntu: apt install python3-venv)." >&2; \
	    exit 3; \
	  fi; \
	done; \
	echo "Python 3.11 or newer is needed and was not found: install it, or name it with 'make PYTHON=/path/to/python'." >&2; \
	exit 3

# pip knows dependency groups since 25.1.
$(READY): pyproject.toml | $(BIN)/python
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(DEVREADY): pyproject.toml $(READY)
	@$(PIP) install --group dev
	@touch $@
