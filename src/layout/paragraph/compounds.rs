//! Words of two syllables that titles and narrow columns part only in need: "dự thảo", "phát triển".

use std::sync::OnceLock;

use super::collect::NO_WORD;
use crate::pages::{Lexicon, WordId};

/// Frequent in the titles of plans and in the names of bodies and tasks. Vietnamese writes a blank between the syllables
/// of a word, and only a dictionary tells it from the blank between words.
const WORDS: &[&str] = &[
    "an ninh",
    "an sinh",
    "an toàn",
    "ban hành",
    "báo cáo",
    "bảo đảm",
    "bảo hiểm",
    "bảo vệ",
    "bổ sung",
    "cán bộ",
    "cải cách",
    "cạnh tranh",
    "căn cứ",
    "chỉ đạo",
    "chỉ số",
    "chỉ tiêu",
    "chi tiết",
    "chiến lược",
    "chính phủ",
    "chính quyền",
    "chính sách",
    "chính trị",
    "chủ tịch",
    "chủ trì",
    "chủ yếu",
    "chuyên ngành",
    "chuyển đổi",
    "chương trình",
    "công an",
    "công chức",
    "công khai",
    "công nghệ",
    "công nghiệp",
    "công tác",
    "công trình",
    "công văn",
    "cơ bản",
    "cơ quan",
    "cơ sở",
    "dân số",
    "danh mục",
    "dịch vụ",
    "doanh nghiệp",
    "dự án",
    "dự báo",
    "dự kiến",
    "dự thảo",
    "dự toán",
    "đánh giá",
    "đào tạo",
    "đầu tư",
    "địa bàn",
    "địa phương",
    "điều chỉnh",
    "điều hành",
    "đô thị",
    "đơn vị",
    "đột phá",
    "gia đình",
    "giai đoạn",
    "giải pháp",
    "giải quyết",
    "giải trình",
    "giám sát",
    "giáo dục",
    "hạ tầng",
    "hành chính",
    "hành động",
    "hiệu quả",
    "hoàn thành",
    "hoàn thiện",
    "hoạt động",
    "học sinh",
    "hộ nghèo",
    "hội đồng",
    "hội nghị",
    "hợp tác",
    "kế hoạch",
    "kết luận",
    "kết quả",
    "khoa học",
    "kiểm tra",
    "kinh tế",
    "lao động",
    "lãnh đạo",
    "lĩnh vực",
    "mặt trận",
    "môi trường",
    "mục tiêu",
    "năng lực",
    "ngân sách",
    "nghị quyết",
    "nghị định",
    "nguồn lực",
    "nhà nước",
    "nhân dân",
    "nhiệm kỳ",
    "nhiệm vụ",
    "nội dung",
    "nội vụ",
    "nông nghiệp",
    "nông thôn",
    "ổn định",
    "phát triển",
    "phấn đấu",
    "phân công",
    "phối hợp",
    "phòng chống",
    "phục vụ",
    "phương án",
    "quản lý",
    "quân sự",
    "quốc gia",
    "quốc phòng",
    "quy định",
    "quy hoạch",
    "quyết định",
    "sản phẩm",
    "sản xuất",
    "số liệu",
    "tài chính",
    "tài nguyên",
    "tăng cường",
    "tăng trưởng",
    "thanh tra",
    "tham gia",
    "thành phố",
    "thẩm quyền",
    "thống kê",
    "thống nhất",
    "thực hiện",
    "thường trực",
    "thường vụ",
    "tiếp thu",
    "tổ chức",
    "tổng hợp",
    "triển khai",
    "truyền thông",
    "văn hóa",
    "văn phòng",
    "xã hội",
    "tạm tính",
    "minh họa",
    "thu nhập",
    "bình quân",
    "chất lượng",
    "nhân lực",
    "nguồn vốn",
    "hồ sơ",
    "thủ tục",
    "tiêu chí",
    "tiến độ",
    "trách nhiệm",
    "tuyên truyền",
    "cận nghèo",
    "việc làm",
    "tỷ lệ",
    "tốc độ",
    "giá trị",
    "diện tích",
    "nông sản",
    "công nhận",
    "ý kiến",
    "góp ý",
    "tuyển quân",
    "thôn xóm",
    "bàn giao",
    "phổ biến",
    "quán triệt",
    "tư pháp",
    "y tế",
];

