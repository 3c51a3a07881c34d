//! Measurements as tables, for the terminal and for Markdown.

use super::figures::{Figures, Row, Spread};
use crate::sizes::Part;

/// The groups of measurements, in order, with what they are called.
const GROUPS: [(&str, &str); 15] = [
    ("real", "Real text checked, by kind"),
    ("check", "Clean prose of 1.5 MB checked"),
    ("edit", "A document of 1 MB that is edited"),
    ("start", "From import to the first answer, in a fresh process or page"),
    ("process", "Memory of a process after its first answer"),
    ("memory", "Memory of the Wasm module"),
    ("results", "Results handed to JavaScript"),
    ("linear", "Hard texts"),
    ("cancel", "What takes long, and what cancels it"),
    ("command", "The command line"),
    ("typing", "Keys typed in 1 MB: how long the page does not answer"),
    ("editors", "Keys typed in each editor, with unglue and without it"),
    ("fixall", "“Fix all” in each editor"),
    ("undo", "Thousands of spaces put in at once and taken out again: how long the page does not answer"),
    ("download", "What the page loads"),
];

/// From so many samples on the 99th percentile is more than the worst of them.
const MANY: usize = 40;

pub struct Table {
    pub title: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// Everything that was measured on one platform.
pub fn tables(figures: &Figures) -> Vec<Table> {
    let mut tables = Vec::new();
    for (group, title) in GROUPS {
        let rows = figures.group(group);
        if !rows.is_empty() {
            let title = format!("{title}: {}", figures.platform);
            tables.push(if group == "linear" { hard(title, &rows) } else { measured(title, &rows) });
        }
    }
    tables
}

/// What each part of the download weighs.
pub fn weights(parts: &[Part]) -> Table {
    let row = |part: &Part| vec![part.name.to_owned(), part.raw.to_string(), part.brotli.to_string()];
    Table {
        title: "What the download weighs".into(),
        head: ["", "bytes", "with Brotli"].map(str::to_owned).to_vec(),
        rows: parts.iter().map(row).collect(),
    }
}

/// What a column is called, and what it has for a row.
type Column<'a> = (&'a str, &'a dyn Fn(&Row) -> String);

/// Columns that no row has anything in are left out.
fn measured(title: String, rows: &[&Row]) -> Table {
    let spread = |row: &Row| if row.spread.n > 1 { between(row.spread) } else { String::new() };
    let p99 = |row: &Row| if row.spread.n >= MANY { short(row.spread.p99) } else { String::new() };
    let times =
        |row: &Row| row.times.map_or(String::new(), |t| format!("{} × ({})", short(t.median), between(t)));
    let goal = |row: &Row| match (row.goal, row.is_reached()) {
        (Some(goal), Some(true)) => format!("{}: met", goal.describe()),
        (Some(goal), _) => format!("{}: **missed**", goal.describe()),
        (None, _) => String::new(),
    };
    let note = |row: &Row| row.note.clone().unwrap_or_default();
    let without = |row: &Row, of: fn(Spread) -> f64| row.without.map_or(String::new(), |w| short(of(w)));
    let columns: [Column; 12] = [
        ("", &|row| row.what.clone()),
        ("unit", &|row| row.unit.clone()),
        ("median", &|row| short(row.spread.median)),
        ("middle half", &spread),
        ("p99", &p99),
        ("highest", &|row| if row.spread.n > 1 { short(row.spread.max) } else { String::new() }),
        ("without unglue", &|row| without(row, |w| w.median)),
        ("its p99", &|row| without(row, |w| w.p99)),
        ("samples", &|row| row.spread.n.to_string()),
        ("unglue is so many times as fast", &times),
        ("goal", &goal),
        ("note", &note),
    ];
    let mut table = Table { title, head: Vec::new(), rows: vec![Vec::new(); rows.len()] };
    for (name, cell) in columns {
        let cells: Vec<String> = rows.iter().map(|row| cell(row)).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            table.head.push(name.to_owned());
            table.rows.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
        }
    }
    table
}

/// A line for each hard text: time for a byte at both lengths.
fn hard(title: String, rows: &[&Row]) -> Table {
    let mut names: Vec<&str> = rows.iter().map(|row| row.what.as_str()).collect();
    names.dedup();
    let line = |name: &str| {
        let of: Vec<&&Row> = rows.iter().filter(|row| row.what == name).collect();
        let at = |bytes: f64| of.iter().find(|row| row.bytes == Some(bytes));
        let time = |bytes| at(bytes).map_or("–".into(), |row| short(row.spread.median));
        let beside = |bytes| at(bytes).and_then(|row| row.beside_prose).map_or("–".into(), short);
        let growth = of.iter().find_map(|row| row.growth).map_or("–".into(), short);
        let linear = of.iter().find_map(|row| row.is_reached());
        let linear = linear.map_or("", |linear| if linear { "yes" } else { "**no**" }).to_owned();
        let note = of.iter().find_map(|row| row.note.clone()).unwrap_or_default();
        vec![name.to_owned(), time(1e6), time(1e7), beside(1e6), beside(1e7), growth, linear, note]
    };
    let head = ["", "ns/byte, 1 MB", "10 MB", "prose = 1, 1 MB", "10 MB", "10 MB ÷ 1 MB", "linear", ""];
    Table { title, head: head.map(str::to_owned).to_vec(), rows: names.into_iter().map(line).collect() }
}

