//! The words that may stand before a figure, and what each does to it.

use super::super::key;
use super::{Kind, Qualifier};

/// What a word before the figure does.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Role {
    /// The sentence's own verb ("đạt", "là"): it goes, the sentence brings its own.
    Verb,
    /// A word that belongs to the figure but changes nothing ("hoàn thành 100%").
    Keep,
    Kind(Kind),
    Qualifier(Qualifier),
    /// "từ": a range or a lower bound follows.
    From,
    Minus,
    Plus,
}

/// Phrases as match keys. The longest that fits is taken.
const PHRASES: &[(&str, Role)] = &[
    ("đạt", Role::Verb),
    ("là", Role::Verb),
    ("bằng", Role::Verb),
    ("có", Role::Verb),
    ("mức", Role::Verb),
    ("ở mức", Role::Verb),
    ("ước", Role::Verb),
    ("ước tính", Role::Verb),
    ("phấn đấu", Role::Verb),
    ("dự kiến", Role::Verb),
    ("duy trì", Role::Verb),
    ("giữ", Role::Verb),
    ("giữ vững", Role::Verb),
    ("bình quân", Role::Verb),
    ("tỷ lệ", Role::Verb),
    ("cả năm", Role::Verb),
    ("lên", Role::Verb),
    ("nâng lên", Role::Verb),
    ("tăng lên", Role::Verb),
    (":", Role::Verb),
    ("=", Role::Verb),
    ("hoàn thành", Role::Keep),
    ("tăng", Role::Kind(Kind::Increase)),
    ("giảm", Role::Kind(Kind::Decrease)),
    ("thêm", Role::Kind(Kind::Addition)),
    ("có thêm", Role::Kind(Kind::Addition)),
    ("tăng thêm", Role::Kind(Kind::Addition)),
    ("xây thêm", Role::Kind(Kind::Addition)),
    ("xây dựng thêm", Role::Kind(Kind::Addition)),
    ("phát triển thêm", Role::Kind(Kind::Addition)),
    ("thành lập thêm", Role::Kind(Kind::Addition)),
    ("công nhận thêm", Role::Kind(Kind::Addition)),
    ("trên", Role::Qualifier(Qualifier::Above)),
    ("hơn", Role::Qualifier(Qualifier::Above)),
    ("vượt", Role::Qualifier(Qualifier::Above)),
    ("cao hơn", Role::Qualifier(Qualifier::Above)),
    ("lớn hơn", Role::Qualifier(Qualifier::Above)),
    (">", Role::Qualifier(Qualifier::Above)),
    ("dưới", Role::Qualifier(Qualifier::Below)),
    ("thấp hơn", Role::Qualifier(Qualifier::Below)),
    ("nhỏ hơn", Role::Qualifier(Qualifier::Below)),
    ("ít hơn", Role::Qualifier(Qualifier::Below)),
    ("chưa đến", Role::Qualifier(Qualifier::Below)),
    ("chưa tới", Role::Qualifier(Qualifier::Below)),
    ("<", Role::Qualifier(Qualifier::Below)),
    ("khoảng", Role::Qualifier(Qualifier::About)),
    ("gần", Role::Qualifier(Qualifier::About)),
    ("chừng", Role::Qualifier(Qualifier::About)),
    ("xấp xỉ", Role::Qualifier(Qualifier::About)),
    ("≈", Role::Qualifier(Qualifier::About)),
    ("~", Role::Qualifier(Qualifier::About)),
    ("ít nhất", Role::Qualifier(Qualifier::AtLeast)),
    ("tối thiểu", Role::Qualifier(Qualifier::AtLeast)),
    ("không dưới", Role::Qualifier(Qualifier::AtLeast)),
    ("không ít hơn", Role::Qualifier(Qualifier::AtLeast)),
    ("không thấp hơn", Role::Qualifier(Qualifier::AtLeast)),
    ("≥", Role::Qualifier(Qualifier::AtLeast)),
    (">=", Role::Qualifier(Qualifier::AtLeast)),
    ("không quá", Role::Qualifier(Qualifier::AtMost)),
    ("không vượt", Role::Qualifier(Qualifier::AtMost)),
    ("không vượt quá", Role::Qualifier(Qualifier::AtMost)),
    ("không trên", Role::Qualifier(Qualifier::AtMost)),
    ("không cao hơn", Role::Qualifier(Qualifier::AtMost)),
    ("không nhiều hơn", Role::Qualifier(Qualifier::AtMost)),
    ("nhiều nhất", Role::Qualifier(Qualifier::AtMost)),
    ("tối đa", Role::Qualifier(Qualifier::AtMost)),
    ("≤", Role::Qualifier(Qualifier::AtMost)),
    ("<=", Role::Qualifier(Qualifier::AtMost)),
    ("còn", Role::Qualifier(Qualifier::Remaining)),
    ("chỉ còn", Role::Qualifier(Qualifier::Remaining)),
    ("còn lại", Role::Qualifier(Qualifier::Remaining)),
    ("chỉ còn lại", Role::Qualifier(Qualifier::Remaining)),
    ("giảm còn", Role::Qualifier(Qualifier::Remaining)),
    ("giảm chỉ còn", Role::Qualifier(Qualifier::Remaining)),
    ("xuống còn", Role::Qualifier(Qualifier::Remaining)),
    ("giảm xuống", Role::Qualifier(Qualifier::Remaining)),
    ("giảm xuống còn", Role::Qualifier(Qualifier::Remaining)),
    ("từ", Role::From),
    ("-", Role::Minus),
    ("+", Role::Plus),
];

