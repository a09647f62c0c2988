"""`make screenshots`: a contact sheet of every page type in three widths, light and dark, from the demo newsroom.

Pictures go to var/screenshots; `--docs` draws those of README and docs/ into docs/images instead.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.newsroom import BASE_DIR, open_newsroom

WIDTHS = {390: 844, 768: 1024, 1440: 900}
THEMES = ("light", "dark")
COLUMN = 300


class QuietHandler(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def serve() -> str:
    """Serve the site from a thread; its origin."""
    import socketserver
    from wsgiref.simple_server import WSGIServer

    from newsreel.wsgi import application

    class Server(socketserver.ThreadingMixIn, WSGIServer):
        daemon_threads = True

    server = make_server("127.0.0.1", 0, application, Server, QuietHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def chromium(playwright):
    """A headless Chromium: the system's, which needs no download."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        raise SystemExit("No Chromium is installed (on Debian: apt install chromium).")
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


def draw(browser, origin: str, pages: dict[str, str], folder: Path, full: bool) -> list[Path]:
    """One picture for each page, width and theme."""
    files = []
    for width, height in WIDTHS.items():
        for theme in THEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
            )
            tab = context.new_page()
            for name, path in pages.items():
                tab.goto(origin + path, wait_until="networkidle")
                if full:
                    load_lazy_pictures(tab)
                file = folder / f"{name.replace(' ', '-').replace(',', '')}-{width}-{theme}.png"
                tab.screenshot(path=file, full_page=full)
                files.append(file)
            context.close()
    return files


def load_lazy_pictures(tab) -> None:
    """Scroll through the page, so that pictures below the fold are there too."""
    tab.evaluate(
        "async () => { for (const img of document.querySelectorAll('img[loading=lazy]')) { img.loading = 'eager'; }"
        " await Promise.all([...document.images].map(img => img.decode().catch(() => {}))); }"
    )


def contact_sheet(files: list[Path], target: Path) -> None:
    """All pictures small, side by side, so that one look finds the page that is off."""
    from PIL import Image

    thumbs = []
    for file in files:
        with Image.open(file) as picture:
            ratio = COLUMN / picture.width
            thumbs.append(picture.convert("RGB").resize((COLUMN, min(900, int(picture.height * ratio)))))
    columns = 6
    rows = [thumbs[start : start + columns] for start in range(0, len(thumbs), columns)]
    heights = [max(thumb.height for thumb in row) + 12 for row in rows]
    sheet = Image.new("RGB", (columns * (COLUMN + 12), sum(heights)), "#888888")
    top = 0
    for row, height in zip(rows, heights, strict=True):
        for place, thumb in enumerate(row):
            sheet.paste(thumb, (place * (COLUMN + 12), top))
        top += height
    sheet.save(target, quality=80)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="whole pages, not only the first screen")
    parser.add_argument("--only", help="only pages whose name contains this")
    parser.add_argument("--fresh", action="store_true", help="load the demo newsroom anew")
    parser.add_argument("--docs", action="store_true", help="draw the pictures of README and docs/ instead")
    options = parser.parse_args()
    open_newsroom(options.fresh)

    from playwright.sync_api import sync_playwright

    from bench.pages import page_addresses, special_addresses

    pages = {**page_addresses(), **special_addresses()}
    if options.only:
        pages = {name: path for name, path in pages.items() if options.only in name}
    folder = BASE_DIR / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    origin = serve()
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        if options.docs:
            from bench.docs_images import FOLDER, draw_docs

            files = draw_docs(browser, origin)
            print(f"{len(files)} pictures are in {FOLDER.relative_to(BASE_DIR)}/.")
            return
        files = draw(browser, origin, pages, folder, options.full)
        browser.close()
    contact_sheet(files, folder / "contact-sheet.jpg")
    print(f"{len(files)} pictures and contact-sheet.jpg are in {folder.relative_to(BASE_DIR)}/.")


if __name__ == "__main__":
    main()
