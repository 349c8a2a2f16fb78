//! The sentences of a text in which an indicator is named and a number with a unit follows at once.

use crate::domain::key::{self, Mentions};
use crate::domain::{Decimal, Plan, number, unit};

/// Shorter names ("Lúa") stand in too many sentences.
const SHORTEST_NAME: usize = 10;
/// A unit is at most so many words: "triệu đồng/người/năm".
const UNIT_WORDS: usize = 3;
/// At most so many words stand between the name and its number.
const REACH: usize = 12;

/// Words that may stand between an indicator's name and its own number. Any other word could change what is spoken of.
const GLUE: &[&str] = &[
    "đạt", "là", "ước", "dự", "kiến", "khoảng", "trên", "dưới", "còn", "chỉ", "có", "phấn", "đấu", "năm",
    "kế", "hoạch", "thực", "hiện", "cả", "toàn", "từ", "đến", "hết", "lên", "mức", "trở", "ít", "nhất",
    "tối", "thiểu", "đa", "không", "quá", "địa", "bàn", "trong", "cuối", "gần", "hơn", "được", "giao",
    "thêm", "tăng", "giảm", "đặt", "ra", "mục", "tiêu", "sẽ", "và", ":", "(", "-",
];
/// Of these a change is made, not a level.
const MOVES: &[&str] = &["tăng", "giảm", "thêm", "vượt", "hơn", "kém"];
/// What makes the number another one: a share, a comparison, a part of the year, a span of years.
const OTHER: &[&str] = &[
    "so với",
    "cùng kỳ",
    "quý",
    "6 tháng",
    "9 tháng",
    "tháng đầu",
    "tháng cuối",
    "lũy kế",
    "giai đoạn",
    "nhiệm kỳ",
    "bình quân",
    "mỗi ",
    "kế hoạch giao",
    "dự toán",
    "điểm phần trăm",
    "điểm %",
    "trong đó",
    "riêng",
    "tỷ trọng",
    "5 năm",
];

/// A number that a sentence says of an indicator.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Claim {
    /// Position in the plan.
    pub(super) indicator: usize,
    /// In the indicator's unit.
    pub(super) value: Decimal,
    /// Half of the last printed digit, in the indicator's unit.
    pub(super) tolerance: Decimal,
    pub(super) is_about: bool,
    /// "tăng", "thêm" … stand before it.
    pub(super) is_move: bool,
    /// Years of the sentence.
    pub(super) years: Vec<i32>,
    /// As it stands: "1.050 tỷ đồng".
    pub(super) said: String,
}

/// Names and aliases of all indicators, folded, the longest first.
pub(super) struct Names {
    names: Vec<(String, usize, String)>,
    /// The same, looked for in one walk over a sentence: their places in the list.
    mentions: Mentions<usize>,
    glue: Vec<String>,
}

impl Names {
    pub(super) fn of(plan: &Plan) -> Names {
        let aliases = |code: &str| plan.settings.catalogue.indicator(code).map(|spec| spec.aliases.clone());
        let mut names: Vec<(String, usize, String)> = Vec::new();
        for (at, indicator) in plan.indicators.iter().enumerate() {
            for name in
                std::iter::once(indicator.name.clone()).chain(aliases(&indicator.code).unwrap_or_default())
            {
                let folded = key::fold(&name);
                if folded.chars().count() >= SHORTEST_NAME {
                    names.push((folded, at, indicator.unit.clone()));
                }
            }
        }
        names.sort_by_key(|(name, at, _)| (std::cmp::Reverse(name.len()), *at));
        // The office's own territory may be named: "trên địa bàn thị xã".
        let office = &plan.settings.office;
        let place = key::fold(&format!("{} {}", office.territory, office.territory_kind));
        let glue = GLUE.iter().map(|word| key::fold(word)).chain(place.split(' ').map(str::to_string));
        let glue = glue.collect();
        let mentions = Mentions::of(names.iter().enumerate().map(|(at, (name, ..))| (name.clone(), at)));
        Names { names, mentions, glue }
    }

    /// All claims of a text; `about`: the indicator in whose row it stands, of which its beginning may speak unnamed.
    pub(super) fn claims(&self, words: &str, about: Option<usize>) -> Vec<Claim> {
        let mut out = self.named(words);
        if let Some((name, ..)) = self.names.iter().find(|(_, at, _)| Some(*at) == about) {
            let unnamed = self.named(&format!("{name} {}", key::fold(words)));
            out.extend(unnamed.into_iter().filter(|claim| Some(claim.indicator) == about));
        }
        out
    }

