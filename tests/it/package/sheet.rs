//! A worksheet: order of elements, rows and cells, references, styles, merges, tables, input rules.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::book::{Book, LONGEST_TEXT, elements, named, text_is_legal};
use super::formula;
use super::parts::Package;

/// Children of a worksheet in the order of the schema.
const ORDER: [&str; 30] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "ignoredErrors",
    "drawing",
    "legacyDrawing",
    "tableParts",
    "extLst",
];
const FLAGS: [&str; 14] = [
    "customHeight",
    "hidden",
    "customWidth",
    "bestFit",
    "collapsed",
    "customFormat",
    "thickTop",
    "thickBot",
    "fitToPage",
    "tabSelected",
    "showGridLines",
    "sheet",
    "stopIfTrue",
    "allowBlank",
];
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;
/// Excel's limits for the words of an input rule.
const RULE_TITLE: usize = 32;
const RULE_TEXT: usize = 255;
const MOST_LINKS: usize = 65_530;

/// A rectangle of cells: first row, first column, last row, last column, from 1.
pub type Area = (u32, u32, u32, u32);

/// `B7` → (7, 2), within Excel's own sheet.
pub fn cell(text: &str) -> Option<(u32, u32)> {
    let split = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = text.split_at(split);
    if letters.is_empty()
        || letters.len() > 3
        || digits.starts_with('0')
        || !letters.bytes().all(|b| b.is_ascii_uppercase())
    {
        return None;
    }
    let col = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    let row = digits.parse().ok()?;
    ((1..=ROWS).contains(&row) && col <= COLUMNS).then_some((row, col))
}

pub fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (cell(first)?, cell(last)?);
    (first.0 <= last.0 && first.1 <= last.1).then_some((first.0, first.1, last.0, last.1))
}

fn meet(a: &Area, b: &Area) -> bool {
    a.0 <= b.2 && b.0 <= a.2 && a.1 <= b.3 && b.1 <= a.3
}

/// All sheets; strings are used as often as is said, tables have names of their own.
pub fn check(package: &Package, book: &Book, faults: &mut Vec<String>) {
    let (mut used, mut tables) = (0, BTreeSet::new());
    for (name, part) in &book.sheets {
        let Some(xml) = package.xml(part) else {
            faults.push(format!("sheet {name} cannot be read"));
            continue;
        };
        let mut sheet = Sheet { name, book, faults, texts: BTreeMap::new() };
        sheet.order(xml.root_element());
        used += sheet.cells(xml.root_element());
        sheet.furniture(xml.root_element());
        for relation in package.relations(part).values().filter(|one| one.target.contains("/tables/")) {
            if let Some(table) = package.xml(&relation.target) {
                sheet.table(table.root_element(), &mut tables);
            }
        }
    }
    if book.uses.is_some_and(|uses| uses != used) {
        faults.push(format!("strings: count {:?}, used {used} times", book.uses));
    }
}

struct Sheet<'a> {
    name: &'a str,
    book: &'a Book,
    faults: &'a mut Vec<String>,
    /// The texts of the sheet, which headings of tables must equal.
    texts: BTreeMap<(u32, u32), String>,
}

