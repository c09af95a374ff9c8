"""Change against another period: in number, in per cent, from one value to another, in points."""

from __future__ import annotations

from itertools import pairwise

from crossfoot.narrative.claims import SAME_SUBJECT, Text, kind_of
from crossfoot.narrative.compared import counted_of, points_between
from crossfoot.narrative.fellows import CURRENT, done_right_before, pair_periods
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import NEAR, Mention, Role, Said, runs
from crossfoot.narrative.wording import overlap

_OTHER_PERIODS = frozenset({"环比", "较上月", "比上月", "较上季度", "比上季度"})

_CHANGING = (Role.CHANGE, Role.PERCENT, Role.BEFORE, Role.AFTER)


def find_changes(text: Text, said: Said) -> None:
    """Note what a sentence says of changes."""
    if said.roles.isdisjoint(_CHANGING):
        return
    mentions = said.mentions
    pair_periods(mentions)
    for run in runs(mentions):
        if any(text.claims.answered(change) for change in run):
            continue
        if run[0].role is Role.PERCENT:
            _percents(text, said, run)
        elif run[0].role is Role.CHANGE:
            _in_order(mentions, run)
            for change in run:
                _change(text, said, change)
    _moves(text, mentions)


def _moves(text: Text, mentions: tuple[Mention, ...]) -> None:
    """由86家减少到61家 says at least that the figure went down."""
    for previous, current in pairwise(mentions):
        if previous.role not in (Role.BEFORE, Role.AFTER) or current.role is not Role.AFTER:
            continue  # 由45起降到38起，再降到30起: from one to the next
        if previous.unit != current.unit or previous.segment != current.segment:
            continue
        later = mentions[current.at + 1 : current.at + 2]
        said_more = later and later[0].role in (Role.CHANGE, Role.PERCENT)
        if current.direction and not said_more:
            facts = {"direction": current.direction}
            text.claims.add("yoy_count", [("current", current), ("previous", previous)], facts)


def _in_order(mentions: tuple[Mention, ...], run: list[Mention]) -> None:
    """26起、5人、18人，分别减少4起、2人、3人: changes in the order of the figures before them."""
    before = mentions[max(0, run[0].at - len(run)) : run[0].at]
    if len(run) < 2 or len(before) < len(run):
        return
    if all(
        current.role in CURRENT and current.unit == change.unit
        for current, change in zip(before, run, strict=True)
    ):
        for current, change in zip(before, run, strict=True):
            change.current = current


def _percents(text: Text, said: Said, run: list[Mention]) -> None:
    """下降9.4% with the change in number before it, or with both periods' figures."""
    if text.lexicon.pattern("not_comparable").search(run[0].gap):
        return
    mentions = said.mentions
    for percent, target in zip(run, _targets(mentions, run), strict=True):
        if target is None or _of_another(text, percent, target):
            continue
        facts = {"direction": percent.direction or "up"}
        if target.role is Role.CHANGE:
            if target.direction != percent.direction:
                continue
            current = _current(text, said, target)
            if current is not None:
                before = (
                    _previous(mentions, target, percent)
                    if current.sentence is target.sentence
                    else None
                )
                base = ("previous", before) if before is not None else ("delta", target)
                roles = [("current", current), base, ("percent", percent)]
                text.claims.add("yoy_percent", roles, facts, SAME_SUBJECT)
                continue
            before = mentions[target.at - 1] if target.at else None
            if before is not None and before.role is Role.BEFORE and before.unit == target.unit:
                roles = [("previous", before), ("delta", target), ("percent", percent)]
                text.claims.add("yoy_percent", roles, facts)
            continue
        previous = _previous(mentions, target, percent)
        counted = target if previous is None else counted_of(text, said, target, previous)
        if previous is not None and counted is not None:
            roles = [("current", counted), ("previous", previous), ("percent", percent)]
            text.claims.add("yoy_percent", roles, facts, SAME_SUBJECT)


def _of_another(text: Text, percent: Mention, target: Mention) -> bool:
    """死亡人数减少2人，损失下降18.3%: a percentage names what the change before it is not of."""
    named = text.reader.names(percent.own)
    return target.role is Role.CHANGE and bool(named) and named[-1] != kind_of(target)


