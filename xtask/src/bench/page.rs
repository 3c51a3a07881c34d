//! The figures of docs/speed.md, between its marks.

use std::fs;

use super::measure::{self, Results};
use super::tables::{tables, weights};
use crate::run::{Result, root};

const FILE: &str = "docs/speed.md";
const START: &str = "<!-- figures: `cargo xtask bench --write` puts them here -->\n";
const END: &str = "<!-- end of figures -->\n";

pub fn write(results: &Results) -> Result<()> {
    let page = fs::read_to_string(root().join(FILE)).map_err(|e| format!("cannot read {FILE}: {e}"))?;
    measure::write(FILE, &replaced(&page, &figures(results))?)
}

fn figures(results: &Results) -> String {
    let mut text = String::new();
    for platform in &results.platforms {
        text += &format!("\n{}\n", platform.conditions);
        for table in tables(platform) {
            text += &format!("\n### {}\n\n{}", table.title, table.markdown());
        }
    }
    if let Some(native) = &results.native {
        text += &format!("\n### The stages, natively\n\n```text\n{}\n```\n", native.trim_end());
    }
    if let Some(parts) = &results.sizes {
        let table = weights(parts);
        text += &format!("\n### {}\n\n{}", table.title, table.markdown());
    }
    text + "\n"
}

/// The page with other figures between its marks.
fn replaced(page: &str, figures: &str) -> Result<String> {
    let parts = page.split_once(START).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = parts.ok_or_else(|| format!("{FILE} has lost its marks: {START}…{END}"))?;
    Ok(format!("{before}{START}{figures}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_take_the_place_of_figures() {
        let page = format!("# Speed\n{START}\nold\n{END}The rest\n");
        let new = replaced(&page, "\nnew\n").unwrap();
        assert_eq!(new, format!("# Speed\n{START}\nnew\n{END}The rest\n"));
        assert_eq!(replaced(&new, "\nnew\n").unwrap(), new);
        assert!(replaced("# Speed\n", "").unwrap_err().contains("marks"));
    }

    #[test]
    fn the_page_has_its_marks() {
        let page = fs::read_to_string(root().join(FILE)).unwrap();
        assert!(replaced(&page, "").is_ok());
    }
}
