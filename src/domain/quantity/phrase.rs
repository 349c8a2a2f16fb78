//! A figure's text taken apart: words, numbers, units, tail; and put together again.

use rust_decimal::Decimal;

use super::super::{key, number, unit};
use super::words::{self, Lead};

/// A number in a text, unsigned, with what is needed to print it as it was meant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    pub(super) value: Decimal,
    pub(super) decimals: u32,
    /// The other reading, and whether a comma (not a dot) made it doubtful.
    pub(super) doubtful: Option<(Decimal, bool)>,
    /// Zeros typed in front: "01".
    padding: usize,
}

impl Number {
    /// In the right Vietnamese style, padding kept.
    pub(super) fn print(&self) -> String {
        format!("{}{}", "0".repeat(self.padding), number::vietnamese(self.value, Some(self.decimals)))
    }

    /// The same number after a change of value.
    pub(super) fn with(&self, value: Decimal, decimals: u32) -> Number {
        let padding = if value == self.value { self.padding } else { 0 };
        Number { value, decimals, doubtful: None, padding }
    }
}

/// "từ 7,5% đến 8%": how the first number is joined to a second one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    /// "-", " - ", "–", " đến ", spaces as typed.
    pub(super) joint: String,
    pub(super) number: Number,
}

/// A text with at least one number in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Phrase {
    pub(super) lead: Lead,
    pub(super) first: Number,
    pub(super) link: Option<Link>,
    /// "/27" of "22/27 chỉ tiêu".
    pub(super) share: String,
    /// The unit that the text names right behind the figure; empty if none.
    pub(super) unit: String,
    /// What follows: "(lúa khô)", "so với đầu năm 2024", "trở lên".
    pub(super) tail: String,
}

/// Takes a tidy text apart; `unit`: the unit that is expected. `None` where it is not a figure.
pub(super) fn dissect(text: &str, unit: &str) -> Option<Phrase> {
    let text = number::plain_digits(text);
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = text.split_at(start);
    let lead = words::lead(before)?;
    let (first, rest) = take_number(rest)?;
    let (share, rest) = take_share(rest, &first)?;
    let (first_unit, after_unit) = take_unit(rest, unit);
    let linked = if share.is_empty() { take_link(after_unit) } else { None };
    let (link, named, tail) = match linked {
        Some((link, rest)) => {
            let (second_unit, tail) = take_unit(rest, unit);
            (Some(link), if second_unit.is_empty() { first_unit } else { second_unit }, tail)
        }
        None => (None, first_unit, after_unit),
    };
    let tail = tail.trim();
    if !is_tail(tail) {
        return None;
    }
    Some(Phrase { lead, first, link, share, unit: named.to_string(), tail: tail.to_string() })
}

impl Phrase {
    /// May the unit stand apart from the text, in a column of its own? Not where words follow it that
    /// need it: "giảm 15% tỉ lệ hộ nghèo".
    pub(super) fn unit_is_loose(&self) -> bool {
        let tail = key::fold(&self.tail);
        tail.is_empty() || ["(", "so với", "trở lên", "trở xuống"].iter().any(|start| tail.starts_with(start))
    }

    /// The text again, with this unit behind the figure (`""`: none) and this space before the unit.
    pub(super) fn print(&self, unit: &str, space: char) -> String {
        let unit = match unit {
            "" => String::new(),
            "%" | "‰" => unit.to_string(),
            _ if unit.starts_with('%') => unit.to_string(),
            _ => format!("{space}{unit}"),
        };
        let mut out = self.lead.words.clone();
        if !out.is_empty() {
            out.push(' ');
        }
        if self.lead.negative {
            out.push('-');
        }
        out.push_str(&self.first.print());
        out.push_str(&self.share);
        if let Some(link) = &self.link {
            // "từ 7,5% đến 8%": between words each number carries its percent.
            if unit.starts_with('%') && link.joint.contains(char::is_alphabetic) {
                out.push_str(&unit);
            }
            out.push_str(&link.joint);
            out.push_str(&link.number.print());
        }
        out.push_str(&unit);
        if !self.tail.is_empty() {
            if !self.tail.starts_with('/') {
                out.push(' ');
            }
            out.push_str(&self.tail);
        }
        out
    }

    /// Every number changed by the same rule; `None` where it fails for one.
    pub(super) fn map(mut self, change: impl Fn(&Number) -> Option<Number>) -> Option<Phrase> {
        self.first = change(&self.first)?;
        if let Some(link) = &mut self.link {
            link.number = change(&link.number)?;
        }
        Some(self)
    }
}

