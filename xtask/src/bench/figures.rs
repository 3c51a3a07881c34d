//! What `bench/run.js` found out, as it wrote it.

use serde_json::Value;

use unglue_run::Result;

/// All measurements of one platform.
pub struct Figures {
    /// `Node v20.20.2`.
    pub platform: String,
    /// The machine and the versions of the yardsticks, for a reader.
    pub conditions: String,
    pub rows: Vec<Row>,
}

/// One measurement.
#[derive(Debug, Clone)]
pub struct Row {
    pub group: String,
    pub what: String,
    pub unit: String,
    pub spread: Spread,
    /// How many times as quick unglue is as this, round by round.
    pub times: Option<Spread>,
    /// The same without unglue.
    pub without: Option<Spread>,
    pub goal: Option<Goal>,
    pub note: Option<String>,
    /// The length of a hard text.
    pub bytes: Option<f64>,
    /// How a hard text compares with prose of its length, byte by byte.
    pub beside_prose: Option<f64>,
    /// How a byte of the longer hard text compares with one of the shorter.
    pub growth: Option<f64>,
}

/// Samples: their number, quartiles and extremes. NaN is a measurement that was stopped.
#[derive(Debug, Clone, Copy)]
pub struct Spread {
    pub n: usize,
    pub q1: f64,
    pub median: f64,
    pub q3: f64,
    pub p99: f64,
    pub max: f64,
}

/// What we want of a measurement.
#[derive(Debug, Clone, Copy)]
pub struct Goal {
    of: Of,
    least: Option<f64>,
    most: Option<f64>,
    /// At most so much for the longest sample.
    worst: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Of {
    Times,
    Median,
    P99,
    Max,
    Growth,
    /// What the 99th percentile is above that without unglue.
    Added,
}

impl Figures {
    pub fn read(json: &Value) -> Result<Figures> {
        let machine = &json["machine"];
        let yardsticks = json["yardsticks"].as_object().into_iter().flatten();
        let yardsticks: Vec<String> =
            yardsticks.map(|(name, version)| format!("{name} {}", text(version))).collect();
        let conditions = format!(
            "{} · {} · {}, {} cores, {} GiB · load {:.1} before · {}",
            text(&json["platform"]),
            text(&machine["system"]),
            text(&machine["processor"]),
            machine["cores"],
            machine["memory"],
            number(&machine["load"]),
            yardsticks.join(", "),
        );
        let rows = json["rows"].as_array().ok_or("bench/run.js wrote no rows")?;
        let rows = rows.iter().map(Row::read).collect::<Result<_>>()?;
        // Below that, a core was free for us all the time.
        let (load, cores) = (number(&machine["load"]), number(&machine["cores"]));
        let conditions = match load > cores - 1.0 {
            true => {
                conditions
                    + "\n\n**The machine was busy**: times are too long, and the highest ones say nothing. Ratios suffer less."
            }
            false => conditions,
        };
        Ok(Figures { platform: text(&json["platform"]), conditions, rows })
    }

    /// The rows of a group, in order.
    pub fn group<'a>(&'a self, group: &str) -> Vec<&'a Row> {
        self.rows.iter().filter(|row| row.group == group).collect()
    }
}

impl Row {
    fn read(json: &Value) -> Result<Row> {
        let word = |key: &str| json[key].as_str().map(str::to_owned);
        let need = |key: &str| word(key).ok_or_else(|| format!("a row of bench/run.js has no {key}: {json}"));
        Ok(Row {
            group: need("group")?,
            what: need("what")?,
            unit: need("unit")?,
            spread: Spread::read(json),
            times: json["times"].is_object().then(|| Spread::read(&json["times"])),
            without: json["without"].is_object().then(|| Spread::read(&json["without"])),
            goal: json["goal"].is_object().then(|| Goal::read(&json["goal"])).transpose()?,
            note: word("note"),
            bytes: json["bytes"].as_f64(),
            beside_prose: json["besideProse"].as_f64(),
            growth: json["growth"].as_f64(),
        })
    }

    /// What the goal is measured by.
    pub fn judged(&self) -> f64 {
        match self.goal.map_or(Of::Median, |goal| goal.of) {
            Of::Times => self.times.map_or(f64::NAN, |times| times.median),
            Of::Median => self.spread.median,
            Of::P99 => self.spread.p99,
            Of::Max => self.spread.max,
            Of::Growth => self.growth.unwrap_or(f64::NAN),
            Of::Added => self.without.map_or(f64::NAN, |without| self.spread.p99 - without.p99),
        }
    }

