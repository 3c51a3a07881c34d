//! Circles among modules: none of what a module imports may import that module again, by whatever way.
//!
//! A module is a file. It imports another one if a path in it leads there: in a `use`, a `pub use`, an expression, a type or a
//! macro. A path ends at the last module that it names, so what a module exports again is an import of that module, and
//! `super::Thing` is one of the parent. Tests do not count: they may look at anything.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Component, Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, Item, ItemMod, ItemUse, Macro, UseTree, Visibility};

/// What each module or file imports.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// The circles among the modules of a crate, by their paths; `file` is its root, `lib.rs` or `main.rs`.
pub fn circles(file: &Path) -> Vec<Vec<String>> {
    in_circles(&imports(file))
}

/// The modules of a crate, and what each imports.
fn imports(file: &Path) -> Graph {
    let mut files = BTreeMap::new();
    load("crate", file, &mut files);
    let modules: BTreeSet<&str> = files.keys().map(String::as_str).collect();
    let imports = files.iter().map(|(path, items)| {
        let mut reader =
            Reader { modules: &modules, module: path.clone(), names: HashMap::new(), found: BTreeSet::new() };
        items.iter().for_each(|item| reader.visit_item(item));
        reader.found.remove(path);
        (path.clone(), reader.found)
    });
    imports.collect()
}

/// Reads the file of a module, and those of all modules that it declares.
fn load(path: &str, file: &Path, files: &mut BTreeMap<String, Vec<Item>>) {
    let text = fs::read_to_string(file).unwrap_or_else(|e| panic!("cannot read {}: {e}", file.display()));
    let items = syn::parse_file(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display())).items;
    for item in &items {
        let Item::Mod(module) = item else { continue };
        if module.content.is_none() && !is_test(&module.attrs) {
            load(&format!("{path}::{}", module.ident), &file_of(module, file), files);
        }
    }
    files.insert(path.to_owned(), items);
}

/// Where a module is, which a file declares.
fn file_of(module: &ItemMod, file: &Path) -> PathBuf {
    let dir = file.parent().expect("a file lies in a folder");
    let stem = file.file_stem().unwrap_or_default();
    // The modules of `src/pack.rs` lie in `src/pack/`.
    let dir =
        if ["lib", "main", "mod"].iter().any(|name| stem == *name) { dir.into() } else { dir.join(stem) };
    let plain = dir.join(format!("{}.rs", module.ident));
    if plain.is_file() { plain } else { dir.join(module.ident.to_string()).join("mod.rs") }
}

/// Finds the paths in a file.
struct Reader<'m> {
    modules: &'m BTreeSet<&'m str>,
    /// The module that is read: that of the file, or one inside the file.
    module: String,
    /// What a name stands for that a `use` made known.
    names: HashMap<String, String>,
    found: BTreeSet<String>,
}

