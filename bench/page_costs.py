"""`make bench ARGS=pages`: for each page type its queries, CPU time and bytes, as an anonymous reader costs them.

CPU time is the process's own (time.process_time), median of many requests after two warm ones, without any page
cache. Bytes are gzip, level 6, as a server sends them.
"""

from __future__ import annotations

import argparse
import gzip
import logging
import re
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.newsroom import BASE_DIR, open_newsroom

ASSET = re.compile(rb'(?:href|src)="(/static/[^"?]+\.(css|js))')
IMPORT = re.compile(rb"""(?:from|import)\s*\(?["'](\./[^"']+\.js)["']""")


def measure(client, path: str, requests: int) -> dict[str, object]:
    """Figures of one address."""
    for _ in range(2):
        client.get(path)
    response, queries = counted(client, path)
    times = []
    for _ in range(requests):
        start = time.process_time()
        client.get(path)
        times.append((time.process_time() - start) * 1000)
    css, js = asset_bytes(response.content)
    return {
        "status": response.status_code,
        "queries": queries,
        "cpu": statistics.median(times),
        "p95": sorted(times)[int(len(times) * 0.95) - 1],
        "html": len(gzip.compress(response.content, 6)),
        "css": css,
        "js": js,
    }


def counted(client, path: str) -> tuple[object, int]:
    """A response and the number of its queries. Django forgets them when a request starts: not here."""
    from django.core.signals import request_started
    from django.db import connection, reset_queries

    request_started.disconnect(reset_queries)
    connection.force_debug_cursor = True
    before = len(connection.queries_log)
    try:
        response = client.get(path)
        return response, len(connection.queries_log) - before
    finally:
        connection.force_debug_cursor = False
        connection.queries_log.clear()


def asset_bytes(html: bytes) -> tuple[int, int]:
    """Compressed bytes of the style sheets and scripts that a page loads, with the modules these import."""
    sizes = {"css": 0, "js": 0}
    waiting = [(path.decode(), kind.decode()) for path, kind in ASSET.findall(html)]
    seen: set[str] = set()
    while waiting:
        path, kind = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        file = BASE_DIR / "site" / path.removeprefix("/")
        if not file.exists():
            continue
        data = file.read_bytes()
        sizes[kind] += len(gzip.compress(data, 6))
        if kind == "js":
            folder = path.rpartition("/")[0]
            waiting += [(f"{folder}/{name.decode()[2:]}", "js") for name in IMPORT.findall(data)]
    return sizes["css"], sizes["js"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=30)
    parser.add_argument("--fresh", action="store_true", help="load the demo newsroom anew")
    options = parser.parse_args()
    open_newsroom(options.fresh)
    logging.getLogger("django.request").setLevel(
        logging.ERROR
    )  # one of the pages is the one that is not found

    from django.test import Client

    from bench.pages import page_addresses

    client = Client()
    print(
        f"{'page':24} {'status':>6} {'queries':>7} {'CPU ms':>7} {'p95':>6} {'HTML':>7} {'CSS':>7} {'JS':>7}"
    )
    for name, path in page_addresses().items():
        row = measure(client, path, options.requests)
        print(
            f"{name:24} {row['status']:>6} {row['queries']:>7} {row['cpu']:>7.1f} {row['p95']:>6.1f} "
            f"{row['html']:>7} {row['css']:>7} {row['js']:>7}"
        )


if __name__ == "__main__":
    main()
