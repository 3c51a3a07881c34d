"""Fits the decision model to the feature matrices and writes it as text.

usage: fit.py MATRIX_FOLDER MODEL_FILE

Gradient-boosted trees (LightGBM), one ensemble for splits of runs and one for gaps. Rows of held-back documents are
not fitted; the figures printed are theirs.
"""
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np

HEAD = 4  # label, held back, group, number of spaces
SETTINGS = {
    "runs": dict(num_leaves=40, rounds=400, learning_rate=0.07, min_data_in_leaf=60),
    "gaps": dict(num_leaves=24, rounds=120, learning_rate=0.09, min_data_in_leaf=30),
}


def read(folder, name):
    features = (folder / f"{name}.names").read_text().split("\n")
    parts = sorted(folder.glob(f"{name}.[0-9]*.f32"))
    rows = np.concatenate([np.fromfile(p, dtype="<f4").reshape(-1, HEAD + len(features)) for p in parts])
    return features, rows


# Names are rarer in the corpus than in news and mail, and its identifiers and brands look like two names run together:
# what is really a merge with a name counts for more, and with a capital inside for more still.
NAME_WEIGHT = 1.5
INNER_CAPITAL_WEIGHT = 2.5


def fit(rows, features, settings):
    settings = dict(settings)
    rounds = settings.pop("rounds")
    held = rows[:, 1] > 0
    x, y = rows[:, HEAD:], rows[:, 0]
    weight = np.ones(len(rows))
    for feature, value in (("NamePieces", NAME_WEIGHT), ("HumpsCut", INNER_CAPITAL_WEIGHT)):
        if feature in features:
            weight[(x[:, features.index(feature)] > 0) & (y > 0)] = value
    settings |= dict(objective="binary", max_bin=127, lambda_l2=5.0, feature_fraction=0.7, bagging_fraction=0.8,
                     bagging_freq=1, seed=1, deterministic=True, force_row_wise=True, num_threads=2, verbose=-1)
    booster = lgb.train(settings, lgb.Dataset(x[~held], y[~held], weight=weight[~held]), rounds)
    return booster, held


def report(name, rows, held, probability):
    """Precision and recall of the best split of each group, in spaces, on held-back documents."""
    head, p = rows[held, :HEAD], probability[held]
    group = np.cumsum(np.r_[True, head[1:, 2] != head[:-1, 2]])
    order = np.lexsort((-p, group))
    best = order[np.r_[True, group[order][1:] != group[order][:-1]]]
    right, spaces, p = head[best, 0] > 0, head[best, 3], p[best]
    any_right = np.bincount(group, head[:, 0] * head[:, 3], minlength=group[-1] + 1)
    total = any_right.sum()
    print(f"{name}: {len(rows)} rows, held back {held.sum()}, groups {len(best)}, spaces {total:.0f}")
    for threshold in (0.3, 0.5, 0.7, 0.9, 0.97):
        shown = p >= threshold
        found, wrong = spaces[shown & right].sum(), spaces[shown & ~right].sum()
        print(f"  at {threshold}: found {found / total:.4f} wrong {wrong:.0f} precision {found / (found + wrong):.4f}")


def write(out, name, features, booster):
    dump = booster.dump_model()
    thresholds = [set() for _ in features]

    def gather(node):
        if "split_feature" in node:
            thresholds[node["split_feature"]].add(np.float32(node["threshold"]))
            gather(node["left_child"]), gather(node["right_child"])

    trees = [tree["tree_structure"] for tree in dump["tree_info"]]
    for tree in trees:
        gather(tree)
    thresholds = [sorted(values) for values in thresholds]

    def spell(node):
        if "split_feature" not in node:
            return [f"={round(node['leaf_value'] * 1000)}"]
        feature = node["split_feature"]
        at = thresholds[feature].index(np.float32(node["threshold"]))
        return [f"{feature}:{at}"] + spell(node["left_child"]) + spell(node["right_child"])

    out.write(f"ensemble {name} 0\n")
    for feature, values in zip(features, thresholds):
        out.write(" ".join(["feature", feature] + [f"{v:.6g}" for v in values]) + "\n")
    for tree in trees:
        out.write(" ".join(["tree"] + spell(tree)) + "\n")


def main():
    folder, model = map(Path, sys.argv[1:])
    with model.open("w") as out:
        out.write("# model.txt: the decision model, fitted by `cargo xtask train`; see src/pack.rs for the format.\n")
        for name, settings in SETTINGS.items():
            features, rows = read(folder, name)
            booster, held = fit(rows, features, settings)
            report(name, rows, held, booster.predict(rows[:, HEAD:]))
            gains = sorted(zip(booster.feature_importance("gain"), features), reverse=True)
            print("  " + ", ".join(f"{feature} {gain / sum(g for g, _ in gains):.3f}" for gain, feature in gains[:60]))
            write(out, name, features, booster)


main()
