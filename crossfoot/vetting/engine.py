"""The engine's own findings, CF01 …: what could not be read, bound or run."""

from __future__ import annotations

from crossfoot.forms.model import Pack
from crossfoot.model.document import Notice, Trouble
from crossfoot.model.figure import Place
from crossfoot.model.finding import Basis, BasisKind, Level, Message, Subject, Verdict
from crossfoot.model.submission import FormTable, Submission, Unbound
from crossfoot.rules.model import Judgement, Remark
from crossfoot.rules.phrases import counted
from crossfoot.vetting.damage import damage_drafts
from crossfoot.vetting.drafts import Draft

UNREADABLE = "CF01"
NOTHING_TO_CHECK = "CF02"
UNBOUND = "CF03"

_FILE = Basis(BasisKind.ARITHMETIC, "文件本身", "the file itself")
_BINDING = Basis(
    BasisKind.BINDING, "按表头、行名与已声明的表式对照", "headers and labels matched to the form"
)
_ROUNDING = Basis(
    BasisKind.CONVENTION,
    "按本份材料多数比率的取舍方法推断",
    "inferred from how most rates of this submission are cut",
)
_ORDER = -1  # before all rules: what could not be read comes first


def own_drafts(submission: Submission, pack: Pack, unclaimed: int) -> list[Draft]:
    """What the engine has to say about one file."""
    drafts = [_notice(submission, notice) for notice in submission.document.notices]
    if submission.document.readable:
        drafts += [
            _unbound(submission, table, item, pack)
            for table in submission.tables
            for item in table.unbound
            if item.figures
        ]
        damaged = damage_drafts(submission)
        drafts += damaged
        if not submission.tables and not submission.narrative.claims and not damaged:
            drafts.append(_nothing(submission, unclaimed))
    return drafts


def remark_drafts(judgement: Judgement, draft: Draft) -> list[Draft]:
    """What there is to say of a rule that holds, such as 100 % stated where not all is done."""
    return [_remark(remark, draft) for remark in judgement.remarks]


def convention_draft(submission: Submission, remark: Remark) -> Draft:
    """What to say once of a submission that rounds its rates in its own way."""
    return Draft(
        rule=remark.code,
        order=_ORDER,
        level=remark.level,
        verdict=Verdict.OTHER_CONVENTION,
        basis=_ROUNDING,
        message=remark.message,
        subject=_subject(submission),
    )


def _remark(remark: Remark, draft: Draft) -> Draft:
    return Draft(
        rule=remark.code,
        order=draft.order,
        level=remark.level,
        verdict=Verdict.UNLIKELY,
        basis=draft.basis,
        message=remark.message,
        subject=draft.subject,
        figures=draft.figures,
        at=draft.at,
        stated=draft.stated,
    )


def _subject(
    submission: Submission, place: Place | None = None, form: str | None = None
) -> Subject:
    return Subject(
        submission=submission.id,
        unit=submission.unit,
        period=submission.period,
        form=form,
        file=submission.document.path,
        sheet=place.sheet if place else None,
        range=_range(place),
    )


def _range(place: Place | None) -> str | None:
    """A cell's address; line and column in a file without cells."""
    if place is None or place.cell is not None:
        return place.cell if place else None
    numbers = [str(number) for number in (place.line, place.column) if number is not None]
    return ":".join(numbers) if place.line is not None else None


def _notice(submission: Submission, notice: Notice) -> Draft:
    level = Level.HARD if notice.fatal else Level.SOFT
    if notice.trouble is Trouble.CONVERTED:
        level = Level.HINT
    return Draft(
        rule=UNREADABLE,
        order=_ORDER,
        level=level,
        verdict=Verdict.FAIL,
        basis=_FILE,
        message=Message(notice.zh, notice.en),
        subject=_subject(submission, notice.place),
    )


def _nothing(submission: Submission, unclaimed: int) -> Draft:
    count = len(submission.narrative.figures)
    if unclaimed:
        zh = f"没有可核对的内容：{unclaimed}张表均未能对应到已声明的表式，表中数字没有核对"
        en = (
            f"nothing to check: none of its {counted(unclaimed, 'table', 'tables')} matches a "
            "declared form, so no figures were checked"
        )
    elif count:
        zh = f"没有可核对的内容：文中有{count}个数字，但没有写明数字之间的关系"
        stated = counted(count, "figure", "figures")
        en = f"nothing to check: the text has {stated} and states no relation between them"
    else:
        zh = "没有可核对的内容：没有统计数字"
        en = "nothing to check: there are no figures"
    return Draft(
        rule=NOTHING_TO_CHECK,
        order=_ORDER,
        level=Level.HINT,
        verdict=Verdict.NOT_APPLICABLE,
        basis=_FILE,
        message=Message(zh, en),
        subject=_subject(submission),
    )


def _unbound(submission: Submission, table: FormTable, item: Unbound, pack: Pack) -> Draft:
    form = pack.forms[table.form]
    near = form.fields.get(item.nearest) if item.nearest else None
    zh = f"“{item.text}”没有对应到《{form.name('zh')}》的任何栏目，其中{item.figures}个数字没有核对"
    en = (
        f"“{item.text}” matches no field of {form.name('en')}; "
        f"{counted(item.figures, 'figure', 'figures')} in it not checked"
    )
    if near is not None:
        zh += f"；最接近的是“{near.name('zh')}”"
        en += f"; the nearest is “{near.name('en')}”"
    return Draft(
        rule=UNBOUND,
        order=_ORDER,
        level=Level.SOFT,
        verdict=Verdict.NOT_EVALUATED,
        basis=_BINDING,
        message=Message(zh, en),
        subject=_subject(submission, item.place, table.form),
    )
