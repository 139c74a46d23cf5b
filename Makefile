# Each command makes .venv, if it is not there or out of date, and works in it.
PYTHON ?= python3
BIN = .venv/bin

help: ## Show this help
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[all]"
	touch .venv/ready

lab: .venv/ready ## Open the lessons in JupyterLab
	$(BIN)/led-synergy lab

# Two tests need npm packages: Python in WebAssembly, and the rules of accessibility.
node_modules/ready: package.json
	@if command -v npm > /dev/null; then \
	  npm install --silent --no-audit --no-fund --no-package-lock && touch $@; \
	else echo "There is no npm: the tests that need it are skipped."; fi

test: .venv/ready node_modules/ready ## Run every test, and every lesson against its stored results
	$(BIN)/python -m pytest
	$(BIN)/python scripts/check_lessons.py

notebooks: .venv/ready ## Run all lessons again and store their results
	$(BIN)/python scripts/run_notebooks.py

docs: .venv/ready ## Build the documentation site in docs/_build/html
	$(BIN)/sphinx-build -n -W --keep-going -q -j auto -b html docs docs/_build/html
	$(BIN)/python scripts/make_lite.py docs/_build/html/lite

data: .venv/ready ## Make the fictional area and the schema of all tables again
	$(BIN)/python scripts/make_datapackage.py
	$(BIN)/python scripts/make_contoh.py

picture: .venv/ready ## Draw the picture of the README again
	$(BIN)/python scripts/make_picture.py

bench: .venv/ready ## Measure speed: ratios, explorers, lessons
	$(BIN)/python benchmarks/core.py
	$(BIN)/python benchmarks/workbook.py
	$(BIN)/python benchmarks/report.py
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
	rm -rf .venv node_modules build dist docs/_build docs/lessons .pytest_cache .hypothesis .ruff_cache .mypy_cache

.PHONY: help lab test notebooks docs data picture bench weight check format clean
