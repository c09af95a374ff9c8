"""Found and fixed: what was rectified of what was found, what is left, at which rate, or all."""

from __future__ import annotations

import re

from crossfoot.narrative.bounds import exceeding
from crossfoot.narrative.carried import found_before
from crossfoot.narrative.choosing import sum_fits
from crossfoot.narrative.claims import Text
from crossfoot.narrative.lexicon import AllFixed, Lexicon
from crossfoot.narrative.mention import Mention, Role, Said, in_row, runs
from crossfoot.narrative.rates import find_rates
from crossfoot.narrative.wording import overlap, planned, qualifier, root_of, thing

_SEVERAL = 2
_SEMICOLON = re.compile(r"[；;]")
_CLAUSE = re.compile(r"[，,。；;：:（()）]")


def find_fixes(text: Text, said: Said) -> None:
    """Note what a sentence says of things found, fixed and left."""
    mentions = said.mentions
    for run in runs(mentions) if Role.FIXED in said.roles else ():
        if run[0].role is Role.FIXED and len(run) > 1:
            _in_order(text.lexicon, mentions, run)
    for mention in mentions if Role.FIXED in said.roles else ():
        if mention.role is Role.FIXED:
            _fixed(text, mentions, mention)
    for mention in mentions if Role.REST in said.roles else ():
        if mention.role is Role.REST and not mention.listed:
            _rest(text, mentions, mention)
    _within(text, mentions)
    for run in runs(mentions) if Role.RATE in said.roles else ():
        if run[0].role is Role.RATE:
            find_rates(text, mentions, run)
    if mentions:
        _all_fixed(text, said)


def _in_order(lexicon: Lexicon, mentions: tuple[Mention, ...], run: list[Mention]) -> None:
    """一般8652项、重大36项，已分别整改8430项、33项: each belongs to the figure in its place."""
    wholes = mentions[max(0, run[0].at - len(run)) : run[0].at]
    if len(wholes) == len(run) and all(
        whole.role is Role.COUNT and lexicon.related(whole.unit, part.unit)
        for whole, part in zip(wholes, run, strict=True)
    ):
        for whole, part in zip(wholes, run, strict=True):
            part.whole = whole


def _fixed(text: Text, mentions: tuple[Mention, ...], part: Mention) -> None:
    """已整改479个 belongs to the latest figure of what was found."""
    if part.listed or planned(text.lexicon, part):
        return
    if part.whole is None and _of_the_one_before(mentions, part):
        part.whole = mentions[part.at - 1]
    over = text.lexicon.pattern("carried_over")
    if part.whole is None:
        part.whole = _whole(text.lexicon, mentions, part)
        if part.whole is not None and _doubtful(over, mentions, part.whole, part):
            part.whole = None
            return
    if part.whole is None:
        part.whole = found_before(text, part)
    beyond = any(_may_exceed(text, each, part) for each in mentions[part.at + 1 : part.at + 2])
    if part.whole is not None and not (planned(text.lexicon, part.whole) or beyond):
        text.claims.add("le", [("part", part), ("whole", part.whole)])


def _may_exceed(text: Text, following: Mention, part: Mention) -> bool:
    """计划80家，完成96家，完成率120%: a plan may be exceeded, what was found may not."""
    if not exceeding(text.lexicon, following):
        return False
    found = part.whole is not None and part.whole.found
    return not (found and _rate_of_fixing(text.lexicon, following))


def _doubtful(
    over: re.Pattern[str], mentions: tuple[Mention, ...], whole: Mention, part: Mention
) -> bool:
    """在册18项，本月新增5项，销号9项: more than a neighbour that no word says it is of.

    Another figure before it is large enough, so that the text need not be wrong.
    """
    size = part.number.quantity.value
    if whole.number.quantity.value >= size:
        return False
    before = mentions[max(0, part.at - 6) : part.at]
    if any(each.unit == part.unit and over.search(each.own) for each in before):
        return True  # 上月遗留15条，本月发现120条，整改128条
    if whole.found and whole.own:
        return False
    if part.depth and whole.bracket == part.bracket:
        return False  # a bracket speaks of one thing
    return any(
        other.unit == part.unit
        and other.role in (Role.COUNT, Role.BEFORE)
        and other.number.quantity.value >= size
        for other in before
    )


def _of_the_one_before(mentions: tuple[Mention, ...], part: Mention) -> bool:
    """自查32条、已整改31条，检查19条、已整改18条: of the part of a list right before it."""
    at = part.at
    if not at or not mentions[at - 1].listed or mentions[at - 1].unit != part.unit:
        return False
    if part.gap.startswith("、"):
        return True
    later = at + 2 < len(mentions) and mentions[at + 1].listed
    earlier = at > 2 and mentions[at - 3].listed
    return (later and mentions[at + 2].role is Role.FIXED) or (
        earlier and mentions[at - 2].role is Role.FIXED
    )


