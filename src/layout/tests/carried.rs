//! Totals carried from page to page.

use super::*;

fn carried_table(count: usize) -> Box<Table> {
    let body = (0..count).map(|n| row(&[&format!("r{n}"), "trên 9", &format!("{},5", n * 100)])).collect();
    let mut table = table(vec![row(&["TT", "Tên", "Số"])], body);
    table.carry = vec![2];
    table.style = Arc::new(BlockStyle { width: Length::Percent(100.0), ..style() });
    table
}

/// Figures of the third column on a page: as they stand, first and last row included.
fn column(pages: &Pages, page: usize) -> Vec<(String, String)> {
    let all = words_of(pages, page);
    let head = all.iter().position(|word| word == "Số").map_or(0, |at| at + 1);
    all[head..].chunks(3).map(|row| (row[0].clone(), row[2].clone())).collect()
}

fn number(text: &str) -> i64 {
    text.replace(['.', ','], "").parse().unwrap_or_default()
}

#[test]
fn what_a_page_adds_up_to_is_what_the_next_begins_with() {
    let laid = set(300.0, 100.0, vec![Block::Table(carried_table(50))]);
    assert_inside(&laid.pages);
    let last = laid.pages.pages.len() - 1;
    assert!(last > 4);
    let mut before: Option<String> = None;
    for page in 0..=last {
        let mut rows = order(&laid.pages, page);
        let closing = (page < last).then(|| {
            rows.remove(rows.iter().position(|(t, _)| t == "Cộng chuyển sang trang sau").unwrap()).1
        });
        let opening =
            rows.iter().find(|(name, _)| name == "Số trang trước chuyển sang").map(|(_, sum)| sum.clone());
        assert_eq!(opening, before, "page {page}");
        let total: i64 = rows.iter().map(|(_, figure)| number(figure)).sum();
        if let Some(closing) = &closing {
            assert_eq!(number(closing), total, "page {page}");
        }
        before = closing;
    }
    let rows: String = (0..50).map(|n| format!(" r{n} trên 9 {},5", n * 100)).collect();
    assert_eq!(reading(&laid.pages), format!("TT Tên Số{rows}"), "carried rows are no part of the reading");
}

/// (first cell, last cell) of every row of a page by its height on the page, without the head.
fn order(pages: &Pages, page: usize) -> Vec<(String, String)> {
    let mut found = lines(pages, page);
    found.sort_by(|(a, _), (b, _)| (a.y, a.x).partial_cmp(&(b.y, b.x)).unwrap());
    let rows = found.chunk_by(|(a, _), (b, _)| a.y == b.y);
    let ends = rows.map(|row| (row[0].1.clone(), row[row.len() - 1].1.clone()));
    ends.filter(|(first, _)| first != "TT").collect()
}

#[test]
fn a_table_of_one_page_carries_nothing() {
    let laid = set(300.0, 100.0, vec![Block::Table(carried_table(8))]);
    assert_eq!(laid.pages.pages.len(), 1);
    assert_eq!(column(&laid.pages, 0).len(), 8);
    assert!(!words_of(&laid.pages, 0).iter().any(|word| word == "Cộng chuyển sang trang sau"));
}

#[test]
fn headings_and_totals_do_not_count_twice() {
    let mut table = carried_table(30);
    table.body[0].keep_with_next = true;
    table.body[1].keep_with_previous = true;
    table.body[2] = row(&["r2", "x", "chưa có số liệu"]);
    let laid = set(450.0, 100.0, vec![Block::Table(table)]);
    let rows = order(&laid.pages, 0);
    let (name, sum) = rows.last().unwrap();
    let counted: i64 = (3..rows.len() as i64 - 1).map(|n| n * 1000 + 5).sum();
    assert_eq!((name.as_str(), number(sum)), ("Cộng chuyển sang trang sau", counted));
}

#[test]
fn carried_rows_are_closed_by_the_table_lines() {
    let laid = set(300.0, 100.0, vec![Block::Table(carried_table(50))]);
    let page = &laid.pages.pages[1];
    let bottom = page.items.iter().filter_map(|item| match item {
        Item::Fill { y, height, .. } => Some(y + height),
        _ => None,
    });
    let bottom = bottom.fold(0.0, f32::max);
    let foot = lines(&laid.pages, 1).iter().map(|(line, _)| line.y).fold(0.0, f32::max);
    assert!((bottom - foot - 2.5).abs() < 0.01, "{bottom} {foot}");
    // The label's cell spans two columns: the line between them stops above it.
    let upright = |item: &Item| match item {
        Item::Fill { y, height, .. } if *height > 50.0 => Some(y + height),
        _ => None,
    };
    let ends: Vec<f32> = page.items.iter().filter_map(upright).collect();
    assert_eq!(ends.len(), 4);
    assert_eq!(ends.iter().filter(|end| (**end - bottom).abs() < 0.01).count(), 3);
}

#[test]
fn a_tall_row_counts_where_it_ends() {
    let long: Vec<String> = (0..60).map(|n| format!("w{n:03}")).collect();
    let mut table = carried_table(3);
    table.body[1] = row(&["r1", &long.join(" "), "7"]);
    table.columns = [30.0, 130.0, 30.0].map(|w| ColumnSpec { width: Length::Points(w) }).to_vec();
    let laid = set(190.0, 100.0, vec![Block::Table(table)]);
    assert_inside(&laid.pages);
    let last = laid.pages.pages.len() - 1;
    assert_eq!(order(&laid.pages, 0).last().map(|(_, sum)| sum.clone()).as_deref(), Some("0,5"));
    assert!(words_of(&laid.pages, last).contains(&"200,5".to_owned()));
    assert_eq!(reading(&laid.pages).matches('w').count(), 60);
}
