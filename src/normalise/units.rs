//! Which unit a row's figures are in, and their conversion into the indicator's own.

use super::grid::Item;
use crate::domain::{Decimal, Quantity, Words, key, number, unit};

/// One unit of every family that converts; counted things ("xã", "trường") are no families.
const FAMILIES: &[&str] = &["đồng", "USD", "kg", "%", "người", "hộ", "m2", "m3", "m", "kWh"];

/// Is the text a unit of measure that converts into others?
pub fn is_known(text: &str) -> bool {
    let head = text.split('/').next().unwrap_or(text);
    FAMILIES.iter().any(|family| unit::same_kind(head, family))
}

/// The unit that stands alone in a row, "Nghìn tấn, triệu USD" at the right edge above a heading, without "ĐVT".
pub fn alone(row: &[Item<'_>]) -> Option<String> {
    let [only] = row else { return None };
    let text = key::tidy(only.text().trim().trim_matches(['(', ')']));
    let all = text.split([',', ';']).all(|part| is_known(part.trim()) || is_counted(part));
    (only.is_text() && all).then_some(text)
}

/// What is counted, where it stands alone: "Lượt người", "Nghìn lượt khách".
fn is_counted(text: &str) -> bool {
    const COUNTED: &[&str] =
        &["luot", "luot nguoi", "luot khach", "khach", "hoc sinh", "du an", "doanh nghiep", "san pham"];
    let key = key::loose(text);
    let bare = ["nghin ", "trieu "].iter().find_map(|many| key.strip_prefix(many)).unwrap_or(&key);
    COUNTED.contains(&bare)
}

/// Is it a percentage or a per mille?
pub fn is_percent(text: &str) -> bool {
    unit::same_kind(text, "%")
}

/// The quantity in another unit of the same kind, its words kept and its numbers rewritten; `None` where a
/// number overflows or the kinds differ.
pub fn convert(quantity: &Quantity, from: &str, to: &str) -> Option<Quantity> {
    if unit::same(from, to) {
        return Some(quantity.clone());
    }
    let change = |value: Option<Decimal>| match value {
        Some(value) => unit::convert(value, from, to).map(Some),
        None => Some(None),
    };
    let (low, high) = (change(quantity.low())?, change(quantity.high())?);
    let mut text = quantity.text().into_owned();
    let mut bounds = vec![(quantity.low(), low)];
    if quantity.high() != quantity.low() {
        bounds.push((quantity.high(), high));
    }
    for (old, new) in bounds {
        if let (Some(old), Some(new)) = (old, new) {
            text = rewrite(&text, old, new, quantity.decimals());
        }
    }
    let decimals = [low, high].iter().flatten().map(|value| value.normalize().scale()).max().unwrap_or(0);
    Some(Words { text, low, high, decimals, ..quantity.words() }.into())
}

/// The text with the old number's print replaced by the new one's.
fn rewrite(text: &str, old: Decimal, new: Decimal, decimals: u32) -> String {
    let new = number::vietnamese(new, None);
    [number::vietnamese(old, Some(decimals)), number::vietnamese(old, None)]
        .iter()
        .find(|print| text.contains(print.as_str()))
        .map_or_else(|| new.clone(), |print| text.replacen(print.as_str(), &new, 1))
}

#[cfg(test)]
mod tests {
    use super::{Quantity, Words, convert, is_known};
    use crate::domain::quantity::of_number;

    #[test]
    fn figures_are_rewritten_in_the_other_unit() {
        let million = of_number(24_000.into(), "triệu đồng");
        let billion = convert(&million, "triệu đồng", "tỷ đồng").unwrap();
        assert_eq!((&*billion.text(), billion.low()), ("24", Some(24.into())));
        assert!(convert(&million, "triệu đồng", "hộ").is_none());
        let above: Quantity = Words { text: "trên 24.000".to_string(), ..million.words() }.into();
        assert_eq!(convert(&above, "triệu đồng", "tỷ đồng").unwrap().text(), "trên 24");
    }

    #[test]
    fn families() {
        assert!(is_known("triệu đồng") && is_known("tấn") && is_known("%") && is_known("triệu đồng/người"));
        assert!(!is_known("theo Nghị quyết"));
    }
}