def _whole(lexicon: Lexicon, mentions: tuple[Mention, ...], part: Mention) -> Mention | None:
    named = thing(lexicon, part)
    best: tuple[int, int, Mention] | None = None
    for whole in reversed(mentions[max(0, part.at - 12) : part.at]):
        if part.depth and whole.bracket != part.bracket and best is not None:
            break
        score = _suits(lexicon, mentions, whole, part, named)
        if score is None:
            continue
        if best is None or score > best[0]:
            best = (score, whole.at, whole)
        if not named:
            break
    return best[2] if best else None


def _suits(
    lexicon: Lexicon, mentions: tuple[Mention, ...], whole: Mention, part: Mention, named: str
) -> int | None:
    """How well a figure may be what a fixed figure is part of; None when it may not."""
    if whole.role is not Role.COUNT or whole.limited or whole.depth > part.depth:
        return None
    if not lexicon.related(whole.unit, part.unit):
        return None
    if in_row(mentions, whole) and not overlap(named, whole.own):
        return None  # 消防143处、食品67处、其他56处；已整改371处
    found = whole.found or (whole.whole is not None and whole.whole.found)
    beside = whole.unit == part.unit and _right_before(mentions, whole, part)
    if not found and not beside:
        return None
    picked = whole.listed and whole.depth == part.depth and (not named or _bare(part))
    if picked and (whole.siblings > 1 or _exceeds(whole, part)):
        return None
    if qualifier(lexicon, part) and qualifier(lexicon, part) != qualifier(lexicon, whole):
        return None
    common = overlap(named, whole.words)
    if named and common < 2 and not (beside and _bare(part) and whole.segment == part.segment):
        return None
    if (
        whole.segment != part.segment
        and not (named and whole.found)
        and not _bare(part)
        and not (whole.found and beside and not named and _opens_segment(lexicon, part))
        and (named or not whole.found or not _goes_on_at_once(mentions, part))
    ):
        return None
    if whole.segment < part.segment - 1:
        return None
    return common


def _opens_segment(lexicon: Lexicon, part: Mention) -> bool:
    """发现30处；截至目前，已整改28处: nothing but words of time between semicolon and clause."""
    clauses = _CLAUSE.split(_SEMICOLON.split(part.gap)[-1])[:-1]
    time = lexicon.pattern("carried_on", before=r"^\s*")
    return all(not clause.strip() or time.match(clause) is not None for clause in clauses)


def _goes_on_at_once(mentions: tuple[Mention, ...], part: Mention) -> bool:
    """立案45件；结案41件，结案率91.1%: a bare verb right behind the semicolon, and its rate."""
    rate = mentions[part.at + 1 : part.at + 2]
    clause = _SEMICOLON.split(part.gap)[-1]
    return bool(rate) and rate[0].role is Role.RATE and _CLAUSE.search(clause) is None


def _exceeds(whole: Mention, part: Mention) -> bool:
    """Whether the figure can only be part of what the single 其中 figure is itself part of."""
    outer = whole.whole
    if outer is None or part.depth or outer.unit != part.unit:
        return False
    return whole.number.quantity.value < part.number.quantity.value


def _right_before(mentions: tuple[Mention, ...], whole: Mention, part: Mention) -> bool:
    """Whether nothing but the whole's own parts stand between."""
    return all(
        between.whole is whole
        or between.role not in (Role.COUNT, Role.FIXED, Role.AFTER)
        or (between.unit == whole.unit and _in_row(mentions, between))
        for between in mentions[whole.at + 1 : part.at]
    )


def _in_row(mentions: tuple[Mention, ...], each: Mention) -> bool:
    """Whether a figure is one of a list of three or more, none of which is of another."""
    return each.role is Role.COUNT and not each.found and in_row(mentions, each)


def _bare(part: Mention) -> bool:
    """已整改 with nothing else: the figure right before it is meant even across a semicolon."""
    return part.label.startswith(("已", "现已", "目前已", "完成", "实际完成"))


def _rest(text: Text, mentions: tuple[Mention, ...], rest: Mention) -> None:
    """剩余36个 is what the fixed figures leave of the whole."""
    if rest.of_which and mentions[rest.at - 1].role is Role.REST:
        return  # 尚有9项未整改，其中逾期2项: a part of what is left
    for part in reversed(mentions[max(0, rest.at - 6) : rest.at]):
        if part.role is Role.FIXED and text.lexicon.related(part.unit, rest.unit):
            if qualifier(text.lexicon, rest) not in ("", qualifier(text.lexicon, part)):
                return  # 整改598项，还有1项重大隐患未整改: left of another figure
            whole = rest.whole = part.whole
            if whole is not None and whole.sentence is not part.sentence:
                roles = [("whole", whole), ("part", part), ("rest", rest)]
                text.claims.add("remainder", roles)
            elif whole is not None and part.segment >= rest.segment - 1:
                taken = text.lexicon.pattern("measures_taken")
                parts = [
                    mention
                    for mention in mentions[whole.at + 1 : rest.at]
                    if mention.unit in (whole.unit, part.unit)
                    and mention.role in (Role.FIXED, Role.COUNT)
                    and not (mention.listed or mention.depth or taken.search(mention.label))
                ]
                taken_away = _taken_away(parts, part, whole, rest)
                whole_done = text.claims.adds_up([part]) and not sum_fits(
                    [*taken_away, rest], whole
                )
                if not taken_away or whole_done:
                    return
                roles = [("whole", whole), *(("part", each) for each in taken_away), ("rest", rest)]
                text.claims.add("remainder", roles)
            return
    same = [
        mention
        for mention in mentions[max(0, rest.at - 6) : rest.at]
        if mention.unit == rest.unit
        and mention.role is Role.COUNT
        and not mention.depth
        and mention.segment == rest.segment
    ]
    if len(same) > 1 and _bare(same[-1]) and not _bare(same[-2]):
        roles = [("whole", same[-2]), ("part", same[-1]), ("rest", rest)]
        text.claims.add("remainder", roles)


