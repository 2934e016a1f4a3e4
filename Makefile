# Everything that is done with a checkout, one target each; `make` alone lists them.

BIN := .venv/bin
ENVIRONMENT = python=$$(sh setup/find_python.sh) && "$$python" setup/environment.py
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help env lab test battery test-oldest test-latest lint build audit run jax doctor workspace browser clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name does; do \
		printf '  make %-12s %s\n' "$$name" "$$does"; done

env: ## set up: the environment .venv from the lock, and the kernel (again: returns at once)
	@$(ENVIRONMENT)

lab: env ## open the course in JupyterLab, as a learner
	@exec $(BIN)/coursekit lab $(ARGS)

test: env browser jax ## set up and run all tests; some only: make test ARGS=tests/lab
	@$(BIN)/python -m pytest $(if $(ARGS),$(ARGS),--numprocesses 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=)
	@$(if $(ARGS),:,$(BIN)/python tests/coverage_floor.py)

battery: env ## grade every hostile, broken and unusual submission (ten minutes)
	@$(BIN)/python -m pytest -m battery tests/adversarial $(ARGS)

test-oldest: env ## run every lesson on the lowest versions that pyproject.toml allows
	@$(BIN)/python setup/versions.py oldest $(ARGS)

test-latest: env ## run every lesson on the newest versions that pyproject.toml allows
	@$(BIN)/python setup/versions.py latest $(ARGS)

lint: env ## check style: Python files and the scripts
	@$(BIN)/ruff check src tests setup benchmarks grader && $(BIN)/ruff format --check -q src tests setup benchmarks grader

build: env ## build every lesson into a notebook
	@$(BIN)/coursekit build $(ARGS)

audit: env ## run every answer panel: right answers accepted, wrong ones rejected
	@$(BIN)/coursekit audit $(ARGS)

run: env ## execute every lesson's solution; another profile: make run ARGS="--profile cpu"
	@$(BIN)/coursekit run $(ARGS)

jax: env ## put JAX beside the environment: make run ARGS="--backend jax"
	@$(BIN)/python setup/jax_backend.py

doctor: ## say what is missing on this machine, and how to mend it
	@$(ENVIRONMENT) --check || { echo "Mend it: make env"; exit 1; }
	@$(BIN)/coursekit doctor

workspace: env ## lay or update the learner's workspace without opening it
	@$(BIN)/coursekit workspace $(ARGS)

browser: env ## find a browser for the browser tests, or install one
	@$(BIN)/python setup/browser.py

clean: ## remove what was built; never workspace/, exchange/, submissions or the gradebook
	@rm -rf .venv build out src/*.egg-info .pytest_cache .ruff_cache .coverage .coverage.*
	@find src tests setup -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Removed the environment and everything built. Kept: workspace/, exchange/, grader/."