impl Reader<'_> {
    /// Takes a path from `crate` on and keeps the last module that it names.
    fn import(&mut self, path: &str) {
        let ends = path.match_indices("::").map(|(at, _)| at).chain([path.len()]);
        let prefixes: Vec<&str> = ends.map(|end| &path[..end]).collect();
        let module = prefixes.iter().rev().find(|prefix| self.modules.contains(*prefix));
        self.found.extend(module.map(|module| (*module).to_owned()));
    }

    /// The path from `crate` on; `None` if it leads to another crate, or names what is here.
    fn absolute(&self, segments: &[String]) -> Option<String> {
        let (first, rest) = segments.split_first()?;
        let child = format!("{}::{first}", self.module);
        let start = match first.as_str() {
            "crate" => "crate".to_owned(),
            "self" => self.module.clone(),
            "super" => self.module.rsplit_once("::")?.0.to_owned(),
            name if self.names.contains_key(name) => self.names[name].clone(),
            _ if self.modules.contains(child.as_str()) => child,
            _ => return None,
        };
        Some(rest.iter().fold(start, |path, segment| match segment.as_str() {
            "super" => path.rsplit_once("::").map_or(path.clone(), |(parent, _)| parent.to_owned()),
            name => format!("{path}::{name}"),
        }))
    }

    fn read(&mut self, segments: &[String]) {
        if let Some(path) = self.absolute(segments) {
            self.import(&path);
        }
    }

    /// Reads a part of a `use`, behind the segments `before`.
    fn read_use(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        let (name, segments) = match tree {
            UseTree::Path(path) => return self.read_use(&path.tree, &with(&path.ident)),
            UseTree::Group(group) => return group.items.iter().for_each(|tree| self.read_use(tree, before)),
            UseTree::Glob(_) => return self.read(before),
            UseTree::Name(name) if name.ident == "self" => (before.last().cloned(), before.to_vec()),
            UseTree::Name(name) => (Some(name.ident.to_string()), with(&name.ident)),
            UseTree::Rename(rename) => (Some(rename.rename.to_string()), with(&rename.ident)),
        };
        if let Some((name, path)) = name.zip(self.absolute(&segments)) {
            self.import(&path);
            self.names.insert(name, path);
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes: &[Attribute] = match item {
            Item::Const(item) => &item.attrs,
            Item::Enum(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Mod(item) => &item.attrs,
            Item::Struct(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            _ => &[],
        };
        if !is_test(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let Some((_, items)) = &item.content else { return };
        let (outside, names) = (self.module.clone(), self.names.clone());
        self.module += &format!("::{}", item.ident);
        items.iter().for_each(|item| self.visit_item(item));
        (self.module, self.names) = (outside, names);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.read_use(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.read(&path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>());
        visit::visit_path(self, path);
    }

    /// Nothing is parsed there: what looks like a path is one.
    fn visit_macro(&mut self, item: &'ast Macro) {
        let text = item.tokens.to_string().replace(" :: ", "::");
        for path in text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':') {
            if path.contains("::") {
                self.read(&path.split("::").map(str::to_owned).collect::<Vec<_>>());
            }
        }
    }

    /// `pub(super)` and the like import nothing.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}

/// Whether something is compiled for tests alone.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).any(|attribute| {
        let condition = attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
        condition == "test" || condition.starts_with("all") && condition.contains("test")
    })
}

/// The circles among the scripts of a folder, its tests among them, by their paths in it.
fn script_circles(folder: &Path) -> Vec<Vec<String>> {
    let mut files = Vec::new();
    scripts(folder, &mut files);
    let name = |file: &Path| file.strip_prefix(folder).unwrap_or(file).display().to_string();
    let imported = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap_or_else(|e| panic!("cannot read {}: {e}", file.display()));
        let dir = file.parent().expect("a file lies in a folder");
        relative_imports(&text).iter().map(|to| name(&joined(dir, to))).collect()
    };
    in_circles(&files.iter().map(|file| (name(file), imported(file))).collect())
}

/// The scripts in a folder and all in it, but those of other packages and what was built.
fn scripts(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        let name = entry.file_name();
        if entry.path().is_dir() && !["node_modules", "wasm", "dist"].iter().any(|other| name == *other) {
            scripts(&entry.path(), files);
        } else if entry.path().extension().is_some_and(|extension| extension == "js") {
            files.push(entry.path());
        }
    }
}

/// What a script imports or exports again by a relative path, at once or later.
fn relative_imports(text: &str) -> Vec<&str> {
    let is_comment = |line: &&str| ["//", "/*", "*"].iter().any(|start| line.trim_start().starts_with(start));
    let mut found = Vec::new();
    for line in text.lines().filter(|line| !is_comment(line)) {
        for start in ["from ", "import ", "import("] {
            let parts = line.match_indices(start).map(|(at, _)| &line[at + start.len()..]);
            let quoted = parts.filter_map(|rest| {
                let quote = rest.chars().next().filter(|c| ['\'', '"'].contains(c))?;
                rest[1..].split(quote).next()
            });
            found.extend(quoted.filter(|path| path.starts_with('.')));
        }
    }
    found
}

