"""Other people's pages with our player in a frame, and what they say to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin

PAGE = """<!doctype html><title>A partner</title><h1>A partner</h1>
<iframe id="film" src="{src}" width="640" height="360" {attributes} allow="autoplay; fullscreen"></iframe>
<script>
  const heard = window.heard = [];
  const film = document.getElementById("film");
  addEventListener("message", (event) => {{ if (event.source === film.contentWindow) heard.push(event.data); }});
  window.ask = (message) => film.contentWindow.postMessage(message, "*");
</script>"""
HEARD = "(test) => window.heard.some((message) => message.event === test)"


@pytest.fixture
def partner(monkeypatch) -> Iterator[Callable[[str, str], str]]:
    """Serve a page with our frame from an origin of its own: `partner(src, 'sandbox="allow-scripts"')`."""
    open_static_files(monkeypatch)
    pages: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = pages.get(self.path)
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((found or "").encode())

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def serve(src: str, attributes: str = "") -> str:
        path = f"/{len(pages)}"
        pages[path] = PAGE.format(src=src, attributes=attributes)
        return f"http://127.0.0.1:{server.server_port}{path}"

    yield serve
    server.shutdown()
    server.server_close()


def open_static_files(monkeypatch) -> None:
    """The tests' server gives out static files by itself; everywhere else whitenoise opens them to all origins."""
    serve = StaticFilesHandlerMixin.serve

    def open_to_all(self, request):
        response = serve(self, request)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    monkeypatch.setattr(StaticFilesHandlerMixin, "serve", open_to_all)


def frame_of(tab):
    return tab.frame_locator("#film")


def video_holds(tab, condition: str) -> None:
    """Wait until this holds of the video `v` in the frame."""
    frame = next(frame for frame in tab.frames if "/embed/" in frame.url)
    frame.wait_for_function(
        f"() => {{ const v = document.querySelector('video'); return v && ({condition}); }}"
    )


def ask(tab, command: str, **details: object) -> None:
    tab.evaluate("(message) => window.ask(message)", {"newsreel": 1, "command": command, **details})


def wait_for_event(tab, name: str) -> dict:
    tab.wait_for_function(HEARD, arg=name)
    return tab.evaluate("(name) => window.heard.findLast((message) => message.event === name)", name)
