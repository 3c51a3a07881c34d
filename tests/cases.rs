//! The case tables, natively.

mod common;

use unglue::{Checker, Language, Options};

#[test]
fn every_row_of_every_table() {
    let checker = Checker::new(Language::english().unwrap(), Options::default()).unwrap();
    let failures = common::failures(&checker);
    assert!(failures.is_empty(), "{} rows:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_tables_are_read_whole() {
    let cases = common::cases();
    let merges = cases.iter().filter(|c| c.text != c.repaired).count();
    assert!(merges >= 60, "{merges} rows with a merge");
    assert!(cases.len() - merges >= 40, "{} rows without", cases.len() - merges);
    assert_eq!(cases.iter().filter(|c| c.place.starts_with("founding")).count(), 13);
}