    /// Claims of sentences that name what they speak of.
    fn named(&self, words: &str) -> Vec<Claim> {
        let mut out = Vec::new();
        for sentence in words.split(['\n', ';']).flat_map(|part| part.split(". ")) {
            let folded = key::fold(sentence);
            if !folded.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let mentioned = self.mentions.in_text(&folded);
            if mentioned.is_empty() {
                continue;
            }
            let lower = sentence.to_lowercase();
            if OTHER.iter().any(|word| lower.contains(word)) {
                continue;
            }
            let years = years(&folded);
            let claims = self.in_sentence(&folded, mentioned.iter().map(|(_, at)| *at));
            out.extend(claims.into_iter().map(|claim| Claim { years: years.clone(), ..claim }));
        }
        out
    }

    /// Where names overlap, the longest speaks. Two indicators of one name: nobody knows which is meant. `mentioned`: the names
    /// that stand in the sentence, the longest first.
    fn in_sentence(&self, folded: &str, mentioned: impl Iterator<Item = usize>) -> Vec<Claim> {
        let mut taken: Vec<(usize, usize, usize)> = Vec::new();
        for (name, at, _) in mentioned.filter_map(|at| self.names.get(at)) {
            for (start, _) in folded.match_indices(name.as_str()) {
                let end = start + name.len();
                let whole = edge(folded[..start].chars().next_back()) && edge(folded[end..].chars().next());
                if whole && !taken.iter().any(|(from, to, _)| start < *to && *from < end) {
                    taken.push((start, end, *at));
                } else if let Some(rival) =
                    taken.iter().position(|(from, to, known)| (*from, *to) == (start, end) && known != at)
                {
                    taken[rival].2 = usize::MAX;
                }
            }
        }
        taken.sort_unstable();
        let mut out = Vec::new();
        for (nth, (_, end, at)) in taken.iter().enumerate() {
            let next = taken.get(nth + 1).map_or(folded.len(), |(start, ..)| *start);
            let unit = self.names.iter().find(|(_, known, _)| known == at).map(|(.., unit)| unit);
            let Some(unit) = unit else { continue };
            out.extend(self.number_behind(folded.get(*end..next).unwrap_or_default(), *at, unit));
        }
        out
    }

    /// The first number behind the name, if only glue stands between and its unit is of the indicator's kind.
    fn number_behind(&self, behind: &str, indicator: usize, wanted: &str) -> Option<Claim> {
        let words: Vec<&str> = behind.split_whitespace().collect();
        let mut before: Vec<&str> = Vec::new();
        for (at, word) in words.iter().enumerate().take(REACH) {
            let bare = word.trim_matches(['(', ')', ',', ':', '"']);
            if bare.starts_with(|letter: char| letter.is_ascii_digit()) {
                if is_year(bare) && before.last().is_some_and(|word| *word == "năm") {
                    continue;
                }
                return claim(&words[at..], &before, indicator, wanted);
            }
            if !bare.is_empty() && !self.glue.iter().any(|glue| glue == bare) {
                return None;
            }
            before.push(bare);
        }
        None
    }
}

fn claim(words: &[&str], before: &[&str], indicator: usize, wanted: &str) -> Option<Claim> {
    let first = words.first()?.trim_start_matches('(');
    let end = first.find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',');
    let (digits, tail) = first.split_at(end.unwrap_or(first.len()));
    let digits = digits.trim_end_matches(['.', ',']);
    let parsed = number::parse(digits)
        .filter(|parsed| parsed.doubtful.is_none() || digits.matches('.').count() > 0)?;
    // A range, a share ("22/27"), a date.
    if tail.starts_with(['-', '/']) || words.get(1).is_some_and(|word| ["-", "đến"].contains(word)) {
        return None;
    }
    let spans = (0..=UNIT_WORDS).rev().map(|count| {
        let rest = words.get(1..(1 + count).min(words.len())).unwrap_or_default();
        let text = std::iter::once(tail).chain(rest.iter().copied()).collect::<Vec<_>>().join(" ");
        (count, text.trim_matches([' ', ',', '.', ')']).to_string())
    });
    let (_, named) = spans.into_iter().find(|(_, text)| unit::known(text))?;
    let value = unit::convert(parsed.value, &named, wanted)?;
    let step = Decimal::new(5, digits.split_once(',').map_or(0, |(_, rest)| rest.len() as u32).min(20) + 1);
    Some(Claim {
        indicator,
        value,
        tolerance: unit::convert(step, &named, wanted)?,
        is_about: before.contains(&"khoảng") || before.contains(&"gần"),
        is_move: before.iter().any(|word| MOVES.contains(word)),
        years: Vec::new(),
        said: unit::join(digits, &named),
    })
}

fn edge(letter: Option<char>) -> bool {
    letter.is_none_or(|letter| !letter.is_alphanumeric())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: i32| (1990..2100).contains(&year))
}

/// "năm 2023", "năm 2023, 2024", "9/2023".
fn years(folded: &str) -> Vec<i32> {
    let numbers = folded.split(|letter: char| !letter.is_ascii_digit());
    numbers.filter(|word| is_year(word)).filter_map(|word| word.parse().ok()).collect()
}
