//! Long quotations cut short: a cell may hold 32,767 letters, a sentence about it may not.

/// A message shorter than this is left as it is.
const LONG_MESSAGE: usize = 400;
/// A quotation or a value longer than this is cut; names of indicators and units are far below it.
const LONGEST: usize = 240;
/// What is kept of it.
const HEAD: usize = 160;
const TAIL: usize = 40;

/// Cuts what stands between “ and ” in a long message.
pub(super) fn message(text: &mut String) {
    if text.len() <= LONG_MESSAGE {
        return;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, quoted)) = rest.split_once('“') {
        let (inside, after) = quoted.split_once('”').unwrap_or((quoted, ""));
        out.push_str(before);
        out.push('“');
        out.push_str(&cut(inside));
        if quoted.len() > inside.len() {
            out.push('”');
        }
        rest = after;
    }
    out.push_str(rest);
    *text = out;
}

/// Cuts a value that was found or expected.
pub(super) fn words(text: &mut String) {
    if text.len() > LONGEST {
        *text = cut(text);
    }
}

fn cut(text: &str) -> String {
    let count = text.chars().count();
    if count <= LONGEST {
        return text.to_owned();
    }
    let head: String = text.chars().take(HEAD).collect();
    let tail: String = text.chars().skip(count - TAIL).collect();
    format!("{head} … {tail}")
}

#[cfg(test)]
mod tests {
    use crate::finding::{Code, Finding, Findings};

    #[test]
    fn what_a_cell_holds_does_not_flood_the_list() {
        let long = "chữ ".repeat(1250);
        let mut findings = Findings::default();
        findings.add(
            Finding::new(Code::IndicatorUnknown, format!("Dòng “{long}” lạ, xem “Ghi chú”."))
                .found(&*long)
                .expected("“a” hoặc “b”"),
        );
        let unended = format!("Dòng “{long}");
        findings.add(Finding::new(Code::IndicatorUnknown, unended));
        let all: Vec<_> = findings.iter().collect();
        assert!(all[0].message.chars().count() < 260, "{}", all[0].message);
        assert!(all[0].message.ends_with("” lạ, xem “Ghi chú”.") && all[0].message.contains(" … "));
        assert!(all[0].found.as_ref().unwrap().chars().count() < 240);
        assert_eq!(all[0].expected.as_deref(), Some("“a” hoặc “b”"));
        assert!(all[1].message.chars().count() < 260);
        let short = format!("Thiếu “{}”", "x".repeat(200));
        findings.add(Finding::new(Code::IndicatorUnknown, &*short));
        assert_eq!(findings.iter().last().unwrap().message, short);
    }
}
