"""What goes wrong is written to the standard error output, one entry with its trace."""

import logging
import sys

from flask import Flask

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def install(app: Flask) -> None:
    """Give the application's logger a handler of its own, whatever the server does to the root."""
    logger = logging.getLogger(app.name)
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter(FORMAT))
        logger.addHandler(handler)
    logger.disabled = False
    logger.setLevel(logging.INFO)
    logger.propagate = False
