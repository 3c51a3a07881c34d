//! The figures as bars.

use std::fmt::Write;

use super::figures::{Figures, Row};
use super::tables::short;

/// The picture.
pub const FILE: &str = "docs/images/speed.svg";

const WIDTH: f64 = 780.0;
const MARGIN: f64 = 24.0;
/// Where bars begin, and where they end at the latest; their figures stand behind them.
const LEFT: f64 = 370.0;
const RIGHT: f64 = 700.0;
const LINE: f64 = 21.0;
const COLOURS: [&str; 2] = ["#1f5fa8", "#b3541e"];

/// Bars that share an axis.
struct Panel {
    title: &'static str,
    bars: Vec<Bar>,
    /// Where a line is drawn, and what it is.
    goal: Option<(f64, &'static str)>,
}

struct Bar {
    label: String,
    value: f64,
    /// The middle half, or median and 99th percentile.
    spread: (f64, f64),
    /// What stands behind it.
    text: String,
    colour: &'static str,
}

/// Draws what was measured, in the order of the platforms.
pub fn draw(platforms: &[Figures]) -> String {
    let panels = [
        Panel {
            title: "Clean prose checked, MB/s (longer is better)",
            bars: bars(platforms, "check", "MB/s"),
            goal: None,
        },
        Panel {
            title: "An edit of a document of 1 MB: median and 99th percentile, ms (shorter is better)",
            bars: edits(platforms),
            goal: Some((1.0, "1 ms")),
        },
        Panel {
            title: "From import to the first answer, ms (shorter is better)",
            bars: bars(platforms, "start", "ms"),
            goal: Some((50.0, "50 ms")),
        },
        Panel {
            title: "A byte of 10 MB of hard text, as against prose (shorter is better)",
            bars: hard(platforms),
            goal: Some((1.0, "prose")),
        },
    ];
    let mut body = String::new();
    let mut top = MARGIN + 66.0;
    for panel in panels.iter().filter(|panel| !panel.bars.is_empty()) {
        top = panel.draw(&mut body, top) + 26.0;
    }
    let legend: String = platforms
        .iter()
        .zip(COLOURS)
        .enumerate()
        .map(|(nth, (platform, colour))| {
            let x = MARGIN + 200.0 * nth as f64;
            format!(r#"<text x="{x:.0}" y="54" fill="{colour}">■ {}</text>"#, escape(&platform.platform))
                + "\n"
        })
        .collect();
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top:.0}" font-family="sans-serif" font-size="13" fill="#222">
<title>How quick unglue is, beside its yardsticks</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="{MARGIN}" y="32" font-size="16">How quick unglue is, beside its yardsticks (logarithmic scales)</text>
{legend}{body}</svg>
"##
    )
}

/// The medians of a group with their middle halves.
fn bars(platforms: &[Figures], group: &str, unit: &str) -> Vec<Bar> {
    each(
        platforms,
        |row| row.group == group && row.unit == unit,
        |row, colour| Bar {
            label: row.what.clone(),
            value: row.spread.median,
            spread: (row.spread.q1, row.spread.q3),
            text: short(row.spread.median),
            colour,
        },
    )
}

/// The 99th percentiles of edits, with their medians.
fn edits(platforms: &[Figures]) -> Vec<Bar> {
    each(
        platforms,
        |row| row.group == "edit" && row.goal.is_some(),
        |row, colour| Bar {
            label: row.what.clone(),
            value: row.spread.p99,
            spread: (row.spread.median, row.spread.p99),
            text: short(row.spread.p99),
            colour,
        },
    )
}

fn hard(platforms: &[Figures]) -> Vec<Bar> {
    // What took too long has no figure with 10 MB; the table says so.
    each(
        platforms,
        |row| row.group == "linear" && row.bytes == Some(1e7) && row.what != "prose",
        |row, colour| {
            let value = row.beside_prose.unwrap_or(f64::NAN);
            Bar { label: row.what.clone(), value, spread: (value, value), text: short(value), colour }
        },
    )
}

