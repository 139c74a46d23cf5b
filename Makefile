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

test: .venv/ready ## Run every test, and every lesson against its stored results
	$(BIN)/python -m pytest
	$(BIN)/python -m pytest --nbval -p no:cacheprovider notebooks

notebooks: .venv/ready ## Run all lessons again and store their results
	$(BIN)/python scripts/run_notebooks.py

docs: .venv/ready ## Build the documentation site in docs/_build/html
	$(BIN)/sphinx-build -n -W --keep-going -q -b html docs docs/_build/html

data: .venv/ready ## Make the fictional area and the schema of all tables again
	$(BIN)/python scripts/make_contoh.py
	$(BIN)/python scripts/make_datapackage.py

picture: .venv/ready ## Draw the picture of the README again
	$(BIN)/python scripts/make_picture.py

bench: .venv/ready ## Measure speed, as ratios
	$(BIN)/python benchmarks/core.py

check: .venv/ready ## Look for mistakes in style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy led_synergy

format: .venv/ready ## Put style and imports in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove what the other commands made
	rm -rf .venv build dist docs/_build .pytest_cache .hypothesis .ruff_cache .mypy_cache

.PHONY: help lab test notebooks docs data picture bench check format clean