/// A path from a folder on, without `.` and `..`.
fn joined(dir: &Path, path: &str) -> PathBuf {
    let mut joined = dir.to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = joined.pop(),
            part => joined.push(part),
        }
    }
    joined
}

/// What lies on a circle, each with all that lies on one with it.
fn in_circles(graph: &Graph) -> Vec<Vec<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        graph.keys().map(|from| (from.as_str(), reachable(graph, from))).collect();
    let with = |from: &str| -> Vec<String> {
        let back = reached[from].iter().filter(|to| reached.get(*to).is_some_and(|all| all.contains(from)));
        back.map(|to| (*to).to_owned()).collect()
    };
    let circles: BTreeSet<Vec<String>> =
        graph.keys().map(|from| with(from)).filter(|circle| !circle.is_empty()).collect();
    circles.into_iter().collect()
}

/// What can be reached from a module in one step or more.
fn reachable<'g>(graph: &'g Graph, from: &str) -> BTreeSet<&'g str> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&str> = vec![from];
    while let Some(module) = waiting.pop() {
        for next in graph.get(module).into_iter().flatten() {
            if found.insert(next.as_str()) {
                waiting.push(next);
            }
        }
    }
    found
}

/// The most modules that may import one another in a chain, in the crate itself.
const MOST_FLOORS: usize = 11;

/// What each folder imports, files beside folders being folders of their own. The root exports all again, and is left out.
fn by_folder(files: &Graph) -> Graph {
    let folder = |module: &str| module.split("::").nth(1).map(str::to_owned);
    let mut folders = Graph::new();
    for (module, imported) in files {
        let Some(from) = folder(module) else { continue };
        let to = imported.iter().filter_map(|module| folder(module)).filter(|to| *to != from);
        folders.entry(from.clone()).or_default().extend(to);
    }
    folders
}

/// The longest chain of imports, the importing module first. There is no circle in `graph`; the root is left out.
fn longest_chain(graph: &Graph) -> Vec<String> {
    fn from<'g>(
        graph: &'g Graph,
        module: &'g str,
        known: &mut HashMap<&'g str, Vec<&'g str>>,
    ) -> Vec<&'g str> {
        if let Some(chain) = known.get(module) {
            return chain.clone();
        }
        let imported = graph.get(module).into_iter().flatten().filter(|module| *module != "crate");
        let longest = imported.map(|module| from(graph, module, known)).max_by_key(Vec::len);
        let chain = [&[module], &longest.unwrap_or_default()[..]].concat();
        known.insert(module, chain.clone());
        chain
    }
    let mut known = HashMap::new();
    let modules = graph.keys().filter(|module| *module != "crate");
    let chains = modules.map(|module| from(graph, module, &mut known));
    chains.max_by_key(Vec::len).unwrap_or_default().into_iter().map(str::to_owned).collect()
}

mod tests {
    use unglue_run::root;

    use super::*;

    /// Writes files into a folder of their own and returns it.
    fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let dir = root().join("target/supply/circles").join(name);
        _ = fs::remove_dir_all(&dir);
        for (file, text) in files {
            let file = dir.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        dir
    }

    #[test]
    fn no_modules_of_the_commands_import_each_other_in_a_circle() {
        let crates = fs::read_dir(root().join("crates")).unwrap();
        let crates = crates.map(|entry| entry.unwrap().path().join("src/lib.rs"));
        for file in crates.chain([root().join("src/lib.rs"), root().join("xtask/src/main.rs")]) {
            assert_eq!(circles(&file), Vec::<Vec<String>>::new(), "{}", file.display());
            let modules = imports(&file);
            assert!(
                modules.len() == 1 || modules.values().any(|found| !found.is_empty()),
                "nothing was read"
            );
        }
    }

