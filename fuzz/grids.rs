//! A sheet from bytes: lines are rows, `|` parts cells, a cell of digits is a number, `<` merges with the left one.

use tonghop::workbook::{Address, Cell, Format, Merge, Sheet, Value, Workbook};

/// Every byte stands for its Latin-1 letter where the text is no UTF-8, as in files of old encodings.
pub fn workbook(bytes: &[u8], font: Option<&str>) -> Workbook {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    let (mut cells, mut merges) = (Vec::new(), Vec::new());
    for (row, line) in (0..).zip(text.lines().take(500)) {
        for (col, part) in (0..).zip(line.split('|').take(60)) {
            let at = Address::new(row, col);
            match part.trim() {
                "" => {}
                "<" if col > 0 => merges.push(Merge { first: Address::new(row, col - 1), last: at }),
                "^" if row > 0 => merges.push(Merge { first: Address::new(row - 1, col), last: at }),
                words => cells.push(Cell { at, value: value(part, words), format: None, font: font.map(Into::into) }),
            }
        }
    }
    let sheet = Sheet { name: "S".into(), cells, merges, ..Sheet::default() };
    Workbook { file: "f".into(), sha256: "".into(), format: Format::Xlsx, sheets: vec![sheet] }
}

fn value(part: &str, words: &str) -> Value {
    match words.parse() {
        Ok(number) => Value::Number(number),
        Err(_) => Value::Text(part.into()),
    }
}