def _targets(mentions: tuple[Mention, ...], run: list[Mention]) -> list[Mention | None]:
    """What each percentage is the change of: as many figures before the list as it has."""
    first, size = run[0].at, len(run)
    nothing: list[Mention | None] = [None] * size
    if size > 1 or run[0].respectively:
        parts = list(mentions[max(0, first - size) : first])
        if len(parts) == size and all(part.role is Role.BEFORE for part in parts):
            fellows = {each.earlier.at: each for each in mentions[:first] if each.earlier}
            return [fellows.get(part.at) for part in parts]
        alike = {part.role is Role.CHANGE for part in parts}
        if len(parts) != size or len(alike) > 1 or parts[0].segment != run[0].segment:
            return nothing
        return [part if part.role in (Role.CHANGE, *CURRENT) else None for part in parts]
    before = mentions[first - 1] if first else None
    if before is None or before.segment != run[0].segment:
        return nothing
    if before.role is Role.BEFORE and first > 1:
        return [mentions[first - 2]]
    return [before if before.role in (Role.CHANGE, *CURRENT) else None]


def _previous(mentions: tuple[Mention, ...], current: Mention, until: Mention) -> Mention | None:
    """The earlier period's figure: 由3.2降到2.8, 47起（去年同期52起）."""
    if current.earlier is not None and not until.versus.isdisjoint(_OTHER_PERIODS):
        return None
    if current.earlier is not None:
        return current.earlier
    nearby = [*reversed(mentions[max(0, current.at - 2) : current.at])]
    nearby += mentions[current.at + 1 : until.at]
    nearby += [later for later in mentions[until.at + 1 : until.at + 2] if later.depth]
    for candidate in nearby:
        same = candidate.unit == current.unit and candidate.segment == current.segment
        if same and candidate.role is Role.BEFORE:
            return candidate
    return None


def _current(text: Text, said: Said, change: Mention) -> Mention | None:
    """The figure that changed: before the change, or what the sentences before were about."""
    mentions = said.mentions
    if change.current is not None:
        return change.current
    done = done_right_before(mentions, change)
    for candidate in reversed(mentions[max(0, change.at - NEAR) : change.at]):
        if candidate.segment < change.segment and change.segment and _subject(change, text.lexicon):
            break
        if candidate.role not in CURRENT or candidate.depth > change.depth:
            continue
        if candidate.listed and _of_the_whole(text.lexicon, candidate, change):
            continue
        if _matches(text.lexicon, candidate, change):
            if done is not None and candidate.unit != change.unit:
                break
            if _between_zero(said, candidate, change):
                return None
            return candidate
    if done is not None:
        return done
    return _spoken_of(text, said, change) if _speaks_on(text.lexicon, said, change) else None


def _of_the_whole(lexicon: Lexicon, candidate: Mention, change: Mention) -> bool:
    """其中亡人火灾3起；较去年同期，火灾起数减少18起: of all fires, not of the part just named."""
    whole = candidate.whole
    if whole is None or candidate.segment == change.segment:
        return False
    if candidate.siblings > 1 and not _subject(change, lexicon):
        return True  # 23.6吨，其中废液17.4吨、固废4.9吨；同比增加2.1吨
    ours = overlap(candidate.own, change.own)
    return ours < 2 * (len(candidate.own) - 1) and overlap(whole.own, change.own) >= max(ours, 2)


def _spoken_of(text: Text, said: Said, change: Mention) -> Mention | None:
    """The figure of the sentences before that a sentence of mere comparison speaks of."""
    for earlier in reversed(text.earlier[-3:]):
        if said.sentence.section != earlier.sentence.section and said.sentence.item:
            return None
        if text.lexicon.pattern("of_which").match(earlier.sentence.text.lstrip()):
            continue  # a comparison speaks of the whole, not of the parts just named
        for candidate in reversed(earlier.mentions):
            plain = candidate.role in CURRENT and candidate.depth == 0
            if plain and _matches(text.lexicon, candidate, change):
                return candidate
    return None


def _matches(lexicon: Lexicon, candidate: Mention, change: Mention) -> bool:
    if not lexicon.related(candidate.unit, change.unit) or candidate.unit == "%":
        return False
    if change.measure is None:
        return (
            candidate.measure in (None, "death")
            or kind_of(candidate) == candidate.unit
            or (candidate.unit == change.unit and candidate.measure != "injury")
        )
    if change.measure in ("spending", "income", "loss", "fine"):
        return candidate.measure == change.measure
    return candidate.measure in (None, change.measure)


def _subject(change: Mention, lexicon: Lexicon) -> str:
    return lexicon.plain.sub("", change.own)


def _between_zero(said: Said, candidate: Mention, change: Mention) -> bool:
    """Whether 未发生 stands between: then the change is of what did not happen."""
    begin = candidate.number.unit_end - said.sentence.start
    words = said.sentence.text[begin : change.start - said.sentence.start]
    return "未发生" in words or "没有发生" in words


