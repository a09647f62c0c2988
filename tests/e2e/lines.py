"""A bad line between a browser and a server: a TCP proxy that cuts every connection at certain moments."""

from __future__ import annotations

import socket
import struct
import threading
import time

BLOCK_BYTES = 1 << 20
# Closing sends a reset, as a phone that changes its network leaves one behind (socket(7), SO_LINGER).
AT_ONCE = struct.pack("ii", 1, 0)


class BadLine:
    """Forwards a port of its own to another one. Goes dead after each of `drops` bytes sent, for some seconds."""

    def __init__(self, target: int, drops: list[int], dead_seconds: float = 2.0) -> None:
        self.target, self.drops, self.dead_seconds = target, sorted(drops), dead_seconds
        self.sent = 0
        self.dropped = 0
        self.dead_until = 0.0
        self.lock = threading.Lock()
        self.open: set[socket.socket] = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self.listener.close()
        self._cut()

    def _listen(self) -> None:
        while True:
            try:
                near, _address = self.listener.accept()
            except OSError:
                return
            if time.monotonic() < self.dead_until:
                _reset(near)
                continue
            far = socket.create_connection(("127.0.0.1", self.target))
            with self.lock:
                self.open |= {near, far}
            for source, other, counts in ((near, far, True), (far, near, False)):
                threading.Thread(target=self._forward, args=(source, other, counts), daemon=True).start()

    def _forward(self, source: socket.socket, other: socket.socket, counts: bool) -> None:
        try:
            while block := source.recv(BLOCK_BYTES):
                other.sendall(block)
                if counts:
                    self._count(len(block))
            other.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # cut, here or there

    def _count(self, length: int) -> None:
        with self.lock:
            self.sent += length
            is_due = len(self.drops) > self.dropped and self.sent >= self.drops[self.dropped]
            if is_due:
                self.dropped += 1
                self.dead_until = time.monotonic() + self.dead_seconds
        if is_due:
            self._cut()

    def _cut(self) -> None:
        with self.lock:
            cut, self.open = self.open, set()
        for one in cut:
            _reset(one)


def _reset(connection: socket.socket) -> None:
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        connection.shutdown(socket.SHUT_RDWR)  # wakes whoever waits for bytes of it
    except OSError:
        pass
    connection.close()
