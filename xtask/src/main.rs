//! The project's commands. Each sets up what it needs; see `cargo xtask help`.

mod again;
mod bench;
mod counts;
mod fuzz;
mod golden;
mod host;
mod package;
mod pictures;
mod python;
mod release;
mod reproducible;
mod rules;
mod serve;
mod setup;
mod sizes;
mod soak;
mod supply;
mod test;
mod train;

use std::process::ExitCode;

use unglue_run::{Result, exit_code, start};

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N]        build everything and serve the editor page (--check: until it has answered)
  test [SORT…]            run every test there is, or only some sorts: format, lint, docs, native, cli,
                          lsp, xtask, bench, counts, node, browser, firefox, package, page, extension, obsidian,
                          python, supply, serve;
                          and, only by name, projects: the package in Vite 5 to 8, Next.js, SvelteKit, vitest, Deno,
                          Bun and workerd, and its adapters in CKEditor 5 and TinyMCE; vscode: its extension in Visual
                          Studio Code for browsers; and engines: the wheel in PySpark, Ray, DataTrove, polars, DuckDB,
                          DataFusion, pandas, pre-commit and the action of GitHub
  build [--dev]           leave a publishable npm package in pkg/ (--dev: quick to build, slow to run)
  extension               leave the browser extension for Chromium and for Firefox in target/extension/
  vscode                  leave the extension for Visual Studio Code in target/vscode/
  obsidian                leave the plugin for Obsidian in target/obsidian/
  evaluate FILES…         score data sets: precision, recall and F1 at each threshold, by genre and kind, and as a curve
                          (--threshold X, --show N, --predictions FILE, --svg FILE)
  evaluate lines FILE OUT make a data set of another one: sentences that lost every space
  bench [PART…]           measure speed, start-up, memory and size of the package, each beside its yardstick: node,
                          chromium, page, native, sizes; all of them without a PART (--text FILE: on a text of your
                          own; --write: into docs/speed.md and its picture)
  bench instructions      count instructions and compare them with benches/instructions.tsv (--write: renew that)
  pictures                draw the page's icons (www/public) and its screenshots (docs/images) anew
  sizes                   print what each part of the data weighs, and the Wasm file
  soak [SECONDS]          edit 1 MB at random through the worker in Chromium, with crashes and new words, and compare:
                          600 s if not said otherwise (--seed N)
  data [--check]          rebuild data/ from its pinned sources (--check: fail if it would change)
  golden                  compare what is said of the texts in tests/golden with what was (--write: renew that)
  rules                   compare pkg/rules.js and its types with the table of rules (--write: renew them)
  api                     compare the public interface with docs/api/ (--write: renew that)
  licences                compare pkg/LICENSES-THIRD-PARTY.md with what is compiled into the package (--write: renew that)
  release TAG             say whether a tag such as v1.2.3 can be released: versions, changelog, repository
  train CORPUS            count bigrams of a corpus, and fit network and trees to it
  train wholes CORPUS     make data/en/wholes.tsv: words that the checker would cut and people write as one
                          (--check in place of CORPUS: how many of them it cuts, and of merges)
  train ablation          fit the last training's rows without each kind of evidence, and print what is left
  train sets CORPUS OUT   make data sets of the documents that this holds back, in the folder OUT
  fuzz [TARGET] [SECONDS] try what no one thought of, a minute for each target unless told otherwise (needs nightly Rust):
                          check, fix, document_edits, load_language, cli_ndjson
                          (FILE in place of SECONDS: that input alone; keep: renew the corpus that git has)
  help                    print this

Each command first sets up what it needs: from package registries, pinned, once.
";

/// What the process ends with when it was called wrongly.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (command, args) = args.split_first().map_or(("help", &args[..]), |(c, rest)| (c.as_str(), rest));
    let result: Result<()> = match command {
        "serve" => serve::command(args),
        "test" => test::command(args),
        "build" => package::command(args),
        "extension" | "vscode" | "obsidian" => host::command(command, args),
        "evaluate" => start("--package unglue-evaluate", args),
        "bench" => bench::command(args),
        "pictures" => pictures::command(args),
        "release" => release::command(args),
        "sizes" => sizes::command(args),
        "soak" => soak::command(args),
        "data" => start("--package unglue-data", args),
        "fuzz" => fuzz::command(args),
        "golden" => golden::command(args),
        "rules" => rules::command(args),
        "api" => supply::api(args),
        "licences" => supply::licences(args),
        "train" => train::command(args),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        _ => {
            eprintln!("there is no command `{command}`\n\n{HELP}");
            return ExitCode::from(USAGE);
        }
    };
    exit_code(result)
}
