//! The figures of docs/speed.md, between its marks.

use std::fs;

use super::figures::Figures;
use super::results::{Results, write as write_file};
use super::tables::{short, tables, weights};
use unglue_run::{Result, root};

const FILE: &str = "docs/speed.md";
const START: &str = "<!-- figures: `cargo xtask bench --write` puts them here -->\n";
const END: &str = "<!-- end of figures -->\n";

pub fn write(results: &Results) -> Result<()> {
    let page = fs::read_to_string(root().join(FILE)).map_err(|e| format!("cannot read {FILE}: {e}"))?;
    write_file(FILE, &replaced(&page, &figures(results))?)
}

fn figures(results: &Results) -> String {
    let mut text = verdict(&results.platforms);
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

/// How many goals are reached, and which are not.
fn verdict(platforms: &[Figures]) -> String {
    let (mut all, mut missed) = (0, String::new());
    for (platform, row) in platforms.iter().flat_map(|p| p.rows.iter().map(move |row| (p, row))) {
        let Some(reached) = row.is_reached() else { continue };
        all += 1;
        if let (false, Some(goal)) = (reached, row.goal) {
            missed += &format!(
                "- {}, {}: {} (goal: {})\n",
                platform.platform,
                row.what,
                short(row.judged()),
                goal.describe()
            );
        }
    }
    match missed.lines().count() {
        0 => format!("\nAll {all} goals are reached.\n"),
        n => format!("\n{} of {all} goals are reached. **Missed:**\n\n{missed}", all - n),
    }
}

/// The page with other figures between its marks.
fn replaced(page: &str, figures: &str) -> Result<String> {
    let parts = page.split_once(START).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = parts.ok_or_else(|| format!("{FILE} has lost its marks: {START}…{END}"))?;
    Ok(format!("{before}{START}{figures}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::figures::tests::row;
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
    fn what_is_missed_is_said() {
        let of = |most: i32| row(&json!({ "goal": { "of": "median", "most": most } }));
        let figures = |rows| Figures { platform: "Node".into(), conditions: String::new(), rows };
        assert_eq!(verdict(&[figures(vec![of(3), row(&json!({}))])]), "\nAll 1 goals are reached.\n");
        let text = verdict(&[figures(vec![of(3), of(2)])]);
        assert_eq!(text, "\n1 of 2 goals are reached. **Missed:**\n\n- Node, all of it: 3.00 (goal: ≤ 2)\n");
    }

    #[test]
    fn the_page_has_its_marks() {
        let page = fs::read_to_string(root().join(FILE)).unwrap();
        assert!(replaced(&page, "").is_ok());
    }
}
