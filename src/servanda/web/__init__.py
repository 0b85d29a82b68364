"""Written reports → pages on this machine only: loopback, read-only, no script that was not written with the page.

In: a folder of reports. Out: an HTTP server on 127.0.0.1 that gives its files and an index of them, and nothing else.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder, serve(folder) as server:
...     server.url.startswith("http://127.0.0.1:")
True
"""

from servanda.web.server import ReportServer, serve

__all__ = ["ReportServer", "serve"]