/// Words, a bracket or "/năm" may follow a figure; another number or a stray sign makes it unreadable.
fn is_tail(tail: &str) -> bool {
    let mut chars = tail.chars();
    match chars.next() {
        None => true,
        Some('/') => chars.next().is_some_and(char::is_alphabetic),
        Some(c) => c.is_alphabetic() || matches!(c, '(' | ',' | ';'),
    }
}

/// The longest head that is one number: digits, marks between digits, spaces before groups of three.
fn take_number(text: &str) -> Option<(Number, &str)> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    loop {
        match bytes.get(end) {
            Some(byte) if byte.is_ascii_digit() => end += 1,
            Some(b'.' | b',') if digit(end + 1) => end += 1,
            Some(b' ') if (1..=3).all(|ahead| digit(end + ahead)) && !digit(end + 4) => end += 1,
            _ => break,
        }
    }
    let typed = &text[..end];
    let parsed = number::parse(typed)?;
    let whole = typed.split(['.', ',']).next().unwrap_or(typed);
    let zeros = whole.len() - whole.trim_start_matches('0').len();
    // "01", "007": a longer head would run into the thousands marks.
    let padding = if whole.len() > 3 { 0 } else { zeros.min(whole.len().saturating_sub(1)) };
    let doubtful = parsed.doubtful.map(|other| (other, typed.contains(',')));
    Some((Number { value: parsed.value, decimals: parsed.decimals, doubtful, padding }, &text[end..]))
}

/// "/27": a whole that is not smaller than the part. Another "/" behind it would make it a date.
fn take_share<'a>(text: &'a str, part: &Number) -> Option<(String, &'a str)> {
    let Some(rest) = text.strip_prefix('/').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    else {
        return Some((String::new(), text));
    };
    let (whole, rest) = take_number(rest)?;
    if rest.starts_with('/') || whole.value < part.value {
        return None;
    }
    Some((format!("/{}", whole.print()), rest))
}

/// Joints between the two ends of a range.
const JOINTS: [&str; 7] = ["-", "–", "—", "÷", "~", "đến", "tới"];

fn take_link(text: &str) -> Option<(Link, &str)> {
    let trimmed = text.trim_start();
    let joint = JOINTS.iter().find(|joint| trimmed.starts_with(**joint))?;
    let after = &trimmed[joint.len()..];
    let digits = after.trim_start();
    let (number, rest) = take_number(digits)?;
    let word = joint.chars().all(char::is_alphabetic);
    let before = if word || trimmed.len() < text.len() { " " } else { "" };
    let behind = if word || digits.len() < after.len() { " " } else { "" };
    Some((Link { joint: format!("{before}{joint}{behind}"), number }, rest))
}

/// A unit has at most this many words ("nghìn tỷ đồng/người/năm" has three).
const UNIT_WORDS: usize = 5;

/// The unit at the head of the text: first the expected one in any spelling, else any known one.
fn take_unit<'a>(text: &'a str, expected: &str) -> (&'a str, &'a str) {
    let trimmed = text.trim_start();
    let heads = heads(trimmed);
    let fits = |head: &&str| is_unit(head, expected);
    let found = heads.iter().find(|head| fits(head)).or_else(|| heads.iter().find(|head| unit::known(head)));
    match found {
        Some(head) => trimmed.split_at(head.len()),
        None => ("", text),
    }
}

/// Heads of one to five words, longest first, each also without what stands behind its slash.
fn heads(text: &str) -> Vec<&str> {
    let clause = text.split(['(', ';', ',']).next().unwrap_or(text).trim_end();
    let mut heads = Vec::new();
    let ends = clause.match_indices(' ').map(|(at, _)| at).chain([clause.len()]);
    for end in ends.take(UNIT_WORDS) {
        let head = &clause[..end];
        if let Some(slash) = head.find('/') {
            heads.push(&head[..slash]);
        }
        heads.push(head);
    }
    heads.retain(|head| head.starts_with(|c: char| c.is_alphabetic() || matches!(c, '%' | '‰' | '$' | '₫')));
    heads.sort_by_key(|head| std::cmp::Reverse(head.len()));
    heads.dedup();
    // "%người dân": a percent sign needs no space behind it.
    if let Some(sign) = ["%", "‰"].into_iter().find(|sign| clause.starts_with(sign)) {
        heads.push(&clause[..sign.len()]);
    }
    heads
}

fn is_unit(head: &str, expected: &str) -> bool {
    if expected.is_empty() {
        return false;
    }
    let same = unit::canonical(head) == unit::canonical(expected);
    let counted = expected.split('/').next().unwrap_or(expected);
    same || (unit::known(head) && unit::same_kind(head, expected)) || key::fold(head) == key::fold(counted)
}
