"""Every figure that decides an answer, in one place. A change of any figure is a new `VERSION`."""

from __future__ import annotations

from typing import Final

VERSION: Final = "2026.12-1"

FEATURE_WEIGHTS: Final = {"rare": 1.88, "own": 3.54, "said": 2.35}
"""Weights of the features of an alignment (`align.FEATURES`), each feature 0–1; fitted by `benchmarks/fit.py`. None is
negative, so that less text never scores higher. The borders below are set so that the mutants of the
tests are noticed."""

PARTIAL_FROM: Final = 2.05
"""Score from which a duty is at least partly carried."""

COVERED_FROM: Final = 3.3
"""Score from which a duty is carried."""

TOUCHED_FROM: Final = 0.1
"""Share of its own words that the duty asks of a passage which is like no other duty, from which it is carried partly
whatever the score, …"""

TOUCHED_BIGRAMS: Final = 3
"""… if it has so many bigrams of it beside those of terms, …"""

TOUCHED_LEAST: Final = 0.04
"""… and which some passage must reach so that it is carried partly."""

DOUBT: Final = 0.12
"""Distance from `PARTIAL_FROM` within which a verdict is shown as 待核."""

OWN_GAIN: Final = 3.0
"""A passage may be a duty's own from recall 1 / OWN_GAIN on in full, below it in proportion, …"""

OWN_GAIN_ALONE: Final = 1.5
"""… in a directive of a single duty, which no other can be more like, from 1 / OWN_GAIN_ALONE, …"""

OWN_DUTIES: Final = 8
"""… the more duties there are, up to this number, the sooner."""

CLAIMED_FROM: Final = 0.85
"""Claim from which a passage is taken for the duty's own, so that figures it adds and papers it refers to count."""

FIGURE_CLAIM: Final = 0.5
"""Claim under which other figures of a passage belong to another duty and answer none of this one."""

ANSWERS_FROM: Final = 0.3
"""Recall from which the figures of a passage may answer those of the duty, …"""

ANSWERS_BESIDE: Final = 0.5
"""… and the share of the words beside a figure that a passage carrying less of the duty must carry."""

TWIN_FROM: Final = 0.4
"""Likeness (Dice, every bigram alike) of two duties from which a passage must tell something of what sets the duty
apart, …"""

APART_LEAST: Final = 3
"""… where that is at least so many bigrams."""

OWN_LEAST: Final = 0.1
"""The share of the duty that such a passage must carry."""

STRETCH_MOST: Final = 2
"""How many times the characters of a part two clauses may have before their likeness to it counts for less."""

PART_MISSING_UNDER: Final = 0.4
"""Recall under which a part of a duty is named as missing."""

ACT_MISSING_UNDER: Final = 0.25
"""Recall under which a part that asks for an act is missing."""

OWN_BIGRAMS: Final = 4
OWN_FORBIDDEN: Final = 3
"""Bigrams that no other part has, of which a paper must say some to carry a part, and one that forbids."""

OTHERWISE_FROM: Final = 0.3
"""Share of its characters in two clauses of a passage from which such a part may be told in other words, …"""

OTHERWISE_LEAST: Final = 3
"""… and how many of them at least."""

ACT_HEARD_FROM: Final = 0.2
"""Rank or recall from which a passage can carry an act of the duty: the next matter has like acts."""

ACT_SHARE: Final = 0.25
"""Share of a duty that missing acts must make up before it is only partly carried."""

MATTER_MOST: Final = 16
"""Bigrams of what a duty is about up to which it is looked for by itself."""

MATTER_DONE_UNDER: Final = 0.75
"""Share of it under which a paper that says nothing of what is done does not carry the duty."""

MATTER_HEARD_FROM: Final = 0.1
"""Recall from which a passage may tell it."""

MATTER_GONE_UNDER: Final = 0.2
MATTER_UNSAID_UNDER: Final = 0.35
"""Shares of its bigrams and of its characters under which the paper says nothing of it, …"""

MATTER_PART_UNDER: Final = 0.4
MATTER_PART_UNSAID: Final = 0.5
"""… under which it says but a part, …"""

MATTER_HEAD_UNDER: Final = 0.65
"""… and share of its bigrams under which another last word is another act («消防演练», «消防宣传»)."""

RARE_SHARE: Final = 0.25
"""The share of a duty's bigrams that counts as its rare ones; at least `RARE_LEAST`."""

RARE_LEAST: Final = 4

EVIDENCE_FROM: Final = 0.06
"""Rank or recall from which a passage is worth quoting; one under it has no say in a verdict."""

EVIDENCE_MOST: Final = 3
"""The most provisions quoted as evidence."""

ENOUGH_FROM: Final = 0.6
"""Recall from which one passage is evidence enough, …"""

ENOUGH_GAIN: Final = 0.1
"""… and the share of the duty that another must add to be quoted beside it."""

HEADING_WEIGHT: Final = 0.15
"""What a heading's words add to the rank of the provisions under it; never to a verdict."""

THEME_RANK: Final = 0.1
"""What the words of the duty's own heading add to the rank of a passage that carries them."""

PREAMBLE_RANK: Final = 0.6
"""What is left of the rank of an opening sentence («为贯彻……»), which imposes nothing."""