/// Bars of the rows that are wanted, those of the same thing together.
fn each(
    platforms: &[Figures],
    wanted: impl Fn(&Row) -> bool,
    bar: impl Fn(&Row, &'static str) -> Bar,
) -> Vec<Bar> {
    let rows =
        |figures: &'_ Figures| figures.rows.iter().filter(|row| wanted(row)).cloned().collect::<Vec<_>>();
    let sides: Vec<Vec<Row>> = platforms.iter().map(rows).collect();
    let longest = sides.iter().map(Vec::len).max().unwrap_or(0);
    let mut bars = Vec::new();
    for nth in 0..longest {
        for (side, colour) in sides.iter().zip(COLOURS) {
            bars.extend(side.get(nth).map(|row| bar(row, colour)));
        }
    }
    bars.retain(|bar| bar.value.is_finite() && bar.value > 0.0);
    bars
}

impl Panel {
    /// Draws it from `top` on, and returns where it ends.
    fn draw(&self, svg: &mut String, top: f64) -> f64 {
        let ends = self.bars.iter().flat_map(|bar| [bar.value, bar.spread.0, bar.spread.1]);
        let ends = || ends.clone().chain(self.goal.map(|goal| goal.0)).filter(|end| *end > 0.0);
        let low = ends().fold(f64::INFINITY, f64::min).log10().floor();
        let high = ends().fold(0.0, f64::max).log10().ceil().max(low + 1.0);
        let x = |value: f64| LEFT + (value.log10() - low) / (high - low) * (RIGHT - LEFT);
        let bottom = top + 24.0 + LINE * self.bars.len() as f64;
        let mut line = |text: String| _ = writeln!(svg, "{text}");
        line(format!(r#"<text x="{MARGIN}" y="{top:.0}" font-weight="bold">{}</text>"#, self.title));
        for power in low as i32..=high as i32 {
            let tick = 10f64.powi(power);
            let at = x(tick);
            line(format!(r##"<path d="M{at:.1} {:.1}V{bottom:.1}" stroke="#ddd"/>"##, top + 20.0));
            line(format!(
                r##"<text x="{at:.1}" y="{:.1}" text-anchor="middle" font-size="11" fill="#666">{tick}</text>"##,
                bottom + 13.0
            ));
        }
        let mut before = "";
        for (nth, bar) in self.bars.iter().enumerate() {
            let y = top + 24.0 + LINE * nth as f64;
            let (low, high) = (x(bar.spread.0), x(bar.spread.1));
            if bar.label != before {
                before = &bar.label;
                line(format!(
                    r#"<text x="{:.0}" y="{:.1}" text-anchor="end">{}</text>"#,
                    LEFT - 8.0,
                    y + 14.0,
                    escape(&bar.label)
                ));
            }
            line(format!(
                r#"<rect x="{LEFT}" y="{:.1}" width="{:.1}" height="{:.1}" fill="{}"/>"#,
                y + 2.0,
                (x(bar.value) - LEFT).max(1.0),
                LINE - 5.0,
                bar.colour
            ));
            line(format!(
                r##"<path d="M{low:.1} {:.1}H{high:.1}" stroke="#222" stroke-width="2"/>"##,
                y + LINE / 2.0 - 0.5
            ));
            let end = x(bar.value).max(high) + 6.0;
            line(format!(r#"<text x="{end:.1}" y="{:.1}">{}</text>"#, y + 14.0, bar.text));
        }
        if let Some((value, name)) = self.goal {
            let at = x(value);
            line(format!(
                r##"<path d="M{at:.1} {:.1}V{bottom:.1}" stroke="#3b7d3a" stroke-dasharray="4 3" stroke-width="1.5"/>"##,
                top + 20.0
            ));
            line(format!(
                r##"<text x="{at:.1}" y="{:.1}" text-anchor="middle" font-size="11" fill="#3b7d3a">{name}</text>"##,
                top + 17.0
            ));
        }
        bottom + 20.0
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::figures::tests::row;
    use super::*;

    #[test]
    fn every_figure_has_its_bar() {
        let rows = vec![
            row(&json!({ "unit": "MB/s" })),
            row(&json!({ "unit": "MB/s", "what": "a & b", "median": 0.02, "q1": 0.01, "q3": 0.03 })),
            row(&json!({ "group": "edit", "goal": { "of": "p99", "most": 1 } })),
            row(&json!({ "group": "edit", "what": "to open it" })),
            row(&json!({ "group": "linear", "what": "book", "bytes": 1e7, "besideProse": 1.25 })),
            row(&json!({ "group": "linear", "what": "stopped", "median": null })),
        ];
        let node = Figures { platform: "Node".into(), conditions: String::new(), rows };
        let svg = draw(&[node]);
        // One of them is the ground.
        assert_eq!(svg.matches("<rect").count(), 5);
        assert!(svg.contains(">a &amp; b</text>") && svg.contains(">1.25</text>") && svg.contains("■ Node"));
        assert!(svg.ends_with("</svg>\n") && !svg.contains("NaN") && !svg.contains("inf"));
        assert!(!draw(&[]).contains("NaN"));
    }
}
