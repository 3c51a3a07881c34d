"""Fits the decision model to the feature matrices and writes it as text.

usage: fit.py MATRIX_FOLDER MODEL_FILE
       fit.py MATRIX_FOLDER --ablation       what each kind of evidence is worth

Gradient-boosted trees (LightGBM): a first, small ensemble that drops the tokens without a chance, a second one that says
about which splits the network is asked, one for splits of tokens, one for splits of whole lines, one for real words, one for
single spaces of splits into three segments and more, one for gaps, and two for windows in which a space is too many. Rows of
held-back documents are not fitted; the figures printed are theirs.
"""
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np

HEAD = 7  # label, held back, group, number of spaces, fold, hidden, right spaces
LABEL, HELD, GROUP, SPACES, FOLD, HIDDEN, RIGHT = range(HEAD)
SETTINGS = {
    "prefilter": dict(num_leaves=14, rounds=50, learning_rate=0.17, min_data_in_leaf=60),
    "segmentation-prefilter": dict(num_leaves=14, rounds=50, learning_rate=0.17, min_data_in_leaf=60),
    "tokens": dict(num_leaves=45, rounds=600, learning_rate=0.08, min_data_in_leaf=160),
    "lines": dict(num_leaves=16, rounds=80, learning_rate=0.1, min_data_in_leaf=30),
    "real-words": dict(num_leaves=14, rounds=90, learning_rate=0.12, min_data_in_leaf=60),
    "spaces": dict(num_leaves=26, rounds=250, learning_rate=0.1, min_data_in_leaf=60),
    "gaps": dict(num_leaves=26, rounds=220, learning_rate=0.1, min_data_in_leaf=30),
    "real-splits": dict(num_leaves=10, rounds=60, learning_rate=0.15, min_data_in_leaf=60),
    "respacings": dict(num_leaves=24, rounds=250, learning_rate=0.11, min_data_in_leaf=40),
}
# Names are rarer in the corpus than in news and mail: what is really a merge with a name counts for more. With a capital
# inside it does, too: identifiers and brands look like it, but they come in groups or are in the set of wholes.
NAME_WEIGHT = 1.5
INNER_CAPITAL_WEIGHT = 1.5
# Identifiers come in groups, but a paragraph of a passage may be too short for one: one that stands alone there, and brands,
# which are planted alone, are more frequent than in what people write.
LONE_INNER_CAPITAL_WEIGHT = 0.4
# Numbers of notes and affiliations are planted far more often than a page has them.
NUMBER_WEIGHT = 2.2
# Text in capitals is rare in the corpus.
CAPITALS_WEIGHT = 2.0
# Words and names in the set of wholes are planted more rarely than people write them, compared with merges that are in it
# by chance; of those of which more is known, by level, more than of the others.
WHOLE_WEIGHTS = (1.0, 2.5, 3.0)
# Words that are only hidden from the checker are known to more writers than those that no list has.
HIDDEN_WEIGHT = 0.5
# Half of the passages have two words that make another word; of the spaces that are really lost, one in a hundred is one
# of these, so in text that loses one in fifty they are this much rarer.
REAL_WORD_WEIGHT = 0.05
# Thresholds have so many bits and leaves are multiples of so many thousandths of a nat: what is coarser compresses better,
# and over hundreds of trees the errors cancel out.
THRESHOLD_BITS = 16
LEAF_STEP = 16
# What the log-odds of an ensemble start from, in thousandths of a nat. In training one passage in three is hurt, many of them as bad
# scans are, and words that are right beside them: it is harder than text. Of the respacings that had a probability of 0.6 to 0.8 on eleven
# development sets, 0.87 of 305 were right, and of those with 0.85 to 0.955, 0.975 of 593.
BASES = {"respacings": 800}
# Of so many documents one is fitted to compare kinds of evidence: all would take two hours.
ABLATION_DOCUMENTS = 3
# The corpus has merges of its own, which are taken for right words: a token that stands once in its text and that a
# model of the other documents is this sure of is left out.
DOUBTED = 0.8


