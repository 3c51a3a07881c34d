//! The rules as JavaScript and its types have them: made of the one table in `src/report/rule.rs`.

use std::fs;
use std::path::Path;

use unglue::Rule;

/// Set by `cargo xtask rules --write`.
const RENEW: &str = "UNGLUE_RULES_WRITE";

/// The files that name the rules, with their start, their end, and what stands between.
fn places() -> [(&'static str, &'static str, &'static str, String); 2] {
    let row = |rule: Rule| {
        let [one, several] = [1, 2].map(|edits| rule.fault(edits));
        format!(
            "  {{\n    name: {:?},\n    label: {:?},\n    isDefault: {},\n    faults: [{one:?}, {several:?}],\n  }},\n",
            rule.name(),
            rule.label(),
            rule.is_default()
        )
    };
    let names = Rule::ALL.map(|rule| format!("\n  | {:?}", rule.name())).concat();
    [
        ("pkg/rules.js", "export const RULES = [\n", "];\n", Rule::ALL.map(row).concat()),
        ("pkg/index.d.ts", "export type Rule =", ";\n", names),
    ]
}

#[test]
fn javascript_and_its_types_have_the_rules_of_the_table() {
    for (file, start, end, wanted) in places() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = fs::read_to_string(&path).unwrap();
        let (before, rest) = text.split_once(start).unwrap_or_else(|| panic!("{file} has no {start:?}"));
        let (found, behind) = rest.split_once(end).unwrap();
        if std::env::var_os(RENEW).is_some() {
            fs::write(&path, [before, start, &wanted, end, behind].concat()).unwrap();
        } else {
            assert_eq!(found, wanted, "{file}: renew it with `cargo xtask rules --write`");
        }
    }
}
