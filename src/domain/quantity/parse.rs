//! Text to quantity.

use rust_decimal::Decimal;

use super::super::{key, unit};
use super::marks::with_marks;
use super::phrase::{Number, Phrase, dissect};
use super::{Kind, Parsed, Problem, Qualifier, Quantity, Words};
use crate::finding::Code;

/// Reads a figure as an office writes it; `unit`: the unit of the indicator, in which the bounds are given.
///
/// A unit in the text that is of the same kind but of another size is converted ("1.973.949 triệu đồng"
/// for tỷ đồng); `Quantity::unit` keeps what was typed. A relative change ("tăng 12%") keeps its percent.
/// `doubtful` is the other reading of "1.234" where the unit is %, ‰, hạng, điểm or a mean
/// (`official-format` 4.1), and of "1,234" elsewhere.
///
/// # Errors
/// `NumberUnreadable`: neither a figure nor a word value; `UnitMismatch`: a unit of another kind.
pub fn parse(text: &str, unit: &str) -> Result<Parsed, Problem> {
    match bare(text, unit) {
        Some(value) => Ok(figure(value.into(), None)),
        None => parse_words(text, unit),
    }
}

/// A number written the one way in which it would be printed, and not doubtful in its unit: nearly every figure that is typed
/// as text.
fn bare(text: &str, unit: &str) -> Option<Decimal> {
    /// More digits could be more than a decimal holds.
    const DIGITS: usize = 18;
    let (whole, fraction) = text.split_once(',').unwrap_or((text, ""));
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let others = groups.clone().count();
    let grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    // "012" is a code, "1,50" keeps its zero, "1.234" and "1,234" may each be the other in some units.
    let padded = first.starts_with('0') && (first.len() > 1 || others > 0) || fraction.ends_with('0');
    let doubtful = others == 1 && fraction.is_empty() && is_small(unit) || fraction.len() == 3;
    let comma = whole.len() < text.len() && fraction.is_empty();
    let digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !grouped || padded || doubtful || comma || !digits || text.len() > DIGITS {
        return None;
    }
    let mut value: i64 = 0;
    for byte in whole.bytes().filter(|byte| *byte != b'.').chain(fraction.bytes()) {
        value = value * 10 + i64::from(byte.is_ascii_digit().then(|| byte - b'0')?);
    }
    Some(Decimal::new(value, fraction.len() as u32))
}

fn parse_words(text: &str, unit: &str) -> Result<Parsed, Problem> {
    let original = key::tidy(text);
    let tidy = original.trim_end_matches([';', ',', '.', '/', ' ']);
    let marked = with_marks(tidy);
    let tidy = marked.as_deref().unwrap_or(tidy);
    let folded = key::fold(tidy);
    if is_placeholder(&folded) {
        return Ok(Parsed::Empty);
    }
    if is_declared_missing(&folded) {
        return Ok(Parsed::DeclaredMissing);
    }
    if folded.starts_with("không còn") {
        return Ok(figure(none_left(tidy, &original), None));
    }
    match dissect(tidy, unit) {
        Some(phrase) => of_phrase(phrase, &original, unit),
        None if is_word_value(&folded, unit) => Ok(figure(word_value(tidy, &original), None)),
        None => Err(unreadable(tidy)),
    }
}

/// A numeric cell's figure: exact, a level, printed in Vietnamese style. The number itself names no unit,
/// so the indicator's unit changes nothing here; it is asked for so that both readers are called alike.
pub fn of_number(value: Decimal, _unit: &str) -> Quantity {
    Quantity::from(value)
}

fn figure(quantity: Quantity, doubtful: Option<Decimal>) -> Parsed {
    Parsed::Figure { quantity, doubtful }
}

/// "x", "…", "-", "x%", "… triệu đồng" mean "to be supplied" (`official-format` 4.2).
fn is_placeholder(folded: &str) -> bool {
    let bare = |text: &str| {
        text.chars().all(|c| matches!(c, '-' | '.' | '…' | '_' | '/' | '*' | '?' | ' '))
            || matches!(text, "x" | "y" | "z" | "xx" | "xxx" | "n/a" | "na" | "null" | "không xác định")
    };
    let head = folded.split_once(' ').map_or_else(|| folded.trim_end_matches('%'), |(head, _)| head);
    let rest = folded[head.len()..].trim();
    bare(folded) || (bare(head) && unit::known(rest))
}

fn is_declared_missing(folded: &str) -> bool {
    const WHOLE: [&str; 6] =
        ["chưa có", "chưa thống kê", "chưa tổng hợp", "chưa cập nhật", "chưa xác định", "chưa có số"];
    WHOLE.contains(&folded)
        || ["chưa có số liệu", "không có số liệu"].iter().any(|start| folded.starts_with(start))
}

