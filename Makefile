# make run     start the dashboard
# make test    everything CI checks; installs what it needs on a fresh machine
# make test-full    also long fuzzing and every page in every language at every width
# make test-repeat  the browser tests ten times (TIMES=10) with a core kept busy
# make screenshots  every page, width, language and data set; OUT=docs/screenshots SHOTS="--data fy2005" for the documents
# make bench   speed as ratios against a stock Streamlit page
# make lock    renew requirements*.txt from pyproject.toml
# make docs    renew docs/data-dictionary.md and data/datapackage.json
# make wheelhouse  every package as a file, for an installation without a network (PLATFORM=win_amd64 for Windows)

PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
RUN_STAMP := .venv/.run
TEST_STAMP := .venv/.test

.PHONY: run test test-full test-repeat screenshots lint types pytest browser bench lock wheelhouse docs clean

run: $(RUN_STAMP)
	$(BIN)/python -m clairviz.server --port $(PORT)

# Types beside the tests: both leave a processor waiting at times.
test: lint browser
	@$(MAKE) --no-print-directory -j 2 -O types pytest

test-full: lint types $(TEST_STAMP) browser
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "full or not full"

test-repeat: $(TEST_STAMP) browser
	$(BIN)/python scripts/repeat.py --times $(or $(TIMES),10)

screenshots: $(TEST_STAMP) browser
	$(BIN)/python -m scripts.screenshots --out $(or $(OUT),test-results/screenshots) $(SHOTS)

lint: $(TEST_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(TEST_STAMP)
	$(BIN)/mypy

pytest: $(TEST_STAMP) browser
	$(BIN)/python -m pytest -n 2 --dist loadscope --durations 10

bench: $(TEST_STAMP)
	$(BIN)/python -m benchmarks

# System Chromium and a Japanese font; a machine that has a browser is left as it is.
browser:
	@scripts/install-browser.sh

lock: $(TEST_STAMP)
	$(BIN)/python -m pip install --disable-pip-version-check -q "pip-tools>=7.5"
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
		-o requirements.txt pyproject.toml
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
		-c requirements.txt -o requirements-test.txt requirements-test.in

# The last line installs nothing: it fails unless the folder holds all that an installation asks for.
wheelhouse: .venv/bin/python
	$(BIN)/python -m pip download --disable-pip-version-check -q --only-binary=:all: --require-hashes \
		$(if $(PLATFORM),--platform $(PLATFORM) --python-version 3.11 --implementation cp) -r requirements.txt -d wheelhouse
	$(BIN)/python -m pip install --disable-pip-version-check -q --dry-run --ignore-installed --no-index --find-links wheelhouse \
		$(if $(PLATFORM),--platform $(PLATFORM) --python-version 3.11 --implementation cp --target wheelhouse/none) \
		--only-binary=:all: --require-hashes -r requirements.txt

docs: $(TEST_STAMP)
	$(BIN)/python scripts/data_dictionary.py
	$(BIN)/python scripts/data_package.py

clean:
	rm -rf .venv data/clairviz.duckdb data/clairviz.duckdb.versions

# venv fails where Debian's python3-venv is missing; virtualenv from pip serves as well.
.venv/bin/python:
	$(PYTHON) -m venv .venv || { rm -rf .venv; $(PYTHON) -m pip install --user virtualenv && $(PYTHON) -m virtualenv .venv; }

$(RUN_STAMP): .venv/bin/python requirements.txt
	$(BIN)/python -m pip install --disable-pip-version-check -q -r requirements.txt
	@touch $@

$(TEST_STAMP): .venv/bin/python requirements.txt requirements-test.txt
	$(BIN)/python -m pip install --disable-pip-version-check -q --no-compile -r requirements.txt -r requirements-test.txt
	@touch $@ $(RUN_STAMP)
