"""What the tests of the narrative reader share: texts to documents, claims to plain tuples."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Pack
from crossfoot.model.document import Block, Document
from crossfoot.model.submission import Claim, Narrative
from crossfoot.narrative import read

ROOT = Path(__file__).resolve().parents[2]


@cache
def pack() -> Pack:
    return load_pack([ROOT / "schemas"])


def document(text: str) -> Document:
    blocks = []
    start = 0
    for line, content in enumerate(text.split("\n"), start=1):
        if content.strip():
            blocks.append(Block(content, start, line, len(blocks) + 1))
        start += len(content) + 1
    return Document("报告.txt", "txt", text=text, blocks=tuple(blocks))


def narrative(text: str) -> Narrative:
    return read(document(text), pack())


def said(claim: Claim) -> tuple[str, ...]:
    """A claim as its kind followed by ``role=text``, as a person would write it down."""
    return (claim.kind, *(f"{role}={figure.text}" for role, figure in claim.roles))


def claims(text: str) -> set[tuple[str, ...]]:
    return {said(claim) for claim in narrative(text).claims}
