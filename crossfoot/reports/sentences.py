"""Findings in sentences, as every report for people says them."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.model.finding import BasisKind, Finding
from crossfoot.reports.grouping import Group
from crossfoot.reports.places import in_lines, in_prose, place_of, spot, where
from crossfoot.reports.screen import clean
from crossfoot.reports.words import said


def lead_and_text(finding: Finding, language: str, *, brief: bool = False) -> tuple[str, str]:
    """The place with its separator, and the sentence with the row's key in front."""
    place = place_of(finding)
    text = clean(said(finding.message, language))
    colon = "：" if language == "zh" else ": "
    if place is None:
        unit = clean(finding.subject.unit or "")
        return (f"{unit}{colon}" if unit and unit not in text else ""), text
    text = text.removeprefix(clean(place.file)).lstrip(" ：:，,")
    key = clean(place.key or finding.subject.row) if finding.subject.row else ""
    if key.isdigit():  # a serial number says nothing by itself
        text = f"“{key}”行{text}" if language == "zh" else f"row “{key}”: {text}"
    elif key and key not in text and not in_prose(place):
        text = f"{key} {text}"
    if in_lines(place):
        colon = ": "
    return clean(where(place, language, brief=brief)) + colon, text


def reference(finding: Finding, file: str | None, language: str) -> str:
    """A finding by its place and rule, the file left out where it is understood."""
    place = place_of(finding)
    if place is None:
        name = finding.subject.unit or ""
    elif place.file == file:
        name = spot(place, language)
    else:
        name = where(place, language)
    mark = f"（{finding.rule}）" if language == "zh" else f" ({finding.rule})"
    return clean(name) + mark if name else finding.rule


def followed(group: Group, language: str) -> list[str]:
    """Findings of a submission whose cause lies in another one, each with the cause's place."""
    file = group.submission.path if group.submission else None
    items = []
    for finding, cause in group.followed:
        own, other = reference(finding, file, language), place_of(cause)
        source = clean(where(other, language)) if other else cause.rule
        items.append(f"{own}，见{source}" if language == "zh" else f"{own}, see {source}")
    return items


def notes(finding: Finding, language: str) -> Iterator[tuple[str, str]]:
    """What stands under a finding: its sentence, what it assumes, suggestions, an explanation."""
    chinese = language == "zh"
    place = place_of(finding)
    if place is not None and in_prose(place):
        sentence = finding.subject.row or place.key
        if sentence:
            yield ("原文：" if chinese else "text: "), sentence
    words = finding.basis.zh if chinese else finding.basis.en
    if words and finding.basis.kind in (BasisKind.SCOPE, BasisKind.CONVENTION):
        yield ("前提：" if chinese else "assuming: "), words
    for item in finding.suggestions:
        yield ("建议：" if chinese else "perhaps: "), said(item, language)
    if finding.explained:
        yield ("已作说明：" if chinese else "explained: "), finding.explained
