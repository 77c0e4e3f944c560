"""A server on the loopback that counts who comes: nobody may, whatever a document or a shape points to."""

from __future__ import annotations

import socketserver
import threading


class Trap:
    """Listens while it is open; `address` is where, `visits` how often something came."""

    def __enter__(self) -> Trap:
        self.visits = 0
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._visit, bind_and_activate=True)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/trap"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _visit(self, *_: object) -> None:
        self.visits += 1
