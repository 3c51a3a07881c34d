//! The public interface as two files that a person can read and a test compares: what a version number promises.
//!
//! The crate's is read out of its source: what `src/lib.rs` exports, without documentation, bodies and private fields.
//! That works with any compiler, and sees all that is written down; what only a compiler knows, such as whether a type
//! may be sent to another thread, `tests/api.rs` has to ask.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use syn::{
    Attribute, Field, Fields, File, Ident, ImplItem, Item, ItemMod, Type, UseTree, Visibility, parse_quote,
};
use unglue_run::{Result, root};

use super::files::{Files, read};

/// What [`CRATE`] and [`PACKAGE`] should say.
pub fn files() -> Result<Files> {
    Ok(vec![(CRATE, crate_interface(&root().join("src/lib.rs"))?), (PACKAGE, package_interface()?)])
}

const CRATE: &str = "docs/api/crate.rs";
const PACKAGE: &str = "docs/api/package.txt";
const MADE_BY: &str = "made by `cargo xtask api --write`, compared by `cargo xtask test supply`";

/// What a module exports, as source without bodies.
fn crate_interface(lib: &Path) -> Result<String> {
    let mut modules = Modules::default();
    modules.load("crate", lib)?;
    let items = modules.exported("crate")?;
    let file: File = parse_quote!(#(#items)*);
    Ok(format!("// The public interface of the crate: {MADE_BY}.\n\n{}", prettyplease::unparse(&file)))
}

/// The modules of a crate by their paths, such as `crate::text::edit`.
#[derive(Default)]
struct Modules {
    items: BTreeMap<String, Vec<Item>>,
}

impl Modules {
    /// Reads the file of a module, and of all modules in it.
    fn load(&mut self, path: &str, file: &Path) -> Result<()> {
        let bad = |e: &dyn std::fmt::Display| format!("cannot read {}: {e}", file.display());
        let text = fs::read_to_string(file).map_err(|e| bad(&e))?;
        let parsed = syn::parse_file(&text).map_err(|e| bad(&e))?;
        self.take(path, file, parsed.items)
    }

    fn take(&mut self, path: &str, file: &Path, items: Vec<Item>) -> Result<()> {
        for item in &items {
            let Item::Mod(module) = item else { continue };
            let name = format!("{path}::{}", module.ident);
            match &module.content {
                _ if is_test(&module.attrs) => {}
                Some((_, items)) => self.take(&name, file, items.clone())?,
                None => self.load(&name, &file_of(module, file))?,
            }
        }
        self.items.insert(path.to_owned(), items);
        Ok(())
    }

    /// The public items of a module, each with what is implemented for it, in the order of their names.
    fn exported(&self, path: &str) -> Result<Vec<Item>> {
        let mut found: Vec<(String, Vec<Item>)> = Vec::new();
        for item in &self.items[path] {
            match item {
                _ if is_hidden(attributes(item)) => {}
                Item::Use(item) if is_public(&item.vis) => {
                    for target in targets(&item.tree, path) {
                        found.push(self.find(&target)?);
                    }
                }
                Item::Mod(module) if is_public(&module.vis) => {
                    let items = self.exported(&format!("{path}::{}", module.ident))?;
                    let ident = &module.ident;
                    found.push((ident.to_string(), vec![parse_quote!(pub mod #ident { #(#items)* })]));
                }
                _ => found.extend(self.public(item)),
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(found.into_iter().flat_map(|(_, items)| items).collect())
    }

    /// What a path of a `pub use` leads to.
    fn find(&self, target: &str) -> Result<(String, Vec<Item>)> {
        let missing = || format!("cannot find what {target} exports: teach {} to read it", file!());
        let (module, name) = target.rsplit_once("::").ok_or_else(missing)?;
        let items = self.items.get(module).ok_or_else(missing)?;
        let mut own = items.iter().filter_map(|item| self.public(item)).filter(|(found, _)| found == name);
        let mut again = items.iter().filter_map(|item| match item {
            Item::Use(item) => {
                targets(&item.tree, module).into_iter().find(|t| t.ends_with(&format!("::{name}")))
            }
            _ => None,
        });
        match own.next() {
            Some(found) => Ok(found),
            None => self.find(&again.next().ok_or_else(missing)?),
        }
    }

    /// A public item by its name, with what is implemented for it. Of functions without their bodies.
    fn public(&self, item: &Item) -> Option<(String, Vec<Item>)> {
        let mut item = item.clone();
        let name = match &mut item {
            Item::Fn(item) if is_public(&item.vis) => {
                item.block = parse_quote!({});
                item.sig.ident.to_string()
            }
            Item::Struct(item) if is_public(&item.vis) => {
                without_private(&mut item.fields);
                item.ident.to_string()
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let fields = item.variants.iter_mut().flat_map(|variant| {
                    keep_telling(&mut variant.attrs);
                    &mut variant.fields
                });
                fields.for_each(|field| keep_telling(&mut field.attrs));
                item.ident.to_string()
            }
            Item::Const(item) if is_public(&item.vis) => item.ident.to_string(),
            Item::Type(item) if is_public(&item.vis) => item.ident.to_string(),
            Item::Trait(item) if is_public(&item.vis) => item.ident.to_string(),
            _ => return None,
        };
        keep_telling(attributes_mut(&mut item)?);
        let mut all = vec![item];
        all.extend(self.items.values().flatten().filter_map(|item| implemented(item, &name)));
        Some((name, all))
    }
}

/// An `impl` for a type, without bodies: the public part of the type's own. Of a trait only its name: what it has is the
/// trait's.
fn implemented(item: &Item, name: &str) -> Option<Item> {
    let Item::Impl(item) = item else { return None };
    let Type::Path(of) = &*item.self_ty else { return None };
    if of.path.segments.last()?.ident != name || is_test(&item.attrs) {
        return None;
    }
    let mut item = item.clone();
    let of_trait = item.trait_.is_some();
    keep_telling(&mut item.attrs);
    if of_trait {
        item.items.clear();
    }
    item.items.retain_mut(|item| match item {
        ImplItem::Fn(item) => {
            item.block = parse_quote!({});
            let hidden = is_hidden(&item.attrs);
            keep_telling(&mut item.attrs);
            is_public(&item.vis) && !hidden
        }
        ImplItem::Const(item) => {
            keep_telling(&mut item.attrs);
            is_public(&item.vis)
        }
        _ => false,
    });
    (of_trait || !item.items.is_empty()).then_some(Item::Impl(item))
}

/// Puts one field in the place of all private ones: whether there are any makes a difference to users.
fn without_private(fields: &mut Fields) {
    let is_private = |field: &Field| !is_public(&field.vis);
    let any = fields.iter().any(is_private);
    fields.iter_mut().for_each(|field| keep_telling(&mut field.attrs));
    match fields {
        Fields::Named(fields) if any => {
            fields.named = fields.named.iter().filter(|field| !is_private(field)).cloned().collect();
            fields.named.push(parse_quote!(private_fields: _));
        }
        Fields::Unnamed(fields) if any => *fields = parse_quote!((_)),
        _ => {}
    }
}

/// The attributes that matter to users.
fn keep_telling(attributes: &mut Vec<Attribute>) {
    const TELLING: [&str; 6] = ["cfg", "deprecated", "derive", "must_use", "non_exhaustive", "repr"];
    attributes.retain(|attribute| TELLING.iter().any(|name| attribute.path().is_ident(name)));
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    says(attributes, "doc", "hidden")
}

fn is_test(attributes: &[Attribute]) -> bool {
    says(attributes, "cfg", "test")
}

/// Whether there is an attribute such as `#[doc(hidden)]`.
fn says(attributes: &[Attribute], name: &str, what: &str) -> bool {
    let mut named = attributes.iter().filter(|attribute| attribute.path().is_ident(name));
    named.any(|attribute| attribute.parse_args::<Ident>().is_ok_and(|ident| ident == what))
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        _ => &[],
    }
}

fn attributes_mut(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    match item {
        Item::Fn(item) => Some(&mut item.attrs),
        Item::Struct(item) => Some(&mut item.attrs),
        Item::Enum(item) => Some(&mut item.attrs),
        Item::Const(item) => Some(&mut item.attrs),
        Item::Type(item) => Some(&mut item.attrs),
        Item::Trait(item) => Some(&mut item.attrs),
        _ => None,
    }
}

/// The paths that a `use` in a module names, from `crate` on.
fn targets(tree: &UseTree, module: &str) -> Vec<String> {
    fn walk(tree: &UseTree, before: &str, out: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) if path.ident == "crate" => walk(&path.tree, "crate", out),
            UseTree::Path(path) => walk(&path.tree, &format!("{before}::{}", path.ident), out),
            UseTree::Name(name) => out.push(format!("{before}::{}", name.ident)),
            UseTree::Group(group) => group.items.iter().for_each(|tree| walk(tree, before, out)),
            UseTree::Rename(_) | UseTree::Glob(_) => {
                out.push(format!("{before}::(a new name, or all of it)"))
            }
        }
    }
    let mut out = Vec::new();
    walk(tree, module, &mut out);
    out
}

/// Where a module is, which a file names.
fn file_of(module: &ItemMod, file: &Path) -> PathBuf {
    let dir = file.parent().expect("a file lies in a folder");
    let name = module.ident.to_string();
    let stem = file.file_stem().unwrap_or_default();
    // The modules of `src/text.rs` are in `src/text/`.
    let dir = if stem == "lib" { dir.to_owned() } else { dir.join(stem) };
    dir.join(name + ".rs")
}

/// The declarations of the package without their comments, and what else of its manifest users depend on.
fn package_interface() -> Result<String> {
    let mut out = format!("The public interface of the npm package: {MADE_BY}.\n");
    let bad = |e: &dyn std::fmt::Display| format!("cannot read pkg/: {e}");
    let manifest: serde_json::Value =
        serde_json::from_str(&read("pkg/package.json")?).map_err(|e| bad(&e))?;
    for key in ["type", "engines", "bin", "exports", "peerDependencies", "peerDependenciesMeta"] {
        let value = serde_json::to_string_pretty(&manifest[key]).map_err(|e| bad(&e))?;
        out += &format!("\n== package.json: {key}\n{value}\n");
    }
    let mut names = Vec::new();
    for folder in ["pkg", "pkg/worker", "pkg/editor"] {
        for entry in fs::read_dir(root().join(folder)).map_err(|e| bad(&e))?.flatten() {
            names.push(format!("{folder}/{}", entry.file_name().to_string_lossy()));
        }
    }
    names.retain(|name| name.ends_with(".d.ts"));
    names.sort();
    for name in names {
        out += &format!("\n== {name}\n");
        for line in read(&name)?.lines().map(str::trim_end) {
            let is_comment = ["/**", "*", "//"].iter().any(|start| line.trim_start().starts_with(start));
            if !is_comment && !line.is_empty() {
                out += line;
                out.push('\n');
            }
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supply::files::compare;

    #[test]
    fn the_public_interface_is_the_one_that_is_written_down() {
        compare(&files().unwrap(), "api").unwrap_or_else(|e| panic!("{e}"));
    }

    #[test]
    fn an_interface_is_what_is_exported_without_bodies_and_private_parts() {
        let dir = root().join("target/supply");
        fs::create_dir_all(dir.join("inner")).unwrap();
        let write = |name: &str, text: &str| fs::write(dir.join(name), text).unwrap();
        write("lib.rs", "mod inner; pub mod open { pub fn shown() -> u8 { 1 } } pub use inner::{Thing};");
        write(
            "inner.rs",
            "/// Doc.\n#[derive(Clone)] pub struct Thing { /// Doc.\n pub a: u8, b: u8 }
            impl Thing { /// Doc.\n pub fn new(a: u8) -> Self { todo!() } fn own(&self) {} }
            impl Default for Thing { fn default() -> Self { todo!() } }
            pub struct NotExported;",
        );
        let text = crate_interface(&dir.join("lib.rs")).unwrap();
        let (_, text) = text.split_once("\n\n").unwrap();
        assert_eq!(
            text.split_whitespace().collect::<Vec<_>>().join(" "),
            "#[derive(Clone)] pub struct Thing { pub a: u8, private_fields: _, } \
             impl Thing { pub fn new(a: u8) -> Self {} } \
             impl Default for Thing {} \
             pub mod open { pub fn shown() -> u8 {} }"
        );
    }
}
