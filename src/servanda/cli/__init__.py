"""The command line: `servanda run CASE` runs the spine, `servanda NOUN VERB` each stage.

JSON lines on stdout, people on stderr. Exit 0 done, 1 the answer is no, 2 usage or input, 3 integrity, 4 outside.
"""

from servanda.cli.main import main

__all__ = ["main"]
