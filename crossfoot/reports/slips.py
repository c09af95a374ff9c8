"""What share of single slips rules notice in a sample, by kind of slip and by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossfoot.reports.exact_json import Json
from crossfoot.reports.screen import Screen, wrap
from crossfoot.reports.tabular import tabulated
from crossfoot.vetting.mutation import Sensitivity, Share
from crossfoot.vetting.slips import Slip

if TYPE_CHECKING:
    from crossfoot.forms.model import Pack

_KINDS = {
    "zh": {
        Slip.DIGIT: "错一位数字",
        Slip.DROPPED: "漏一位数字",
        Slip.TRANSPOSED: "相邻两位颠倒",
        Slip.TENFOLD: "扩大十倍",
        Slip.SIGN: "正负号相反",
        Slip.SWAPPED: "与邻格互换",
    },
    "en": {
        Slip.DIGIT: "one digit changed",
        Slip.DROPPED: "one digit dropped",
        Slip.TRANSPOSED: "two digits transposed",
        Slip.TENFOLD: "ten times too much",
        Slip.SIGN: "sign reversed",
        Slip.SWAPPED: "swapped with a neighbour",
    },
}
_TEXTS = {
    "claim": ("文中有关系的数字", "figures in sentences that state a relation"),
    "loose": ("文中其他数字", "other figures of texts"),
}


def slips_text(found: Sensitivity, pack: Pack, language: str, screen: Screen) -> str:
    """Two tables, and the fields that are blind."""
    chinese = language == "zh"
    if not found.figures:
        return "样本中没有可试的数字。\n" if chinese else "The sample has no figures to try.\n"
    parts = [wrap(_opening(found, chinese=chinese), screen.line_width)]
    kinds = ("差错", "试", "发现", "其中退回", "发现率") if chinese else (
        "Slip", "Tried", "Noticed", "Of these sent back", "Share"
    )  # fmt: skip
    rows = [[_KINDS[language][kind], *_figures(share)] for kind, share in found.kinds.items()]
    rows.append(["合计" if chinese else "All", *_figures(found.total)])
    parts.append(tabulated(rows, kinds, width=screen.width, right=(1, 2, 3, 4)))
    fields = ("栏目", *kinds[1:]) if chinese else ("Field", *kinds[1:])
    ranked = sorted(
        found.fields.items(), key=lambda item: (item[1].noticed / item[1].tried, item[0])
    )
    named = [[_place(place, pack, language), *_figures(share)] for place, share in ranked]
    parts.append(tabulated(named, fields, width=screen.width, breakable=(0,), right=(1, 2, 3, 4)))
    blind = [_place(place, pack, language) for place in found.blind]
    if blind:
        said = "、".join(blind) if chinese else ", ".join(blind)
        text = f"填错也发现不了：{said}" if chinese else f"Blind, no slip is noticed: {said}"
        parts.append(wrap(text, screen.line_width))
    return "\n\n".join(parts) + "\n"


def slips_json(found: Sensitivity) -> Json:
    """The same for programs."""
    return {
        "figures": found.figures,
        "possible": found.possible,
        "standing": found.standing,
        "total": _share(found.total),
        "kinds": {kind.value: _share(share) for kind, share in found.kinds.items()},
        "fields": [
            {"form": form or None, "field": field, **_share(share)}
            for (form, field), share in found.fields.items()
        ],
        "blind": [{"form": form or None, "field": field} for form, field in found.blind],
    }


def _share(share: Share) -> dict[str, Json]:
    return {"tried": share.tried, "noticed": share.noticed, "returned": share.returned}


def _figures(share: Share) -> list[str]:
    rate = ""
    if share.tried:  # cut, not rounded: only all of them are 100 %
        whole, tenth = divmod(1000 * share.noticed // share.tried, 10)
        rate = f"{whole}.{tenth}%"
    return [str(share.tried), str(share.noticed), str(share.returned), rate]


def _place(place: tuple[str, str], pack: Pack, language: str) -> str:
    form, field = place
    if form not in pack.forms:
        return _TEXTS[field][0 if language == "zh" else 1]
    declared = pack.forms[form].fields.get(field)
    return field if declared is None else declared.name(language)


def _opening(found: Sensitivity, *, chinese: bool) -> str:
    tried = found.total.tried
    if chinese:
        text = f"把样本中{found.figures}个数字逐个改错，每次只错一处，看规则能否发现"
        if tried < found.possible:
            text += f"（可能的差错{found.possible}种，均匀取{tried}种）"
        if found.standing:
            text += f"；样本本身已有{found.standing}处问题，只计新增的"
        return text
    text = f"Each of the sample's {found.figures} figures made wrong in turn, one slip at a time"
    if tried < found.possible:
        text += f" ({tried} of {found.possible} possible slips, taken evenly)"
    if found.standing:
        text += f"; the sample has {found.standing} findings as it is, only further ones count"
    return text
