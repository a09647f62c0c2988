# Everything a newcomer needs: `make run` and `make test`. Nothing has to be installed beforehand but Python 3.11+.
PYTHON ?= python3
BOOTSTRAP = @$(PYTHON) bootstrap.py
ARGS ?=

TEMPLATES = find site home news video search -name '*.html' -path '*templates*' -print0 |
# A made-up production environment, complete enough for `check --deploy` to judge the settings.
EXAMPLE_PRODUCTION = env DJANGO_SETTINGS_MODULE=newsreel.settings.production NEWSREEL_SECRET_KEY=$$(printf '%064d' 0 | tr 0 x)1234567890 \
	NEWSREEL_ORIGIN=https://news.example.org DATABASE_URL=postgres://newsreel:secret@localhost/newsreel REDIS_URL=redis://localhost/0

.DEFAULT_GOAL := help
.PHONY: help run serve test check format migrations bench search-quality screenshots clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(firstword $(MAKEFILE_LIST)) | while IFS='|' read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

run: ## start the site with its demo newsroom (PORT=8000 HOST=127.0.0.1; DEMO=0 starts it empty)
	$(BOOTSTRAP) run

serve: ## start the site as in production: PostgreSQL, Redis and the rest from the environment (docs/operations.md)
	$(BOOTSTRAP) serve

test: ## run every test that this machine can run (ARGS="tests/news -k byline" for some of them)
	$(BOOTSTRAP) test -m pytest -n 2 -rfEs $(ARGS)

check: ## lint Python and templates, check settings, migrations and the production configuration
	$(BOOTSTRAP) dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	@echo djade --check
	@$(TEMPLATES) xargs -0 .venv/bin/djade --target-version 5.2 --check
	.venv/bin/python manage.py check --fail-level WARNING
	.venv/bin/python manage.py makemigrations --check --dry-run
	$(EXAMPLE_PRODUCTION) .venv/bin/python manage.py check --deploy --fail-level WARNING

format: ## put Python and templates into the house format
	$(BOOTSTRAP) dev
	.venv/bin/ruff check --fix --exit-zero .
	.venv/bin/ruff format .
	-@$(TEMPLATES) xargs -0 .venv/bin/djade --target-version 5.2

migrations: ## write the migrations that the models ask for
	$(BOOTSTRAP) dev manage.py makemigrations

bench: ## print what pages, encoding and search cost (ARGS=pages, ARGS=encoding or ARGS=search: one of them in full)
	$(BOOTSTRAP) test bench/run.py $(ARGS)

search-quality: ## print how well the search page answers the golden set, on each database at hand
	$(BOOTSTRAP) test -m tests.search.golden

screenshots: ## draw a contact sheet of every page type in each width and theme
	$(BOOTSTRAP) test bench/screenshots.py $(ARGS)

clean: ## remove the environment and the caches; the database and the uploads in var/ stay
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .pytest_db*