/// The longest phrase has this many words.
const LONGEST: usize = 4;

/// What all words before a figure say together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lead {
    /// The words to print, as typed, without the verb.
    pub(super) words: String,
    pub(super) kind: Kind,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) from: bool,
    pub(super) negative: bool,
}

/// Reads the words before the first digit; `None` where one of them is not known here.
pub(super) fn lead(text: &str) -> Option<Lead> {
    let tokens = tokens(text);
    let keys: Vec<String> = tokens.iter().map(|token| token_key(token)).collect();
    let mut lead =
        Lead { words: String::new(), kind: Kind::Level, qualifier: None, from: false, negative: false };
    let mut at = 0;
    while at < tokens.len() {
        let (length, role) = longest(&keys[at..])?;
        lead.take(&tokens[at..at + length], role);
        at += length;
    }
    Some(lead)
}

/// The phrases that words without diacritics stand for: "chi con" is "chỉ còn"; `None` where one of them is not known.
pub(super) fn known(text: &str) -> Option<String> {
    let tokens = tokens(text);
    let mut out: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (length, phrase) = (1..=LONGEST.min(tokens.len() - at)).rev().find_map(|length| {
            let typed = &tokens[at..at + length];
            let same = |phrase: &str| {
                let mut words = phrase.split(' ');
                let each = typed.iter().all(|token| {
                    words.next().is_some_and(|word| {
                        word == token.as_str()
                            || token.is_ascii()
                                && key::loose(word) == key::loose(token)
                                && !key::loose(word).is_empty()
                    })
                });
                each && words.next().is_none()
            };
            PHRASES.iter().find(|(phrase, _)| same(phrase)).map(|(phrase, _)| (length, *phrase))
        })?;
        out.push(phrase);
        at += length;
    }
    (!out.is_empty()).then(|| out.join(" "))
}

impl Lead {
    fn take(&mut self, typed: &[String], role: Role) {
        match role {
            Role::Verb | Role::Plus => return,
            Role::Minus => {
                self.negative = true;
                return;
            }
            Role::Keep => {}
            Role::Kind(kind) => self.kind = kind,
            Role::Qualifier(qualifier) => self.qualify(qualifier),
            Role::From => self.from = true,
        }
        for word in typed {
            if !self.words.is_empty() {
                self.words.push(' ');
            }
            self.words.push_str(word);
        }
    }

    /// "chỉ còn khoảng 150": the bound says more than what is left.
    fn qualify(&mut self, qualifier: Qualifier) {
        if qualifier != Qualifier::Remaining || self.qualifier.is_none() {
            self.qualifier = Some(qualifier);
        }
    }
}

fn longest(keys: &[String]) -> Option<(usize, Role)> {
    (1..=LONGEST.min(keys.len())).rev().find_map(|length| {
        let wanted = keys[..length].join(" ");
        PHRASES.iter().find(|(phrase, _)| *phrase == wanted).map(|(_, role)| (length, *role))
    })
}

fn is_sign(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '≥' | '≤' | '≈' | '~' | '+' | '-' | ':')
}

/// Words and runs of signs: "đạt>=" is two tokens.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut last = None;
        for c in word.chars() {
            let sign = is_sign(c);
            match tokens.last_mut() {
                Some(token) if last == Some(sign) => token.push(c),
                _ => tokens.push(c.to_string()),
            }
            last = Some(sign);
        }
    }
    tokens
}

/// "quân/xã" counts as "quân": per what the mean is taken stands in the indicator's unit.
fn token_key(token: &str) -> String {
    if token.chars().all(is_sign) {
        return token.to_string();
    }
    key::fold(token.split('/').next().unwrap_or(token).trim_end_matches([',', ';']))
}

#[cfg(test)]
mod tests {
    use super::{PHRASES, lead, token_key, tokens};
    use crate::domain::{Kind, Qualifier};

    #[test]
    fn every_phrase_is_its_own_key() {
        for (phrase, _) in PHRASES {
            let keys: Vec<_> = tokens(phrase).iter().map(|token| token_key(token)).collect();
            assert_eq!(keys.join(" "), *phrase);
            assert!(keys.len() <= super::LONGEST);
        }
    }

    #[test]
    fn words_add_up() {
        let read = |text: &str| lead(text).map(|lead| (lead.words, lead.kind, lead.qualifier));
        assert_eq!(read("tăng trên "), Some(("tăng trên".into(), Kind::Increase, Some(Qualifier::Above))));
        assert_eq!(read("Phấn đấu đạt trên"), Some(("trên".into(), Kind::Level, Some(Qualifier::Above))));
        assert_eq!(
            read("giảm xuống còn"),
            Some(("giảm xuống còn".into(), Kind::Level, Some(Qualifier::Remaining)))
        );
        assert_eq!(read("chỉ còn dưới"), Some(("chỉ còn dưới".into(), Kind::Level, Some(Qualifier::Below))));
        assert_eq!(read("đạt bình quân/xã đạt"), Some((String::new(), Kind::Level, None)));
        assert_eq!(
            read("Không vượt quá"),
            Some(("Không vượt quá".into(), Kind::Level, Some(Qualifier::AtMost)))
        );
        assert_eq!(read("quý"), None);
        assert_eq!(read("chuẩn mức độ"), None);
    }
}
