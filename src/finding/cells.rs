//! Lists of cells as people write them: `E7, E9–E12`, by column as Excel sorts (AA after Z), then by row.

/// Cells in order, runs of three or more in one column drawn together; what is no cell stands last, as it came.
pub fn merged<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut places: Vec<(u64, u64, &str)> = Vec::new();
    let mut others: Vec<&str> = Vec::new();
    for cell in cells.into_iter().filter(|cell| !cell.is_empty()) {
        match place(cell) {
            Some((column, row)) => places.push((column, row, cell)),
            None => others.push(cell),
        }
    }
    places.sort_unstable();
    places.dedup();
    others.sort_unstable();
    others.dedup();
    let mut words: Vec<String> = Vec::new();
    let runs = places.chunk_by(|(a, row, _), (b, next, _)| a == b && row + 1 == *next);
    for run in runs {
        match run {
            [(_, _, first), .., (_, _, last)] if run.len() > 2 => words.push(format!("{first}–{last}")),
            _ => words.extend(run.iter().map(|(_, _, cell)| (*cell).to_string())),
        }
    }
    words.extend(others.into_iter().map(str::to_string));
    words.join(", ")
}

/// Column and row of `E7`; `None` for ranges and other words.
pub(super) fn place(cell: &str) -> Option<(u64, u64)> {
    let split = cell.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, digits) = cell.split_at(split);
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, byte| sum * 26 + u64::from(byte - b'A' + 1));
    Some((column, digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn runs_are_drawn_together_and_columns_sort_as_in_excel() {
        assert_eq!(merged(["E12", "E7", "E10", "E9", "E11"]), "E7, E9–E12");
        assert_eq!(merged(["AA1", "Z1", "B2", "B1", "B1"]), "B1, B2, Z1, AA1");
        assert_eq!(merged(["B4:C4", "B1", "x", ""]), "B1, B4:C4, x");
        assert_eq!(merged([]), "");
    }
}
