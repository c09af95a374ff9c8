"""The fixed words of the page that shows how documents were understood."""

from __future__ import annotations

from collections.abc import Mapping

from crossfoot.model.quantity import Approx
from crossfoot.model.submission import Harm, Role
from crossfoot.reports.standing import Standing

APPROX: Mapping[str, Mapping[Approx, str]] = {
    "zh": {
        Approx.OVER: "多于此数",
        Approx.UNDER: "少于此数",
        Approx.ABOUT: "约数",
        Approx.AT_LEAST: "不少于此数",
        Approx.AT_MOST: "不多于此数",
    },
    "en": {
        Approx.OVER: "more than this",
        Approx.UNDER: "less than this",
        Approx.ABOUT: "about this",
        Approx.AT_LEAST: "this or more",
        Approx.AT_MOST: "this or less",
    },
}

STANDINGS: Mapping[str, Mapping[Standing, str]] = {
    "zh": {
        Standing.FAILS: "不符",
        Standing.ASKED: "需核实",
        Standing.OPEN: "未能判定",
        Standing.UNSOUND: "所在文字损坏，未核对",
        Standing.HOLDS: "相符",
        Standing.BOUND: "已归入字段",
        Standing.LOOSE: "未认出用途",
    },
    "en": {
        Standing.FAILS: "does not hold",
        Standing.ASKED: "a question to the unit",
        Standing.OPEN: "cannot be judged",
        Standing.UNSOUND: "in a damaged passage, not checked",
        Standing.HOLDS: "holds",
        Standing.BOUND: "in a field",
        Standing.LOOSE: "not understood",
    },
}

LEGEND: Mapping[str, Mapping[Standing, str]] = {
    "zh": {
        **STANDINGS["zh"],
        Standing.BOUND: "已归入字段，不在任何数字关系中",
        Standing.LOOSE: "未认出用途：不在任何字段和数字关系中",
    },
    "en": {
        **STANDINGS["en"],
        Standing.BOUND: "read as a field of a form, in no claim",
        Standing.LOOSE: "not understood: in no field and no claim",
    },
}

GLYPHS: Mapping[str, Mapping[Standing, str]] = {
    "zh": {
        Standing.FAILS: "✗",
        Standing.ASKED: "问",
        Standing.OPEN: "?",
        Standing.HOLDS: "✓",
    },
    "en": {
        Standing.FAILS: "✗",
        Standing.ASKED: "Q",
        Standing.OPEN: "?",
        Standing.HOLDS: "✓",
    },
}

HARMS: Mapping[str, Mapping[Harm, str]] = {
    "zh": {
        Harm.MOJIBAKE: "乱码",
        Harm.LOST: "文字丢失",
        Harm.GLYPHS: "字体专用字符",
        Harm.MASKED: "数字被遮盖",
        Harm.ONE_DIGIT: "数字被成批替换",
        Harm.POINT: "小数点丢失",
    },
    "en": {
        Harm.MOJIBAKE: "decoded wrongly",
        Harm.LOST: "characters lost",
        Harm.GLYPHS: "characters of a font only",
        Harm.MASKED: "digits blotted out",
        Harm.ONE_DIGIT: "all digits replaced by one",
        Harm.POINT: "decimal point lost",
    },
}

ROLES: Mapping[str, Mapping[Role, str]] = {
    "zh": {Role.LEAF: "", Role.SUB: "其中", Role.SUBTOTAL: "小计", Role.TOTAL: "合计"},
    "en": {Role.LEAF: "", Role.SUB: "of which", Role.SUBTOTAL: "subtotal", Role.TOTAL: "total"},
}

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "lang": "zh-CN",
        "comma": "，",
        "semicolon": "；",
        "title": "文件读取情况",
        "lead": "本页只说明文件是怎样读取的，不作审核结论。审核结果请用 crossfoot check。",
        "legend": "图例",
        "bound_too": "已归入表式字段",
        "plain": "未加标记的数字（年份、日期、文号、序号等）不作统计数字",
        "numbers": "显示数字编号",
        "overview": "一览",
        "file": "文件",
        "figures": "数字",
        "bound": "归入字段",
        "claims": "数字关系",
        "not_understood": "未认出",
        "unreadable": "读不出",
        "damaged": "文字损坏",
        "text_of": "正文",
        "next": "下一处",
        "claim": "关系",
        "no": "编号",
        "figure": "数字",
        "value": "数值",
        "unit": "单位",
        "what": "所指",
        "scope": "范围",
        "period": "时期",
        "field": "字段",
        "approx": "概数",
        "in_claims": "参与的关系",
        "standing": "情况",
        "loose_title": "未认出用途的数字：不在任何字段和数字关系中，请人工核对",
        "figure_list": "数字清单",
        "unclaimed": "不是已声明的表式，未核对",
        "no_numbers": "没有数字",
        "hidden": "隐藏的工作表",
        "lost_head": "未认出",
        "nearest": "最接近的字段：",
        "bad": "读不出数",
        "columns_left_out": "右侧另有{}列未显示",
        "rows_left_out": "第{}行至第{}行（共{}行）未显示，内容见 --format json",
        "gap": "此处略去{}个字，其中数字{}个、数字关系{}处（不符{}处），内容见 --format json",
        "figures_left_out": "清单只列出上文所示的数字，共有{}个",
        "nothing": "没有可核对的数字",
        "skipped": "未读取的文件",
        "assuming": "前提：",
        "back": "回到一览",
        "table_figures": "读出数字{}个",
        "table_lost": "未认出的栏或行{}个",
        "table_bad": "读不出的格{}个",
    },
    "en": {
        "lang": "en",
        "comma": ", ",
        "semicolon": "; ",
        "title": "How the files were read",
        "lead": "This page shows how files were read and passes no verdict on them; for findings"
        " run crossfoot check.",
        "legend": "Legend",
        "bound_too": "read as a field of a form",
        "plain": "numbers without a mark (years, dates, document and list numbers) are taken for"
        " no figures",
        "numbers": "show the numbers of figures",
        "overview": "Overview",
        "file": "File",
        "figures": "Figures",
        "bound": "In a field",
        "claims": "Claims",
        "not_understood": "Not understood",
        "unreadable": "Unreadable",
        "damaged": "Damaged",
        "text_of": "Text",
        "next": "next",
        "claim": "claim",
        "no": "No.",
        "figure": "Figure",
        "value": "Value",
        "unit": "Unit",
        "what": "What",
        "scope": "Scope",
        "period": "Period",
        "field": "Field",
        "approx": "Hedge",
        "in_claims": "Claims",
        "standing": "Standing",
        "loose_title": "Not understood: figures in no field and no claim, for a person to look at",
        "figure_list": "List of figures",
        "unclaimed": "none of the declared forms; not checked",
        "no_numbers": "no figures",
        "hidden": "hidden sheet",
        "lost_head": "not understood",
        "nearest": "nearest field: ",
        "bad": "no number can be read here",
        "columns_left_out": "columns on the right that are not shown: {}",
        "rows_left_out": "rows {} to {} ({} rows) are not shown; --format json has them",
        "gap": "{} characters with {} figures and {} claims ({} of which do not hold) are left out"
        " here; --format json has them",
        "figures_left_out": "only figures shown above are listed; there are {}",
        "nothing": "no figures to check",
        "skipped": "Files passed over",
        "assuming": "assuming: ",
        "back": "overview",
        "table_figures": "figures read: {}",
        "table_lost": "columns or rows not understood: {}",
        "table_bad": "cells unreadable: {}",
    },
}
