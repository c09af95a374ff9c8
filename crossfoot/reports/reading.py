"""How documents were understood, for a person who wants to see a misreading at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from crossfoot.forms.model import Pack
from crossfoot.model.figure import Figure
from crossfoot.model.finding import BasisKind, Verdict
from crossfoot.model.submission import FormTable, Role, State
from crossfoot.reports.extents import columns_of, range_of
from crossfoot.reports.places import spot
from crossfoot.reports.screen import PLAIN, Screen, clean, wrap
from crossfoot.reports.tabular import tabulated
from crossfoot.reports.words import CLAIM_VERDICTS, listed, period, said
from crossfoot.rules.phrases import counted
from crossfoot.vetting.model import ClaimJudgement, DocumentReading, Reading

_INDENT = "  "
_ROLES = {
    "zh": {
        Role.LEAF: "明细{}行",
        Role.SUB: "其中{}行",
        Role.SUBTOTAL: "小计{}行",
        Role.TOTAL: "合计{}行",
    },
    "en": {
        Role.LEAF: "{} detail",
        Role.SUB: "{} of-which",
        Role.SUBTOTAL: "{} subtotal",
        Role.TOTAL: "{} total",
    },
}
_ORIENTATIONS = {
    "zh": {"rows": "一行一条", "columns": "一列一条", "card": "卡片式"},
    "en": {"rows": "a record a row", "columns": "a record a column", "card": "label and value"},
}
_COLOURS = {Verdict.PASS: "32", Verdict.FAIL: "31", Verdict.UNLIKELY: "33", Verdict.EDGE: "36"}


def write(reading: Reading, language: str, screen: Screen = PLAIN) -> str:
    """Each document with its tables, figures and claims."""
    sections = [_document(item, reading.pack, language, screen) for item in reading.documents]
    if reading.skipped:
        names = clean(listed(list(reading.skipped), language))
        mark = "未读取的文件：" if language == "zh" else "Passed over: "
        sections.append(wrap(names, screen.line_width, lead=mark))
    return "\n\n".join(sections) + "\n" if sections else ""


def _document(item: DocumentReading, pack: Pack | None, language: str, screen: Screen) -> str:
    submission = item.submission
    document = submission.document
    parts = (submission.unit, period(submission.period, language))
    about = [clean(part) for part in parts if part]
    head = clean(document.path)
    if about:
        head += f"（{' '.join(about)}）" if language == "zh" else f" ({' '.join(about)})"
    lines = [screen.paint(head, "1")]
    for notice in document.notices:
        text = clean(notice.zh if language == "zh" else notice.en)
        lines.append(wrap(text, screen.line_width, lead=_INDENT, rest=_INDENT * 2))
    for table in submission.tables:
        lines.extend(_table(table, pack, language, screen))
    for grid in item.unclaimed:
        name = grid_name(grid.sheet, grid.table, language)
        text = "不是已声明的表式" if language == "zh" else "read as none of the declared forms"
        lines.append(wrap(text, screen.line_width, lead=f"{_INDENT}{name}", rest=_INDENT * 2))
    figures = submission.narrative.figures
    if figures:
        lines.append(_INDENT + _count(figures, item.judgements, language))
        lines.append(_figures(figures, language, screen))
    lines.extend(_claim(judged, language, screen) for judged in item.judgements)
    if len(lines) == 1:
        nothing = "没有可核对的数字" if language == "zh" else "no figures to check"
        lines.append(_INDENT + nothing)
    return "\n".join(lines)


def _table(table: FormTable, pack: Pack | None, language: str, screen: Screen) -> Iterator[str]:
    chinese = language == "zh"
    form = pack.forms.get(table.form) if pack else None
    title = f"{form.name(language)} ({table.form})" if form else table.form
    rows = role_words(Counter(record.role for record in table.records), language)
    facts = [title, _ORIENTATIONS[language].get(table.orientation, table.orientation), *rows]
    lead = _INDENT + grid_name(table.grid.sheet, table.grid.table, language, range_of(table))
    text = ("，" if chinese else ", ").join(clean(fact) for fact in facts)
    yield wrap(text, screen.line_width, lead=lead, rest=_INDENT * 2)

    headers = ("列", "表头", "字段", "名称") if chinese else ("Column", "Header", "Field", "Name")
    if table.orientation != "rows":
        headers = (("行" if chinese else "Row"), *headers[1:])
    fields = form.fields if form else {}
    cells = [
        [
            column.at,
            clean(column.header),
            column.field,
            clean(fields[column.field].name(language)) if column.field in fields else "",
        ]
        for column in columns_of(table)
    ]
    if cells:
        width = screen.width
        yield tabulated(cells, headers, width=width, breakable=(1, 2, 3), indent=_INDENT * 2)
    for item in table.unbound:
        lead = f"{_INDENT * 2}{spot(item.place, language)} "
        near = item.nearest
        if near is not None and near in fields:
            near = fields[near].name(language)
        yield wrap(clean(_unbound(item.text, near, language)), screen.line_width, lead=lead)
    for record in table.records:
        for entry in record.entries.values():
            if entry.state is State.UNREADABLE:
                lead = f"{_INDENT * 2}{spot(entry.place, language)} "
                words = f"“{entry.text}”读不出数" if chinese else f'"{entry.text}" is no number'
                yield wrap(clean(words), screen.line_width, lead=lead)


def _unbound(text: str, nearest: str | None, language: str) -> str:
    if language == "zh":
        near = f"，最接近的字段是“{nearest}”" if nearest else ""
        return f"“{text}”未认出{near}"
    near = f'; the nearest field is "{nearest}"' if nearest else ""
    return f'"{text}" is not understood{near}'


def role_words(roles: Mapping[Role, int], language: str) -> list[str]:
    """How many rows of each kind there are, in words; kinds without rows are left out."""
    return [_ROLES[language][role].format(roles[role]) for role in Role if roles.get(role)]


def grid_name(sheet: str | None, table: int | None, language: str, area: str | None = None) -> str:
    """A sheet, or a table of a text by its number, with a colon behind it."""
    chinese = language == "zh"
    if sheet is not None:
        name = sheet
    elif table is not None:
        name = f"表{table}" if chinese else f"table {table}"
    else:
        name = "表格" if chinese else "table"
    if area:
        name += f"!{area}" if sheet is not None else f" {area}"
    return clean(name) + ("：" if chinese else ": ")


def _count(figures: Sequence[Figure], claims: Sequence[ClaimJudgement], language: str) -> str:
    if language == "zh":
        return f"数字{len(figures)}个，数字关系{len(claims)}处"
    return (
        f"{counted(len(figures), 'figure', 'figures')}, {counted(len(claims), 'claim', 'claims')}"
    )


def _figures(figures: Sequence[Figure], language: str, screen: Screen) -> str:
    headers = (
        ("位置", "数字", "单位", "所指", "范围")
        if language == "zh"
        else ("Place", "Figure", "Unit", "What", "Scope")
    )
    cells = [
        [
            spot(figure.place, language),
            clean(figure.text),
            clean(figure.quantity.unit if figure.quantity else ""),
            clean(figure.what or ""),
            clean(figure.scope or ""),
        ]
        for figure in figures
    ]
    return tabulated(cells, headers, width=screen.width, breakable=(2, 3, 4), indent=_INDENT * 2)


def _claim(item: ClaimJudgement, language: str, screen: Screen) -> str:
    verdict = CLAIM_VERDICTS[language][item.verdict]
    place = item.claim.roles[-1][1].place if item.claim.roles else None
    where = spot(place, language) if place is not None else ""
    mark = f"[{verdict}]"
    lead = f"{_INDENT}{mark} {where}" + (("：" if language == "zh" else ": ") if where else "")
    text = clean(said(item.message, language))
    if not text:
        text = listed([clean(figure.text) for _, figure in item.claim.roles], language)
    assumption = item.basis.zh if language == "zh" else item.basis.en
    if item.basis.kind is not BasisKind.ARITHMETIC and assumption:
        text += f"（{assumption}）" if language == "zh" else f" ({assumption})"
    tail = f"（{item.claim.kind}）" if language == "zh" else f" ({item.claim.kind})"
    line = wrap(text, screen.line_width, lead=lead, tail=tail, rest=_INDENT * 2)
    return line.replace(mark, screen.paint(mark, _COLOURS.get(item.verdict, "0")), 1)
