//! Value columns by meaning: which role, which year; and the columns that only look like them.

use super::field::without_brackets;
use crate::domain::{Column, ColumnRole, key};

/// The year that a heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Year {
    /// "năm 2024".
    Absolute(i32),
    /// "năm N-1", "năm kế hoạch": relative to the plan's year.
    Relative(i32),
}

impl Year {
    /// The calendar year, given the plan's.
    pub fn calendar(self, plan_year: i32) -> i32 {
        match self {
            Year::Absolute(year) => year,
            Year::Relative(offset) => plan_year + offset,
        }
    }
}

/// What a heading over figures says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueHeading {
    /// A figure of a whole year; at least one of the two is known.
    Figure { role: Option<ColumnRoleKey>, year: Option<Year> },
    /// "KH 2024/ƯTH 2023 (%)", "So với cùng kỳ": computed by the program, not read.
    Comparison,
    /// "6 tháng đầu năm 2023", "Quý I": a part of a year.
    PartOfYear,
    /// "Giai đoạn 2021-2025": several years.
    Span,
}

/// `ColumnRole` with an order, so that headings can be compared and sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnRoleKey {
    Actual,
    Estimate,
    Plan,
}

impl From<ColumnRoleKey> for ColumnRole {
    fn from(key: ColumnRoleKey) -> ColumnRole {
        match key {
            ColumnRoleKey::Actual => ColumnRole::Actual,
            ColumnRoleKey::Estimate => ColumnRole::Estimate,
            ColumnRoleKey::Plan => ColumnRole::Plan,
        }
    }
}

/// Words that give the role, in the form of `key::loose`; longer ones first where one begins another.
const ROLES: &[(&str, ColumnRoleKey)] = &[
    ("uoc thuc hien", ColumnRoleKey::Estimate),
    ("uoc th", ColumnRoleKey::Estimate),
    ("uoc dat", ColumnRoleKey::Estimate),
    ("uoc tinh", ColumnRoleKey::Estimate),
    ("uoc", ColumnRoleKey::Estimate),
    ("uth", ColumnRoleKey::Estimate),
    ("uoc ket qua", ColumnRoleKey::Estimate),
    ("thuc hien", ColumnRoleKey::Actual),
    ("th", ColumnRoleKey::Actual),
    ("ket qua", ColumnRoleKey::Actual),
    ("da dat", ColumnRoleKey::Actual),
    ("ke hoach", ColumnRoleKey::Plan),
    ("kh", ColumnRoleKey::Plan),
    ("du kien", ColumnRoleKey::Plan),
    ("muc tieu", ColumnRoleKey::Plan),
    ("chi tieu", ColumnRoleKey::Plan),
    ("du toan", ColumnRoleKey::Plan),
    ("dt", ColumnRoleKey::Plan),
    ("phan dau", ColumnRoleKey::Plan),
    ("dang ky", ColumnRoleKey::Plan),
    ("so giao", ColumnRoleKey::Plan),
];

const COMPARISONS: &[&str] = &[
    "so voi",
    "so sanh",
    "ss",
    "tang giam",
    "chenh lech",
    "toc do",
    "ty le",
    "ti le",
    "tang truong",
    "muc do",
    "bang",
];
const PARTS: &[&str] = &["thang", "quy", "luy ke", "cung ky", "ky nam truoc", "tuan", "dau nam", "ngay"];
const WHOLE_YEARS: &[&str] = &["12 thang", "ca nam"];
const SPANS: &[&str] = &["giai doan", "nhiem ky", "5 nam", "05 nam"];

/// Words that give the year without a number; the second is the offset from the plan's year.
const RELATIVE_YEARS: &[(&str, i32)] = &[
    ("nam truoc", -2),
    ("nam nay", -1),
    ("nam hien hanh", -1),
    ("nam hien tai", -1),
    ("nam bao cao", -1),
    ("nam sau", 0),
    ("nam toi", 0),
    ("nam ke hoach", 0),
];

/// The meaning of the heading texts over a column, from the top row to the bottom row; the lower text
/// speaks first, the upper ones fill in what it leaves open. `None` if they say nothing about figures.
pub fn value_heading<T: AsRef<str>>(fragments: &[T]) -> Option<ValueHeading> {
    let mut role = None;
    let mut year = None;
    for fragment in fragments.iter().rev() {
        match fragment_heading(fragment.as_ref()) {
            Some(ValueHeading::Figure { role: r, year: y }) => {
                role = role.or(r);
                year = year.or(y);
            }
            // "6 tháng năm 2016 | so với cùng kỳ | năm 2015 (%)": the whole of it compares.
            Some(other) => return Some(if compares(fragments) { ValueHeading::Comparison } else { other }),
            None => {}
        }
    }
    (role.is_some() || year.is_some()).then_some(ValueHeading::Figure { role, year })
}

