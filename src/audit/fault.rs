//! A finding of the audit: page and article in one form, lengths as an office writes them.

use super::paper::MM;
use crate::finding::{Code, Finding, Place};

/// A finding on a page (from 0), with the article that rules. The page stands in the place's cell: a PDF has no sheets.
pub fn fault(code: Code, page: Option<usize>, message: String, article: &str) -> Finding {
    let message = if article.is_empty() { format!("{message}.") } else { format!("{message} ({article}).") };
    let cell = page.map(|page| format!("trang {}", page + 1));
    Finding::new(code, message).at(Place { cell, ..Place::default() })
}

/// `12,5`
pub fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).replace('.', ",")
}

/// Points as `12,5 mm`.
pub fn millimetres(points: f64) -> String {
    format!("{} mm", number(points / MM))
}

/// `13-14`, or `13` where both are one.
pub fn range(range: (f64, f64)) -> String {
    if range.0 == range.1 { number(range.0) } else { format!("{}-{}", number(range.0), number(range.1)) }
}

/// Long texts cut for a message.
pub fn short(text: &str) -> String {
    const LONGEST: usize = 48;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(LONGEST).collect::<String>().trim_end())
}

#[cfg(test)]
mod tests {
    use super::{millimetres, number, range};

    #[test]
    fn as_an_office_writes_them() {
        assert_eq!((number(12.0), number(12.66)), ("12".into(), "12,7".into()));
        assert_eq!(millimetres(72.0), "25,4 mm");
        assert_eq!((range((13.0, 14.0)), range((11.0, 11.0))), ("13-14".into(), "11".into()));
    }
}
