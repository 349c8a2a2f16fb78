//! Containers for the reading targets: the fuzzer makes the parts that calamine parses, the zip or OLE around them
//! is always sound, so that no run is spent on checksums.

use std::io::{Cursor, Write};

use tonghop::domain::settings::Limits;
use tonghop::read::{ReadProblem, read_one, read_whole};
use tonghop::workbook::Format;

/// Small, so that a run is short and memory that grows is seen.
fn limits() -> Limits {
    Limits { file_bytes: 1 << 20, unzipped_bytes: 4 << 20, cells: 20_000, ..Limits::default() }
}

/// Reads it. A panic is contained by `read_one` and named `Crashed`: known of calamine, no finding here; what a
/// run finds are aborts, hangs, memory, and panics in code of our own that is not contained.
pub fn read(bytes: &[u8]) {
    match read_one(bytes, &limits()) {
        Ok(reading) => {
            let cells: usize = reading.sheets.iter().map(|sheet| sheet.cells.len()).sum();
            assert!(cells <= 20_000, "more cells than allowed");
            for sheet in &reading.sheets {
                assert!(sheet.cells.windows(2).all(|pair| pair[0].at < pair[1].at), "cells out of order");
            }
            // Plain cells taken as they stand are what calamine makes of them, to the scale of every number.
            if reading.format == Format::Xlsx && reading.faults.is_empty() {
                let whole = read_whole(bytes, &limits());
                let whole = whole.ok().filter(|whole| whole.faults.is_empty());
                if let Some(whole) = whole {
                    assert_eq!(format!("{:?}", reading.sheets), format!("{:?}", whole.sheets));
                }
            }
        }
        Err(ReadProblem::Crashed | ReadProblem::Protected) => {}
        Err(problem) => assert!(!problem.to_string().is_empty()),
    }
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
