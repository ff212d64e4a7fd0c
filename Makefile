# `make` builds every document into output/, `make test` runs every check. Both set up .venv first, with exactly what
# uv.lock locks; `uv lock --upgrade` renews that.

PYTHON ?= python3
PERIOD ?= 2025-Q4
AS_OF ?= 2025-12-31
BIN := .venv/bin
READY := .venv/.ready

unexport PYTHONDONTWRITEBYTECODE  # the processes that tests start load what was compiled once

.PHONY: build test check setup clean pictures gallery docs coverage bench

build: $(READY)
	$(BIN)/briefgen build --period $(PERIOD) --as-of $(AS_OF)

setup: $(READY)

# The tests of a file stay in one process, so that what they share is made once; the order is that of tests/conftest.py.
SHARED := -n auto --dist loadfile --no-loadscope-reorder
test: check
	$(BIN)/pytest $(SHARED)

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

# The pictures of the README, from real output; needs LibreOffice and poppler.
PICTURES := build/pictures
SHOWN := $(PICTURES)/$(PERIOD)/quarterly-briefing/kestrane
pictures: $(READY)
	rm -rf $(PICTURES) && mkdir -p $(PICTURES)
	$(BIN)/briefgen build quarterly-briefing --for kestrane --review --period $(PERIOD) --as-of $(AS_OF) \
	  --data tests/companies/kestrane/data --output $(PICTURES)
	soffice --headless --convert-to pdf --outdir $(PICTURES)/word $(SHOWN).docx
	soffice --headless --convert-to pdf --outdir $(PICTURES)/deck $(SHOWN).pptx
	soffice --headless --convert-to pdf --outdir $(PICTURES)/deck $(SHOWN).review.pptx
	pdftoppm -r 100 -f 1 -l 1 -png -singlefile $(PICTURES)/word/kestrane.pdf docs/briefing-page
	pdftoppm -r 84 -f 9 -l 9 -png -singlefile $(PICTURES)/deck/kestrane.pdf docs/deck-slide
	pdftoppm -r 84 -f 9 -l 9 -png -singlefile $(PICTURES)/deck/kestrane.review.pdf docs/review-slide

# A picture of every chart, from invented sample numbers.
gallery: $(READY)
	$(BIN)/python -m briefgen.charts.gallery docs/gallery

# What builds cost, in ratios of one run, beside other tools: docxtpl and pandoc where PEERS, an interpreter, has them,
# R with officer and ggplot2 where it is installed. `make bench SIZE=--full` takes a quarter of an hour.
PEERS ?= $(BIN)/python
SIZE ?=
bench: $(READY)
	$(BIN)/python benchmarks/bench.py $(SIZE) --peers $(PEERS) --json build/benchmark.json --picture build/benchmark.png

# The docs as a site in build/site; a link that leads nowhere stops it.
DOCS := build/docs-env
docs:
	$(PYTHON) -m venv $(DOCS)
	$(DOCS)/bin/python .ci/install docs
	NO_MKDOCS_2_WARNING=1 $(DOCS)/bin/mkdocs build --quiet --strict --config-file .github/mkdocs.yml

# The share of lines and branches that tests run, those of the processes they start among them.
coverage: $(READY)
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(SHARED)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find output -mindepth 1 ! -name .gitkeep -delete

$(READY): pyproject.toml uv.lock .ci/install
	@command -v $(PYTHON) >/dev/null || { echo "briefgen needs Python 3.11, 3.12 or 3.13; none is installed as $(PYTHON)"; exit 1; }
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else "briefgen needs Python 3.11, 3.12 or 3.13; this is %d.%d: use make PYTHON=python3.12" % v)'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "$(PYTHON) cannot make a virtual environment: on Debian and Ubuntu, apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python .ci/install
	@touch $@
