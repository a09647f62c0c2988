"""`make bench ARGS=search`: what a search costs in archives of 2,000 and 20,000 stories, ours beside Wagtail's own.

On SQLite and PostgreSQL. The whole page goes through Django's test client, with all its queries, without a page cache.
CPU time is this process's (time.process_time) and, on PostgreSQL, that of the server process that answers it
(/proc/<pid>/schedstat), so the database must be on this machine. The figures are medians, and the 95th percentile;
growth is from the smaller archive to the larger one. The yardstick is laid beside each figure and has nothing to do
with searching: where it takes longer than elsewhere, so did everything else in that minute. What was promised stands
at the end of a line, for 95 of 100 requests.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import asdict, replace
from ipaddress import ip_address
from itertools import count as counting
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.archives import open_archive
from bench.postgres import postgres_server
from bench.stock import beside_stock
from bench.timing import Figure, measure

# A word in so many stories, however large the archive: what is found and printed is the same then.
SO_RARE = 6
QUESTION = "when does the government hold an election about the harbour and its lighthouse"
PHRASE = '"night ferry to the islands"'
THREE_FILTERS = {"kind": "article", "type": "news", "when": "year"}
COMMON = "the of and to in a that is for on with was"
# Milliseconds of CPU that 95 of 100 requests shall not exceed in the larger archive.
LIMITS = {
    f"rare word (in {SO_RARE} stories)": 30,
    "rare word (0.03 %)": 30,
    "word in 40 %": 60,
    "word in 40 %, Ukrainian": 60,
    "suggestion, prefix": 15,
    "suggestion, two letters": 15,
    "suggestion, name": 15,
    "worst hostile query": 100,
    "publish: index one story": 20,
}


def figures(repeats: int, stock: bool) -> Iterator[Figure]:
    """All figures of one archive. Django is set up on it."""
    from django.test import Client

    import newsreel.wsgi  # noqa: F401 - what is loaded stays out of the way of the garbage collector, as on a server

    client = Client()

    readers = counting()

    def page(path: str = "/search/", **parameters: str) -> Callable[[], object]:
        def ask() -> None:
            # Who asks too often has to wait: each time it is another reader.
            response = client.get(
                f"{path}?{urlencode(parameters)}", REMOTE_ADDR=str(ip_address(next(readers)))
            )
            if response.status_code != 200:
                raise RuntimeError(f"{path} answered {response.status_code}")

        return ask

    word = so_rare_a_word()
    pages = {
        "no hit": {"q": "zzqxkw"},
        f"rare word (in {SO_RARE} stories)": {"q": word},
        "rare word (0.03 %)": {"q": "quillmarrow"},
        "word in 3 %": {"q": "harbour"},
        "word in 40 %": {"q": "government"},
        "word in 40 %, Ukrainian": {"q": "уряду"},
        "word in 40 %, newest first": {"q": "government", "sort": "new"},
        "word in 40 %, three filters": {"q": "government", **THREE_FILTERS},
        "word in 40 %, before a day": {"q": "government", "to": "2020-01-01"},
        "phrase (1 %)": {"q": PHRASE},
        "question": {"q": QUESTION},
        "typo": {"q": "lighthuose"},
    }
    for name, parameters in pages.items():
        yield measure(name, page(**parameters), repeats)
    yield measure("suggestion, prefix", page("/search/suggest/", q="lig"), repeats)
    yield measure("suggestion, two letters", page("/search/suggest/", q="st"), repeats)
    yield measure("suggestion, name", page("/search/suggest/", q="ан"), repeats)
    hostile = [measure(text, page(q=text), max(3, repeats // 4)) for text in hostile_queries()]
    worst = max(hostile, key=lambda one: one.cpu)
    yield replace(worst, name="worst hostile query", note=f"of {len(hostile)}: {worst.name[:40]}")
    yield measure("publish: index one story", publishing(), repeats)
    if stock:
        yield from beside_stock(word, QUESTION, PHRASE, max(3, repeats // 4))


def so_rare_a_word() -> str:
    """A made-up word that stands in SO_RARE stories of this archive."""
    from newsreel.models import StoryPage
    from search.entries import model_mark
    from search.matching.stores import make_store
    from search.matching.tree import Wording

    store, wording = make_store(model_mark(StoryPage)), Wording(("en",))
    for story in StoryPage.objects.filter(language="en").order_by("pk").specific()[:60]:
        words = [
            term for term in wording.terms(story.title + " " + story.standfirst) if len(term.variants[0]) > 4
        ]
        counts = store.frequencies(words) if words else []
        for term, count in zip(words, counts, strict=True):
            if count == SO_RARE:
                return term.variants[0]
    return "quillmarrow"


def hostile_queries() -> list[str]:
    """What costs an engine most: all the commonest words, in rows, left out, begun, and nothing but signs."""
    from search.archive.prose import _FUNCTION

    ukrainian = " ".join(_FUNCTION["uk"][:12])
    return [
        COMMON, f'"{COMMON}"', '"of the" "in the" "to the" "and the" "for the" "on the"', ukrainian, f'"{ukrainian}"',
        "government election harbour lighthouse the of and to in a that is",
        "government -the -of -and -to -in -election", "government -harbour -election",
        '"the the the the" "of of of of"', "a", "s", "о", "a b c d e f g h i j k l",
        "гов*", '"' * 200, "-" * 200, "((((((", "government OR election AND NOT harbour", "*", "🚢" * 200, "x" * 200,
        "goverment electoin harbuor lighthuose qillmarrow minster", "governmentt " * 12, "東" * 200, "%" * 200,
        '"government election" "election harbour" "harbour lighthouse" government election',
    ]  # fmt: skip


def publishing() -> Callable[[], None]:
    """Indexing a story whose headline has changed, in a transaction, as a publication is one."""
    from django.db import transaction
    from wagtail.search import index

    from newsreel.models import StoryPage

    story = StoryPage.objects.published().newest_first().first().specific
    count = iter(range(1_000_000))

    def publish() -> None:
        story.title = f"A new headline {next(count)}"
        with transaction.atomic():
            index.insert_or_update_object(story)

    return publish


def show(vendor: str, sizes: list[int], found: dict[int, list[Figure]]) -> None:
    """The figures of the archives beside each other."""
    heads = "".join(f"{size:>37} stories" for size in sizes)
    columns = f"{'CPU ms':>9}{'p95':>8}{'wall':>9}{'queries':>8}{'yardstick':>11}" * len(sizes)
    print(f"\n{vendor:40}{heads}\n{'':40}{columns}{'growth':>9}")
    for lines in zip(*(found[size] for size in sizes), strict=True):
        cells = "".join(map(cells_of, lines))
        growth = f"{lines[-1].cpu / lines[0].cpu:>8.2f}×" if len(lines) > 1 else ""
        print(f"{lines[-1].name:40}{cells}{growth}  {verdict(lines[-1])}", flush=True)


def verdict(one: Figure) -> str:
    """Whether a figure keeps its limit, if it has one, and its note."""
    limit = LIMITS.get(one.name)
    kept = f"{'within' if one.p95 <= limit else 'OVER'} {limit}" if limit else ""
    return ", ".join(filter(None, (kept, one.note)))


def cells_of(one: Figure) -> str:
    """A figure's columns. What was given up takes longer than it was let."""
    if not one.has_ended:
        return f"{f'> {one.cpu:.0f}':>9}{'':>8}{f'> {one.wall:.0f}':>9}{'':>8}{one.pace:>11.1f}"
    return f"{one.cpu:>9.1f}{one.p95:>8.1f}{one.wall:>9.1f}{one.queries:>8}{one.pace:>11.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, nargs="*", default=[2000, 20_000])
    parser.add_argument("--requests", type=int, default=20)
    parser.add_argument("--databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--no-stock", action="store_true", help="leave Wagtail's own backend out")
    parser.add_argument(
        "--rebuild", action="store_true", help="write the whole index anew beside an editor instead"
    )
    parser.add_argument("--one", nargs=2, metavar=("SIZE", "SERVER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        open_archive(int(options.one[0]), options.one[1])
        if options.rebuild:
            from bench.rebuild import report

            report()
        else:
            _in_turns(figures(options.requests, not options.no_stock))
        return
    with postgres_server() as server:
        for vendor in options.databases:
            if vendor == "postgresql" and not server:
                print("\nThere is no PostgreSQL here: set DATABASE_URL, or install it.")
                continue
            _each_size(vendor, server if vendor == "postgresql" else "", options)


def _each_size(vendor: str, server: str, options: argparse.Namespace) -> None:
    """Each archive has a process of its own: settings are read once. They take turns, figure by figure: a machine
    that is slower for a minute slows both, and growth is told from what was measured within seconds."""
    command = [sys.executable, __file__, "--requests", str(options.requests)]
    command += ["--no-stock"] * options.no_stock + ["--rebuild"] * options.rebuild
    commands = {size: [*command, "--one", str(size), server] for size in options.stories}
    if options.rebuild:
        for size, one in commands.items():
            print(f"{vendor}, {size} stories", flush=True)
            subprocess.run(one, check=True)
        return
    with ExitStack() as stack:
        running = [stack.enter_context(_process(one)) for one in commands.values()]
        turns = iter(lambda: [_next_figure(process) for process in running], [None] * len(running))
        found = dict(zip(commands, zip(*turns, strict=True), strict=False))
    if found:
        show(vendor, options.stories, found)


def _process(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _next_figure(process: subprocess.Popen[str]) -> Figure | None:
    """Have a process measure its next figure; None when it has no more."""
    try:
        process.stdin.write("\n")
        process.stdin.flush()
        said = process.stdout.readline()
    except BrokenPipeError:
        said = ""
    if not said:
        with suppress(BrokenPipeError):
            process.stdin.close()
        raise SystemExit("A process that measures has failed.")
    return Figure(**json.loads(said)) if said.strip() != "null" else None


def _in_turns(figures: Iterator[Figure]) -> None:
    """Measure one figure for each line that is read, and print it as JSON; at last null."""
    for _line in sys.stdin:
        one = next(figures, None)
        print(json.dumps(one and asdict(one)), flush=True)


if __name__ == "__main__":
    main()