fn compares<T: AsRef<str>>(fragments: &[T]) -> bool {
    let all: Vec<&str> = fragments.iter().map(AsRef::as_ref).collect();
    let is_one = |text: &str| fragment_heading(text) == Some(ValueHeading::Comparison);
    all.iter().any(|text| is_one(text)) || is_one(&all.join(" "))
}

fn fragment_heading(text: &str) -> Option<ValueHeading> {
    let words = without_price_base(words(text));
    let padded = format!(" {} ", words.join(" "));
    let has = |list: &[&str]| list.iter().any(|word| padded.contains(&format!(" {word} ")));
    let years = years(&words);
    let roles = roles(&words);
    let ratio = text.contains('/') || text.contains('%');
    // "ƯTH/TH 2020" is one column that was an estimate first; "ƯTH/KH 2020" is a quotient.
    let parts = roles.len() > 1 && roles.contains(&ColumnRoleKey::Plan) || years.len() > 1;
    let compares = has(COMPARISONS) || (ratio && parts) || (text.contains('%') && has(&["dat"]));
    if compares || key::loose(text).is_empty() && text.contains('%') {
        return Some(ValueHeading::Comparison);
    }
    // "Tháng 5 năm 2023" is a month, "5 năm" are years.
    let month = words.windows(3).any(|three| three[0] == "thang" && three[2] == "nam");
    if has(SPANS) && !month || years.len() > 1 {
        return Some(ValueHeading::Span);
    }
    if has(PARTS) && !has(WHOLE_YEARS) {
        return Some(ValueHeading::PartOfYear);
    }
    let year = years.first().copied().or_else(|| relative_year(&padded, text));
    let role = roles.first().copied().filter(|_| !lone_chi_tieu(&padded, year));
    (role.is_some() || year.is_some()).then_some(ValueHeading::Figure { role, year })
}

/// "Theo giá so sánh 1994" compares nothing: constant prices, whose year is no year of the figures.
fn without_price_base(mut words: Vec<String>) -> Vec<String> {
    let is = |at: usize, word: &str| words.get(at).is_some_and(|found| found == word);
    let base =
        |at: usize| if is(at, "ss") { Some(1) } else { (is(at, "so") && is(at + 1, "sanh")).then_some(2) };
    let found = (0..words.len())
        .find_map(|at| is(at, "gia").then(|| base(at + 1).map(|more| (at, at + 1 + more)))?);
    if let Some((start, mut end)) = found {
        while words.get(end).is_some_and(|word| word == "nam" || calendar_year(word).is_some()) {
            end += 1;
        }
        words.drain(start..end);
    }
    words
}

/// "Chỉ tiêu" alone is the column of names; with a year it is a plan.
fn lone_chi_tieu(padded: &str, year: Option<Year>) -> bool {
    year.is_none() && padded.trim_start().starts_with("chi tieu")
}

/// Words of a heading, letters and digits parted: "ƯTH2023" is "uth", "2023".
fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in key::loose(&without_brackets(text)).split(' ') {
        let split = word.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let (letters, digits) = word.split_at(split);
        let parts = if digits.len() == 4 { [letters, digits] } else { ["", word] };
        out.extend(parts.iter().filter(|part| !part.is_empty()).map(|part| part.to_string()));
    }
    out
}

fn years(words: &[String]) -> Vec<Year> {
    let mut out = Vec::new();
    for word in words {
        if let Some(year) = calendar_year(word).map(Year::Absolute)
            && !out.contains(&year)
        {
            out.push(year);
        }
    }
    out
}

/// A number that can be a year of a plan.
pub fn calendar_year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && (1990..=2100).contains(year))
}

fn relative_year(padded: &str, text: &str) -> Option<Year> {
    if let Some(position) = padded.find(" n ") {
        let next = padded[position + 3..].split(' ').next().unwrap_or("");
        let sign = if text.contains('+') { 1 } else { -1 };
        let offset = next.parse::<i32>().ok().filter(|n| (0..=9).contains(n)).map_or(0, |n| sign * n);
        return Some(Year::Relative(offset));
    }
    RELATIVE_YEARS
        .iter()
        .find(|(word, _)| padded.contains(&format!(" {word} ")))
        .map(|(_, offset)| Year::Relative(*offset))
}

