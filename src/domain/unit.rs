//! Units of measure, their families and conversions.

use std::cell::RefCell;
use std::rc::Rc;

use rust_decimal::Decimal;

use super::key::{self, Remembered};

/// A number and its unit as printed: `95%` closed up, `24.000 tỷ đồng` with one (no-break) space.
pub fn join(number: &str, unit: &str) -> String {
    match unit {
        "" => number.to_string(),
        "%" | "‰" => format!("{number}{unit}"),
        _ => format!("{number}\u{a0}{unit}"),
    }
}

/// A unit taken apart: how many base units it is, of what, per what.
#[derive(Debug, Clone, PartialEq)]
struct Measure {
    factor: Decimal,
    base: String,
    per: Vec<String>,
}

/// The unit in one spelling for matching, whatever case, abbreviation or diacritics variant was typed:
/// "Tr.đ", "trđ" and "triệu đồng" give "triệu đồng"; a unit that is not known gives its match key.
pub fn canonical(text: &str) -> String {
    let parts = parts(text);
    let mut names = parts.iter().enumerate().map(
        |(index, part)| {
            if index == 0 { spelled(part) } else { denominator(part) }
        },
    );
    let mut out = names.next().unwrap_or_default();
    for name in names {
        out.push('/');
        out.push_str(&name);
    }
    out
}

/// One unit in two spellings, or in one: nearly always the latter, and then nothing is taken apart.
pub fn same(a: &str, b: &str) -> bool {
    a == b || canonical(a) == canonical(b)
}

/// Is it a unit that the tables know, so that it cannot be taken for a word of the sentence?
pub fn known(text: &str) -> bool {
    parts(text).first().is_some_and(|part| split(part).is_some())
}

/// Can figures in these two units be converted into each other?
pub fn same_kind(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b) = (measure(a), measure(b));
    a.base == b.base && a.per == b.per
}

/// The value in another unit of the same kind; `None` where the kinds differ or the number overflows.
pub fn convert(value: Decimal, from: &str, to: &str) -> Option<Decimal> {
    if from == to {
        return Some(value);
    }
    let (from, to) = (measure(from), measure(to));
    if from.base != to.base || from.per != to.per {
        return None;
    }
    if from.factor == to.factor {
        return Some(value);
    }
    // Multiply first: factors are powers of ten, so nothing is rounded.
    Some(value.checked_mul(from.factor)?.checked_div(to.factor)?.normalize())
}

/// Folded pieces between slashes; the first is what is counted, the others what it is counted by.
fn parts(text: &str) -> Vec<String> {
    let folded = key::fold(text);
    let folded = folded.trim_matches(|c: char| matches!(c, '(' | ')' | '.' | ':' | ' '));
    let mut parts: Vec<String> = folded.split('/').map(|part| part.trim().to_string()).collect();
    if parts.len() == 1
        && let Some((what, by)) = folded.split_once(" trên ")
    {
        parts = vec![what.to_string(), by.to_string()];
    }
    parts
}

thread_local! {
    static MEASURES: RefCell<Remembered<Rc<Measure>>> = RefCell::default();
}

fn measure(text: &str) -> Rc<Measure> {
    MEASURES.with_borrow_mut(|known| known.of(text, |text| Rc::new(measured(text))))
}

fn measured(text: &str) -> Measure {
    let parts = parts(text);
    let (factor, base) = parts.first().map_or((Decimal::ONE, String::new()), |part| scaled(part));
    let per = parts.iter().skip(1).map(|part| denominator(part)).collect();
    Measure { factor, base, per }
}

fn denominator(part: &str) -> String {
    match part {
        "người" | "dân" | "nhân khẩu" | "khẩu" => "người".to_string(),
        part => spelled(part),
    }
}