def read(folder, name):
    features = (folder / f"{name}.names").read_text().split("\n")
    parts = sorted(folder.glob(f"{name}.[0-9]*.f32"))
    rows = np.concatenate([np.fromfile(p, dtype="<f4").reshape(-1, HEAD + len(features)) for p in parts])
    return features, rows


def groups(rows):
    """The number of the group of each row; its splits stand beside each other."""
    return np.cumsum(np.r_[True, rows[1:, GROUP] != rows[:-1, GROUP]]) - 1


def train(x, y, weight, rounds, **settings):
    settings |= dict(objective="binary", max_bin=63, lambda_l2=5.0, feature_fraction=0.7, bagging_fraction=0.8,
                     bagging_freq=1, seed=1, deterministic=True, force_row_wise=True, num_threads=2, verbose=-1)
    return lgb.train(settings, lgb.Dataset(x, y, weight=weight), rounds)


def doubted(rows, column):
    """Rows of tokens that are probably merges which the corpus has by itself."""
    seen_by = np.zeros(len(rows))
    folds = rows[:, FOLD].astype(int) % 3
    for fold in range(3):
        others = folds != fold
        booster = train(rows[others, HEAD:], rows[others, LABEL], None, 150, num_leaves=40, learning_rate=0.12,
                        min_data_in_leaf=60)
        seen_by[~others] = booster.predict(rows[~others, HEAD:])
    group = groups(rows)
    any_right = np.zeros(group[-1] + 1)
    np.maximum.at(any_right, group, rows[:, RIGHT])
    bad = (seen_by > DOUBTED) & (any_right[group] == 0) & (rows[:, HIDDEN] == 0)
    bad &= (column("TimesSeen") <= 1) & (column("InnerCapitals") == 0)
    return np.isin(group, group[bad])


def fitted_tokens(features, rows):
    """Which rows are fitted, and what each of them counts."""
    column = lambda name: rows[:, HEAD + features.index(name)]
    weight = np.ones(len(rows))
    weight[(column("NameSegments") > 0) & (rows[:, LABEL] > 0)] = NAME_WEIGHT
    weight[(column("SegmentedInnerCapitals") > 0) & (rows[:, LABEL] > 0)] = INNER_CAPITAL_WEIGHT
    lone = (column("SegmentedInnerCapitals") > 0) & (column("InnerCapitalsAround") == 0) & (column("TimesSeen") <= 1)
    weight[lone & (rows[:, LABEL] == 0)] = LONE_INNER_CAPITAL_WEIGHT
    weight[(column("NumberKind") > 0) & (rows[:, LABEL] > 0)] = NUMBER_WEIGHT
    weight[(column("Case") == 2) & (rows[:, LABEL] > 0)] = CAPITALS_WEIGHT
    weight *= whole_weight(features, rows)
    weight[rows[:, HIDDEN] > 0] = HIDDEN_WEIGHT
    dropped = doubted(rows, column)
    print(f"tokens: {len(np.unique(groups(rows)[dropped]))} tokens are probably merges of the corpus itself")
    return (rows[:, HELD] == 0) & ~dropped, weight


def whole_weight(features, rows):
    level = rows[:, HEAD + features.index("Whole")].astype(int)
    return np.where(rows[:, LABEL] == 0, np.array(WHOLE_WEIGHTS)[level], 1.0)


def fit_tokens(features, rows, settings):
    fitted, weight = fitted_tokens(features, rows)
    return train(rows[fitted, HEAD:], rows[fitted, LABEL], weight[fitted], **settings)


def fit_shares(rows, settings):
    """Fits to the share of a split's spaces that are right: each row stands twice, weighted."""
    rows = rows[rows[:, HELD] == 0]
    share = rows[:, RIGHT] / rows[:, SPACES]
    x = np.concatenate([rows[:, HEAD:]] * 2)
    y = np.r_[np.ones(len(rows)), np.zeros(len(rows))]
    return train(x, y, np.r_[share, 1 - share] + 1e-6, **settings)