/// The roles named, in order, each once.
fn roles(words: &[String]) -> Vec<ColumnRoleKey> {
    let mut out = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let found = role_at(words, index);
        index += found.map_or(1, |(count, _, _)| count);
        // "năm kế hoạch" is a year, "vốn đăng ký" a kind of money; neither is a role.
        let before = index.checked_sub(3).and_then(|at| words.get(at)).map_or("", String::as_str);
        if let Some((_, phrase, role)) = found
            && !out.contains(&role)
            && !matches!((before, phrase), ("nam", "ke hoach") | ("von", "dang ky"))
        {
            out.push(role);
        }
    }
    out
}

/// The longest role that begins with this word: how many words it takes, its phrase, and what it is.
fn role_at(words: &[String], index: usize) -> Option<(usize, &'static str, ColumnRoleKey)> {
    ROLES
        .iter()
        .map(|(phrase, role)| (phrase.split(' ').count(), *phrase, *role))
        .filter(|(count, phrase, _)| {
            phrase.split(' ').eq(words[index..].iter().take(*count).map(String::as_str))
        })
        .max_by_key(|(count, _, _)| *count)
}

/// The kind and the calendar year of a text that says nothing else: "Năm 2024", "KH năm", "Thực hiện 2023".
pub fn figure_alone(text: &str) -> Option<(Option<ColumnRoleKey>, Option<Year>)> {
    let words = words(text);
    let (mut role, mut year, mut index) = (None, None, 0);
    while let Some(word) = words.get(index) {
        let found = role_at(&words, index);
        index += found.map_or(1, |(count, _, _)| count);
        match (found, calendar_year(word)) {
            (Some((_, _, found)), _) if role.is_none() => role = Some(found),
            (None, Some(found)) if year.is_none() => year = Some(Year::Absolute(found)),
            (None, None) if word == "nam" => {}
            _ => return None,
        }
    }
    (role.is_some() || year.is_some()).then_some((role, year))
}

