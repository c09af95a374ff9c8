"""The report for a terminal, and for whatever reads one finding a line."""

from __future__ import annotations

from crossfoot.model.finding import Finding
from crossfoot.reports.grouping import Group, Headline, groups
from crossfoot.reports.places import place_of
from crossfoot.reports.screen import PLAIN, Screen, clean, wrap
from crossfoot.reports.sentences import followed, lead_and_text, notes, reference
from crossfoot.reports.summary import clean_line, coverage_lines, skipped_line
from crossfoot.reports.tabular import tabulated
from crossfoot.reports.words import LEVEL_COLOURS, VERDICTS, following, listed, period, said, tag
from crossfoot.vetting.model import Report, SubmissionResult, SubmissionVerdict

_INDENT = "    "
_ROWS_SHOWN = 40
_CONSEQUENCES_SHOWN = 12
_HEADERS = {
    "zh": ("文件", "单位", "结论", "强制", "核实", "提示"),
    "en": ("File", "Unit", "Verdict", "Hard", "Soft", "Hint"),
}


def write(report: Report, language: str, screen: Screen = PLAIN, *, quiet: bool = False) -> str:
    """The findings by submission, a table of the submissions, and what was looked at.

    With ``quiet`` only findings and warnings, nothing when there are none.
    """
    sections = []
    for group in groups(report):
        lines = [_heading(group, language, screen)]
        for headline in group.headlines:
            lines.extend(_headline(headline, language, screen))
        if group.followed:
            lines.append(_followed(group, language, screen))
        sections.append("\n".join(lines))
    if report.warnings:
        mark = "注意：" if language == "zh" else "Note: "
        width = screen.line_width
        noted = [
            wrap(clean(said(message, language)), width, lead=mark) for message in report.warnings
        ]
        sections.append("\n".join(noted))
    if not quiet:
        sections.append(_closing(report, language, screen))
    return "".join(f"{section}\n\n" for section in sections)[:-1] if sections else ""


def _closing(report: Report, language: str, screen: Screen) -> str:
    if not report.findings:
        return wrap(clean(clean_line(report, language)), screen.line_width)
    lines = coverage_lines(report.coverage, language)
    if report.run.skipped:
        lines.append(skipped_line(report.run.skipped, language))
    text = "\n".join(wrap(clean(line), screen.line_width) for line in lines)
    if not report.submissions:
        return text
    return f"{_submissions(report.submissions, language, screen)}\n\n{text}"


def _heading(group: Group, language: str, screen: Screen) -> str:
    submission = group.submission
    if submission is None:
        text = "【本轮报送】" if language == "zh" else "[the round as a whole]"
    else:
        parts = (submission.unit, period(submission.period, language))
        about = [clean(part) for part in parts if part]
        mark = "【{}】" if language == "zh" else "[{}] "
        text = mark.format(" ".join(about)) if about else ""
        text += clean(submission.path)
    lines = wrap(text, screen.line_width).split("\n")
    return "\n".join(screen.paint(line, "1") for line in lines)


def _headline(headline: Headline, language: str, screen: Screen) -> list[str]:
    finding = headline.finding
    lines = [finding_line(finding, language, screen)]
    if headline.consequences:
        lines.append(_consequences(headline, language, screen))
    for mark, words in notes(finding, language):
        lead = _INDENT + mark
        lines.append(wrap(clean(words), screen.line_width, lead=lead, rest=_INDENT * 2))
    return lines


def finding_line(finding: Finding, language: str, screen: Screen = PLAIN) -> str:
    """A finding in one line: its place, what contradicts what, its rule and weight."""
    lead, text = lead_and_text(finding, language, brief=screen.wrap)
    mark = tag(finding, language)
    line = wrap(text, screen.line_width, lead=lead, tail=mark, rest=_INDENT)
    bare = mark.strip()
    if line.endswith(bare):
        painted = screen.paint(bare, LEVEL_COLOURS[finding.level])
        line = line[: -len(bare)] + painted
    return line


def _consequences(headline: Headline, language: str, screen: Screen) -> str:
    """Where else the same error shows, in one line."""
    own = place_of(headline.finding)
    shown = headline.consequences[:_CONSEQUENCES_SHOWN]
    items = [reference(item, own.file if own else None, language) for item in shown]
    number = len(headline.consequences)
    left = number - len(shown)
    lead = _INDENT + following(number, language)
    end = ""
    if left:
        end = f"……等{number}处" if language == "zh" else f" and {left} more"
    text = listed(items, language) + end
    return wrap(text, screen.line_width, lead=lead, rest=_INDENT * 2)


def _followed(group: Group, language: str, screen: Screen) -> str:
    """Findings of this submission that are told under their cause in another one."""
    items = followed(group, language)
    number = len(items)
    if language == "zh":
        lead, glue = f"另有{number}处由其他材料引起：", "；"
    else:
        lead, glue = f"{number} caused by other submissions: ", "; "
    return wrap(glue.join(items), screen.line_width, lead=lead, rest=_INDENT)


def _submissions(submissions: tuple[SubmissionResult, ...], language: str, screen: Screen) -> str:
    shown = submissions
    if len(submissions) > _ROWS_SHOWN:
        shown = tuple(s for s in submissions if s.verdict is not SubmissionVerdict.ACCEPT)
    headers = _HEADERS[language]
    rows = [
        [
            clean(submission.path),
            clean(submission.unit or ""),
            VERDICTS[language][submission.verdict],
            *(str(number) for number in (submission.hard, submission.soft, submission.hint)),
        ]
        for submission in shown
    ]
    table = tabulated(rows, headers, width=screen.width, breakable=(0, 1), right=(3, 4, 5))
    left = len(submissions) - len(shown)
    if left:
        table += f"\n其余{left}份通过。" if language == "zh" else f"\n{left} more accepted."
    return table
