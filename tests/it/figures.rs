//! One figure, one place: the articles' figures in plan, PDF text and workbook, in the articles' own words.

use std::io::Cursor;

use calamine::{Reader, Xlsx};

use crate::bundled::{Built, quang_yen, thanh_hoa};

/// Code, the words of a sentence, the words (or number) of the workbook's cell.
const QUANG_YEN: &[(&str, &str, &str)] = &[
    ("CT01", "tăng trên 22%", "tăng trên 22"),
    ("CT02", "khoảng 1.000 tỷ đồng", "khoảng 1.000"),
    ("CT03", "khoảng 24.000 tỷ đồng", "khoảng 24.000"),
    ("CT04", "1.200 người", "1200"),
    ("CT05", "95%", "95"),
    ("CT06", "trên 80%", "trên 80"),
    ("CT07", "97%", "97"),
    ("CT08", "chỉ còn 150 hộ", "chỉ còn 150"),
    ("CT09", "có thêm 1 xã", "có thêm 1"),
];

const THANH_HOA: &[(&str, &str)] = &[
    ("CT01", "229.800 tấn (lúa khô)"),
    ("CT02", "01 sản phẩm"),
    ("CT03", "137,5 tỉ đồng"),
    ("CT04", "01 trường (Trung học cơ sở Thủy Tây)"),
    ("CT05", "17,5 tiêu chí"),
    ("CT06", "94%"),
    ("CT07", "giảm 15% tỉ lệ hộ nghèo theo tiêu chí mới so với đầu năm 2024 (21 hộ)"),
    ("CT08", "2.000 lao động"),
];

/// The text of a PDF as lopdf extracts it: through the file's own fonts and ToUnicode maps.
fn pdf_text(built: &Built, name: &str) -> String {
    let document = lopdf::Document::load_mem(&built.document(name).pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    plain(&document.extract_text(&pages).unwrap())
}

/// White space of any kind and number becomes one space.
fn plain(text: &str) -> String {
    text.split(|letter: char| letter.is_whitespace() || letter == '\u{a0}')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn sentence(built: &Built, code: &str) -> String {
    let indicator = built.outcome.plan.indicator(code).unwrap();
    let figure = &indicator.figures[built.outcome.plan.settings.plan_column()];
    plain(&figure.quantity.as_ref().unwrap().in_sentence(&indicator.unit))
}

/// All cells of the summary as text.
fn cells(built: &Built) -> Vec<String> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&built.workbook[..])).unwrap();
    let ranges = workbook.worksheets();
    ranges.iter().flat_map(|(_, range)| range.used_cells().map(|(_, _, cell)| cell.to_string())).collect()
}

#[test]
fn quang_yen_says_the_same_everywhere() {
    let built = quang_yen();
    let (text, cells) = (pdf_text(built, "ke-hoach"), cells(built));
    for words in
        ["gia đình văn hóa đạt 95%", "thôn, khu văn hóa đạt trên 80%", "97% người dân tham gia bảo hiểm y tế"]
    {
        assert!(text.contains(words), "the PDF does not say “{words}”");
    }
    for (code, words, cell) in QUANG_YEN {
        assert_eq!(sentence(built, code), *words);
        assert!(text.contains(words), "{code}: the PDF does not say “{words}”");
        assert!(cells.iter().any(|found| plain(found) == *cell), "{code}: the workbook has no “{cell}”");
    }
}

#[test]
fn thanh_hoa_says_the_same_everywhere() {
    let built = thanh_hoa();
    let text = pdf_text(built, "chuong-trinh");
    for (code, words) in THANH_HOA {
        assert!(sentence(built, code).contains(words), "{code}: {}", sentence(built, code));
        assert!(text.contains(words), "{code}: the PDF does not say “{words}”");
    }
    let missing =
        built.outcome.plan.indicators.iter().filter(|indicator| indicator.figures[3].quantity.is_none());
    assert_eq!(missing.count(), 9);
    assert!(text.contains("chưa có số liệu"));
}

#[test]
fn every_task_of_the_article_is_in_the_plan() {
    let text = pdf_text(quang_yen(), "ke-hoach");
    for words in [
        "Quy hoạch chi tiết trụ sở Công an mới thị xã",
        "cơ sở vật chất cho lực lượng Công an",
        "hoàn thành GPMB",
        "THPT chất lượng cao Bạch Đằng",
        "nhà văn hóa đã xuống cấp",
        "Hệ thống truyền thanh cơ sở",
        "công nhận xã Tiền An, xã Hiệp Hòa lên phường",
        "phòng khám đa khoa khu vực Hà Nam",
        "hồ sơ chậm muộn",
        "PAPI, DDCI",
        "ba đột phá chiến lược",
        "ứng phó với biến đổi khí hậu",
        "phòng chống tham nhũng",
    ] {
        assert!(text.contains(words), "the plan does not say “{words}”");
    }
}

#[test]
fn two_offices_that_differ_are_a_visible_conflict() {
    let built = quang_yen();
    let indicator = built.outcome.plan.indicator("CT07").unwrap();
    let figure = &indicator.figures[3];
    assert!(figure.conflict && figure.candidates.len() == 2);
    let text = pdf_text(built, "ke-hoach");
    assert!(text.contains("96,5%") && text.contains("phong-y-te.xlsx"));
}

#[test]
fn every_opinion_is_printed_exactly_once() {
    let built = quang_yen();
    let text = pdf_text(built, "ke-hoach");
    assert_eq!(built.outcome.plan.opinions.len(), 14);
    for opinion in &built.outcome.plan.opinions {
        let words = plain(&opinion.content);
        assert!(text.contains(&words), "{}: “{words}” is not printed", opinion.code);
    }
}
