"""Which cluster is meant. Nothing here needs Ray."""

from __future__ import annotations

import re

from engine.errors import TweenError

AUTO = "auto"
"""The cluster that this machine is part of."""
_ADDRESS = re.compile(r"(?:ray://)?(?P<host>[\w.-]+|\[[0-9a-fA-F:.]+\]):(?P<port>\d{1,5})")


def check_address(text: str) -> str:
    """`text` without blanks around it. Raises `TweenError` for what is no address."""
    address = text.strip()
    if address == AUTO or ((found := _ADDRESS.fullmatch(address)) and 0 < int(found["port"]) < 65536):
        return address
    raise TweenError(
        f"“{address}” is no address of a cluster; write HOST:6379 as “ray start” printed it, or auto for the "
        "cluster that this machine is part of."
    )


def host_and_port(address: str) -> tuple[str, int] | None:
    """Where it must answer; None where Ray itself knows."""
    found = _ADDRESS.fullmatch(address)
    return (found["host"].strip("[]"), int(found["port"])) if found else None
