//! "Did you mean": the known word that is nearest to an unknown one.

/// ` Có phải là “color”?`, or nothing if no known word is near.
pub(super) fn proposal<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    // A hostile word of megabytes must not be compared letter by letter.
    if word.len() > 60 {
        return String::new();
    }
    let length = word.chars().count();
    known
        .into_iter()
        .filter(|other| other.chars().count().abs_diff(length) <= allowed)
        .map(|other| (distance(&word.to_lowercase(), other), other))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map_or(String::new(), |(_, other)| format!(" Có phải là “{other}”?"))
}

/// Letters to insert, delete, replace or swap with the next one.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let swap = i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y;
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if swap {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proposes_the_nearest_word_only_if_near() {
        let known = ["color", "width", "border-top"];
        assert_eq!(proposal("colr", known), " Có phải là “color”?");
        assert_eq!(proposal("widht", known), " Có phải là “width”?");
        assert_eq!(proposal("Color", known), " Có phải là “color”?");
        assert_eq!(proposal("float", known), "");
    }
}
