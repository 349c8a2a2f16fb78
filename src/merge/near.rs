//! Near texts among many, without comparing each with each: common pairs of words propose, likeness decides.

use std::collections::{BTreeMap, HashMap};

use crate::domain::key;

/// Texts in which a pair of words stands; of a pair that stands nearly everywhere (“đề nghị”) only the first count.
const MOST_OF_A_PAIR: usize = 48;
/// So many of the proposed are looked at.
const MOST_COMPARED: usize = 8;
/// How alike two wordings of one opinion are at least, in thousandths.
const ALIKE: u32 = 700;

/// Texts by the pairs of words that they hold.
#[derive(Default)]
pub(super) struct Near {
    texts: Vec<(String, usize)>,
    pairs: HashMap<String, Vec<usize>>,
}

impl Near {
    /// Adds a text that stands for `item`.
    pub(super) fn add(&mut self, text: &str, item: usize) {
        let place = self.texts.len();
        for pair in pairs(text) {
            let list = self.pairs.entry(pair).or_default();
            if list.len() < MOST_OF_A_PAIR {
                list.push(place);
            }
        }
        self.texts.push((text.to_owned(), item));
    }

    /// The allowed item whose text is nearest, if it is near at all; of equals the first.
    pub(super) fn find(&self, text: &str, allowed: impl Fn(usize) -> bool) -> Option<usize> {
        if self.texts.is_empty() {
            return None;
        }
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for place in pairs(text).iter().filter_map(|pair| self.pairs.get(pair)).flatten() {
            *shared.entry(*place).or_default() += 1;
        }
        let mut proposed: Vec<(usize, usize)> = shared
            .into_iter()
            .filter(|(place, _)| self.texts.get(*place).is_some_and(|(_, item)| allowed(*item)))
            .collect();
        proposed.sort_by_key(|(place, count)| (std::cmp::Reverse(*count), *place));
        let mut best: Option<(u32, usize)> = None;
        for (known, item) in
            proposed.iter().take(MOST_COMPARED).filter_map(|(place, _)| self.texts.get(*place))
        {
            let score = key::likeness(text, known);
            if score >= ALIKE && best.is_none_or(|(so_far, _)| score > so_far) {
                best = Some((score, *item));
            }
        }
        best.map(|(_, item)| item)
    }
}

/// Neighbouring words without diacritics, each pair once; a single word for itself.
fn pairs(text: &str) -> Vec<String> {
    let loose = key::loose(text);
    let words: Vec<&str> = loose.split(' ').collect();
    let mut pairs: Vec<String> = match words.as_slice() {
        [single] => vec![(*single).to_owned()],
        words => words.windows(2).map(|pair| pair.join(" ")).collect(),
    };
    pairs.sort();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use super::Near;

    #[test]
    fn near_texts_are_found_and_far_ones_are_not() {
        let mut near = Near::default();
        near.add("Đề nghị bổ sung kinh phí lập quy hoạch chi tiết trụ sở Công an mới", 0);
        near.add("Đề nghị nêu rõ xã đăng ký đạt chuẩn nông thôn mới nâng cao", 1);
        let reworded = "Đề nghị bổ sung kinh phí lập quy hoạch trụ sở Công an mới thị xã";
        assert_eq!(near.find(reworded, |_| true), Some(0));
        assert_eq!(near.find(reworded, |item| item != 0), None);
        assert_eq!(near.find("Đề nghị giảm số hộ cận nghèo", |_| true), None);
        assert_eq!(near.find("", |_| true), None);
    }

    /// A hundred thousand opinions that all begin alike take a moment, not an hour.
    #[test]
    fn many_alike_stay_quick() {
        let mut near = Near::default();
        for n in 0..20_000 {
            near.add(&format!("Đề nghị bổ sung nội dung số {n} vào dự thảo"), n);
        }
        let started = std::time::Instant::now();
        for n in 0..200 {
            near.find(&format!("Đề nghị bổ sung nội dung số {n} vào dự thảo kế hoạch"), |_| true);
        }
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    }
}
