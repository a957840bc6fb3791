# Start here: `make extract` or `make test`. Each sets up .venv first, where that is not done yet.

SHELL := /bin/sh
PYTHON ?= python3
INPUT ?= corpus/directives
OUTPUT ?= dataset
GOLD ?= corpus/gold
BASE ?= HEAD
SECONDS ?= 600

BIN := .venv/bin
SET_UP := .venv/.set-up

.DEFAULT_GOAL := help
.PHONY: help setup upgrade extract compare cascade check-cascade report evaluate diff tables bench notebooks train test fuzz lint

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(SET_UP) ## Make .venv with the pinned packages, and the programs that .doc files and tests need

$(SET_UP): pyproject.toml constraints.txt scripts/setup.sh
	@sh scripts/setup.sh "$(PYTHON)"
	@touch $@

upgrade: ## Pin the newest packages that pyproject.toml allows
	@rm -rf .venv
	@sh scripts/setup.sh "$(PYTHON)" --newest

extract: $(SET_UP) ## Read directives into a dataset: INPUT=corpus/directives OUTPUT=dataset
	@$(BIN)/chitieu extract "$(INPUT)" --output "$(OUTPUT)"

compare: $(SET_UP) ## Lay an upper plan beside lower plans: UPPER=… LOWER="… …" OUTPUT=dataset
	@$(BIN)/chitieu compare "$(UPPER)" $(LOWER) $(if $(filter-out file,$(origin OUTPUT)),--dataset "$(OUTPUT)")

cascade: $(SET_UP) ## Compare all plans of a dataset that cite each other: OUTPUT=dataset
	@$(BIN)/chitieu cascade "$(OUTPUT)"

check-cascade: $(SET_UP) ## Fail where a lower plan does not cascade an upper target: OUTPUT=dataset
	@$(BIN)/chitieu check "$(OUTPUT)"

report: $(SET_UP) ## Write the page and the workbook of a dataset: OUTPUT=dataset
	@$(BIN)/chitieu report "$(OUTPUT)"

evaluate: $(SET_UP) ## Measure a dataset against gold: OUTPUT=dataset GOLD=corpus/gold
	@test -f "$(OUTPUT)/datapackage.json" || $(BIN)/chitieu extract "$(INPUT)" --output "$(OUTPUT)"
	@$(BIN)/chitieu evaluate "$(OUTPUT)" --gold "$(GOLD)"

diff: $(SET_UP) ## List what the rows of a revision have become: BASE=HEAD INPUT="corpus/directives …" GOLD=corpus/gold
	@$(BIN)/python -m pipeline.evaluate.diff "$(BASE)" $(INPUT) $(GOLD:%=--gold %)

tables: $(SET_UP) ## Measure the targets that stand in tables, per format, on corpus/tables
	@$(BIN)/python -m pipeline.evaluate.tables

bench: $(SET_UP) ## Measure speed and memory, beside underthesea and dateparser
	@$(BIN)/python -m pipeline.evaluate.bench

notebooks: $(SET_UP) ## Run the notebooks; what they show goes to build/notebooks
	@$(BIN)/python scripts/run_notebooks.py notebooks/*.ipynb --output build/notebooks

train: $(SET_UP) ## Learn the models from the corpus, write models/*.skops, and say what they are worth on unseen issuers
	@$(BIN)/python -m pipeline.cascade.train
	@$(BIN)/python -m pipeline.training.roles
	@$(BIN)/python -m pipeline.training.comparison

test: $(SET_UP) ## Run all tests, a file of them per core at a time
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

fuzz: $(SET_UP) ## Look for texts that break the flow, with atheris for SECONDS=600, then with Hypothesis
	@$(BIN)/python -m tests.fuzz $(SECONDS)
	@HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -q tests/fuzz

lint: $(SET_UP) ## Check style, types and the direction of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