def fit_respacings(rows, settings):
    rows = rows[rows[:, HELD] == 0]
    return train(rows[:, HEAD:], rows[:, LABEL], None, **settings)


def fit_real_words(rows, settings):
    rows = rows[rows[:, HELD] == 0]
    return train(rows[:, HEAD:], rows[:, LABEL], np.where(rows[:, LABEL] > 0, REAL_WORD_WEIGHT, 1.0), **settings)


def fit_labels(features, rows, settings):
    rows = rows[rows[:, HELD] == 0]
    return train(rows[:, HEAD:], rows[:, LABEL], whole_weight(features, rows), **settings)


def before_the_network(features, rows):
    """The rows as they are before the network is asked."""
    rows = rows.copy()
    for nth, feature in enumerate(features):
        if feature.startswith("Context"):
            rows[:, HEAD + nth] = 0
    return rows


def report_prefilter(rows, booster):
    """Of the tokens of held-back documents that lost a space, and of the others: how many are looked at again."""
    rows = rows[rows[:, HELD] > 0]
    p, lost = booster.predict(rows[:, HEAD:]), rows[:, LABEL] > 0
    print(f"prefilter: held back {len(rows)} tokens, of which {lost.sum()} lost a space")
    for threshold in (0.002, 0.005, 0.01, 0.02, 0.03, 0.05):
        open_ = p >= threshold
        print(f"  at {threshold}: {open_[lost].mean():.4f} of them and {open_[~lost].mean():.4f} of the others are open")


def evidence_groups(features):
    """The features of each group of evidence, from the table that stands beside this script."""
    table = Path(__file__).with_name("features.tsv").read_text()
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    if [feature for feature, _ in rows] != features:
        sys.exit("features.tsv does not have the features of the last training: run `cargo xtask train CORPUS` again")
    kinds = {}
    for feature, kind in rows:
        kinds.setdefault(kind, set()).add(feature)
    return kinds


def ablation(features, rows):
    """What is left on held-back documents when a kind of evidence is missing."""
    kinds = {"nothing": set(), **evidence_groups(features)}
    fitted, weight = fitted_tokens(features, rows)
    fitted &= rows[:, FOLD].astype(int) % ABLATION_DOCUMENTS == 0
    print("without                       best F1   recall at precision 0.99")
    for kind, missing in kinds.items():
        kept = [n for n, feature in enumerate(features) if feature not in missing]
        x = rows[:, HEAD:][:, kept]
        booster = train(x[fitted], rows[fitted, LABEL], weight[fitted], **SETTINGS["tokens"])
        held = rows[:, HELD] > 0
        p, spaces, right, reachable = best_of_groups(rows[held], booster.predict(x[held]))
        order = np.argsort(-p)
        found, shown = np.cumsum(right[order]), np.cumsum(spaces[order])
        sure = found[found / shown >= 0.99]
        print(f"{kind:28}  {(2 * found / (shown + reachable)).max():.4f}    {sure.max() / reachable:.4f}", flush=True)


def best_of_groups(rows, p):
    """Of the likeliest split of each group: probability, spaces, right spaces; and how many spaces could be found."""
    group = groups(rows)
    order = np.lexsort((-p, group))
    best = order[np.r_[True, group[order][1:] != group[order][:-1]]]
    reachable = np.zeros(group[-1] + 1)
    np.maximum.at(reachable, group, rows[:, RIGHT])
    return p[best], rows[best, SPACES], rows[best, RIGHT], reachable.sum()