    /// Whether the goal is reached, if there is one.
    pub fn is_reached(&self) -> Option<bool> {
        let (goal, value) = (self.goal?, self.judged());
        let fits = |limit: Option<f64>, value: f64| limit.is_none_or(|limit| value <= limit);
        Some(
            goal.least.is_none_or(|least| value >= least)
                && fits(goal.most, value)
                && fits(goal.worst, self.spread.max),
        )
    }
}

impl Spread {
    fn read(json: &Value) -> Spread {
        let get = |key: &str| number(&json[key]);
        Spread {
            n: json["n"].as_u64().unwrap_or(0) as usize,
            q1: get("q1"),
            median: get("median"),
            q3: get("q3"),
            p99: get("p99"),
            max: get("max"),
        }
    }
}

impl Goal {
    fn read(json: &Value) -> Result<Goal> {
        let of = match json["of"].as_str() {
            Some("times") => Of::Times,
            Some("median") => Of::Median,
            Some("p99") => Of::P99,
            Some("max") => Of::Max,
            Some("growth") => Of::Growth,
            Some("added") => Of::Added,
            _ => return Err(format!("bench/run.js wrote a goal of an unknown kind: {json}")),
        };
        let get = |key: &str| json[key].as_f64();
        Ok(Goal { of, least: get("least"), most: get("most"), worst: get("worst") })
    }

    /// For a table: `≥ 5 ×`, `p99 ≤ 1, worst ≤ 5`.
    pub fn describe(&self) -> String {
        let name = match self.of {
            Of::P99 => "p99 ",
            Of::Max => "worst ",
            Of::Growth => "10 MB ÷ 1 MB ",
            Of::Added => "p99 added ",
            Of::Times | Of::Median => "",
        };
        let unit = if self.of == Of::Times { " ×" } else { "" };
        let limit = |sign: &str, limit: Option<f64>| limit.map(|limit| format!("{name}{sign} {limit}{unit}"));
        let parts = [
            limit("≥", self.least),
            limit("≤", self.most),
            self.worst.map(|worst| format!("worst ≤ {worst}")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

fn text(json: &Value) -> String {
    json.as_str().unwrap_or("unknown").to_owned()
}

/// JavaScript writes NaN as null.
fn number(json: &Value) -> f64 {
    json.as_f64().unwrap_or(f64::NAN)
}

#[cfg(test)]
pub mod tests {
    use serde_json::json;

    use super::*;

    pub fn row(more: &Value) -> Row {
        let mut json = json!({ "group": "check", "what": "all of it", "unit": "ms",
            "n": 40, "min": 1.0, "q1": 2.0, "median": 3.0, "q3": 4.0, "p99": 9.0, "max": 12.5 });
        json.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        Row::read(&json).unwrap()
    }

    #[test]
    fn goals_are_judged_by_what_they_are_of() {
        let times = json!({ "n": 5, "q1": 4.0, "median": 5.5, "q3": 6.0, "p99": 7.0, "max": 7.0 });
        for (goal, reached, described) in [
            (json!({ "of": "times", "least": 5 }), true, "≥ 5 ×"),
            (json!({ "of": "times", "least": 6 }), false, "≥ 6 ×"),
            (json!({ "of": "median", "most": 3 }), true, "≤ 3"),
            (json!({ "of": "p99", "most": 9, "worst": 12 }), false, "p99 ≤ 9, worst ≤ 12"),
            (json!({ "of": "max", "most": 12.5 }), true, "worst ≤ 12.5"),
            (json!({ "of": "added", "most": 2 }), true, "p99 added ≤ 2"),
            (json!({ "of": "added", "most": 1.9 }), false, "p99 added ≤ 1.9"),
        ] {
            let row = row(&json!({ "goal": goal, "times": times, "without": times }));
            assert_eq!(row.is_reached(), Some(reached), "{goal}");
            assert_eq!(row.goal.unwrap().describe(), described);
        }
        assert_eq!(row(&json!({})).is_reached(), None);
    }

    #[test]
    fn what_was_stopped_reaches_no_goal() {
        let row = row(&json!({ "median": null, "goal": { "of": "median", "most": 3 } }));
        assert!(row.spread.median.is_nan());
        assert_eq!(row.is_reached(), Some(false));
        let stopped = self::row(&json!({ "goal": { "of": "growth", "most": 2 } }));
        assert_eq!(stopped.is_reached(), Some(false));
    }

    #[test]
    fn a_row_that_lacks_something_is_named() {
        assert!(Row::read(&json!({ "what": "x", "unit": "ms" })).unwrap_err().contains("group"));
        assert!(Goal::read(&json!({ "of": "luck" })).unwrap_err().contains("luck"));
    }
}