/// The settings' column that a heading means, if it means exactly one.
pub fn column_of(
    role: Option<ColumnRoleKey>,
    year: Option<Year>,
    columns: &[Column],
    plan_year: i32,
) -> Option<usize> {
    let fits = |column: &Column, year: Option<i32>| {
        role.is_none_or(|role| column.role == ColumnRole::from(role))
            && year.is_none_or(|year| column.year == year)
    };
    let all = |year: Option<i32>| -> Vec<usize> {
        columns.iter().enumerate().filter(|(_, column)| fits(column, year)).map(|(index, _)| index).collect()
    };
    let found = all(year.map(|year| year.calendar(plan_year)));
    match (found.as_slice(), year) {
        ([only], _) => Some(*only),
        // A plan without a year is the plan's own year.
        ([_, _, ..], None) => found.into_iter().find(|index| columns[*index].year == plan_year),
        // A bare year with several roles is its plan only if it is the plan's own year.
        ([_, _, ..], Some(_)) if role.is_none() => found
            .into_iter()
            .find(|index| columns[*index].role == ColumnRole::Plan && columns[*index].year == plan_year),
        // "Kế hoạch năm trước" is meant from the plan's year where there is no older plan.
        ([], Some(Year::Relative(-2))) => match all(Some(plan_year - 1)).as_slice() {
            [only] if role.is_some() => Some(*only),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ColumnRoleKey as Role, ValueHeading, Year, column_of, figure_alone, value_heading};
    use crate::domain::{Column, ColumnRole};

    fn figure(role: Option<Role>, year: Option<Year>) -> Option<ValueHeading> {
        Some(ValueHeading::Figure { role, year })
    }

    #[test]
    fn role_and_year() {
        let y = |year| Some(Year::Absolute(year));
        let r = |offset| Some(Year::Relative(offset));
        for (texts, expected) in [
            (&["Thực hiện năm 2022"][..], figure(Some(Role::Actual), y(2022))),
            (&["TH 2022"], figure(Some(Role::Actual), y(2022))),
            (&["ƯTH2023"], figure(Some(Role::Estimate), y(2023))),
            (&["Ước TH năm 2023"], figure(Some(Role::Estimate), y(2023))),
            (&["Uoc thuc hien nam 2023"], figure(Some(Role::Estimate), y(2023))),
            (&["KH năm 2024"], figure(Some(Role::Plan), y(2024))),
            (&["Chỉ tiêu năm 2024"], figure(Some(Role::Plan), y(2024))),
            (&["Dự kiến kế hoạch năm 2024"], figure(Some(Role::Plan), y(2024))),
            (&["Kế hoạch năm N"], figure(Some(Role::Plan), r(0))),
            (&["Ước TH năm N-1"], figure(Some(Role::Estimate), r(-1))),
            (&["Thực hiện năm trước"], figure(Some(Role::Actual), r(-2))),
            (&["Dự toán năm kế hoạch"], figure(Some(Role::Plan), r(0))),
            (&["Ước thực hiện năm hiện hành"], figure(Some(Role::Estimate), r(-1))),
            (&["Năm 2023", "KH"], figure(Some(Role::Plan), y(2023))),
            (&["Tình hình thực hiện năm 2023", "Ước TH"], figure(Some(Role::Estimate), y(2023))),
            (&["Kế hoạch", "2024"], figure(Some(Role::Plan), y(2024))),
            (&["Kế hoạch năm 2024 (triệu đồng)"], figure(Some(Role::Plan), y(2024))),
            (&["KH 2024/ƯTH 2023 (%)"], Some(ValueHeading::Comparison)),
            (&["ƯTH/KH 2023 (%)"], Some(ValueHeading::Comparison)),
            (&["ƯTH/ TH\n2020"], figure(Some(Role::Estimate), y(2020))),
            (&["So sánh (%)", "KH 2024"], Some(ValueHeading::Comparison)),
            (&["Tỷ lệ % đạt kế hoạch"], Some(ValueHeading::Comparison)),
            (&["Thực hiện 6 tháng đầu năm 2023"], Some(ValueHeading::PartOfYear)),
            (&["6 tháng năm", "2016 so với", "cùng kỳ", "năm 2015 (%)"], Some(ValueHeading::Comparison)),
            (&["So với cùng kỳ năm trước (%)", "Quý I", "năm", "2024"], Some(ValueHeading::Comparison)),
            (&["Cơ cấu (%)", "Quý I", "năm", "2024"], Some(ValueHeading::PartOfYear)),
            (&["Quý I"], Some(ValueHeading::PartOfYear)),
            (&["Ước tính tháng 5 năm 2008"], Some(ValueHeading::PartOfYear)),
            (&["Thực hiện cùng", "kỳ năm trước"], Some(ValueHeading::PartOfYear)),
            (&["Kế hoạch 5 năm"], Some(ValueHeading::Span)),
            (&["Vốn đăng ký"], None),
            (&["Kế hoạch giai đoạn 2021-2025"], Some(ValueHeading::Span)),
            (&["Chỉ tiêu"], None),
            (&["Ghi chú"], None),
        ] {
            assert_eq!(value_heading(texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn texts_that_say_a_kind_and_a_year_and_nothing_else() {
        let year = |year| Some(Year::Absolute(year));
        for (text, expected) in [
            ("Năm 2024", Some((None, year(2024)))),
            ("KH Năm", Some((Some(Role::Plan), None))),
            ("Kế hoạch năm 2024", Some((Some(Role::Plan), year(2024)))),
            ("THỰC HIỆN 2023", Some((Some(Role::Actual), year(2023)))),
            ("Ước thực hiện", Some((Some(Role::Estimate), None))),
            ("Biểu kế hoạch năm 2024", None),
            ("Kế hoạch phát triển kinh tế - xã hội năm 2024", None),
            ("Năm", None),
            ("2023 - 2024", None),
            ("Thực hiện quý I năm 2024", None),
        ] {
            assert_eq!(figure_alone(text), expected, "{text}");
        }
    }

    fn columns() -> Vec<Column> {
        [
            ("th_n2", ColumnRole::Actual, 2022),
            ("kh_n1", ColumnRole::Plan, 2023),
            ("uth_n1", ColumnRole::Estimate, 2023),
            ("kh_n", ColumnRole::Plan, 2024),
        ]
        .map(|(key, role, year)| Column {
            key: key.into(),
            role,
            year,
            title: String::new(),
            short: String::new(),
        })
        .into()
    }

    #[test]
    fn columns_are_found_only_where_the_heading_is_certain() {
        let columns = columns();
        let find = |texts: &[&str]| match value_heading(texts) {
            Some(ValueHeading::Figure { role, year }) => column_of(role, year, &columns, 2024),
            _ => None,
        };
        assert_eq!(find(&["Thực hiện năm 2022"]), Some(0));
        assert_eq!(find(&["Thực hiện năm trước"]), Some(0));
        assert_eq!(find(&["Kế hoạch năm trước"]), Some(1));
        assert_eq!(find(&["Ước thực hiện"]), Some(2));
        assert_eq!(find(&["Kế hoạch"]), Some(3));
        assert_eq!(find(&["2024"]), Some(3));
        assert_eq!(find(&["2022"]), Some(0));
        assert_eq!(find(&["2023"]), None);
        assert_eq!(find(&["Kế hoạch năm 2021"]), None);
    }
}
