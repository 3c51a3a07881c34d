//! The steps of `cargo xtask train`, which starts them in order: `bigrams`, `network` and `matrix` make what is fitted out of
//! a corpus, `sets` makes data sets of the documents that are held back, `wholes` the set of wholes, and `wholes-check` says how
//! many of those are cut. `pair-lists` counts what the rules about pairs of words know, and `pairs` fits their weights.
//!
//! The corpus is a folder of JSON Lines (`{"id", "genre", "text"}`). One document in ten is held back, chosen by its
//! id: nothing is counted or fitted on it. The same corpus gives the same files, whatever the number of threads.

mod bigrams;
mod corpus;
mod corrupt;
mod joints;
mod junk;
mod matrix;
mod network;
mod noise;
mod pairs;
mod paper;
mod passage;
mod plant;
mod plant_wholes;
mod sets;
mod spelling;
mod spurious;
mod terms;
mod untrained;
mod wholes;

use std::path::Path;

use unglue_run::{Result, root};

/// Takes one step.
pub fn command(args: &[String]) -> Result<()> {
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["bigrams", corpus] => {
            bigrams::write(&corpus::read(Path::new(corpus))?, &root().join("data/en/bigrams.tsv"))
        }
        ["network", corpus, lists, out] => {
            let documents = corpus::read(Path::new(corpus))?;
            let corrupter = corrupt::Corrupter::new(&documents, Path::new(lists))?;
            network::write(&documents, &corrupter, &root().join("data/en/network.txt"), Path::new(out))
        }
        ["matrix", corpus, lists, out] => {
            let documents = corpus::read(Path::new(corpus))?;
            matrix::write(&documents, Path::new(lists), Path::new(out))
        }
        ["sets", corpus, lists, out] => {
            sets::write(&corpus::read(Path::new(corpus))?, Path::new(lists), Path::new(out))
        }
        ["wholes", corpus, lists] => wholes::write(&corpus::read(Path::new(corpus))?, Path::new(lists)),
        ["pair-lists", corpus] => pairs::print_lists(&corpus::read(Path::new(corpus))?),
        ["pairs", corpus] => {
            pairs::write_weights(&corpus::read(Path::new(corpus))?, &root().join("src/pairs/broken/weights.rs"))
        }
        ["wholes-check", lists] => wholes::check::print(Path::new(lists)),
        _ => {
            Err("give a step with its folders: bigrams CORPUS; network, matrix or sets CORPUS LISTS OUT; wholes CORPUS \
                 LISTS; wholes-check LISTS; pair-lists or pairs CORPUS"
                .into())
        }
    }
}

#[cfg(test)]
mod tests {
    use unglue::training::TokenFeature;

    #[test]
    fn every_feature_of_a_run_has_one_group_of_evidence() {
        let table = include_str!("features.tsv").lines().filter(|line| !line.starts_with('#'));
        let (names, groups): (Vec<&str>, Vec<&str>) =
            table.map(|line| line.split_once('\t').expect("a line is a feature and its group")).unzip();
        assert_eq!(names, TokenFeature::NAMES);
        assert!(groups.iter().all(|group| !group.is_empty() && !group.contains('\t')));
    }
}
