//! Units of measure, their families and conversions.

/// A number and its unit as printed: `95%` closed up, `24.000 tỷ đồng` with one (no-break) space.
pub fn join(number: &str, unit: &str) -> String {
    match unit {
        "" => number.to_string(),
        "%" | "‰" => format!("{number}{unit}"),
        _ => format!("{number}\u{a0}{unit}"),
    }
}
