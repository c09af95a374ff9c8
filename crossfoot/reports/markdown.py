"""The report as Markdown, for a pull request, an issue or a mail."""

from __future__ import annotations

from crossfoot.model.patterns import late_pattern
from crossfoot.reports.grouping import Group, Headline, groups
from crossfoot.reports.places import place_of
from crossfoot.reports.screen import clean
from crossfoot.reports.sentences import followed, lead_and_text, notes, reference
from crossfoot.reports.summary import clean_line, coverage_lines, skipped_line
from crossfoot.reports.words import VERDICTS, following, listed, period, said, tag
from crossfoot.vetting.model import Report, SubmissionResult

_HEADERS = {
    "zh": ("文件", "单位", "期间", "结论", "强制", "核实", "提示"),
    "en": ("File", "Unit", "Period", "Verdict", "Hard", "Soft", "Hint"),
}
_SPECIAL = late_pattern(r"[\\`*\[\]<>|~&]|(?<!\w)_|_(?!\w)")


def write(report: Report, language: str) -> str:
    """A heading, a table of the submissions, and the findings under each submission."""
    sections = ["# 数据审核结果" if language == "zh" else "# Figures vetted"]
    if report.submissions:
        sections.append(_table(report.submissions, language))
    for group in groups(report):
        sections.append(_heading(group, language))
        items = [_item(headline, language) for headline in group.headlines]
        items.extend(f"- {escape(text)}" for text in followed(group, language))
        sections.append("\n".join(items))
    if report.warnings:
        sections.append("\n".join(f"> {escape(said(m, language))}" for m in report.warnings))
    closing = (
        [*coverage_lines(report.coverage, language), skipped_line(report.run.skipped, language)]
        if report.findings
        else [clean_line(report, language)]
    )
    sections.append("\n".join(escape(line) for line in closing if line))
    return "\n\n".join(sections) + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line, inside a table too."""
    return _SPECIAL.sub(lambda match: "\\" + match.group(), clean(text))


def _heading(group: Group, language: str) -> str:
    submission = group.submission
    if submission is None:
        return "## 本轮报送" if language == "zh" else "## The round as a whole"
    parts = (submission.unit, period(submission.period, language))
    about = " ".join(part for part in parts if part)
    path = escape(submission.path)
    if not about:
        return f"## {path}"
    return f"## {escape(about)}（{path}）" if language == "zh" else f"## {escape(about)} ({path})"


def _item(headline: Headline, language: str) -> str:
    finding = headline.finding
    lead, text = lead_and_text(finding, language)
    place = f"**{escape(lead.rstrip('：: '))}** " if lead else ""
    lines = [f"- {place}{escape(text)}{escape(tag(finding, language))}"]
    lines.extend(f"  - {mark}{escape(words)}" for mark, words in notes(finding, language))
    if headline.consequences:
        own = place_of(finding)
        file = own.file if own else None
        lead = following(len(headline.consequences), language)
        places = [reference(item, file, language) for item in headline.consequences]
        lines.append(f"  - {lead}{escape(listed(places, language))}")
    return "\n".join(lines)


def _table(submissions: tuple[SubmissionResult, ...], language: str) -> str:
    rows: list[tuple[str, ...]] = [
        _HEADERS[language],
        ("---", "---", "---", "---", "--:", "--:", "--:"),
    ]
    rows.extend(
        (
            escape(item.path),
            escape(item.unit or ""),
            escape(period(item.period, language)),
            VERDICTS[language][item.verdict],
            *(str(number) for number in (item.hard, item.soft, item.hint)),
        )
        for item in submissions
    )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