/// Multiplier words, canonical spelling first among equals.
const SCALES: [(&str, &str, i64); 19] = [
    ("nghìn tỷ", "nghìn tỷ", 1_000_000_000_000),
    ("ngàn tỷ", "nghìn tỷ", 1_000_000_000_000),
    ("tỷ", "tỷ", 1_000_000_000),
    ("ty", "tỷ", 1_000_000_000),
    ("triệu", "triệu", 1_000_000),
    ("trieu", "triệu", 1_000_000),
    ("tr.", "triệu", 1_000_000),
    ("tr", "triệu", 1_000_000),
    ("vạn", "vạn", 10_000),
    ("nghìn", "nghìn", 1_000),
    ("nghin", "nghìn", 1_000),
    ("ngàn", "nghìn", 1_000),
    ("ngan", "nghìn", 1_000),
    ("ng.", "nghìn", 1_000),
    ("ng", "nghìn", 1_000),
    ("1.000", "nghìn", 1_000),
    ("1000", "nghìn", 1_000),
    ("trăm", "trăm", 100),
    ("100", "trăm", 100),
];

/// Spellings, canonical name, base of the family, and how many base units it is, as mantissa and scale.
type Base = (&'static [&'static str], &'static str, &'static str, (i64, u32));

/// Base units.
const BASES: [Base; 17] = [
    (&["đồng", "đ", "dong", "vnđ", "vnd", "đồng việt nam"], "đồng", "đồng", (1, 0)),
    (&["usd", "đô la mỹ", "đô la", "$"], "USD", "USD", (1, 0)),
    (&["tấn", "tan", "t"], "tấn", "kg", (1000, 0)),
    (&["tạ"], "tạ", "kg", (100, 0)),
    (&["yến"], "yến", "kg", (10, 0)),
    (&["kg", "kilogam", "ki lô gam", "kí"], "kg", "kg", (1, 0)),
    (&["%", "phần trăm", "phan tram"], "%", "%", (1, 0)),
    (&["‰", "phần nghìn", "phần ngàn", "%o", "0/00"], "‰", "%", (1, 1)),
    (&["người", "lao động", "lđ", "nguoi", "lao dong", "nhân khẩu", "khẩu", "dân"], "người", "người", (1, 0)),
    (&["hộ", "ho", "hộ gia đình"], "hộ", "hộ", (1, 0)),
    (&["ha", "héc ta", "hécta", "hec ta"], "ha", "m2", (10_000, 0)),
    (&["km2", "km²", "ki lô mét vuông"], "km2", "m2", (1_000_000, 0)),
    (&["m2", "m²", "mét vuông"], "m2", "m2", (1, 0)),
    (&["m3", "m³", "mét khối"], "m3", "m3", (1, 0)),
    (&["km", "ki lô mét", "kilomet"], "km", "m", (1000, 0)),
    (&["m", "mét"], "m", "m", (1, 0)),
    (&["kwh", "ki lô oát giờ"], "kWh", "kWh", (1, 0)),
];

fn base(word: &str) -> Option<(&'static str, &'static str, Decimal)> {
    BASES
        .iter()
        .find(|(spellings, ..)| spellings.contains(&word))
        .map(|(_, name, family, (mantissa, scale))| (*name, *family, Decimal::new(*mantissa, *scale)))
}

/// Multiplier and base of one piece: ("triệu", 10⁶, "đồng" …); a bare multiplier counts money.
fn split(part: &str) -> Option<(&'static str, Decimal, &'static str, &'static str)> {
    if let Some((name, family, factor)) = base(part) {
        return Some(("", factor, name, family));
    }
    SCALES.iter().find_map(|(spelling, name, times)| {
        let rest = part.strip_prefix(spelling)?.trim_start_matches(['.', ' ']);
        let (base_name, family, factor) = if rest.is_empty() { base("đồng") } else { base(rest) }?;
        Some((*name, Decimal::from(*times).checked_mul(factor)?, base_name, family))
    })
}

fn spelled(part: &str) -> String {
    match split(part) {
        Some(("", _, name, _)) => name.to_string(),
        Some((scale, _, name, _)) => format!("{scale} {name}"),
        None => part.to_string(),
    }
}

