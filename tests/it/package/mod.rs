//! Every workbook that the program writes, held against the rules of the format that no outside judge enforces: what
//! Excel repairs, or refuses, on opening.
//!
//! 1. `parts` – the zip and its parts: entries, content types, relationships
//! 2. `book` – the workbook part, its styles and its strings
//! 3. `sheet` – a worksheet: order, references, styles, merges, tables, input rules
//! 4. `formula` – the syntax of a formula and the sheets it names
//! 5. `room` – rows high enough and columns wide enough for what stands in them
//! 6. `spoilt` – tests: 32 planted defects, each found
//! 7. `produced` – tests: what the program writes has none

mod book;
mod formula;
mod parts;
mod produced;
mod room;
mod sheet;
mod spoilt;

use parts::Package;

/// All that is wrong with a workbook, in the order of its parts.
pub fn faults(bytes: &[u8]) -> Vec<String> {
    let mut faults = Vec::new();
    let package = match Package::open(bytes, &mut faults) {
        Ok(package) => package,
        Err(fault) => return vec![fault],
    };
    package.check(&mut faults);
    let Some(book) = book::read(&package, &mut faults) else {
        faults.push("no readable workbook part".into());
        return faults;
    };
    sheet::check(&package, &book, &mut faults);
    room::check(&package, &book, &mut faults);
    faults
}
