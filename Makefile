# Each command makes .venv, if it is not there or out of date, and works in it.
PYTHON ?= python3
unexport PYTHONDONTWRITEBYTECODE  # or each kernel and each run compiles everything anew
BIN = .venv/bin

help: ## Show this help
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# What the lessons and an area of one's own need; whoever tests or writes needs the rest too.
.venv/lessons: pyproject.toml constraints.txt
	@echo "Fetching what the lessons need: about 135 MB, once; about 610 MB on the disk."
	$(PYTHON) -m venv .venv
	$(PIP) -e ".[lab,cases]"
	touch $@

.venv/ready: .venv/lessons
	@echo "Fetching what tests and site need too: about 270 MB more, once; about 1.5 GB on the disk."
	$(PIP) -e ".[all]"
	touch $@

lab: .venv/lessons ## Open the lessons in JupyterLab
	$(BIN)/led-synergy lab

# Two tests need npm packages: Python in WebAssembly, and the rules of accessibility.
node_modules/ready: package.json
	@if command -v npm > /dev/null; then \
	  npm install --silent --no-audit --no-fund --no-package-lock && touch $@; \
	else echo "There is no npm: the tests that need it are skipped."; fi

test: .venv/ready node_modules/ready ## Run every test, and every lesson against its stored results
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal
	$(BIN)/python scripts/check_lessons.py

quick: .venv/ready ## Run every test that needs no browser and no site, and the lessons
	$(BIN)/python -m pytest --quick --numprocesses 2 --dist worksteal
	$(BIN)/python scripts/check_lessons.py

notebooks: .venv/ready ## Run all lessons again and store their results
	$(BIN)/python scripts/run_notebooks.py

strings: .venv/ready ## Collect every text for translators in locale/
	$(BIN)/python scripts/strings.py

docs: .venv/ready ## Build the documentation site in docs/_build/html
	$(BIN)/sphinx-build -n -W --keep-going -q -j auto -d docs/_build/doctrees -b html docs docs/_build/html
	$(BIN)/python scripts/make_editions.py docs/_build/html
	$(BIN)/python scripts/make_lite.py docs/_build/html/lite

wasm: .venv/ready ## Run lessons in WebAssembly, two of them in a browser
	$(BIN)/python scripts/make_rig.py .wasm
	LED_SYNERGY_RIG=.wasm $(BIN)/python -m pytest tests/wasm

stick: docs ## Copy the site for a stick; PYODIDE=folder puts Python in it
	$(BIN)/python scripts/make_stick.py docs/_build/html docs/_build/stick $(if $(PYODIDE),"$(PYODIDE)")

data: .venv/ready ## Make the fictional area and the schema of all tables again
	$(BIN)/python scripts/make_evidence.py
	$(BIN)/python scripts/make_datapackage.py
	$(BIN)/python scripts/make_contoh.py

picture: .venv/ready ## Draw the picture of the README again
	$(BIN)/python scripts/make_picture.py

bench: .venv/ready ## Measure speed: ratios, explorers, lessons
	$(BIN)/python benchmarks/core.py
	$(BIN)/python benchmarks/workbook.py
	$(BIN)/python benchmarks/report.py
	$(BIN)/python benchmarks/mutations.py 300
	$(BIN)/python benchmarks/widgets.py
	$(BIN)/python benchmarks/notebooks.py

weight: docs ## Measure weight and speed of the site in a browser
	$(BIN)/python benchmarks/site.py

check: .venv/ready ## Look for mistakes in style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy led_synergy

format: .venv/ready ## Put style and imports in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove what the other commands made
	rm -rf .venv .wasm node_modules build dist docs/_build docs/lessons .pytest_cache .hypothesis .ruff_cache .mypy_cache

.PHONY: help lab test quick notebooks strings docs data picture wasm stick bench weight check format clean