impl Sheet<'_> {
    fn say(&mut self, fault: impl std::fmt::Display) {
        self.faults.push(format!("{}: {fault}", self.name));
    }

    fn order(&mut self, root: Node) {
        let mut before = 0;
        for child in elements(root) {
            let name = child.tag_name().name();
            match ORDER.iter().position(|known| *known == name) {
                Some(place) if place >= before => before = place,
                Some(_) => self.say(format!("{name} stands too late")),
                None => self.say(format!("unknown element {name}")),
            }
        }
        for attribute in root.descendants().flat_map(|node| node.attributes()) {
            if FLAGS.contains(&attribute.name()) && !["0", "1", "true", "false"].contains(&attribute.value())
            {
                self.say(format!("{} is {}", attribute.name(), attribute.value()));
            }
        }
    }

    /// Rows and cells; gives how many shared strings they use.
    fn cells(&mut self, root: Node) -> usize {
        let (mut used, mut last) = (0, 0);
        for row in named(root, "row") {
            let number = row.attribute("r").and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
            if number <= last || number > ROWS {
                self.say(format!("row {number} after row {last}"));
            }
            last = number;
            let mut before = 0;
            for one in elements(row) {
                let Some((at, col)) = one.attribute("r").and_then(cell) else {
                    self.say(format!("no cell {:?}", one.attribute("r")));
                    continue;
                };
                if at != number || col <= before {
                    self.say(format!("cell {:?} after column {before} of row {number}", one.attribute("r")));
                }
                before = col;
                used += self.cell(one, (at, col));
            }
        }
        used
    }

    fn cell(&mut self, one: Node, at: (u32, u32)) -> usize {
        let place = format!("{} {}", self.name, one.attribute("r").unwrap_or_default());
        let style = one.attribute("s").map_or(Ok(0), str::parse::<usize>);
        if !style.is_ok_and(|style| style < self.book.formats) {
            self.faults.push(format!("{place}: no format {:?}", one.attribute("s")));
        }
        let text = |name| {
            elements(one)
                .find(|child| child.tag_name().name() == name)
                .map(|child| child.text().unwrap_or(""))
        };
        if let Some(text) = text("f") {
            formula::check(text, &self.book.sheets, &place, self.faults);
        }
        let value = text("v");
        match (one.attribute("t"), value) {
            (Some("s"), Some(index)) => {
                match index.parse::<usize>().ok().and_then(|index| self.book.strings.get(index)) {
                    Some(text) => drop(self.texts.insert(at, text.clone())),
                    None => self.faults.push(format!("{place}: no string {index}")),
                }
                return 1;
            }
            (None | Some("n"), Some(number)) => {
                if !number.parse::<f64>().is_ok_and(f64::is_finite) {
                    self.faults.push(format!("{place}: “{number}” is no number"));
                }
            }
            (Some("str"), Some(text)) => text_is_legal(text, &place, self.faults),
            (Some("b"), Some("0" | "1")) | (None, None) | (Some("inlineStr"), None) => {}
            (kind, value) => self.faults.push(format!("{place}: {kind:?} with {value:?}")),
        }
        0
    }

    /// What lies over the cells: merges, breaks, conditional formats, input rules, links, filters.
    fn furniture(&mut self, root: Node) {
        for list in ["mergeCells", "dataValidations", "tableParts", "rowBreaks"] {
            for node in named(root, list) {
                if node.attribute("count").is_some_and(|count| count.parse() != Ok(elements(node).count())) {
                    self.say(format!(
                        "{list} says {:?} and holds {}",
                        node.attribute("count"),
                        elements(node).count()
                    ));
                }
            }
        }
        let mut merges: Vec<Area> = Vec::new();
        for reference in named(root, "mergeCell").filter_map(|node| node.attribute("ref")) {
            match area(reference) {
                Some(area) if merges.iter().any(|other| meet(&area, other)) => {
                    self.say(format!("merge {reference} meets another"))
                }
                Some(area) => merges.push(area),
                None => self.say(format!("merge {reference} is no range")),
            }
        }
        for node in root.descendants() {
            let lists = node.attribute("sqref").into_iter().flat_map(|list| list.split(' '));
            let single = node.attribute("ref").into_iter().filter(|_| node.tag_name().name() != "f");
            for reference in lists.chain(single) {
                if area(reference).is_none() {
                    self.say(format!("{} over {reference}", node.tag_name().name()));
                }
            }
        }
        for rule in named(root, "cfRule") {
            let index = rule.attribute("dxfId").map(str::parse::<usize>);
            if index.is_some_and(|index| !index.is_ok_and(|index| index < self.book.dxfs)) {
                self.say(format!("no conditional format {:?}", rule.attribute("dxfId")));
            }
        }
        self.rules(root);
        if named(root, "hyperlink").count() > MOST_LINKS {
            self.say("too many links");
        }
        for location in named(root, "hyperlink").filter_map(|link| link.attribute("location")) {
            formula::check(location, &self.book.sheets, self.name, self.faults);
        }
    }

    fn rules(&mut self, root: Node) {
        for rule in named(root, "dataValidation") {
            let limits = [
                ("promptTitle", RULE_TITLE),
                ("errorTitle", RULE_TITLE),
                ("prompt", RULE_TEXT),
                ("error", RULE_TEXT),
            ];
            for (name, most) in limits {
                if rule.attribute(name).is_some_and(|text| text.encode_utf16().count() > most) {
                    self.say(format!("{name} of an input rule is longer than {most}"));
                }
            }
            for text in elements(rule).filter_map(|child| child.text()) {
                formula::check(text, &self.book.sheets, self.name, self.faults);
            }
        }
    }

    /// Headings equal the cells they stand in; names are unlike.
    fn table(&mut self, table: Node, names: &mut BTreeSet<String>) {
        let name = table.attribute("displayName").unwrap_or_default();
        if name.is_empty() || !names.insert(name.to_lowercase()) || cell(name).is_some() {
            self.say(format!("a table cannot be called {name}"));
        }
        let Some((row, col, _, last)) = table.attribute("ref").and_then(area) else {
            self.say(format!("table {name} has no range"));
            return;
        };
        let heads: Vec<&str> =
            named(table, "tableColumn").filter_map(|column| column.attribute("name")).collect();
        if heads.len() as u32 != last - col + 1 {
            self.say(format!("table {name} has {} headings", heads.len()));
        }
        let mut seen = BTreeSet::new();
        for (at, head) in (col..).zip(heads) {
            if !seen.insert(head.to_lowercase())
                || self.texts.get(&(row, at)).map(String::as_str) != Some(head)
            {
                self.say(format!("table {name}: the heading {head}"));
            }
            assert!(head.len() <= LONGEST_TEXT);
        }
    }
}