/// Values that are words. An indicator without a unit takes any words; one with a unit only these.
fn is_word_value(folded: &str, unit: &str) -> bool {
    const STARTS: [&str; 19] = [
        "hoàn thành",
        "chưa hoàn thành",
        "cơ bản hoàn thành",
        "đạt",
        "chưa đạt",
        "không đạt",
        "vượt",
        "xuất siêu",
        "nhập siêu",
        "không phát sinh",
        "không để",
        "không có",
        "đảm bảo",
        "bảo đảm",
        "duy trì",
        "giữ vững",
        "ổn định",
        "tăng",
        "giảm",
    ];
    let starts = |start: &str| {
        folded.strip_prefix(start).is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphabetic()))
    };
    let digits = folded.contains(|c: char| c.is_ascii_digit());
    let composition =
        digits && folded.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%' | ' '));
    if digits {
        return composition && folded.matches('-').count() > 1 && !folded.starts_with('-');
    }
    folded.starts_with(char::is_alphabetic) && (unit.is_empty() || STARTS.iter().any(|start| starts(start)))
}

fn word_value(tidy: &str, original: &str) -> Quantity {
    Words::bare(tidy, original).into()
}

/// "không còn xã nợ tiêu chí": zero, said in words.
fn none_left(tidy: &str, original: &str) -> Quantity {
    let zero = Some(Decimal::ZERO);
    Words { qualifier: Some(Qualifier::NoneLeft), low: zero, high: zero, ..Words::bare(tidy, original) }
        .into()
}

fn unreadable(tidy: &str) -> Problem {
    Problem {
        code: Code::NumberUnreadable,
        message: format!("Không đọc được số liệu “{tidy}”."),
        expected: "một con số theo kiểu Việt Nam, ví dụ 1.234,5; có thể kèm “trên”, “khoảng”, “chỉ còn”"
            .to_string(),
    }
}

fn of_phrase(phrase: Phrase, original: &str, unit: &str) -> Result<Parsed, Problem> {
    let own = phrase.unit.clone();
    let phrase = in_unit(phrase, unit, original)?;
    let (qualifier, low, high) = bounds(&phrase).ok_or_else(|| unreadable(original))?;
    let loose = phrase.unit_is_loose() && (own.is_empty() || matches_unit(&phrase.unit, unit));
    let text = phrase.print(if loose { "" } else { &phrase.unit }, ' ');
    let (base, note) = remarks(&phrase);
    let decimals = phrase.link.as_ref().map_or(0, |link| link.number.decimals).max(phrase.first.decimals);
    let doubtful = doubtful(&phrase, unit);
    let words = Words {
        text,
        original: original.to_string(),
        qualifier,
        low,
        high,
        unit: (!own.is_empty()).then_some(own),
        kind: phrase.lead.kind,
        base,
        note,
        decimals,
    };
    Ok(figure(words.into(), doubtful))
}

/// Is this the indicator's unit, or what its unit counts ("tiêu chí" of "tiêu chí/xã")?
fn matches_unit(own: &str, unit: &str) -> bool {
    let counted = unit.split('/').next().unwrap_or(unit);
    unit.is_empty()
        || unit::convert(Decimal::ONE, own, unit) == Some(Decimal::ONE)
        || key::fold(own) == key::fold(counted)
}

/// The phrase in the indicator's unit, converted where the text names another one of the same kind.
fn in_unit(phrase: Phrase, unit: &str, original: &str) -> Result<Phrase, Problem> {
    let own = phrase.unit.clone();
    if own.is_empty() || matches_unit(&own, unit) {
        return Ok(phrase);
    }
    let relative = own.starts_with(['%', '‰']) && matches!(phrase.lead.kind, Kind::Increase | Kind::Decrease);
    if relative {
        return Ok(phrase);
    }
    if !unit::same_kind(&own, unit) {
        return Err(Problem {
            code: Code::UnitMismatch,
            message: format!("Số liệu “{original}” ghi theo “{own}”, không quy đổi được sang “{unit}”."),
            expected: format!("số liệu tính theo “{unit}”"),
        });
    }
    let converted = phrase.map(|number| {
        let value = unit::convert(number.value, &own, unit)?;
        Some(number.with(value, value.scale()))
    });
    let mut converted = converted.ok_or_else(|| unreadable(original))?;
    converted.unit = unit.to_string();
    Ok(converted)
}

type Bounds = (Option<Qualifier>, Option<Decimal>, Option<Decimal>);