def _speaks_on(lexicon: Lexicon, said: Said, change: Mention) -> bool:
    """Whether a sentence opens with nothing but words of comparison, so that it speaks on."""
    if change.at > NEAR:
        return False
    begin = 0
    for mention in said.mentions[: change.at]:
        words = said.sentence.text[begin : mention.start - said.sentence.start]
        if lexicon.plain.sub("", words).strip() or mention.role in CURRENT:
            return False
        begin = mention.number.unit_end - said.sentence.start
    words = said.sentence.text[begin : change.start - said.sentence.start]
    return not lexicon.plain.sub("", words).strip()


def _change(text: Text, said: Said, change: Mention) -> None:
    """减少5起 beside both periods' figures, or 高6个百分点 between two rates."""
    facts = {"direction": change.direction or "up"}
    mentions = said.mentions
    if change.number.kind == "points":
        points_between(text, mentions, change, facts)
        return
    nearby = [
        each
        for each in reversed(mentions[max(0, change.at - 9) : change.at])
        if (each.depth <= change.depth or _in_bracket(each, change))
        and not (each.listed and each.siblings > 1 and each.role is not Role.BEFORE)
    ][:3]
    previous = next(
        (
            candidate
            for candidate in nearby
            if candidate.role is Role.BEFORE
            and candidate.unit == change.unit
            and candidate.segment == change.segment
        ),
        None,
    )
    current = _current(text, said, change) if previous is None else None
    if current is not None and current.earlier is not None and current.unit == change.unit:
        roles = [("current", current), ("previous", current.earlier), ("delta", change)]
        text.claims.add("yoy_count", roles, facts)
        return
    if previous is None:
        _against_the_past(text, said, change, facts)
        _percent_first(text, said, change, facts)
        return
    fellows = [each for each in mentions if each.earlier is previous]
    for current in (*fellows, *nearby):
        same = current.unit == change.unit and current.segment == change.segment
        if (same or current in fellows) and current.role in CURRENT:
            roles = [("current", current), ("previous", previous), ("delta", change)]
            text.claims.add("yoy_count", roles, facts)
            return


def _in_bracket(before: Mention, change: Mention) -> bool:
    """较2月份（9起）增加6起: the earlier figure in a bracket right before the change."""
    return before.role is Role.BEFORE and before.at == change.at - 1 and bool(before.own)


def _against_the_past(text: Text, said: Said, change: Mention, facts: dict[str, str]) -> None:
    """去年同期231起。今年213起，少18起: the earlier figure stands under a head or in a bracket."""
    if not any("年" in versus or versus == "同比" for versus in change.versus):
        return
    current = change.current or _right_before(said, change)
    if current is None:
        return
    behind = said.mentions[change.at + 1 : change.at + 2]
    past = [each for each in behind if each.depth > change.depth and each.role is Role.BEFORE]
    for earlier in [] if past else text.earlier[-2:]:
        if said.sentence.block.number - earlier.sentence.block.number <= 1:
            past += [each for each in earlier.mentions if each.past and not each.depth]
    past = [
        each for each in past if each.unit == current.unit and kind_of(each) == kind_of(current)
    ]
    if len(past) == 1:
        roles = [("current", current), ("previous", past[0]), ("delta", change)]
        text.claims.add("yoy_count", roles, facts, SAME_SUBJECT)


def _right_before(said: Said, change: Mention) -> Mention | None:
    """The figure that a change follows with nothing of its unit between."""
    for current in reversed(said.mentions[max(0, change.at - 4) : change.at]):
        if current.unit == change.unit:
            plain = current.role in CURRENT and current.segment == change.segment
            return current if plain and not change.chained else None
    return None


def _percent_first(text: Text, said: Said, change: Mention, facts: dict[str, str]) -> None:
    """收入6.82亿元，同比增长7.4%，增收4700万元: the change in number behind that in per cent."""
    percent = said.mentions[change.at - 1] if change.at else None
    if percent is None or percent.role is not Role.PERCENT or percent.chained or change.chained:
        return
    if percent.segment != change.segment or percent.direction != change.direction:
        return
    if _subject(change, text.lexicon):
        return
    current = next(
        (
            each
            for each in reversed(said.mentions[: percent.at])
            if each.role in CURRENT and text.lexicon.related(each.unit, change.unit)
        ),
        None,
    )
    if current is None or current.segment != change.segment:
        return
    between = said.mentions[current.at + 1 : percent.at]
    if all(each.unit == "%" and each.role is not Role.PERCENT for each in between):
        roles = [("current", current), ("delta", change), ("percent", percent)]
        text.claims.add("yoy_percent", roles, facts)
