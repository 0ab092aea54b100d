"""Loopback ports: which one is free, and what to say where one is taken."""

from __future__ import annotations

import socket

from claimtrack.local.errors import LocalError

LOOPBACK = "127.0.0.1"


def find_free_port() -> int:
    """Return a loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def require_free_port(port: int, *, host: str = LOOPBACK, variable: str, purpose: str) -> None:
    """Raise ``LocalError`` where the port is taken, naming the variable that changes it."""
    with socket.socket() as probe:
        # As servers do: the port of one that just stopped counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            message = (
                f"Port {port} for {purpose} is reserved for the system: "
                f"choose one above 1023 with {variable}."
            )
            raise LocalError(message) from error
        except OSError as error:
            message = (
                f"Port {port} for {purpose} is taken by another program: "
                f"choose another with {variable}, for example {variable}={port + 1}."
            )
            raise LocalError(message) from error
        except OverflowError as error:
            message = f"{variable}={port} is no port: choose one from 1024 to 65535."
            raise LocalError(message) from error


def read_port(text: str, *, variable: str) -> int:
    """Return the port that a variable names, or raise ``LocalError`` saying that it is none."""
    if not text.isascii() or not text.isdigit():
        message = f"{variable}={text!r} is no port: choose one from 1024 to 65535."
        raise LocalError(message)
    return int(text)