fn scaled(part: &str) -> (Decimal, String) {
    match split(part) {
        Some((_, factor, _, family)) => (factor, family.to_string()),
        None => multiplied_unknown(part),
    }
}

/// "nghìn con", "triệu lượt": a multiplier before a unit that is in no table.
fn multiplied_unknown(part: &str) -> (Decimal, String) {
    let scale = SCALES.iter().find_map(|(spelling, _, times)| {
        let rest = part.strip_prefix(spelling)?.strip_prefix(' ')?.trim();
        (!rest.is_empty()).then(|| (Decimal::from(*times), rest.to_string()))
    });
    scale.unwrap_or_else(|| (Decimal::ONE, part.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{BASES, SCALES, canonical, convert, join, same_kind};
    use rust_decimal::Decimal;

    #[test]
    fn joined_as_printed() {
        assert_eq!(join("95", "%"), "95%");
        assert_eq!(join("24.000", "tỷ đồng"), "24.000\u{a0}tỷ đồng");
        assert_eq!(join("5", ""), "5");
    }

    #[test]
    fn spellings_of_one_unit() {
        for text in [
            "triệu đồng",
            "Triệu  đồng",
            "tr.đ",
            "tr đồng",
            "trđ",
            "Tr.đồng",
            "triệu",
            "TRIỆU ĐỒNG",
            "(triệu đồng)",
        ] {
            assert_eq!(canonical(text), "triệu đồng", "{text}");
        }
        for text in ["tỷ đồng", "tỉ đồng", "Tỷ đ", "tỉ"] {
            assert_eq!(canonical(text), "tỷ đồng", "{text}");
        }
        assert_eq!(canonical("ngàn đồng"), canonical("1.000 đ"));
        assert_eq!(canonical("tr.đ/người/năm"), "triệu đồng/người/năm");
        assert_eq!(canonical("Xã"), "xã");
    }

    #[test]
    fn conversions_within_a_family() {
        let d = |text: &str| text.parse::<Decimal>().unwrap();
        for (value, from, to, expected) in [
            ("1973949", "triệu đồng", "tỷ đồng", "1973.949"),
            ("2", "tỷ đồng", "triệu đồng", "2000"),
            ("5", "tạ", "tấn", "0.5"),
            ("229.8", "nghìn tấn", "tấn", "229800"),
            ("12", "‰", "%", "1.2"),
            ("2000", "lao động", "người", "2000"),
            ("1.2", "nghìn người", "người", "1200"),
            ("3", "km2", "ha", "300"),
            ("0.05", "tỷ đồng/người/năm", "triệu đồng/người/năm", "50"),
            ("60", "tạ/ha", "tấn/ha", "6"),
            ("3", "nghìn con", "con", "3000"),
        ] {
            assert_eq!(convert(d(value), from, to), Some(d(expected)), "{value} {from} → {to}");
        }
        assert_eq!(convert(Decimal::ONE, "hộ", "người"), None);
        assert_eq!(convert(Decimal::MAX, "nghìn tỷ đồng", "đồng"), None);
    }

    #[test]
    fn kinds() {
        assert!(same_kind("%", "‰"));
        assert!(same_kind("Xã", "xã"));
        assert!(!same_kind("%", "điểm %"));
        assert!(!same_kind("triệu đồng", "triệu đồng/người"));
        assert!(!same_kind("tấn", ""));
    }

    /// There and back again gives the same number, for every multiplier and base.
    #[test]
    fn conversion_is_reversible() {
        let value = Decimal::new(1_234_567, 3);
        for (scale, ..) in SCALES {
            for (spellings, ..) in BASES {
                let (from, to) = (format!("{scale} {}", spellings[0]), spellings[0]);
                let there = convert(value, &from, to).unwrap();
                assert_eq!(convert(there, to, &from), Some(value), "{from}");
            }
        }
    }
}