impl Table {
    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let rule: Vec<String> = self.head.iter().map(|_| "---".to_owned()).collect();
        let rows: String = self.rows.iter().map(|row| line(row)).collect();
        format!("{}{}{rows}", line(&self.head), line(&rule))
    }

    pub fn text(&self) -> String {
        let lines = || std::iter::once(&self.head).chain(&self.rows);
        let width = |column: usize| lines().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        let mut text = String::new();
        for row in lines() {
            let cell = |(nth, cell): (usize, &String)| match nth {
                0 => format!("{cell:width$}", width = widths[nth]),
                _ => format!("{cell:>width$}", width = widths[nth]),
            };
            let cells: Vec<String> = row.iter().enumerate().map(cell).collect();
            text += &format!("  {}\n", cells.join("  ").trim_end().replace("**", ""));
        }
        text
    }
}

fn between(spread: Spread) -> String {
    format!("{}–{}", short(spread.q1), short(spread.q3))
}

/// A number with three digits that count: 0.0231, 2.88, 317, 26200.
pub fn short(number: f64) -> String {
    if !number.is_finite() {
        return "–".into();
    }
    if number == 0.0 {
        return "0".into();
    }
    let digits = number.abs().log10().floor() as i32;
    match 2 - digits {
        // Rounded, and without a point.
        places if places <= 0 => {
            let unit = 10f64.powi(-places);
            format!("{:.0}", (number / unit).round() * unit)
        }
        places => format!("{number:.*}", places as usize),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::figures::tests::row;
    use super::*;

    #[test]
    fn numbers_have_three_digits_that_count() {
        let cases = [
            (0.0231, "0.0231"),
            (2.881, "2.88"),
            (9.999, "10.00"),
            (316.7, "317"),
            (26_245.0, "26200"),
            (0.0, "0"),
        ];
        for (number, text) in cases {
            assert_eq!(short(number), text);
        }
        assert_eq!(short(f64::NAN), "–");
    }

    #[test]
    fn columns_without_content_are_left_out() {
        let rows = [row(&json!({})), row(&json!({ "n": 10, "note": "slow" }))];
        let table = measured("A table".into(), &rows.iter().collect::<Vec<_>>());
        assert_eq!(table.head, ["", "unit", "median", "middle half", "p99", "highest", "samples", "note"]);
        assert_eq!(table.rows[1], ["all of it", "ms", "3.00", "2.00–4.00", "", "12.5", "10", "slow"]);
    }

    #[test]
    fn a_baseline_has_columns_of_its_own() {
        let without = json!({ "n": 50, "q1": 1.0, "median": 1.5, "q3": 2.0, "p99": 7.0, "max": 8.0 });
        let table = measured("A table".into(), &[&row(&json!({ "without": without }))]);
        assert_eq!(table.head[4..8], ["p99", "highest", "without unglue", "its p99"]);
        assert_eq!(table.rows[0][4..8], ["9.00", "12.5", "1.50", "7.00"]);
    }

    #[test]
    fn goals_that_are_missed_stand_out_in_markdown_alone() {
        let row = row(&json!({ "goal": { "of": "median", "most": 1 } }));
        let table = measured("A table".into(), &[&row]);
        assert!(table.markdown().ends_with("| ≤ 1: **missed** |\n"));
        assert!(table.text().ends_with(" ≤ 1: missed\n"));
        assert_eq!(table.markdown().lines().nth(1).unwrap().matches("---").count(), table.head.len());
    }

    #[test]
    fn a_hard_text_that_was_stopped_has_its_line() {
        let of = |what: &str, more: serde_json::Value| {
            let mut json = json!({ "group": "linear", "what": what });
            json.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            row(&json)
        };
        let goal = json!({ "of": "growth", "most": 2 });
        let rows = [
            of("prose", json!({ "bytes": 1e6, "besideProse": 1 })),
            of("prose", json!({ "bytes": 1e7, "besideProse": 1, "growth": 1.5, "goal": goal })),
            of("book", json!({ "bytes": 1e6, "besideProse": 70 })),
            of("book", json!({ "median": null, "note": "stopped", "goal": goal })),
        ];
        let table = hard("Hard".into(), &rows.iter().collect::<Vec<_>>());
        assert_eq!(table.rows[0], ["prose", "3.00", "3.00", "1.00", "1.00", "1.50", "yes", ""]);
        assert_eq!(table.rows[1], ["book", "3.00", "–", "70.0", "–", "–", "**no**", "stopped"]);
    }
}