def report(name, rows, booster, features):
    """Precision and recall of the best split of each group, in spaces, on held-back documents."""
    rows = rows[rows[:, HELD] > 0]
    p, spaces, right, reachable = best_of_groups(rows, booster.predict(rows[:, HEAD:]))
    print(f"{name}: held back {len(rows)} rows, {len(p)} groups, {reachable:.0f} spaces")
    for threshold in (0.01, 0.3, 0.5, 0.7, 0.9, 0.97):
        shown = p >= threshold
        found, wrong = right[shown].sum(), (spaces - right)[shown].sum()
        print(f"  at {threshold}: found {found / reachable:.4f} wrong {wrong:.0f} "
              f"precision {found / (found + wrong):.4f}")
    gains = sorted(zip(booster.feature_importance("gain"), features), reverse=True)
    total = sum(gain for gain, _ in gains)
    print("  " + ", ".join(f"{feature} {gain / total:.3f}" for gain, feature in gains[:40]))


def coarse(threshold):
    """The nearest number whose 32-bit float has zeros behind the first bits."""
    bits = int(np.float32(threshold).view(np.uint32))
    unit = 1 << (32 - THRESHOLD_BITS)
    return np.uint32((bits + unit // 2) // unit * unit).view(np.float32)


def write(out, name, features, booster):
    dump = booster.dump_model()
    thresholds = [set() for _ in features]

    def gather(node):
        if "split_feature" in node:
            thresholds[node["split_feature"]].add(coarse(node["threshold"]))
            gather(node["left_child"]), gather(node["right_child"])

    trees = [tree["tree_structure"] for tree in dump["tree_info"]]
    for tree in trees:
        gather(tree)
    thresholds = [sorted(values) for values in thresholds]

    def spell(node):
        if "split_feature" not in node:
            return [f"={LEAF_STEP * round(node['leaf_value'] * 1000 / LEAF_STEP)}"]
        feature = node["split_feature"]
        at = thresholds[feature].index(coarse(node["threshold"]))
        return [f"{feature}:{at}"] + spell(node["left_child"]) + spell(node["right_child"])

    out.write(f"ensemble {name} {BASES.get(name, 0)}\n")
    for feature, values in zip(features, thresholds):
        out.write(" ".join(["feature", feature] + [f"{v:.6g}" for v in values]) + "\n")
    for tree in trees:
        out.write(" ".join(["tree"] + spell(tree)) + "\n")


def main():
    folder, model = map(Path, sys.argv[1:])
    features, runs = read(folder, "tokens")
    if str(model) == "--ablation":
        return ablation(features, runs)
    _, lines = read(folder, "lines")
    _, words = read(folder, "real-words")
    gap_features, gaps = read(folder, "gaps")
    space_features, spaces = read(folder, "spaces")
    _, first = read(folder, "prefilter")
    respacing_features, respacings = read(folder, "respacings")
    _, splits = read(folder, "real-splits")
    second = before_the_network(features, np.concatenate([runs, lines]))
    ensembles = [
        ("prefilter", features, first, fit_labels(features, first, SETTINGS["prefilter"])),
        ("segmentation-prefilter", features, second, fit_shares(second, SETTINGS["segmentation-prefilter"])),
        ("tokens", features, runs, fit_tokens(features, runs, SETTINGS["tokens"])),
        ("lines", features, lines, fit_shares(lines, SETTINGS["lines"])),
        ("real-words", features, words, fit_real_words(words, SETTINGS["real-words"])),
        ("spaces", space_features, spaces, fit_labels(space_features, spaces, SETTINGS["spaces"])),
        ("gaps", gap_features, gaps, fit_shares(gaps, SETTINGS["gaps"])),
        ("respacings", respacing_features, respacings, fit_respacings(respacings, SETTINGS["respacings"])),
        ("real-splits", respacing_features, splits, fit_respacings(splits, SETTINGS["real-splits"])),
    ]
    with model.open("w") as out:
        out.write("# trees.txt: the ensembles of decision trees, fitted by `cargo xtask train`; see crates/format/src/trees.rs for the format.\n")
        for name, names, rows, booster in ensembles:
            if name == "prefilter":
                report_prefilter(rows, booster)
            else:
                report(name, rows, booster, names)
            write(out, name, names, booster)


main()