/// Qualifier and bounds; `None` for a range whose ends are the wrong way round.
fn bounds(phrase: &Phrase) -> Option<Bounds> {
    let sign = |number: &Number| {
        if phrase.lead.negative { -number.value } else { number.value }
    };
    let first = sign(&phrase.first);
    if let Some(link) = &phrase.link {
        // "-6-8" names no range that anybody could be sure of.
        let second = link.number.value;
        return (first <= second && !phrase.lead.negative).then_some((
            Some(Qualifier::Range),
            Some(first),
            Some(second),
        ));
    }
    let tail = key::fold(&phrase.tail);
    let qualifier = match phrase.lead.qualifier {
        _ if tail.starts_with("trở xuống") => Some(Qualifier::AtMost),
        _ if tail.starts_with("trở lên") => Some(Qualifier::AtLeast),
        None if phrase.lead.from => Some(Qualifier::AtLeast),
        qualifier => qualifier,
    };
    Some(match qualifier {
        Some(Qualifier::Above | Qualifier::AtLeast) => (qualifier, Some(first), None),
        Some(Qualifier::Below | Qualifier::AtMost) => (qualifier, None, Some(first)),
        _ => (qualifier, Some(first), Some(first)),
    })
}

/// Base of comparison and note, out of the tail.
fn remarks(phrase: &Phrase) -> (Option<String>, Option<String>) {
    let (words, bracket) = match phrase.tail.split_once('(') {
        Some((words, bracket)) => (words.trim(), Some(bracket.trim_end().trim_end_matches(')').trim())),
        None => (phrase.tail.as_str(), None),
    };
    let (words, base) = match find_words(words, "so với") {
        Some(at) => (words[..at].trim(), Some(words[at + "so với".len()..].trim().to_string())),
        None => (words, None),
    };
    let share = (!phrase.share.is_empty()).then(|| phrase.share.clone());
    let words = Some(words).filter(|words| !words.is_empty() && !key::fold(words).starts_with("trở "));
    let note = bracket.or(words).filter(|note| !note.is_empty()).map(str::to_string).or(share);
    (base.filter(|base| !base.is_empty()), note)
}

fn find_words(text: &str, words: &str) -> Option<usize> {
    text.find(words).or_else(|| text.find("So với"))
}

/// Are figures in this unit small, with decimals: shares, ranks, means?
fn is_small(unit: &str) -> bool {
    let folded = key::fold_shared(unit);
    let words = ["%", "‰", "hạng", "điểm", "bình quân"];
    folded.contains('/') || words.iter().any(|word| folded.contains(word))
}

/// The other reading, where the unit leaves it open (`official-format` 4.1).
fn doubtful(phrase: &Phrase, unit: &str) -> Option<Decimal> {
    let small = is_small(unit);
    let numbers = std::iter::once(&phrase.first).chain(phrase.link.as_ref().map(|link| &link.number));
    let (other, comma) = numbers.filter_map(|number| number.doubtful).next()?;
    let open = if comma { !small } else { small };
    open.then_some(if phrase.lead.negative { -other } else { other })
}

#[cfg(test)]
mod tests {
    use super::{bare, parse, parse_words};
    use crate::testing::Dice;

    /// What is read at once is what the long way reads, in every unit.
    #[test]
    fn bare_numbers_are_what_the_long_way_makes_of_them() {
        let mut dice = Dice(11);
        let mut below = |bound: u64| dice.roll(bound);
        let mut read = 0;
        for _ in 0..20_000 {
            let length = 1 + below(9);
            let signs = ["0", "1", "2", "5", "9", "123", "450", ".", ",", "-", " "];
            let text: String = (0..length).map(|_| signs[below(signs.len() as u64) as usize]).collect();
            for unit in ["", "%", "tỷ đồng", "triệu đồng/người"] {
                if bare(&text, unit).is_some() {
                    read += 1;
                    assert_eq!(parse(&text, unit), parse_words(&text, unit), "{text} {unit}");
                }
            }
        }
        assert!(read > 2_000, "{read}");
        for text in ["0", "7", "123", "0,5", "12,25", "1.234.567", "1.234,5", "999.999.999.999"] {
            assert!(bare(text, "%").is_some(), "{text}");
            assert_eq!(parse(text, "%"), parse_words(text, "%"));
        }
        for text in
            ["", "1234", "1,234", "01", "0.123.456", "1,50", "1,", ",5", "1.23", "1,5,5", "1.2,3", "٣"]
        {
            assert!(bare(text, "").is_none(), "{text}");
        }
        assert!(bare("1.234", "ha").is_some() && bare("1.234", "%").is_none());
    }
}
