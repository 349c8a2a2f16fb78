//! `inspect` as its user meets it: any workbook, in words and as JSON, without a plan.

use std::path::Path;
use std::process::{Command, Output};

use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

use crate::attacks;

fn run(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .arg("inspect")
        .args(words)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// Title lines, a unit line, two heading rows, themes side by side, a text in TCVN3, a hidden sheet.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let plain = Format::new();
    let old = Format::new().set_font_name(".VnTime");
    let sheet = book.add_worksheet().set_name("Bieu 1").unwrap();
    sheet.write(0, 0, "BIỂU CHỈ TIÊU NĂM 2024").unwrap();
    sheet.write(1, 6, "Triệu đồng").unwrap();
    for (col, text) in [(0, "TT"), (1, "Chỉ tiêu"), (2, "Màu")] {
        sheet.merge_range(2, col, 3, col, text, &plain).unwrap();
    }
    sheet.merge_range(2, 3, 2, 4, "Tổng hợp", &plain).unwrap();
    sheet.merge_range(2, 5, 2, 6, "Sản lượng", &plain).unwrap();
    for (col, text) in [(3, "KH 2023"), (4, "KH 2024"), (5, "KH 2023"), (6, "KH 2024")] {
        sheet.write(3, col, text).unwrap();
    }
    sheet.write(4, 0, 1).unwrap();
    sheet.write_with_format(4, 1, "S¶n l\u{ad}îng thãc", &old).unwrap();
    for col in 3..7 {
        sheet.write(4, col, 5.5).unwrap();
    }
    book.add_worksheet().set_name("An").unwrap().set_hidden(true);
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_described_in_words_and_as_json() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bieu.xlsx"), workbook()).unwrap();
    let told = run(folder.path(), &["bieu.xlsx"]);
    assert_eq!(told.status.code(), Some(0), "{}", String::from_utf8_lossy(&told.stderr));
    let words = String::from_utf8(told.stdout).unwrap();
    for part in [
        "bieu.xlsx: bảng tính Excel (.xlsx, .xlsm), 2 sheet",
        "Sheet “Bieu 1”",
        "Bảng mã cũ: TCVN3, 1 ô",
        "tiêu đề dòng 3–4, dữ liệu dòng 5; 1 dòng, 4 số liệu; ĐVT Triệu đồng",
        "Sản lượng › KH 2024",
        "kế hoạch năm 2024: 1 số liệu",
        "Cột C: không nhận ra tiêu đề “Màu”",
        "Sheet “An” (sheet ẩn)",
    ] {
        assert!(words.contains(part), "{part}:\n{words}");
    }
    let told = run(folder.path(), &["--format", "json", "bieu.xlsx"]);
    let json: Value = serde_json::from_slice(&told.stdout).unwrap();
    assert!(json["schema_version"].is_number() || json["schema_version"].is_string());
    let text = json.to_string();
    for part in ["heading_rows", "TCVN3", "Bieu 1", "2024"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn what_is_no_workbook_is_said_and_the_others_are_described() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("trang.xls"), "<html></html>").unwrap();
    std::fs::write(folder.path().join("bieu.xlsx"), workbook()).unwrap();
    let told = run(folder.path(), &["trang.xls", "bieu.xlsx"]);
    let words = String::from_utf8(told.stdout).unwrap();
    assert_eq!(told.status.code(), Some(1));
    assert!(words.contains("trang.xls: không đọc được") && words.contains("Sheet “Bieu 1”"), "{words}");
    assert_eq!(run(folder.path(), &["khong-co.xlsx"]).status.code(), Some(2));
}

/// Of the sheet that the fuzzer begins with: a heading and a name in TCVN3, with and without the styles that tell it.
#[test]
fn texts_of_an_xlsb_are_known_by_their_fonts() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/read_xlsb/kieu");
    let seed = std::fs::read(seed).unwrap();
    let ends: Vec<usize> = (0..seed.len()).filter(|at| seed[*at..].starts_with(b"====")).collect();
    let (sheet, strings, styles) = (&seed[..ends[0]], &seed[ends[0] + 4..ends[1]], &seed[ends[1] + 4..]);
    let folder = tempfile::tempdir().unwrap();
    let told = |name: &str, styles: &[u8]| {
        std::fs::write(folder.path().join(name), attacks::binary([sheet, strings, styles])).unwrap();
        String::from_utf8(run(folder.path(), &[name]).stdout).unwrap()
    };
    let known = told("co-kieu.xlsb", styles);
    assert!(known.contains("TCVN3, 3 ô") && known.contains("B   ĐVT"), "{known}");
    let unknown = told("khong-kieu.xlsb", &[]);
    assert!(!unknown.contains("TCVN3, 3 ô"), "{unknown}");
}
