//! One line that shows how far long work has come.

/// Cells of the bar itself.
const CELLS: usize = 24;

/// `Đọc tệp nộp  [########                ]  12/36`; never longer than a narrow terminal.
pub fn bar(label: &str, done: usize, of: usize) -> String {
    let full = (done.min(of) * CELLS).checked_div(of).unwrap_or(CELLS);
    format!("{label:<18}[{}{}]  {done}/{of}", "#".repeat(full), " ".repeat(CELLS - full))
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn it_grows_to_its_end_and_never_over() {
        assert_eq!(bar("Đọc", 0, 2).matches('#').count(), 0);
        assert_eq!(bar("Đọc", 1, 2).matches('#').count(), 12);
        assert_eq!(bar("Đọc", 9, 2).matches('#').count(), 24);
        assert_eq!(bar("Đọc", 0, 0).matches('#').count(), 24);
        assert_eq!(bar("Đọc tệp nộp", 1, 2).chars().count(), bar("Ghi", 2, 2).chars().count());
    }
}