    /// A newcomer reads from the face of the crate downwards: the fewer floors, the sooner.
    #[test]
    fn the_crate_has_few_floors() {
        let files = imports(&root().join("src/lib.rs"));
        let folders = by_folder(&files);
        for graph in [files, folders] {
            assert_eq!(in_circles(&graph), Vec::<Vec<String>>::new());
            let chain = longest_chain(&graph);
            assert!((2..=MOST_FLOORS).contains(&chain.len()), "{} floors: {chain:?}", chain.len());
        }
    }

    #[test]
    fn no_scripts_import_each_other_in_a_circle() {
        for package in ["pkg", "www", "extension", "vscode", "obsidian"] {
            assert_eq!(script_circles(&root().join(package)), Vec::<Vec<String>>::new(), "{package}");
        }
    }

    #[test]
    fn imports_are_found_wherever_they_stand() {
        let a = "use crate::b::{self, inner::Deep as D};\nuse super::root_thing;\nmod tests {}\n\
            mod here { use super::super::c::Thing; }\n#[cfg(test)] mod t { use crate::d::X; }\n\
            pub(crate) fn f() { D::new(); b::inner::g(); println!(\"{}\", crate::e::text()) }";
        let files = [
            ("lib.rs", "mod a; mod b; mod c; mod d; mod e; pub fn root_thing() { std::mem::drop(a::f) }"),
            ("a.rs", a),
            ("b.rs", "pub mod inner; pub use inner::Deep; pub use crate::c::Thing;"),
            ("b/inner.rs", "pub struct Deep; impl Deep { #[cfg(test)] fn t() { crate::e::x() } }"),
            ("c.rs", "use std::collections::BTreeMap; use other::a::Thing; #[cfg(test)] use crate::a::f;"),
            ("d.rs", "pub(super) struct X; use crate::b::Deep;"),
            ("e.rs", "fn local() { let a = 1; drop::<u8>(a) }"),
        ];
        let found = imports(&folder("imports", &files).join("lib.rs"));
        let of = |module: &str| found[module].iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        assert_eq!(of("crate::a"), "crate crate::b crate::b::inner crate::c crate::e");
        // What is exported again is an import of the module that exports it.
        assert_eq!(of("crate::b"), "crate::b::inner crate::c");
        assert_eq!(of("crate::d"), "crate::b");
        assert_eq!([of("crate::b::inner"), of("crate::c"), of("crate::e")], [""; 3]);
        assert_eq!(of("crate"), "crate::a");
    }

    #[test]
    fn a_circle_is_found() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c; mod d; pub use d::D;"),
            ("a.rs", "use crate::b::B; pub struct A;"),
            ("b.rs", "mod inner; pub use inner::B;"),
            ("b/inner.rs", "pub struct B(super::super::c::C);"),
            ("c.rs", "pub struct C(Box<crate::a::A>);"),
            ("d.rs", "pub struct D(crate::a::A, crate::c::C);"),
        ];
        let dir = folder("circle", &files);
        let wanted = ["crate::a", "crate::b", "crate::b::inner", "crate::c"].map(str::to_owned).to_vec();
        assert_eq!(circles(&dir.join("lib.rs")), [wanted]);
        // The child's type in the parent, the parent's in the child.
        fs::write(dir.join("b/inner.rs"), "pub struct B(super::Other);").unwrap();
        let wanted = ["crate::b", "crate::b::inner"].map(str::to_owned).to_vec();
        assert_eq!(circles(&dir.join("lib.rs")), [wanted]);
    }

    #[test]
    fn a_circle_of_scripts_is_found() {
        let files = [
            ("a.js", "import { b } from './lib/b.js'\nimport 'other'\n"),
            ("lib/b.js", "export * from \"../c.js\"\n// import '../a.js'\n"),
            ("c.js", "export const later = () => import('./a.js')\n"),
            ("d.js", "import './a.js'\nnew Worker(new URL('./a.js', import.meta.url))\n"),
        ];
        let wanted = ["a.js", "c.js", "lib/b.js"].map(str::to_owned).to_vec();
        assert_eq!(script_circles(&folder("scripts", &files)), [wanted]);
    }
}
