//! Colours beside words: none says anything that the words of its cell do not say.

use rust_xlsxwriter::{ConditionalFormatText, ConditionalFormatTextRule, Format, Worksheet, XlsxError};

/// What a colour stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Bad,
    Doubtful,
    Good,
}

/// The beginning of a cell's words, and its sign.
pub type Rule = (&'static str, Sign);

/// Of the column Đánh giá.
pub const VERDICTS: &[Rule] = &[
    ("Chưa đạt", Sign::Bad),
    ("Chưa đánh giá", Sign::Doubtful),
    ("Thiếu số liệu", Sign::Doubtful),
    ("Đạt", Sign::Good),
    ("Vượt", Sign::Good),
];
/// Of figures, and of their state.
pub const FIGURES: &[Rule] = &[("chưa có", Sign::Doubtful), ("tạm tính", Sign::Doubtful)];
/// Of control checks.
pub const CHECKS: &[Rule] = &[("Sai", Sign::Bad), ("Đúng", Sign::Good)];
/// Of submissions.
pub const RECEIVED: &[Rule] = &[
    ("Chưa nộp", Sign::Bad),
    ("Không dùng được", Sign::Bad),
    ("Đã nhận, còn lỗi", Sign::Doubtful),
    ("muộn", Sign::Doubtful),
];
/// Of findings.
pub const SEVERITIES: &[Rule] = &[("lỗi", Sign::Bad), ("cảnh báo", Sign::Doubtful)];
/// Of changes since the draft before.
pub const CHANGES: &[Rule] = &[
    ("Tăng, kém hơn", Sign::Bad),
    ("Giảm, kém hơn", Sign::Bad),
    ("Tăng, tốt hơn", Sign::Good),
    ("Giảm, tốt hơn", Sign::Good),
];

/// Colours the cells from `first` to `last` by how their words begin.
pub fn signs(
    sheet: &mut Worksheet,
    first: (u32, u16),
    last: (u32, u16),
    rules: &[Rule],
) -> Result<(), XlsxError> {
    for (words, sign) in rules {
        let (back, font) = match sign {
            Sign::Bad => (0xFFC7CE, 0x9C0006),
            Sign::Doubtful => (0xFFEB9C, 0x7F6000),
            Sign::Good => (0xC6EFCE, 0x006100),
        };
        let format = Format::new().set_background_color(back).set_font_color(font);
        let rule = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::BeginsWith((*words).to_owned()))
            .set_format(format);
        sheet.add_conditional_format(first.0, first.1, last.0, last.1, &rule)?;
    }
    Ok(())
}