COMPARED_FROM: Final = 0.45
"""Recall of a part from which its wording, figures and modality are compared."""

CASE_ASKED: Final = 0.5
"""Share of the words of a case beyond which the duty has it, too."""

ACTOR_FROM: Final = 0.2
"""Recall from which the actor of a passage that is the duty's own is compared with the duty's."""

ACTOR_BESIDE: Final = 0.6
"""Share of what a passage tells of the duty, from which another that tells it and names the duty's actor is heard."""

THING_NAMED: Final = 0.5
"""Share of the words that tell a paper to be handed in from others, from which a sentence names it."""

ACT_SAID: Final = 0.5
"""Share of the words of an act from which a sentence says it beside the act of its own rhythm."""

ACT_LEAST: Final = 3
"""Bigrams of an act below which it is too short to be known again."""

ACT_SAME: Final = 0.6
"""Share of an act's bigrams that a part of the duty must hold to ask for it, …"""

ACT_MANY: Final = 6

ACT_FEW: Final = 3

ACT_SOME: Final = 0.4
"""… and where it holds `ACT_MANY` of them, or `ACT_FEW` and the passage is the duty's own."""

TOLD_FROM: Final = 0.5
"""Recall from which the exceptions and conditions of a passage are held against the duty, …"""

TOLD_OWN_FROM: Final = 0.2
"""… and of one that is the duty's own."""

OTHER_MATTER_LEAST: Final = 12
"""Bigrams of a clause from which it may be about another matter than the duty, …"""

OTHER_MATTER_UNDER: Final = 0.15
"""… where it shares less of them with it."""

LIST_FROM: Final = 0.6
"""Likeness of two clauses from which the items of their lists are compared."""

TAKEN_OVER: Final = 0.4
"""Share of a duty that the clauses of a passage must take over, so that a clause which it lacks was left out, …"""

OMITTED_UNDER: Final = 0.2
"""… and the recall under which it lacks one."""

ITEM_GONE_UNDER: Final = 0.3
"""Share of an item's bigrams under which it is left out."""

CUT_DOWN: Final = 0.75
"""Share of a clause's bigrams from which it is a clause of the duty with less in it."""

WHOLE_FROM: Final = 0.9
"""Recall from which a passage says the duty over again, and no other is compared with it."""

RESTATED_FROM: Final = 0.5
"""Recall from which a passage says the duty again, so that its figures must agree although another's do."""

FIGURES_FROM: Final = 0.2
"""Recall of a passage from which its figures are compared with the duty's."""

DATE_BESIDE: Final = 0.1
"""Share of the words beside a date that a passage must carry before its dates answer it: many acts have dates."""

BESIDE_LIKE: Final = 0.6
"""Likeness of the words beside two figures from which one answers the other although it differs, …"""

BESIDE_LIKER: Final = 0.2
"""… and an equal figure whose words are less like by so much is another's."""

BESIDE_LEAST: Final = 0.08
"""Share of the duty that the words beside an added figure must carry, …"""

BESIDE_SOME: Final = 0.02
"""… and where the whole passage carries at least `MUCH_FROM` of the duty."""

MUCH_FROM: Final = 0.3

LEFT_FROM: Final = 0.55
"""Share of the bigrams of a matter that a duty and its headings must have to be about it, …"""

LEFT_SAID_FROM: Final = 0.4
"""… the duty by itself so many, …"""

LEFT_HEADED_FROM: Final = 0.8
"""… but a heading so many, which makes it the matter of each duty under it («落实税费减免政策»), …"""

LEFT_IN_ARTICLE_FROM: Final = 0.34
"""… and where the sentence names the article in which the duty stands."""

QUOTED_FROM: Final = 0.85
"""Share of a passage's words that one duty asks for, from which the passage is the superior's sentence."""

CITED_FROM: Final = 0.3
"""Share of a duty that evidence must carry so that what else its sentence asks is no addition of the paper's own."""

ASKED_FROM: Final = 0.34
"""Score of a provision against its best duty under which it counts as 本级新增内容."""

ACTOR_WEIGHT: Final = 0.5
"""The weight of a bigram within the name of an institution: who is to act says little about whether it is told."""

CITATION_WEIGHT: Final = 4.0
"""How many rare bigrams a cited document is worth."""

COMMON_WEIGHT: Final = 0.35
"""The weight of an officialese bigram, which says little about the subject, against that of another."""

FIGURE_WEIGHT: Final = 0.35
"""The weight of a bigram with a digit in it: figures are compared as figures, and two sentences with the same day or
term may be about anything."""

COMMON: Final = frozenset(
    """
    加强 落实 工作 要求 做好 各地 各级 部门 有关 相关 进行 开展 组织
    确保 切实 严格 认真 及时 积极 进一 一步 推进 推动 建立 健全 完善
    强化 提高 提升 管理 措施 责任 制度 机制 实施 情况 按照 根据 依据
    方式 需要 能力 作用 单位 机构 人员 对于 以及 或者 不得 继续 统筹
    保障 规定 指导 充分 发挥 力度 加大 重点 支持 鼓励 政策 地区 全面
    深入 持续 依法 结合 实际
    """.split()  # noqa: SIM905 — a hundred quoted pairs would not be readable
)
"""Bigrams of official prose that any directive uses. Word weights never come from the paper that is judged."""
