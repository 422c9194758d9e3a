"""What a person wishes about the labels of an export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MarkTime = Literal["", "2s", "all"]


@dataclass(frozen=True, slots=True)
class Labels:
    """What is drawn is always said in a file's metadata. `credentials` are signed with this user's key;
    `prompts` are told in both; `mark`: words in the picture, for its first 2 s or throughout."""

    credentials: bool = True
    prompts: bool = False
    mark: MarkTime = ""
