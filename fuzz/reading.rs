//! Containers for the reading targets: the fuzzer makes the parts that calamine parses, the zip or OLE around them
//! is always sound, so that no run is spent on checksums.

use std::io::{Cursor, Write};

use tonghop::domain::media::{Media, media};
use tonghop::domain::settings::Limits;
use tonghop::read::{ReadProblem, Reading, SheetFault, read_one, read_whole};

/// Small, so that a run is short and memory that grows is seen.
fn limits() -> Limits {
    Limits { file_bytes: 1 << 20, unzipped_bytes: 4 << 20, cells: 20_000, ..Limits::default() }
}

/// Reads it. A panic is contained by `read_one` and named `Crashed`: known of calamine, no finding here; what a
/// run finds are aborts, hangs, memory, and panics in code of our own that is not contained.
pub fn read(bytes: &[u8]) {
    let ours = read_one(bytes, &limits());
    match &ours {
        Ok(reading) => {
            let cells: usize = reading.sheets.iter().map(|sheet| sheet.cells.len()).sum();
            assert!(cells <= 20_000, "more cells than allowed");
            for sheet in &reading.sheets {
                assert!(sheet.cells.windows(2).all(|pair| pair[0].at < pair[1].at), "cells out of order");
            }
        }
        Err(ReadProblem::Crashed | ReadProblem::Protected) => {}
        Err(problem) => assert!(!problem.to_string().is_empty()),
    }
    if media(bytes) == Media::Xlsx && !matches!(ours, Err(ReadProblem::Crashed)) {
        // Plain cells, merged ranges and forms taken as they stand are what calamine makes of the whole file, to the scale of every
        // number. Why a damaged sheet or file is refused may be said in other words.
        let whole = read_whole(bytes, &limits());
        if !matches!(whole, Err(ReadProblem::Crashed)) {
            assert_eq!(told(&ours), told(&whole));
        }
    }
}

/// What a reading comes to, without the reasons of refusals.
fn told(reading: &Result<Reading, ReadProblem>) -> String {
    let Ok(reading) = reading else { return "refused".to_owned() };
    let message = |fault: &SheetFault| if fault.cells_only { fault.message.clone() } else { String::new() };
    let faults: Vec<_> = reading.faults.iter().map(|fault| (&fault.sheet, &fault.cell, message(fault))).collect();
    format!("{:?} {faults:?} {:?}", reading.sheets, reading.extras)
}

/// A zip of parts without compression.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let _ = zip.start_file(*name, options);
        let _ = zip.write_all(bytes);
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// An OLE container with one stream.
pub fn ole(stream: &[u8]) -> Vec<u8> {
    let made = || -> std::io::Result<Vec<u8>> {
        let mut file =
            cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
        file.create_stream("/Workbook")?.write_all(stream)?;
        Ok(file.into_inner().into_inner())
    };
    made().unwrap_or_default()
}

/// Up to `n` parts, parted by `mark`.
pub fn parted<'a>(bytes: &'a [u8], mark: &[u8], n: usize) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while parts.len() + 1 < n {
        let Some(at) = rest.windows(mark.len()).position(|window| window == mark) else {
            break;
        };
        parts.push(&rest[..at]);
        rest = &rest[at + mark.len()..];
    }
    parts.push(rest);
    parts.resize(n, &[]);
    parts
}
