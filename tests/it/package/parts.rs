//! The zip of a workbook: entries, content types, relationships.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};

pub const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const BOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

/// A relationship: what it points at, and whether that lies outside.
pub struct Relation {
    pub target: String,
    pub outside: bool,
}

pub struct Package {
    pub parts: BTreeMap<String, String>,
}

impl Package {
    /// Unpacks; everything but pictures must be well-formed XML, and no entry may stand there twice.
    pub fn open(bytes: &[u8], faults: &mut Vec<String>) -> Result<Package, String> {
        let names = entries(bytes);
        let mut seen = BTreeSet::new();
        for name in &names {
            if !seen.insert(name.to_lowercase()) {
                faults.push(format!("entry {name} twice"));
            }
        }
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
        let mut parts = BTreeMap::new();
        for nth in 0..zip.len() {
            let mut entry = zip.by_index(nth).map_err(|error| error.to_string())?;
            let name = entry.name().map_err(|error| error.to_string())?.into_owned();
            let mut text = String::new();
            match entry.read_to_string(&mut text) {
                Ok(_) => parts.insert(name, text),
                Err(error) => return Err(format!("{name}: {error}")),
            };
        }
        for (name, text) in &parts {
            if let Err(error) = Document::parse(text) {
                faults.push(format!("{name} is not well-formed: {error}"));
            }
        }
        Ok(Package { parts })
    }

    pub fn xml(&self, name: &str) -> Option<Document<'_>> {
        Document::parse(self.parts.get(name)?).ok()
    }

    /// The relationships of a part by their ids.
    pub fn relations(&self, part: &str) -> BTreeMap<String, Relation> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let rels = format!("{folder}/_rels/{file}.rels");
        let Some(xml) = self.xml(rels.trim_start_matches('/')) else {
            return BTreeMap::new();
        };
        let relation = |node: Node| {
            let target = node.attribute("Target").unwrap_or_default();
            let outside = node.attribute("TargetMode") == Some("External");
            let target = if outside { target.to_owned() } else { resolved(folder, target) };
            Some((node.attribute("Id")?.to_owned(), Relation { target, outside }))
        };
        xml.root_element().children().filter(Node::is_element).filter_map(relation).collect()
    }

    pub fn check(&self, faults: &mut Vec<String>) {
        self.content_types(faults);
        for name in self.parts.keys().filter(|name| !name.ends_with(".rels")) {
            self.relations_of(name, faults);
        }
    }

    fn content_types(&self, faults: &mut Vec<String>) {
        let Some(xml) = self.xml("[Content_Types].xml") else {
            faults.push("no content types".into());
            return;
        };
        let mut by_name = BTreeMap::new();
        let mut by_ending = BTreeMap::new();
        for node in xml.root_element().children().filter(Node::is_element) {
            let kind = node.attribute("ContentType").unwrap_or_default();
            match (node.attribute("PartName"), node.attribute("Extension")) {
                (Some(name), _) => {
                    let name = name.trim_start_matches('/');
                    if !self.parts.contains_key(name) {
                        faults.push(format!("a content type for {name}, which is not there"));
                    }
                    if by_name.insert(name, kind).is_some() {
                        faults.push(format!("two content types for {name}"));
                    }
                }
                (None, Some(ending)) => {
                    by_ending.insert(ending.to_lowercase(), kind);
                }
                (None, None) => faults.push("a content type for nothing".into()),
            }
        }
        for name in self.parts.keys().filter(|name| *name != "[Content_Types].xml") {
            let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
            let kind = by_name.get(&**name).or_else(|| by_ending.get(&ending)).copied();
            let wanted = match &**name {
                "xl/workbook.xml" => Some(BOOK),
                name if name.starts_with("xl/worksheets/sheet") => Some(SHEET),
                _ => None,
            };
            if kind.is_none() || wanted.is_some_and(|wanted| kind != Some(wanted)) {
                faults.push(format!("{name} has the content type {kind:?}"));
            }
        }
    }

    /// Every target is there, every id that is used is defined.
    fn relations_of(&self, part: &str, faults: &mut Vec<String>) {
        let relations = self.relations(part);
        for (id, relation) in &relations {
            if !relation.outside && !self.parts.contains_key(&relation.target) {
                faults.push(format!("{part}: {id} points at {}, which is not there", relation.target));
            }
        }
        let Some(xml) = self.xml(part) else { return };
        for node in xml.descendants() {
            for attribute in node.attributes().filter(|one| one.namespace() == Some(RELATIONSHIPS)) {
                if !relations.contains_key(attribute.value()) {
                    faults.push(format!("{part}: no relationship {}", attribute.value()));
                }
            }
        }
    }
}

/// A target as seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut out: Vec<&str> = Vec::new();
    for step in whole.split('/').filter(|step| !step.is_empty() && *step != ".") {
        if step == ".." {
            out.pop();
        } else {
            out.push(step);
        }
    }
    out.join("/")
}

/// The names in the central directory, as often as they stand there.
fn entries(bytes: &[u8]) -> Vec<String> {
    let short = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(4).position(|four| four == b"PK\x01\x02") {
        let start = at + found;
        if start + 46 > bytes.len() || start + 46 + short(start + 28) > bytes.len() {
            break;
        }
        names.push(String::from_utf8_lossy(&bytes[start + 46..start + 46 + short(start + 28)]).into_owned());
        at = start + 46 + short(start + 28);
    }
    names
}