def _taken_away(
    parts: list[Mention], part: Mention, whole: Mention, rest: Mention
) -> list[Mention]:
    """Which figures leave the rest; none where it is left of those that are yet to be fixed.

    当场整改361处，限期整改的177处，还有9处没有整改好: of the 177.
    """
    done = [each for each in parts if each.role is Role.FIXED]
    for some in (parts, done, [part]):
        if sum_fits([*some, rest], whole):
            return some
    return [] if sum_fits(parts, whole) and len(parts) > len(done) else parts


def _within(text: Text, mentions: tuple[Mention, ...]) -> None:
    """A part of what was fixed: 已整改473条（其中重大9条，已整改9条）."""
    fixed = [mention for mention in mentions if mention.role is Role.FIXED and mention.whole]
    inside = [mention for mention in mentions if mention.listed and mention.whole is not None]
    for done in inside[:40]:
        outer = done.whole
        if outer is None or outer.role is not Role.FIXED or outer.whole is None:
            continue
        for seen in inside[:40]:
            if seen.whole is outer.whole and seen.own == done.own and seen.unit == done.unit:
                text.claims.add("le", [("part", done), ("whole", seen)])
    for inner in fixed[:40]:
        for outer in fixed[:40]:
            if inner.whole is not None and inner.whole.whole is outer.whole and inner is not outer:
                text.claims.add("part_le_whole", [("part", inner), ("whole", outer)])


def _all_fixed(text: Text, said: Said) -> None:
    words: AllFixed = text.all_fixed
    mentions = said.mentions
    if words.clause.search(said.sentence.text) is None:
        return
    for mention, following in zip(mentions, [*mentions[1:], None], strict=True):
        begin = mention.number.unit_end - said.sentence.start
        end = (following.start - said.sentence.start) if following else len(said.sentence.text)
        if following is not None and following.role is not Role.RATE:
            clauses = _CLAUSE.split(said.sentence.text[begin:end])[:-1]
        else:
            clauses = _CLAUSE.split(said.sentence.text[begin:end][:160])
        own = 1 if mention.role is Role.FIXED else 0  # 18家已完成整改 is said of the 18 alone
        for number, clause in enumerate(clauses[own:5], start=own):
            found = words.clause.search(clause)
            if number == 0 and found and not words.every.search(found.group()):
                break  # nor is 18家 already 已完成整改 where only its own words follow
            if found and not words.barred.search(clause[: found.end()]):
                _covers(text, mentions, mention, following)
                break


def _covers(
    text: Text, mentions: tuple[Mention, ...], mention: Mention, following: Mention | None
) -> None:
    """Note which figure 已全部整改 covers: the latest of what was found in the same segment."""
    if mention.role is Role.REST:
        return
    for whole in reversed(mentions[: mention.at + 1]):
        if whole.segment != mention.segment:
            return
        if whole.role is Role.FIXED and whole.whole is not None and not whole.listed:
            text.claims.add("all_fixed", [("whole", whole.whole), ("part", whole)])
            return
        alone = whole.listed and whole.siblings < _SEVERAL and whole is mention
        if (
            whole.role is Role.COUNT
            and (alone or not whole.listed)
            and _fixable(text.lexicon, whole)
        ):
            text.covered = whole
            if following is not None and _rate_of_fixing(text.lexicon, following):
                text.claims.add("all_fixed", [("whole", whole), ("rate", following)])
            else:
                text.claims.add("all_fixed", [("whole", whole)])
            return


def _rate_of_fixing(lexicon: Lexicon, rate: Mention) -> bool:
    fixed = lexicon.pattern("stages.fixed").search(root_of(lexicon, rate.label))
    return rate.role is Role.RATE and fixed is not None


def _fixable(lexicon: Lexicon, mention: Mention) -> bool:
    if lexicon.pattern("fixable", after="$").search(mention.own):
        return True  # 演练评估发现问题52个 counts no drills
    paper = lexicon.pattern("stages.not_stage_before").search(mention.words)
    if paper is not None:
        return False
    return mention.found or lexicon.pattern("fixable").search(mention.words) is not None