/// No syllable of any of them, or not looked at yet.
const NONE: u16 = u16::MAX;
const UNKNOWN: u16 = u16::MAX - 1;

/// Every syllable once, in order, and the pairs of their places.
struct Table {
    syllables: Vec<&'static str>,
    pairs: Vec<(u16, u16)>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let halves = || WORDS.iter().filter_map(|word| word.split_once(' '));
        let mut syllables: Vec<&str> = halves().flat_map(|(first, second)| [first, second]).collect();
        syllables.sort_unstable();
        syllables.dedup();
        let place = |syllable: &str| syllables.binary_search(&syllable).map_or(NONE, |at| at as u16);
        let mut pairs: Vec<(u16, u16)> =
            halves().map(|(first, second)| (place(first), place(second))).collect();
        pairs.sort_unstable();
        Table { syllables, pairs }
    })
}

/// What was found out about the words of one document, by their ids.
#[derive(Debug, Default)]
pub(in crate::layout) struct Compounds {
    /// As the first half, as the second half.
    known: Vec<[u16; 2]>,
}

impl Compounds {
    /// Whether two neighbours are the halves of one word.
    pub fn hold(&mut self, lexicon: &Lexicon, before: WordId, next: WordId) -> bool {
        if before == NO_WORD || next == NO_WORD {
            return false;
        }
        let [first, _] = self.places(lexicon, before);
        if first == NONE {
            return false;
        }
        let [_, second] = self.places(lexicon, next);
        second != NONE && table().pairs.binary_search(&(first, second)).is_ok()
    }

    fn places(&mut self, lexicon: &Lexicon, word: WordId) -> [u16; 2] {
        let at = word.0 as usize;
        if self.known.len() <= at {
            self.known.resize(lexicon.words.len().max(at + 1), [UNKNOWN; 2]);
        }
        if self.known[at] == [UNKNOWN; 2] {
            self.known[at] = halves(&lexicon.word(word).text);
        }
        self.known[at]
    }
}

/// Places of a word among the syllables. A mark after it ends the word, a mark before it begins one.
fn halves(text: &str) -> [u16; 2] {
    let find = |part: &str| {
        let lower = part.to_lowercase();
        table().syllables.binary_search(&lower.as_str()).map_or(NONE, |at| at as u16)
    };
    let mark = |c: char| !c.is_alphanumeric();
    [find(text.trim_start_matches(mark)), find(text.trim_end_matches(mark))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn together(before: &str, next: &str) -> bool {
        let ([first, _], [_, second]) = (halves(before), halves(next));
        first != NONE && second != NONE && table().pairs.binary_search(&(first, second)).is_ok()
    }

    #[test]
    fn halves_of_one_word() {
        for (before, next) in [("dự", "thảo"), ("PHÁT", "TRIỂN;"), ("(Kế", "hoạch)"), ("tổ", "chức")]
        {
            assert!(together(before, next), "{before} {next}");
        }
        for (before, next) in [("thảo", "Kế"), ("kế,", "hoạch"), ("kế", "(hoạch"), ("2024", "của"), ("", "")]
        {
            assert!(!together(before, next), "{before} {next}");
        }
    }

    #[test]
    fn every_word_has_two_syllables_and_stands_once() {
        assert!(WORDS.iter().all(|word| word.split(' ').count() == 2 && word.to_lowercase() == *word));
        let mut pairs = table().pairs.clone();
        pairs.dedup();
        assert_eq!(pairs.len(), WORDS.len());
    }
}
