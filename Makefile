# Each command makes .venv, if it is not there, and works in it.
PYTHON ?= python3
BIN = .venv/bin

help: ## Show this help
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q -c constraints.txt -e ".[all]"
	touch .venv/ready

lab: .venv/ready ## Open the lessons in JupyterLab
	$(BIN)/led-synergy lab

test: .venv/ready ## Run every test
	$(BIN)/python -m pytest
	$(BIN)/python -m pytest --nbval -p no:cacheprovider notebooks

check: .venv/ready ## Look for mistakes in style
	$(BIN)/ruff check .

format: .venv/ready ## Put imports and style in order
	$(BIN)/ruff check --fix .

clean: ## Remove what the other commands made
	rm -rf .venv build dist .pytest_cache .hypothesis .ruff_cache .mypy_cache

.PHONY: help lab test check format clean
